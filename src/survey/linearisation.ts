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
  scores: readonly ArrayLike<number>[],
): number[][] {
  const meanWeight = cells.rows.map((rows, cell) => cells.sumOfWeights[cell]! / rows);
  const stratumMeans = scores.map((score) => {
    const means = design.stratumSizes.map(() => 0);
    for (let cell = 0; cell < cells.count; cell++)
      means[cells.stratum[cell]!]! += cells.sumOfWeights[cell]! * score[cell]!;
    return means.map((total, stratum) => total / design.stratumSizes[stratum]!);
  });
  const covariance = scores.map(() => scores.map(() => 0));
  for (let cell = 0; cell < cells.count; cell++) {
    const stratum = cells.stratum[cell]!;
    const size = design.stratumSizes[stratum]!;
    const factor = size / (size - 1);
    const deviations = scores.map(
      (score, j) => meanWeight[cell]! * score[cell]! - stratumMeans[j]![stratum]!,
    );
    for (let j = 0; j < scores.length; j++)
      for (let k = 0; k <= j; k++)
        covariance[j]![k]! +=
          factor *
          (cells.centredSquares[cell]! * scores[j]![cell]! * scores[k]![cell]! +
            cells.rows[cell]! * deviations[j]! * deviations[k]!);
  }
  for (let j = 0; j < scores.length; j++) for (let k = 0; k < j; k++) covariance[k]![j] = covariance[j]![k]!;
  return covariance;
}
