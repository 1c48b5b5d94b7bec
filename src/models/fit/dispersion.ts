import { CompensatedSums } from "../../numerics/compensatedSums.ts";
import type { Fitted } from "./fitted.ts";

type Rows = Pick<Fitted, "design" | "values" | "group" | "problem" | "fit">;

/** 1 where the family fixes it; else Pearson's Σ w·(y − μ)²/v over the rows of positive weight less the coefficients. */
export function dispersionOf(rows: Rows): number {
  const { family, basis, observations } = rows.problem;
  if (family.dispersion === "one") return 1;
  return pearsonMoments(rows).squares / (observations.weighted - basis.length);
}

/**
 * The variance of the Pearson residuals (y − μ)/√v under the weights, n/(n − 1)·Σ w·(e − ē)²/Σ w, as `summary(svyglm)`
 * gives it; `scale` is the mean weight of the rows used over that of the domain, by which R multiplies their squares.
 */
export function residualVariance(rows: Rows, scale: number): number {
  const { weighted, sumOfWeights } = rows.problem.observations;
  const { sum, squares } = pearsonMoments(rows);
  const mean = sum / sumOfWeights;
  return (scale * (squares / sumOfWeights - mean * mean) * weighted) / (weighted - 1);
}

/** Σ w·e and Σ w·e² of the Pearson residuals. */
function pearsonMoments({ design, values, group, problem, fit }: Rows): { sum: number; squares: number } {
  const { family } = problem;
  const roots = fit.means.map((mean, at) => Math.sqrt(family.variance(mean, fit.rests[at]!)));
  const sums = new CompensatedSums(2);
  for (let row = 0; row < design.rows; row++) {
    const pattern = group[row]!;
    const weight = design.weights[row]!;
    if (pattern < 0 || weight === 0) continue;
    const gap = family.gap(values[row]!, fit.means[pattern]!, fit.rests[pattern]!);
    const residual = gap === 0 ? 0 : gap / roots[pattern]!;
    sums.add(0, weight * residual);
    sums.add(1, weight * residual * residual);
  }
  return { sum: sums.at(0), squares: sums.at(1) };
}
