import { criticalValue, twoSidedP } from "../numerics/distributions.ts";
import type { Cells } from "./cells.ts";
import type { Comparison } from "./comparison.ts";
import { degreesOfFreedom } from "./domains.ts";
import { covarianceOf, type Linearised } from "./estimators.ts";
import type { Score } from "./linearisation.ts";

export interface ContrastOptions {
  readonly level?: number | undefined;
  /** Clusters minus strata; by default those of both domains together. */
  readonly freedom?: number | undefined;
}

/** `second` minus `factor` times `first`. */
export function difference(
  cells: Cells,
  first: Linearised,
  second: Linearised,
  { factor = 1, ...options }: ContrastOptions & { readonly factor?: number } = {},
): Comparison {
  const value = second.estimate - factor * first.estimate;
  return combine(cells, [first, second], value, [-factor, 1], options);
}

/**
 * `second` over `first`, R, by the delta method (`svycontrast` of quote(b/a) in R's survey). The interval is symmetric on the
 * log scale, R·exp(± t·se/R); a ratio that is not positive has none.
 */
export function ratio(
  cells: Cells,
  first: Linearised,
  second: Linearised,
  options: ContrastOptions = {},
): Comparison {
  const value = second.estimate / first.estimate;
  const gradient = [-value / first.estimate, 1 / first.estimate];
  const found = combine(cells, [first, second], value, gradient, options);
  if (found.low === null || !(value > 0)) return { ...found, low: null, high: null };
  const factor = Math.exp((found.high! - value) / value);
  return { ...found, low: value / factor, high: value * factor };
}

/**
 * A function of two estimates with gradient g: the variance of gᵀ·(z₁, z₂), their linearised variables (or replicates)
 * together, which takes account of clusters that hold rows of both domains (`svycontrast` in R's survey). The t test has the degrees of
 * freedom of both domains together, less one for the second mean (`svyttest`).
 */
function combine(
  cells: Cells,
  pair: readonly [Linearised, Linearised],
  estimate: number,
  gradient: readonly number[],
  { level = 0.95, freedom }: ContrastOptions,
): Comparison {
  const combined = combineInfluences(pair, gradient);
  const [[variance = 0] = []] = covarianceOf(cells, [combined]);
  const se = Math.sqrt(variance);
  const df = (freedom ?? degreesOfFreedom(cells, combined.score.cells)) - 1;
  const statistic = se > 0 ? estimate / se : null;
  if (df < 1 || Number.isNaN(se))
    return { estimate, se: Number.isNaN(se) ? null : se, statistic, df, p: null, low: null, high: null };
  const margin = criticalValue(level, df) * se;
  return {
    estimate,
    se,
    statistic,
    df,
    p: statistic === null ? null : twoSidedP(statistic, df),
    low: estimate - margin,
    high: estimate + margin,
  };
}

function combineInfluences(parts: readonly Linearised[], factors: readonly number[]): Linearised {
  const combine = (numberIn: (part: Linearised) => number) =>
    parts.reduce((sum, part, j) => sum + factors[j]! * numberIn(part), 0);
  return {
    estimate: combine(({ estimate }) => estimate),
    score: combineScores(
      parts.map(({ score }) => score),
      factors,
    ),
    replicates: parts[0]!.replicates?.map((_, at) => combine(({ replicates }) => replicates![at]!)),
  };
}

/** The linear combination of linearised variables, over the cells of all their domains. */
function combineScores(scores: readonly Score[], factors: readonly number[]): Score {
  const cells = [...new Set(scores.flatMap((score) => score.cells))].sort((a, b) => a - b);
  const position = new Map(cells.map((cell, at) => [cell, at]));
  const coefficients = scores[0]!.coefficients.map(() => new Float64Array(cells.length));
  scores.forEach((score, j) => {
    score.cells.forEach((cell, at) => {
      coefficients.forEach((combined, q) => {
        combined[position.get(cell)!]! += factors[j]! * score.coefficients[q]![at]!;
      });
    });
  });
  return { cells, coefficients };
}
