import type { CodeArray } from "../../sources/tables/factor.ts";
import type { Cells, Numbers } from "../../survey/cells.ts";
import type { Design } from "../../survey/design.ts";
import type { Replicates } from "../../survey/replication.ts";
import type { Fit } from "./irls.ts";
import type { Problem } from "./problem.ts";

/** A fit with the rows that it was made from. */
export interface Fitted {
  readonly design: Design;
  /** The outcome of each row. */
  readonly values: Numbers;
  /** The pattern of each row; −1 for a row that is not used. */
  readonly group: CodeArray;
  readonly problem: Problem;
  readonly fit: Fit;
  /** The rows in cells of equal stratum (or cluster) and pattern, with the outcome's moments. */
  readonly cells: () => Cells;
  /** What a row's r adds to each coefficient, by pattern: A⁻¹·x, the influence function per unit of residual. */
  readonly changes: readonly Float64Array[];
  /** A⁻¹. */
  readonly inverse: readonly (readonly number[])[];
  /** Pearson's statistic over (rows − coefficients), or 1 where the family fixes it. */
  readonly dispersion: number;
  /** The coefficients with each replicate's weights, where the design has any. */
  readonly replicates: () => readonly Replicates[];
}
