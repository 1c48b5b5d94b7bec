import { CompensatedSums } from "../numerics/compensatedSums.ts";
import { type CodeArray, codeArray } from "../sources/tables/factor.ts";
import {
  type Auxiliary,
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
  /** The pattern of each row's auxiliaries, and how many there are. */
  readonly group: CodeArray;
  readonly count: number;
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
    group,
    count: matrix.count,
    baseWeights,
    fitted: (cross) => {
      const first = solve(cross);
      const rest = solve(cross.map((value, at) => value - sizesOf[at]! * first[at]!));
      return first.map((value, at) => value + rest[at]!);
    },
  };
}

/** That of weights of which nothing is known: residuals are the variables themselves. */
export const uncalibrated = (baseWeights: Float64Array): Calibration => ({
  group: codeArray(1, baseWeights.length),
  count: 1,
  baseWeights,
  fitted: () => new Float64Array(1),
});

/** Weights below one another that were calibrated apart: each variable is regressed within each part. */
export function stackedCalibration(parts: readonly Calibration[]): Calibration {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const group = codeArray(
    count,
    parts.reduce((sum, part) => sum + part.group.length, 0),
  );
  const baseWeights = new Float64Array(group.length);
  let [row, pattern] = [0, 0];
  const starts = parts.map((part) => {
    const start = pattern;
    baseWeights.set(part.baseWeights, row);
    for (const own of part.group) group[row++] = start + own;
    pattern += part.count;
    return start;
  });
  return {
    group,
    count,
    baseWeights,
    fitted: (cross) => {
      const fitted = new Float64Array(count);
      parts.forEach((part, at) => {
        const start = starts[at]!;
        fitted.set(part.fitted(cross.subarray(start, start + part.count)), start);
      });
      return fitted;
    },
  };
}
