import type { Cells } from "./cells.ts";
import type { Design } from "./design.ts";

/**
 * Covariance matrix of the weighted totals Σ w·z of linearised variables z that are constant within cells:
 * Σ over strata h of n_h/(n_h − 1) · Σ over rows i of (u_i − ū_h)(u_i − ū_h)ᵀ, with u = w·z.
 * `scores[j][cell]` is z_j. (Woodruff 1971; Särndal, Swensson and Wretman 1992, section 5.5.)
 */
export function covarianceOfTotals(
  design: Design,
  cells: Cells,
  scores: readonly Float64Array[],
): number[][] {
  const size = scores.length;
  const means = scores.map((score) => stratumMeans(design, cells, score));
  const lower = new Float64Array(size * size);
  const deviations = new Float64Array(size);
  for (let cell = 0; cell < cells.count; cell++) {
    const stratum = cells.stratum[cell]!;
    const rows = cells.rows[cell]!;
    const meanWeight = cells.sumOfWeights[cell]! / rows;
    const factor = design.stratumSizes[stratum]! / (design.stratumSizes[stratum]! - 1);
    const within = factor * cells.centredSquares[cell]!;
    const between = factor * rows;
    for (let j = 0; j < size; j++) {
      const score = scores[j]![cell]!;
      const deviation = meanWeight * score - means[j]![stratum]!;
      deviations[j] = deviation;
      for (let k = 0; k <= j; k++)
        lower[j * size + k]! += within * score * scores[k]![cell]! + between * deviation * deviations[k]!;
    }
  }
  return scores.map((_, j) => scores.map((_, k) => lower[Math.max(j, k) * size + Math.min(j, k)]!));
}

/** The mean of u = w·z over all rows of each stratum. */
function stratumMeans({ stratumSizes }: Design, cells: Cells, score: Float64Array): Float64Array {
  const totals = new Float64Array(stratumSizes.length);
  for (let cell = 0; cell < cells.count; cell++)
    totals[cells.stratum[cell]!]! += cells.sumOfWeights[cell]! * score[cell]!;
  return totals.map((total, stratum) => total / stratumSizes[stratum]!);
}
