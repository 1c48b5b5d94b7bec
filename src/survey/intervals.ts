import type { Estimate } from "./estimators.ts";
import { criticalValue } from "./student.ts";

/** Bounds of a confidence interval; null where the method gives none. */
export interface Interval {
  readonly low: number | null;
  readonly high: number | null;
}

const none: Interval = { low: null, high: null };

type Method = (estimate: Estimate, level: number) => Interval;

/** Confidence intervals at a level such as 0.95, with Student's t at the estimate's degrees of freedom. */
export const intervals = {
  /** estimate ± t·se. */
  wald: ({ estimate, se, df }, level) => {
    if (df < 1) return none;
    const margin = criticalValue(level, df) * se;
    return { low: estimate - margin, high: estimate + margin };
  },

  /**
   * Of a proportion: symmetric on the logit scale, se(logit p) = se / (p(1 − p))
   * (`svyciprop(method = "logit")` in R's survey). None for a proportion of 0 or 1.
   */
  logit: ({ estimate, se, df }, level) => {
    if (df < 1 || estimate <= 0 || estimate >= 1) return none;
    const centre = Math.log(estimate / (1 - estimate));
    const margin = (criticalValue(level, df) * se) / (estimate * (1 - estimate));
    return { low: expit(centre - margin), high: expit(centre + margin) };
  },
} satisfies Record<string, Method>;

const expit = (x: number) => 1 / (1 + Math.exp(-x));
