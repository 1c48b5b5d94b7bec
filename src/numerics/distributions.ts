import betainc from "@stdlib/math-base-special-betainc";
import erfc from "@stdlib/math-base-special-erfc";
import gammainc from "@stdlib/math-base-special-gammainc";
import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import studentCdf from "@stdlib/stats-base-dists-t-cdf";
import studentQuantile from "@stdlib/stats-base-dists-t-quantile";

/** The most degrees of freedom whose critical values are kept. */
const mostKept = 1000;
/** Critical values by level and degrees of freedom, which many results of one design share: each takes a search. */
const kept = new Map<number, Map<number, number>>();

/** Half the width of a two-sided interval of the given level, in standard errors: Student's t quantile. */
export function criticalValue(level: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY) return normalCriticalValue(level);
  const ofLevel = kept.get(level) ?? new Map<number, number>();
  kept.set(level, ofLevel);
  let value = ofLevel.get(df);
  if (value === undefined) {
    value = studentQuantile((1 + level) / 2, df);
    if (ofLevel.size < mostKept) ofLevel.set(df, value);
  }
  return value;
}

/** The same by the normal distribution. */
export function normalCriticalValue(level: number): number {
  return standardNormalQuantile((1 + level) / 2);
}

/** The quantile of the standard normal distribution. */
export function standardNormalQuantile(probability: number): number {
  return normalQuantile(probability, 0, 1);
}

/** The two-sided p-value of a statistic that follows Student's t, or the normal distribution if df is infinite. */
export function twoSidedP(statistic: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY) return erfc(Math.abs(statistic) / Math.SQRT2);
  return 2 * studentCdf(-Math.abs(statistic), df);
}

/** P(F > statistic) for Fisher's F, exact in the far tail too; with df2 infinite df1·F is χ². */
export function upperF(statistic: number, df1: number, df2: number): number {
  if (df2 === Number.POSITIVE_INFINITY)
    return gammainc((df1 * Math.max(statistic, 0)) / 2, df1 / 2, true, true);
  return betainc(df2 / (df2 + df1 * Math.max(statistic, 0)), df2 / 2, df1 / 2);
}

export { betaQuantile };
