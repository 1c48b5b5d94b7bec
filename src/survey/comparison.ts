/**
 * An estimate with its t test against zero and its confidence interval: nulls where there is no standard error, or no degree
 * of freedom. All results that are tested have these names.
 */
export interface Comparison {
  readonly estimate: number;
  readonly se: number | null;
  readonly statistic: number | null;
  /** Infinite for the normal distribution. */
  readonly df: number;
  readonly p: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** The numbers of a row that may lack an estimate, such as a reference level's: null where there is none. */
export type Tested = { readonly [Name in keyof Comparison]: Comparison[Name] | null };

/** The numbers of a row without an estimate. */
export const untested: Tested = {
  estimate: null,
  se: null,
  statistic: null,
  df: null,
  p: null,
  low: null,
  high: null,
};

/** Whether a row has an estimate. */
export function isEstimated<Row extends Tested>(row: Row): row is Row & Comparison {
  return row.estimate !== null;
}
