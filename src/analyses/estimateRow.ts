import type { Tested } from "../survey/comparison.ts";
import { designEffect, type Estimate, effectiveSize, type Replacement } from "../survey/estimators.ts";
import type { Interval } from "../survey/intervals.ts";
import type { NoEstimate } from "../survey/noEstimate.ts";
import type { Label } from "../text/language.ts";
import { noFreedom, oneRow } from "../text/messages/noEstimates.ts";

/** An estimate of a group; proportions from 0 to 1, nulls where there is no number. */
export interface EstimateRow {
  /** The levels of the variables that make the group, in their order; null where all groups are together. */
  readonly levels: readonly (string | null)[];
  readonly estimate: number | null;
  readonly se: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Rows that the line counts, and their sum of weights; null where they are withheld. */
  readonly n: number | null;
  readonly total: number | null;
  /** Rows that the estimate is computed from: those of a proportion's denominator. */
  readonly base: number | null;
  readonly df: number | null;
  /** The design effect. */
  readonly deff: number | null;
  /** Kish's effective sample size of the base. */
  readonly effective: number | null;
  /** The standard error over the estimate. */
  readonly cv: number | null;
  /** Why there is no estimate, or no standard error or interval of it. */
  readonly reason: Label | null;
  /** Whether all of it is withheld, so that no reader can tell of a few respondents. */
  readonly withheld?: true | undefined;
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
    reason: lackOf(estimate),
  };
}

/** Why an estimate has no standard error or no interval; that of a quantile may lack one for another reason, which a note tells. */
function lackOf({
  n,
  se,
  df,
  unitVariance,
}: Pick<Estimate, "n" | "se" | "df"> & { readonly unitVariance?: number | undefined }): Label | null {
  if (n === 1 && Number.isNaN(se)) return oneRow;
  return df < 1 || (Number.isNaN(se) && unitVariance !== undefined) ? noFreedom : null;
}

/** A group without an estimate as a row. */
export function rowWithout(
  levels: EstimateRow["levels"],
  { reason, n: base }: NoEstimate,
  { n, total }: Pick<EstimateRow, "n" | "total">,
): EstimateRow {
  const blank = { estimate: null, se: null, low: null, high: null, df: null };
  return { levels, ...blank, n, total, base, deff: null, effective: null, cv: null, reason };
}

const finite = (value: number) => (Number.isFinite(value) ? value : null);

/** The difference between two groups, named by their levels; without numbers where one of them has no estimate. */
export interface DifferenceRow extends Tested {
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
