import { positiveDefinite } from "../../numerics/cholesky.ts";
import { CompensatedSums } from "../../numerics/compensatedSums.ts";
import { residualVariance } from "../fit/dispersion.ts";
import { maximise } from "../fit/irls.ts";
import type { FittedModel } from "../fit/model.ts";

/** How well a model fits, in R survey's conventions: weights are divided by their mean over the domain. */
export interface FitStatistics {
  readonly deviance: number;
  /** Of the intercept (and the offset) alone. */
  readonly nullDeviance: number;
  /** The variance of the Pearson residuals (`summary(svyglm)`). */
  readonly dispersion: number;
  /** Cox and Snell's and Nagelkerke's pseudo-R² (Lumley 2017; `psrsq`); null for linear models. */
  readonly coxSnell: number | null;
  readonly nagelkerke: number | null;
  /**
   * Effective parameters and design-based criteria (Lumley and Scott 2015); null without the design covariance, and
   * BIC for linear models, of which R takes the sum of squares for a deviance.
   */
  readonly effectiveParameters: number | null;
  readonly aic: number | null;
  readonly bic: number | null;
}

export function fitStatistics(model: FittedModel): FitStatistics {
  const { fitted, meanWeight } = model;
  const design = model.request.covariance === "design";
  const { problem, fit } = fitted;
  const { weighted, sumOfWeights } = problem.observations;
  const deviance = fit.deviance / meanWeight;
  const nullDeviance = nullDevianceOf(model) / meanWeight;
  const isLinear = model.link === "identity";
  const total = sumOfWeights / meanWeight;
  const coxSnell = 1 - Math.exp((deviance - nullDeviance) / total);
  const criterion = isLinear
    ? linearCriterion(model)
    : { parameters: slopeParameters(model, 1), minusTwice: deviance };
  const { parameters, minusTwice } = criterion;
  const size = weighted + Number(!model.frame.formula.intercept);
  const known = design && parameters !== undefined;
  return {
    deviance,
    nullDeviance,
    dispersion: residualVariance(fitted, sumOfWeights / model.n / meanWeight),
    coxSnell: isLinear ? null : coxSnell,
    nagelkerke: isLinear ? null : coxSnell / (1 - Math.exp(-nullDeviance / total)),
    effectiveParameters: known ? finite(parameters) : null,
    aic: known ? finite(minusTwice + 2 * parameters) : null,
    bic: design && !isLinear ? finite(deviance + model.coefficients.length * Math.log(size)) : null,
  };
}

/** A criterion of a covariance or a variance that does not exist is none. */
const finite = (value: number) => (Number.isFinite(value) ? value : null);

function nullDevianceOf({ fitted, frame, columns }: FittedModel): number {
  const { problem, fit } = fitted;
  const { family, link, offset, observations } = problem;
  if (frame.formula.intercept && columns.length === 1) return fit.deviance;
  const { weights, means, within, sumOfWeights } = observations;
  if (frame.formula.intercept) {
    const constant = new Float64Array(offset.length).fill(1 / Math.sqrt(sumOfWeights));
    const alone = maximise({ ...problem, basis: [constant] });
    return "deviance" in alone ? alone.deviance : Number.NaN;
  }
  const deviances = new CompensatedSums(1);
  offset.forEach((predictor, at) => {
    if (weights[at] === 0) return;
    deviances.add(
      0,
      weights[at]! * family.deviance(means[at]!, link.mean(predictor), link.logRest(predictor)),
    );
  });
  return within + deviances.at(0);
}

/**
 * The trace of N⁻¹·V over all coefficients but the intercept: the design covariance V against the naive one N, the
 * inverse information of the scaled weights times a variance. Undefined where N is singular.
 */
function slopeParameters(model: FittedModel, variance: number): number | undefined {
  const { fitted, orthonormal, columns, covariance, meanWeight } = model;
  const naive = fitted.inverse.map((row) => row.map((value) => value * meanWeight * variance));
  const slopes = orthonormal.kept.flatMap((at, k) => (columns[at]!.term < 0 ? [] : [k]));
  if (slopes.length === 0) return 0;
  const scale = slopes.map((k) => Math.sqrt(naive[k]![k]!));
  const scaled = (matrix: readonly (readonly number[])[]) =>
    slopes.map((j, row) => slopes.map((k, column) => matrix[j]![k]! / scale[row]! / scale[column]!));
  const solved = positiveDefinite(scaled(naive))?.solveAll(scaled(covariance));
  return solved?.reduce((sum, line, k) => sum + line[k]!, 0);
}

/** Of a linear model: twice the negative normal log likelihood, with the variance as one more parameter. */
function linearCriterion(model: FittedModel): { parameters: number | undefined; minusTwice: number } {
  const { design, values, group, fit, problem } = model.fitted;
  const total = problem.observations.sumOfWeights / model.meanWeight;
  const variance = fit.deviance / problem.observations.sumOfWeights;
  const information = total / (2 * variance ** 2);
  const spread = new CompensatedSums(1);
  for (let row = 0; row < design.rows; row++) {
    const pattern = group[row]!;
    if (pattern < 0) continue;
    const square = (values[row]! - fit.means[pattern]!) ** 2;
    const score = square / (2 * variance ** 2) - 1 / (2 * variance);
    spread.add(0, (design.weights[row]! / model.meanWeight) * score * score);
  }
  const slopes = slopeParameters(model, variance);
  return {
    parameters: slopes === undefined ? undefined : slopes + spread.at(0) / information,
    minusTwice: total * (Math.log(variance) + 1 + Math.log(2 * Math.PI)),
  };
}
