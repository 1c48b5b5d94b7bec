import { statementsIn } from "./contradiction.ts";
import { linearProgram } from "./linearProgram.ts";
import type { Publication, Ratio, Statement } from "./publication.ts";
import type { Solver } from "./solver.ts";

/** The sharp interval of a ratio over the populations that statements allow, and the statements that bind each end. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
  readonly bindingLow: readonly string[];
  readonly bindingHigh: readonly string[];
}

/**
 * The bounds of ratios, each from the statements that `holds` for it, by linear-fractional programs (Charnes and Cooper 1962);
 * undefined where no population meets them or the ratio has nobody in its base. The statements must not contradict one another.
 */
export function boundsOf(
  publication: Publication,
  ratios: readonly Ratio[],
  solver: Solver,
  holds: (statement: Statement, ratio: number) => boolean = () => true,
): (Bounds | undefined)[] {
  const program = linearProgram(publication, ratios, solver.mostCells);
  const opened = solver.open(program);
  try {
    return program.queries.map((query, at) => {
      opened.hold((statement) => holds(publication.statements[statement]!, at));
      const low = opened.extreme(query, "low");
      const high = low && opened.extreme(query, "high");
      if (!low || !high) return undefined;
      return {
        low: low.value,
        high: high.value,
        bindingLow: statementsIn(program, low.multipliers),
        bindingHigh: statementsIn(program, high.multipliers),
      };
    });
  } finally {
    opened.close();
  }
}
