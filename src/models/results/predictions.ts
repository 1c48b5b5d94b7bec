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

/** What is averaged over the rows used, as a function of the coefficients. */
export interface Predictor {
  /** By pattern. */
  readonly valuesWith: (coefficients: readonly number[]) => Float64Array;
  /** The gradient of its mean by the coefficients of the columns. */
  readonly gradient: readonly number[];
}

/**
 * The mean predictions when everybody has the one or the other of the declared levels of a factor, by level; those that
 * aliased columns leave undetermined are left out.
 */
export function predictionsAt(
  model: FittedModel,
  base: number,
  factor: FactorLevels,
): ReadonlyMap<string, Prediction> {
  const ofModel = knownPredictions.get(model) ?? new Map<FactorLevels, ReadonlyMap<string, Prediction>>();
  knownPredictions.set(model, ofModel);
  const known = ofModel.get(factor) ?? findPredictions(model, base, factor);
  ofModel.set(factor, known);
  return known;
}

/** Predictions under many replicates take long to find, and margins, effects and contrasts of a factor share them. */
const knownPredictions = new WeakMap<FittedModel, Map<FactorLevels, ReadonlyMap<string, Prediction>>>();

function findPredictions(
  model: FittedModel,
  base: number,
  { levels, declared }: FactorLevels,
): ReadonlyMap<string, Prediction> {
  const { table, frame, columns } = model;
  const predictors = declared.flatMap((level) => {
    const position = levels.indexOf(level);
    const values = frame.values.map((own, at) =>
      at === base ? new Int32Array(frame.count).fill(position) : own,
    );
    const matrix = matrixAt(table, frame, columns, values);
    return areDetermined(model, matrix) ? [{ level, ...predictorOf(model, matrix) }] : [];
  });
  const predictions = predict(model, predictors);
  return new Map(predictors.map(({ level }, at) => [level, predictions[at]!]));
}

function predictorOf(model: FittedModel, matrix: ModelMatrix): Predictor {
  const { link } = model.fitted.problem;
  const kept = keptColumns(model, matrix);
  const predictorsWith = (coefficients: readonly number[]) =>
    linearPredictor(kept, coefficients, matrix.offset);
  const slopes = predictorsWith(model.coefficients).map(link.slope);
  return {
    valuesWith: (coefficients) => predictorsWith(coefficients).map(link.mean),
    gradient: kept.map((column) => weightedMean(model, column, slopes)),
  };
}

/** The means of what the coefficients predict, with their gradients and, in one go through the replicates, theirs. */
export function predict(model: FittedModel, predictors: readonly Predictor[]): Prediction[] {
  const replicates = replicatesOf(model, predictors);
  return predictors.map(({ valuesWith, gradient }, at) => {
    const values = valuesWith(model.coefficients);
    return {
      estimate: weightedMean(model, values),
      gradient: inBasis(model.orthonormal, gradient),
      values,
      replicates: replicates?.[at],
    };
  });
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

/** The means with the weights and the coefficients of each replicate. */
function replicatesOf(
  { fitted, request }: FittedModel,
  predictors: readonly Predictor[],
): Float64Array[] | undefined {
  const { replication } = fitted.design;
  if (!replication || request.covariance !== "design") return undefined;
  const { group } = fitted;
  const refits = fitted.replicates();
  const means = predictors.map(() => new Float64Array(replication.factors.length));
  let replicate = 0;
  for (const weights of replication.weights) {
    const coefficients = refits.map(({ replicates }) => replicates[replicate]!);
    const total = new CompensatedSums(1);
    for (let row = 0; row < group.length; row++)
      if (group[row]! >= 0 && weights[row] !== 0) total.add(0, weights[row]!);
    predictors.forEach(({ valuesWith }, at) => {
      const values = valuesWith(coefficients);
      const sum = new CompensatedSums(1);
      for (let row = 0; row < group.length; row++)
        if (group[row]! >= 0 && weights[row] !== 0) sum.add(0, weights[row]! * values[group[row]!]!);
      means[at]![replicate] = sum.at(0) / total.at(0);
    });
    replicate++;
  }
  return means;
}
