import { betaQuantile, criticalValue, normalCriticalValue } from "../numerics/distributions.ts";
import type { Estimate } from "./estimators.ts";

/** Bounds of a confidence interval; null where the method gives none. */
export interface Interval {
  readonly low: number | null;
  readonly high: number | null;
}

/** An effective sample of more rows than this is a variance of zero, rounded. */
const noVariance = 1e15;

const none: Interval = { low: null, high: null };

/** What intervals are made of. */
export type Spread = Pick<Estimate, "estimate" | "se" | "df" | "weighted">;

type Method = (estimate: Spread, level: number) => Interval;

/** An interval needs a degree of freedom and a standard error. */
const unknown = ({ se, df }: Spread) => df < 1 || Number.isNaN(se);

/** Confidence intervals at a level such as 0.95, with the estimate's degrees of freedom. */
export const intervals = {
  /** estimate ± t·se. */
  wald: (estimate, level) => {
    if (unknown(estimate)) return none;
    const margin = criticalValue(level, estimate.df) * estimate.se;
    return { low: estimate.estimate - margin, high: estimate.estimate + margin };
  },

  /**
   * Of a proportion: symmetric on the logit scale, se(logit p) = se / (p(1 − p)) (`svyciprop(method = "logit")` in R's
   * survey). None for a proportion of 0 or 1.
   */
  logit: (proportion, level) => {
    const { estimate: p, se, df } = proportion;
    if (unknown(proportion) || p <= 0 || p >= 1) return none;
    const centre = Math.log(p / (1 - p));
    const margin = (criticalValue(level, df) * se) / (p * (1 - p));
    return { low: expit(centre - margin), high: expit(centre + margin) };
  },

  /** Of a proportion: Clopper and Pearson's with the effective sample size (Korn and Graubard 1998). */
  beta: (proportion, level) => {
    const n = effectiveSample(proportion, level);
    const { estimate: p } = proportion;
    if (n === undefined) return none;
    if (n > noVariance) return { low: p, high: p };
    const tail = (1 - level) / 2;
    return {
      low: p <= 0 ? 0 : betaQuantile(tail, n * p, n * (1 - p) + 1),
      high: p >= 1 ? 1 : betaQuantile(1 - tail, n * p + 1, n * (1 - p)),
    };
  },

  /**
   * Of a proportion: Wilson's score interval (1927) without continuity correction, with the effective sample size of `beta`,
   * which is not cut off at the rows (modified Wilson limits, `CL(TYPE=WILSON)` of SAS's SURVEYFREQ; R's survey 4.1 has none).
   */
  wilson: (proportion, level) => {
    const n = effectiveSample(proportion, level);
    const { estimate: p } = proportion;
    if (n === undefined) return none;
    const z2 = normalCriticalValue(level) ** 2 / n;
    const centre = (p + z2 / 2) / (1 + z2);
    const margin = Math.sqrt(z2 * (p * (1 - p) + z2 / 4)) / (1 + z2);
    return { low: p <= 0 ? 0 : centre - margin, high: p >= 1 ? 1 : centre + margin };
  },
} satisfies Record<string, Method>;

export type IntervalMethod = keyof typeof intervals;
export const intervalMethods = Object.keys(intervals) as IntervalMethod[];

/**
 * Rows of a simple random sample that would be as precise, p(1 − p)/se², times (t at n − 1 over t at df)², squared
 * (Korn and Graubard 1998). Where all answers are the same it is the rows themselves; infinite where the variance is
 * zero because everybody was sampled.
 */
function effectiveSample(proportion: Spread, level: number): number | undefined {
  const { estimate: p, se, df, weighted } = proportion;
  if (unknown(proportion) || weighted < 2) return undefined;
  const adjustment = (criticalValue(level, weighted - 1) / criticalValue(level, df)) ** 2;
  const size = p <= 0 || p >= 1 ? weighted : (p * (1 - p)) / se ** 2;
  return size * adjustment;
}

const expit = (x: number) => 1 / (1 + Math.exp(-x));
