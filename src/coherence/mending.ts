import { type Bounds, boundsOf } from "./bounds.ts";
import type { Conflict } from "./conflicts.ts";
import { contradictionIn, widened } from "./contradiction.ts";
import type { Publication, Statement } from "./publication.ts";
import type { Solver } from "./solver.ts";

/** What would mend a conflict. */
export interface Mending {
  /** For each statement, what the others of the conflict leave it; undefined where they leave nobody in its base. */
  readonly alone: readonly { readonly id: string; readonly left: Pick<Bounds, "low" | "high"> | undefined }[];
  /** By how many times its width each interval would have to be wider on both sides; undefined where that mends nothing. */
  readonly together: number | undefined;
}

/** The change of one statement alone, and the least one of all, that mend a conflict. */
export function mendingOf(conflict: Conflict, publication: Publication, solver: Solver): Mending {
  const statements = publication.statements.filter(({ id }) => conflict.includes(id));
  const own = { ...publication, statements };
  const left = boundsOf(own, statements, solver, (statement, at) => statement !== statements[at]);
  return {
    alone: statements.map(({ id }, at) => ({ id, left: left[at] })),
    together: leastWidening(own, solver),
  };
}

/** Wider than this no printed number says anything. */
const mostWidths = 1000;
/** To so much of a width the least widening is found. */
const precision = 1e-4;

/**
 * The least number of widths by which each interval must be wider on both sides, so that all statements can hold; a width is what
 * rounding leaves: one unit of the last printed digit. By bisection, for with given bounds the program is linear.
 */
export function leastWidening(publication: Publication, solver: Solver): number | undefined {
  const holds = (widths: number) => {
    const by = ({ low, high }: Statement) => widths * (high - low);
    return contradictionIn(widened(publication, by), solver) === undefined;
  };
  if (holds(0)) return 0;
  let [low, high] = [0, 1];
  while (!holds(high)) {
    if (high > mostWidths) return undefined;
    [low, high] = [high, 2 * high];
  }
  while (high - low > precision) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
