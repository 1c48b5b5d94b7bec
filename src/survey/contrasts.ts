import { criticalValue, twoSidedP } from "../numerics/distributions.ts";
import type { Cells } from "./cells.ts";
import type { Comparison } from "./comparison.ts";
import { degreesOfFreedom } from "./domains.ts";
import { covarianceOf, type Linearised, noiseOf } from "./estimators.ts";
import { type CellUnion, unionOf } from "./linearisation.ts";

export interface ContrastOptions {
  readonly level?: number | undefined;
  /** Clusters minus strata; by default those of both domains together. */
  readonly freedom?: number | undefined;
}

/** A function of two estimates: its value, and its gradient. */
interface PairFunction {
  readonly value: number;
  readonly gradient: readonly [number, number];
}

/** Two quantities compared: the first minus a factor times the second, the first over the second, and the second itself. */
export interface Contrasts {
  readonly difference: Comparison;
  readonly ratio: Comparison;
  readonly second: Comparison;
}

/** `second` minus `factor` times `first`. */
export function difference(
  cells: Cells,
  first: Linearised,
  second: Linearised,
  { factor = 1, ...options }: ContrastOptions & { readonly factor?: number } = {},
): Comparison {
  return combine(cells, [second, first], [minus(factor, second, first)], options)[0]!;
}

/** The difference and the ratio of two quantities, and the second itself, from one pass through their linearised variables. */
export function contrastsOf(
  cells: Cells,
  [first, second]: readonly [Linearised, Linearised],
  factor = 1,
  options: ContrastOptions = {},
): Contrasts {
  const own = { value: second.estimate, gradient: [0, 1] } as const;
  const functions = [minus(factor, first, second), over(first, second), own];
  const [apart, quotient, alone] = combine(cells, [first, second], functions, options);
  return { difference: apart!, ratio: onLogScale(quotient!), second: alone! };
}

/** The first minus a factor times the second. */
const minus = (factor: number, first: Linearised, second: Linearised): PairFunction => ({
  value: first.estimate - factor * second.estimate,
  gradient: [1, -factor],
});

/** The first over the second, R, by the delta method (`svycontrast` of quote(b/a) in R's survey). */
function over(first: Linearised, second: Linearised): PairFunction {
  const value = first.estimate / second.estimate;
  return { value, gradient: [1 / second.estimate, -value / second.estimate] };
}

/** A ratio with the interval that is symmetric on the log scale, R·exp(± t·se/R); one that is not positive has none. */
function onLogScale(found: Comparison): Comparison {
  const { estimate: value, low, high } = found;
  if (low === null || !(value > 0)) return { ...found, low: null, high: null };
  const factor = Math.exp((high! - value) / value);
  return { ...found, low: value / factor, high: value * factor };
}

/**
 * Functions of two estimates with gradients g: the variance of gᵀ·(z₁, z₂), their linearised variables (or replicates)
 * together, which takes account of clusters that hold rows of both domains (`svycontrast` in R's survey). The t test has the
 * degrees of freedom of both domains together, less one for the second mean (`svyttest`).
 */
function combine(
  cells: Cells,
  pair: readonly [Linearised, Linearised],
  functions: readonly PairFunction[],
  { level = 0.95, freedom }: ContrastOptions,
): Comparison[] {
  const union = unionOf(pair.map(({ score }) => score.cells));
  const covariance = covarianceOf(
    cells,
    functions.map((own) => influenceOf(own, pair, union)),
  );
  const df = (freedom ?? degreesOfFreedom(cells, union.listed)) - 1;
  return functions.map(({ value: estimate, gradient }, at) => {
    const noise = pair.reduce((sum, own, j) => sum + Math.abs(gradient[j]!) * noiseOf(own), 0);
    const deviation = Math.sqrt(covariance[at]![at]!);
    const se = deviation <= noise ? 0 : deviation;
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
  });
}

/** gᵀ·(θ₁, θ₂) of a gradient g and two estimates: its linearised variable over the cells of both domains, and its replicates. */
function influenceOf(
  { gradient }: PairFunction,
  [first, second]: readonly [Linearised, Linearised],
  { listed, positions }: CellUnion,
): Linearised {
  const coefficients = first.score.coefficients.map((_, q) => {
    const combined = new Float64Array(listed.length);
    for (const [j, { score }] of [first, second].entries()) {
      const [own, position] = [score.coefficients[q]!, positions[j]!];
      for (let at = 0; at < combined.length; at++)
        if (position[at]! >= 0) combined[at]! += gradient[j]! * own[position[at]!]!;
    }
    return combined;
  });
  const combine = (own: number, other: number) => gradient[0] * own + gradient[1] * other;
  return {
    estimate: combine(first.estimate, second.estimate),
    size: Math.abs(gradient[0]) * first.size + Math.abs(gradient[1]) * second.size,
    score: { cells: listed, coefficients },
    replicates: first.replicates?.map((own, at) => combine(own, second.replicates![at]!)),
  };
}
