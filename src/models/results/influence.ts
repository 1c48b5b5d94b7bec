import { correlations, positiveDefinite } from "../../numerics/cholesky.ts";
import { ties } from "../../numerics/tolerances.ts";
import { eachRow, remainder, squaredLengths } from "../fit/covariances.ts";
import type { FittedModel } from "../fit/model.ts";

/** The row without which the coefficients would change most. */
export interface Influence {
  readonly row: number;
  /** dᵀ·V⁻¹·d/k of the one-step change d of the k coefficients, with their covariance V. */
  readonly cook: number;
  readonly leverage: number;
}

/**
 * The row of largest Cook's distance, d = A⁻¹·x·r/(1 − h) (Cook and Weisberg 1982, section 5.3), measured in the model's
 * own covariance as Li and Valliant (2011) do for surveys; undefined where that is singular, and where rows are aggregated.
 */
export function largestInfluence({ fitted, covariance }: FittedModel): Influence | undefined {
  if (fitted.design.aggregates) return undefined;
  const { deviations, matrix } = correlations(
    covariance,
    covariance.map((_, k) => k),
  );
  const cholesky = positiveDefinite(matrix);
  if (!cholesky) return undefined;
  const scaled = fitted.changes.map((column, k) => column.map((change) => change / deviations[k]!));
  const lengths = squaredLengths(cholesky, scaled);
  let largest: Influence | undefined;
  eachRow(fitted, (row, pattern, r, leverage) => {
    const cook = (lengths[pattern]! * (r / remainder(leverage)) ** 2) / covariance.length;
    if (cook > (largest?.cook ?? 0) * (1 + ties.distances)) largest = { row, cook, leverage };
  });
  return largest;
}
