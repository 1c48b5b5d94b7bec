import { Matrix } from "ml-matrix";
import {
  type AuxiliaryMatrix,
  columnTotals,
  crossProducts,
  predictors,
  submatrix,
} from "../survey/auxiliaries.ts";
import { positiveDefinite } from "../survey/cholesky.ts";
import type { Bounds, CalibrationFunction } from "./distances.ts";

/** Calibration equations Σ d·F(x·λ)·x = t, on patterns of equal auxiliaries x. */
export interface CalibrationEquations {
  readonly matrix: AuxiliaryMatrix;
  /** Σ d of each pattern. */
  readonly sizes: Float64Array;
  /** The total of each column of the matrix. */
  readonly totals: Float64Array;
  /** Columns that are no combinations of others. */
  readonly kept: readonly number[];
}

export interface Solution {
  readonly coefficients: Float64Array;
  /** F(x·λ) of each pattern. */
  readonly ratios: Float64Array;
  readonly iterations: number;
}

interface Point {
  readonly coefficients: Float64Array;
  readonly predictors: Float64Array;
  readonly ratios: Float64Array;
  readonly misfit: Float64Array;
  /** The largest misfit, relative to its column's total. */
  readonly worst: number;
  readonly objective: number;
}

const mostIterations = 200;
const mostHalvings = 40;
/** Misfits below this are met; the iterations go on while they still get smaller. */
const met = 1e-11;
/** The share of the decrease of its objective that a step promises which it must keep (Armijo). */
const kept = 1e-4;
const leastPivot = 1e-13;

/**
 * Solves the calibration equations by Newton's method on their convex dual, Σ d·∫F(x·λ) − t·λ, with steps that are halved
 * until it decreases (Deville and Särndal 1992, section 1). Undefined where they have no solution that F allows: `allowed`
 * are the ratios that it does.
 */
export function solveCalibration(
  equations: CalibrationEquations,
  { ratio, slope, integral }: CalibrationFunction,
  allowed: Bounds,
): Solution | undefined {
  const { matrix, sizes, totals, kept: columns } = equations;
  const magnitudes = magnitudesOf(equations);
  const pointAt = (coefficients: Float64Array): Point => {
    const u = predictors(matrix, coefficients);
    const ratios = u.map(ratio);
    const achieved = columnTotals(
      matrix,
      ratios.map((value, at) => value * sizes[at]!),
    );
    const misfit = totals.map((total, column) => total - achieved[column]!);
    let objective = 0;
    for (let at = 0; at < u.length; at++) objective += sizes[at]! * integral(u[at]!);
    for (const column of columns) objective -= totals[column]! * coefficients[column]!;
    const worst = columns.reduce(
      (most, column) => Math.max(most, Math.abs(misfit[column]!) / magnitudes[column]!),
      0,
    );
    return { coefficients, predictors: u, ratios, misfit, worst, objective };
  };
  let point = pointAt(new Float64Array(matrix.width));
  for (let iteration = 1; iteration <= mostIterations; iteration++) {
    const next = descend(point);
    if (point.worst <= met && !(next && next.worst < point.worst / 2))
      return { coefficients: point.coefficients, ratios: point.ratios, iterations: iteration - 1 };
    if (!next || (iteration % 4 === 0 && isUnbounded(equations, next, allowed))) return undefined;
    point = next;
  }
  return point.worst <= met
    ? { coefficients: point.coefficients, ratios: point.ratios, iterations: mostIterations }
    : undefined;

  function descend(from: Point): Point | undefined {
    const step = newtonStep(from);
    if (!step) return undefined;
    const promised = columns.reduce((sum, column, k) => sum + step[k]! * from.misfit[column]!, 0);
    for (let half = 0, size = 1; half <= mostHalvings; half++, size /= 2) {
      const coefficients = Float64Array.from(from.coefficients);
      columns.forEach((column, k) => {
        coefficients[column]! += size * step[k]!;
      });
      const next = pointAt(coefficients);
      const finite = Number.isFinite(next.objective) && Number.isFinite(next.worst);
      if (
        finite &&
        (next.objective <= from.objective - kept * size * promised || next.worst < 0.5 * from.worst)
      )
        return next;
    }
    return undefined;
  }

  function newtonStep({ predictors: u, misfit }: Point): readonly number[] | undefined {
    const slopes = u.map((value, at) => slope(value) * sizes[at]!);
    const information = submatrix(crossProducts(matrix, slopes), matrix.width, columns);
    const right = Matrix.columnVector(columns.map((column) => misfit[column]!));
    for (let ridge = 0; ridge <= 1; ridge = ridge === 0 ? 1e-10 : ridge * 100) {
      const damped = information.map((row, j) =>
        row.map((value, k) => (j === k ? value + ridge * magnitudes[columns[j]!]! : value)),
      );
      const step = positiveDefinite(damped, leastPivot)?.solve(right).to1DArray();
      if (step?.every(Number.isFinite)) return step;
    }
    return undefined;
  }
}

/** What misfits are measured against: the column's total, or Σ d·|x| where that is larger. */
function magnitudesOf({ matrix, sizes, totals }: CalibrationEquations): Float64Array {
  const absolute = {
    ...matrix,
    blocks: matrix.blocks.map((block) =>
      "codes" in block ? block : { ...block, values: block.values.map(Math.abs) },
    ),
  };
  return columnTotals(absolute, sizes).map((size, column) => Math.max(size, Math.abs(totals[column]!)) || 1);
}

/**
 * Whether λ proves that no ratios within the bounds meet the totals: t·λ exceeds Σ d·g·x·λ for all g that are allowed
 * (a hyperplane that separates the totals from those that can be met).
 */
function isUnbounded(
  { sizes, totals, kept: columns }: CalibrationEquations,
  { coefficients, predictors: u }: Point,
  { low, high }: Bounds,
): boolean {
  const wanted = columns.reduce((sum, column) => sum + totals[column]! * coefficients[column]!, 0);
  const largest = u.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let most = 0;
  let size = 0;
  for (let at = 0; at < u.length; at++) {
    // Without an upper bound a rounding error above zero would count without end.
    const isNoise = high === Number.POSITIVE_INFINITY && Math.abs(u[at]!) <= 1e-9 * largest;
    if (sizes[at] === 0 || isNoise) continue;
    const part = sizes[at]! * u[at]! * (u[at]! > 0 ? high : low);
    most += part;
    size += Math.abs(part);
  }
  return Number.isFinite(most) && wanted - most > 1e-9 * (size + Math.abs(wanted));
}
