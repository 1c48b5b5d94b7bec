import type { CellTable } from "./cellTable.ts";

/** What a suppressed cell must keep open: a reader's interval has to reach from `below` less than its value to `above` more. */
export interface Protection {
  readonly cell: number;
  readonly below: number;
  readonly above: number;
}

/** One kind of numbers that all cells print, such as counts or sums of weights, with what their suppression must keep open. */
export interface Layer {
  readonly values: readonly number[];
  readonly protections: readonly Protection[];
}

/** Cells to suppress, for all kinds of numbers at once. */
export interface SuppressionProblem {
  readonly table: CellTable;
  readonly layers: readonly Layer[];
  /** What is lost with each cell; infinite where it has to be printed. */
  readonly costs: readonly number[];
  /** Cells that are suppressed in any case. */
  readonly primary: readonly number[];
  /** Where the first cell is suppressed, so is the second. */
  readonly implied: readonly (readonly [number, number])[];
}
