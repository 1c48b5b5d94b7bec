import type { Cells } from "./cells.ts";
import { criticalValue, twoSidedP } from "./distributions.ts";
import { degreesOfFreedom } from "./domains.ts";
import { covarianceOf, type Estimate } from "./estimators.ts";

/** A comparison of two estimates with its t test and interval; nulls where there is no degree of freedom. */
export interface Contrast {
  readonly estimate: number;
  readonly se: number;
  readonly df: number;
  readonly statistic: number | null;
  readonly p: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** `second` minus `first`. */
export function difference(cells: Cells, first: Estimate, second: Estimate, level = 0.95): Contrast {
  return combine(cells, [first, second], second.estimate - first.estimate, [-1, 1], level);
}

/** `second` over `first`, by the delta method. */
export function ratio(cells: Cells, first: Estimate, second: Estimate, level = 0.95): Contrast {
  const value = second.estimate / first.estimate;
  return combine(cells, [first, second], value, [-value / first.estimate, 1 / first.estimate], level);
}

/**
 * A function of two estimates with gradient g: its variance is gᵀ·V·g with their joint covariance, which is not that of
 * independent samples where clusters hold rows of both domains (`svycontrast` in R's survey). The t test has the
 * degrees of freedom of both domains together, less one for the second mean (`svyttest`).
 */
function combine(
  cells: Cells,
  pair: readonly [Estimate, Estimate],
  estimate: number,
  gradient: readonly number[],
  level: number,
): Contrast {
  const covariance = covarianceOf(cells, pair);
  const variance = gradient.reduce(
    (sum, g, j) => sum + gradient.reduce((part, h, k) => part + g * h * covariance[j]![k]!, 0),
    0,
  );
  const se = Math.sqrt(Math.max(variance, 0));
  const both = [...new Set(pair.flatMap(({ score }) => score.cells))];
  const df = degreesOfFreedom(cells, both) - 1;
  const statistic = se > 0 ? estimate / se : null;
  if (df < 1 || Number.isNaN(se)) return { estimate, se, df, statistic, p: null, low: null, high: null };
  const margin = criticalValue(level, df) * se;
  return {
    estimate,
    se,
    df,
    statistic,
    p: statistic === null ? null : twoSidedP(statistic, df),
    low: estimate - margin,
    high: estimate + margin,
  };
}
