import cdf from "@stdlib/stats-base-dists-t-cdf";
import quantile from "@stdlib/stats-base-dists-t-quantile";

/** Half the width of a two-sided interval of the given level, in standard errors: Student's t quantile. */
export function criticalValue(level: number, df: number): number {
  return quantile((1 + level) / 2, df);
}

/** The two-sided p-value of a statistic that follows Student's t. */
export function twoSidedP(statistic: number, df: number): number {
  return 2 * cdf(-Math.abs(statistic), df);
}
