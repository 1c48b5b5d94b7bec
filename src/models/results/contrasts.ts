import { combined } from "../../numerics/products.ts";
import { type Cells, makeCells } from "../../survey/cells.ts";
import { type Linearised, linearise, numeric } from "../../survey/estimators.ts";
import type { FittedModel } from "../fit/model.ts";

/** A linear combination of the columns' coefficients of a model. */
export interface ModelContrast {
  readonly model: FittedModel;
  readonly weights: readonly number[];
}

/**
 * Contrasts of models of one design, each as the total of the influences of its rows (Binder 1983), so that their covariance
 * is that of totals: with other outcomes or covariates too, and with other rows, which have no influence where a model does
 * not use them (`svyglm(influence = TRUE)` and `svyrecvar` of the influences side by side in R's survey).
 */
export function lineariseContrasts(contrasts: readonly ModelContrast[]): {
  readonly cells: Cells;
  readonly parts: readonly Linearised[];
} {
  const { design } = contrasts[0]!.model.fitted;
  const groups = [...new Set(contrasts.map(({ model }) => model.fitted.group))];
  const isUsed = (row: number) => groups.some((group) => group[row]! >= 0);
  const columns = contrasts.map((contrast) => {
    const influence = influenceOf(contrast);
    return Float64Array.from({ length: design.rows }, (_, row) =>
      isUsed(row) ? influence(row) : Number.NaN,
    );
  });
  const cells = makeCells(design, [], columns, { products: false });
  const domain = Array.from(cells.rows.keys());
  const parts = contrasts.map(({ model, weights }, column): Linearised => {
    const kept = model.orthonormal.kept.map((at) => weights[at]!);
    const combine = (values: readonly number[]) =>
      kept.reduce((sum, weight, k) => (weight === 0 ? sum : sum + weight * values[k]!), 0);
    const own = design.replication
      ? model.fitted.replicates().map(({ replicates }) => replicates)
      : undefined;
    const estimate = combine(model.coefficients);
    return {
      estimate,
      size: Math.abs(estimate),
      score: linearise(cells, { domain, numerator: numeric(cells, column) })!.score,
      replicates: own?.[0]?.map((_, at) => combine(own.map((replicates) => replicates[at]!))),
    };
  });
  return { cells, parts };
}

/** What a row adds to a contrast per unit of its weight; 0 of a row that the model does not use. */
function influenceOf({ model, weights }: ModelContrast): (row: number) => number {
  const { group, values, problem, fit, changes } = model.fitted;
  const change = combined(
    model.orthonormal.kept.map((at) => weights[at]!),
    changes,
  );
  return (row) => {
    const pattern = group[row]!;
    if (pattern < 0) return 0;
    const gap = problem.family.gap(values[row]!, fit.means[pattern]!, fit.rests[pattern]!);
    return change[pattern]! * fit.factors[pattern]! * gap;
  };
}
