import { CompensatedSums } from "../../numerics/compensatedSums.ts";
import { aliasesOf, inBasis, isDetermined } from "../../numerics/orthonormal.ts";
import { combined } from "../../numerics/products.ts";
import { type Comparison, type Tested, untested } from "../../survey/comparison.ts";
import { covarianceOfTotals } from "../../survey/linearisation.ts";
import { covarianceOfReplicates } from "../../survey/replication.ts";
import { influenceScore } from "../fit/designCovariance.ts";
import type { FittedModel } from "../fit/model.ts";
import type { FactorLevels } from "../formula/frame.ts";
import { type ModelMatrix, matrixAt } from "../formula/matrix.ts";
import { infer, quadraticForm } from "./inference.ts";

/** A mean over the rows used of what the model predicts for each of them, or a difference of two such means. */
export interface Prediction {
  readonly estimate: number;
  /** Its gradient by the coefficients on the basis. */
  readonly gradient: readonly number[];
  /** What it is the mean of, by pattern. */
  readonly values: Float64Array;
  /** The same mean with each replicate's weights and coefficients, where these give the design covariance. */
  readonly replicates: Float64Array | undefined;
}

/** Tested given the covariates, with the standard error that also counts that they are a sample. */
export interface Predicted extends Tested {
  /** With the sampling of the covariates (`vce(unconditional)` in Stata); null without a design covariance. */
  readonly seSample: number | null;
}

export const unpredicted: Predicted = { ...untested, seSample: null };

/** The mean prediction when everybody has a level of a factor; undefined where aliased columns leave it undetermined. */
export function predictionAt(
  model: FittedModel,
  base: number,
  factor: FactorLevels,
  level: string,
): Prediction | undefined {
  const { table, frame, columns } = model;
  const position = factor.levels.indexOf(level);
  const values = frame.values.map((own, at) =>
    at === base ? new Int32Array(frame.count).fill(position) : own,
  );
  return predict(model, matrixAt(table, frame, columns, values));
}

function predict(model: FittedModel, matrix: ModelMatrix): Prediction | undefined {
  if (!areDetermined(model, matrix)) return undefined;
  const { link } = model.fitted.problem;
  const kept = keptColumns(model, matrix);
  const predictorsWith = (coefficients: readonly number[]) =>
    linearPredictor(kept, coefficients, matrix.offset);
  const slopes = predictorsWith(model.coefficients).map(link.slope);
  return predictionOf(
    model,
    (coefficients) => predictorsWith(coefficients).map(link.mean),
    kept.map((column) => weightedMean(model, column, slopes)),
  );
}

/** The mean of what coefficients predict by pattern, with its gradient by the coefficients of the columns. */
export function predictionOf(
  model: FittedModel,
  valuesWith: (coefficients: readonly number[]) => Float64Array,
  gradient: readonly number[],
): Prediction {
  const values = valuesWith(model.coefficients);
  return {
    estimate: weightedMean(model, values),
    gradient: inBasis(model.orthonormal, gradient),
    values,
    replicates: replicatesWith(model, valuesWith),
  };
}

export function differenceOf(of: Prediction, against: Prediction): Prediction {
  const { replicates } = of;
  return {
    estimate: of.estimate - against.estimate,
    gradient: of.gradient.map((value, k) => value - against.gradient[k]!),
    values: of.values.map((value, at) => value - against.values[at]!),
    replicates: replicates?.map((value, at) => value - against.replicates![at]!),
  };
}

/** Whether predictions at a matrix are the same whatever the aliased coefficients are. */
export function areDetermined({ orthonormal, fitted }: FittedModel, { columns }: ModelMatrix): boolean {
  const aliases = aliasesOf(orthonormal);
  if (aliases.length === 0) return true;
  const { weights } = fitted.problem.observations;
  return weights.every(
    (weight, pattern) =>
      weight === 0 || isDetermined(orthonormal, aliases, (column) => columns[column]![pattern]!),
  );
}

/** The columns of a matrix that have coefficients. */
export const keptColumns = ({ orthonormal }: FittedModel, { columns }: ModelMatrix) =>
  orthonormal.kept.map((at) => columns[at]!);

export function linearPredictor(
  columns: readonly Float64Array[],
  coefficients: readonly number[],
  offset: Float64Array,
): Float64Array {
  const sums = Float64Array.from(offset);
  columns.forEach((column, k) => {
    for (let at = 0; at < sums.length; at++) sums[at]! += coefficients[k]! * column[at]!;
  });
  return sums;
}

/** The weighted mean over the rows used, of values that may be multiplied by others. */
export function weightedMean({ fitted }: FittedModel, values: Float64Array, by?: Float64Array): number {
  const { weights, sumOfWeights } = fitted.problem.observations;
  let sum = 0;
  for (let at = 0; at < values.length; at++)
    if (weights[at] !== 0) sum += weights[at]! * values[at]! * (by ? by[at]! : 1);
  return sum / sumOfWeights;
}

/** The test of a mean prediction, or of a difference of some, and its interval. */
export function inferPrediction(model: FittedModel, prediction: Prediction): Comparison & Predicted {
  const { basisCovariance, df, request } = model;
  const { estimate, gradient } = prediction;
  return {
    ...infer(estimate, quadraticForm(gradient, basisCovariance()), df, request.level),
    seSample: seWithSample(model, prediction),
  };
}

/**
 * The design's standard error of the mean of predictions m over the sample, whose influence function is (m − M)/Σ w plus
 * that of the coefficients times the gradient, so that the covariance of coefficients and sample counts (Graubard and Korn
 * 1999, section 3; `vce(unconditional)` in Stata); with replicate weights that of the mean's own replicates.
 */
function seWithSample({ fitted, request }: FittedModel, prediction: Prediction): number | null {
  if (request.covariance !== "design") return null;
  const { estimate, gradient, values, replicates } = prediction;
  if (replicates) {
    const [[variance]] = covarianceOfReplicates(fitted.design.replication!, [{ estimate, replicates }]) as [
      [number],
    ];
    return Math.sqrt(variance);
  }
  const { information } = fitted.fit;
  const { basis, observations } = fitted.problem;
  const changes = combined(information.solve(gradient), basis);
  const shares = values.map((value) => (value - estimate) / observations.sumOfWeights);
  const [[variance = 0] = []] = covarianceOfTotals(fitted.cells(), [influenceScore(fitted, changes, shares)]);
  return Math.sqrt(variance);
}

/** The mean with the weights and the coefficients of each replicate. */
function replicatesWith(
  { fitted, request }: FittedModel,
  valuesWith: (coefficients: readonly number[]) => Float64Array,
): Float64Array | undefined {
  const { replication } = fitted.design;
  if (!replication || request.covariance !== "design") return undefined;
  const refits = fitted.replicates();
  return Float64Array.from(replication.weights, (weights, at) => {
    const values = valuesWith(refits.map((coefficient) => coefficient.replicates[at]!));
    const sums = new CompensatedSums(2);
    fitted.group.forEach((pattern, row) => {
      if (pattern < 0 || weights[row] === 0) return;
      sums.add(0, weights[row]!);
      sums.add(1, weights[row]! * values[pattern]!);
    });
    return sums.at(1) / sums.at(0);
  });
}
