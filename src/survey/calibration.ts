import { CompensatedSums } from "../numerics/compensatedSums.ts";
import {
  type Auxiliary,
  type AuxiliaryMatrix,
  auxiliaryMatrix,
  columnTotals,
  independentColumns,
  normalEquations,
  predictors,
} from "./auxiliaries.ts";

/**
 * What the weights of a design were calibrated on. The variance of a calibrated estimator is that of the residuals of its
 * linearised variable from the regression on the auxiliaries (Deville and Särndal 1992, section 3).
 */
export interface Calibration {
  readonly matrix: AuxiliaryMatrix;
  /** Of each row, before calibration: the weights of the regression. */
  readonly baseWeights: Float64Array;
  /**
   * x·B of each pattern, B being the coefficients of the weighted regression of a variable on the auxiliaries;
   * `cross` has Σ d·z of the variable in each pattern.
   */
  fitted(cross: Float64Array): Float64Array;
}

/**
 * The calibration of weights on some auxiliaries. Every row of positive weight, before or after calibration, has all
 * auxiliaries; the other rows take the first pattern.
 */
export function calibrationOn(baseWeights: Float64Array, auxiliaries: readonly Auxiliary[]): Calibration {
  const matrix = auxiliaryMatrix(baseWeights.length, auxiliaries);
  const group = matrix.group.map((pattern) => Math.max(pattern, 0));
  const complete = { ...matrix, group };
  const sizes = new CompensatedSums(matrix.count);
  for (let row = 0; row < group.length; row++) sizes.add(group[row]!, baseWeights[row]!);
  const sizesOf = sizes.values();
  const kept = independentColumns(complete, sizesOf);
  const solver = normalEquations(complete, sizesOf, kept)()!;
  const solve = (cross: Float64Array): Float64Array => {
    const totals = columnTotals(complete, cross);
    const solution = solver(kept.map((column) => totals[column]!));
    const coefficients = new Float64Array(matrix.width);
    kept.forEach((column, k) => {
      coefficients[column] = solution[k]!;
    });
    return predictors(complete, coefficients);
  };
  return {
    matrix: complete,
    baseWeights,
    fitted: (cross) => {
      const first = solve(cross);
      const rest = solve(cross.map((value, at) => value - sizesOf[at]! * first[at]!));
      return first.map((value, at) => value + rest[at]!);
    },
  };
}
