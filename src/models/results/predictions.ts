import { aliasesOf, inBasis, isDetermined } from "../../numerics/orthonormal.ts";
import type { Comparison } from "../../survey/comparison.ts";
import type { FittedModel } from "../fit/model.ts";
import type { FactorLevels } from "../formula/frame.ts";
import { type ModelMatrix, matrixAt } from "../formula/matrix.ts";
import { infer, quadraticForm } from "./inference.ts";

/** A mean prediction with its gradient by the coefficients on the basis. */
export interface Prediction {
  readonly estimate: number;
  readonly gradient: readonly number[];
  /** The predictions pattern by pattern with some coefficients. */
  readonly meansWith: (coefficients: readonly number[]) => Float64Array;
}

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
  const meansWith = (coefficients: readonly number[]) => predictorsWith(coefficients).map(link.mean);
  const slopes = predictorsWith(model.coefficients).map(link.slope);
  return {
    estimate: weightedMean(model, meansWith(model.coefficients)),
    gradient: inBasis(
      model.orthonormal,
      kept.map((column) => weightedMean(model, column, slopes)),
    ),
    meansWith,
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
export function inferPrediction(
  { basisCovariance, df, request }: FittedModel,
  { estimate, gradient }: Pick<Prediction, "estimate" | "gradient">,
): Comparison {
  return infer(estimate, quadraticForm(gradient, basisCovariance()), df, request.level);
}
