import type { Comparison } from "../survey/comparison.ts";
import { designEffect, type Estimate, effectiveSize, type Replacement } from "../survey/estimators.ts";
import type { Interval } from "../survey/intervals.ts";

/** An estimate of a group; proportions from 0 to 1, nulls where there is no number. */
export interface EstimateRow {
  /** The levels of the variables that make the group, in their order; null where all groups are together. */
  readonly levels: readonly (string | null)[];
  readonly estimate: number;
  readonly se: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Rows that the line counts, and their sum of weights. */
  readonly n: number;
  readonly total: number;
  /** Rows that the estimate is computed from: those of a proportion's denominator. */
  readonly base: number;
  readonly df: number;
  /** The design effect. */
  readonly deff: number | null;
  /** Kish's effective sample size of the base. */
  readonly effective: number | null;
  /** The standard error over the estimate. */
  readonly cv: number | null;
}

/** The estimate of a group as a row; quantiles have no variance of one row, and so no design effect. */
export function estimateRow(
  levels: EstimateRow["levels"],
  estimate: Omit<Estimate, "score" | "unitVariance"> & Partial<Pick<Estimate, "unitVariance">>,
  { low, high }: Interval,
  counted: Pick<EstimateRow, "n" | "total">,
  replacement: Replacement,
): EstimateRow {
  const { unitVariance } = estimate;
  return {
    levels,
    estimate: estimate.estimate,
    se: finite(estimate.se),
    low,
    high,
    n: counted.n,
    total: counted.total,
    base: estimate.n,
    df: estimate.df,
    deff:
      unitVariance === undefined ? null : finite(designEffect({ ...estimate, unitVariance }, replacement)),
    effective: finite(effectiveSize(estimate)),
    cv: finite(estimate.se / Math.abs(estimate.estimate)),
  };
}

const finite = (value: number) => (Number.isFinite(value) ? value : null);

/** The difference between two groups, named by their levels. */
export interface DifferenceRow extends Comparison {
  /** The levels of the variables that both groups share. */
  readonly shared: readonly string[];
  /** The levels in which they differ. */
  readonly from: string;
  readonly to: string;
}

/** How many replicates lack some of the estimates, at most. */
export function absentReplicates(
  estimates: readonly { readonly replicates?: Float64Array | undefined }[],
): number {
  return Math.max(
    0,
    ...estimates.map(({ replicates }) => replicates?.filter((value) => !Number.isFinite(value)).length ?? 0),
  );
}
