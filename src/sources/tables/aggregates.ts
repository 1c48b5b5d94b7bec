/**
 * What the rows of an aggregated table stand for: each for all rows of the data that agree in all variables but their weights, which
 * it has the sum of.
 */
export interface Aggregates {
  /** How many rows. */
  readonly rows: Float64Array;
  /** Those with a weight other than zero. */
  readonly weighted: Float64Array;
  /** Σ (w − w̄)² of their weights w. */
  readonly spread: Float64Array;
}

/** The aggregates of some of the rows. */
export function aggregatesOf({ rows, weighted, spread }: Aggregates, kept: ArrayLike<number>): Aggregates {
  const of = (values: Float64Array) => Float64Array.from(kept, (row) => values[row]!);
  return { rows: of(rows), weighted: of(weighted), spread: of(spread) };
}

/** How many rows of the data a row stands for: itself, where nothing is aggregated. */
export const rowsAt = (aggregates: Aggregates | undefined, row: number): number =>
  aggregates ? aggregates.rows[row]! : 1;

/** How many of them have a weight other than zero, given that of the row. */
export const weightedAt = (aggregates: Aggregates | undefined, row: number, weight: number): number =>
  aggregates ? aggregates.weighted[row]! : Number(weight !== 0);

/** Thrown where a row of the data has to be told of which no more than its group is known: rows are to be read then. */
export class RowsNeeded extends Error {
  constructor() {
    super("a row is asked for among groups of rows");
    this.name = "RowsNeeded";
  }
}
