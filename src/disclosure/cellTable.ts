/** A cell that is the sum of others: a row's total, a margin, the whole. */
export interface Relation {
  readonly total: number;
  readonly parts: readonly number[];
}

/** Cells by their index, none below zero, and how they add up; tables that share cells are one. */
export interface CellTable {
  readonly size: number;
  readonly relations: readonly Relation[];
}

/** The values that a cell may have. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}
