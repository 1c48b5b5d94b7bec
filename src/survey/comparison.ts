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
