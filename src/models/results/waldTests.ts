import { correlations, inverseForm, positiveDefinite } from "../../numerics/cholesky.ts";
import { upperF } from "../../numerics/distributions.ts";
import type { FittedModel } from "../fit/model.ts";
import { termLabel } from "../formula/formula.ts";

/** Whether all coefficients of a term are zero. */
export interface TermTest {
  readonly variable: string;
  /** Coefficients that are not aliased. */
  readonly df1: number;
  readonly df2: number;
  /** Null where all of them are aliased, or their covariance is singular because there are too few clusters. */
  readonly F: number | null;
  readonly p: number | null;
  /**
   * F·(d − k + 1)/d with k and d − k + 1 degrees of freedom, where d is clusters − strata: it holds its level where d is
   * not much larger than k. Null where d − k + 1 is below 1.
   */
  readonly adjustedF: number | null;
  readonly adjustedDf2: number;
  readonly adjustedP: number | null;
}

/**
 * Wald's F test of each term, bᵀ·V⁻¹·b/df1 (`regTermTest(method = "Wald")` in R's survey), and the adjusted one
 * (Korn and Graubard 1990; `test` after `svy` in Stata).
 */
export function testTerms(model: FittedModel): TermTest[] {
  return model.frame.formula.terms.map((term, at) => {
    const variable = termLabel(model.frame.formula, term);
    const own = model.orthonormal.kept.flatMap((column, k) =>
      model.columns[column]!.term === at ? [k] : [],
    );
    const F = own.length === 0 ? undefined : waldOf(model, own);
    const adjustedDf2 = model.designDf - own.length + 1;
    const share = Number.isFinite(model.designDf) ? adjustedDf2 / model.designDf : 1;
    const adjustedF = F === undefined || adjustedDf2 < 1 ? null : F * share;
    return {
      variable,
      df1: own.length,
      df2: model.df,
      F: F ?? null,
      p: F === undefined || model.df < 1 ? null : upperF(F, own.length, model.df),
      adjustedF,
      adjustedDf2,
      adjustedP: adjustedF === null ? null : upperF(adjustedF, own.length, adjustedDf2),
    };
  });
}

function waldOf({ coefficients, covariance }: FittedModel, own: readonly number[]): number | undefined {
  const { deviations, matrix } = correlations(covariance, own);
  const cholesky = positiveDefinite(matrix);
  if (!cholesky) return undefined;
  return (
    inverseForm(
      cholesky,
      own.map((k, at) => coefficients[k]! / deviations[at]!),
    ) / own.length
  );
}
