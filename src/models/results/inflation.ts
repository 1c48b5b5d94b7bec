import { correlations, logDeterminant, positiveDefinite } from "../../numerics/cholesky.ts";
import type { FittedModel } from "../fit/model.ts";
import { termLabel } from "../formula/formula.ts";

/** How much a term's coefficients lose of their precision to the other terms. */
export interface Inflation {
  readonly variable: string;
  readonly df: number;
  readonly gvif: number;
  /** GVIF^(1/(2·df)), which compares terms of different df. */
  readonly scaled: number;
}

/**
 * Generalised variance inflation factors, det R₁₁·det R₂₂/det R of the correlations of the coefficients other than the
 * intercept (Fox and Monette 1992; `car::vif`). None where they say nothing: without an intercept, with a single term,
 * with interactions or aliased columns, or where the correlations are singular.
 */
export function inflationOf(model: FittedModel): Inflation[] {
  const { frame, orthonormal, columns, covariance } = model;
  const { terms, intercept } = frame.formula;
  const plain = intercept && terms.length > 1 && terms.every((term) => term.length === 1);
  if (!plain || orthonormal.aliased.length > 0) return [];
  const slopes = orthonormal.kept.flatMap((_, k) => (columns[k]!.term < 0 ? [] : [k]));
  const logDet = (at: readonly number[]) => {
    const cholesky = positiveDefinite(correlations(covariance, at).matrix);
    return cholesky ? logDeterminant(cholesky) : Number.NaN;
  };
  const whole = logDet(slopes);
  if (Number.isNaN(whole)) return [];
  return terms.map((term, at) => {
    const own = slopes.filter((k) => columns[k]!.term === at);
    const others = slopes.filter((k) => columns[k]!.term !== at);
    const gvif = Math.exp(logDet(own) + logDet(others) - whole);
    return {
      variable: termLabel(frame.formula, term),
      df: own.length,
      gvif,
      scaled: gvif ** (1 / (2 * own.length)),
    };
  });
}
