import { estimandKey } from "../study/figures.ts";
import type { Registered, Registry } from "../study/registry.ts";
import type { Bounds } from "./bounds.ts";
import { boundEstimands } from "./estimandBounds.ts";
import type { Solver } from "./solver.ts";
import { TooManyCells } from "./tooManyCells.ts";

/** What other published figures tell of one. */
export interface OtherFigures {
  /** Those that print the same quantity. */
  readonly same: readonly Registered[];
  /** What those of other quantities leave; undefined where shares and means do not tell it, or too many variables are tied. */
  readonly bounds: Bounds | undefined;
  /** Those that contradict one another, and leave nothing therefore. */
  readonly leftOut: readonly string[];
}

export const noOtherFigures: OtherFigures = { same: [], bounds: undefined, leftOut: [] };

/** What the other figures of a registry tell of one of them. */
export async function otherFigures(
  own: Registered,
  { declaration, figures }: Registry,
  loadSolver: () => Promise<Solver>,
): Promise<OtherFigures> {
  const { measured, estimand } = own.figure;
  if (!measured) return noOtherFigures;
  const all = [...figures.values()];
  const same = all.filter(
    (other) =>
      other !== own &&
      other.figure.measured !== undefined &&
      estimandKey(other.figure.measured) === estimandKey(measured),
  );
  if (!estimand) return { ...noOtherFigures, same };
  try {
    const { bounds, leftOut } = boundEstimands(declaration, all, [estimand], await loadSolver());
    const [{ found } = { found: undefined }] = bounds;
    return found && "low" in found ? { same, bounds: found, leftOut } : { ...noOtherFigures, same };
  } catch (error) {
    if (!(error instanceof TooManyCells)) throw error;
    return { ...noOtherFigures, same };
  }
}
