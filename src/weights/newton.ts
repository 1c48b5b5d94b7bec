import { calibrated, leastPivots } from "../numerics/tolerances.ts";
import { type AuxiliaryMatrix, columnTotals, normalEquations, predictors } from "../survey/auxiliaries.ts";
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
/** The share of the decrease of the objective that a step promises which it must keep (Armijo). */
const keptShare = 1e-4;
/** The first damping that is tried where a step is not good, and what it is multiplied by until one is. */
const damping = { first: 1e-6, factor: 10, most: 1e6 };

/** The convex dual of a calibration, and what its misfits and its damping are measured by. */
interface Dual extends CalibrationEquations, CalibrationFunction {
  /** Of each column: its total, or Σ d·|x| where that is larger. */
  readonly magnitudes: Float64Array;
  /** Σ d·x² of each column. */
  readonly scales: Float64Array;
}

/**
 * Solves the calibration equations by Newton's method on their convex dual, Σ d·∫F(x·λ) − t·λ (Deville and Särndal 1992,
 * section 1), with steps that are damped until it decreases (Levenberg 1944): where F has come near a bound its slope
 * tells little of the way back. Undefined where they have no solution that F allows: `allowed` are the ratios that it does.
 */
export function solveCalibration(
  equations: CalibrationEquations,
  calibration: CalibrationFunction,
  allowed: Bounds,
): Solution | undefined {
  const { matrix, sizes } = equations;
  const dual: Dual = {
    ...equations,
    ...calibration,
    magnitudes: magnitudesOf(equations),
    scales: columnTotals(
      absolute(matrix, (value) => value * value),
      sizes,
    ),
  };
  let point = pointAt(dual, new Float64Array(matrix.width));
  let ridge = 0;
  const solution = (iterations: number): Solution | undefined =>
    point.worst <= calibrated.met
      ? { coefficients: point.coefficients, ratios: point.ratios, iterations }
      : undefined;
  for (let iteration = 1; iteration <= mostIterations; iteration++) {
    const step = descend(dual, point, ridge);
    const { next } = step;
    ridge = step.ridge;
    if (point.worst <= calibrated.met && !(next && next.worst < point.worst / 2))
      return solution(iteration - 1);
    if (!next || (iteration % 3 === 0 && isUnbounded(equations, next, allowed))) return undefined;
    point = next;
  }
  return solution(mostIterations);
}

function pointAt(dual: Dual, coefficients: Float64Array): Point {
  const { matrix, sizes, totals, kept: columns, ratio, integral, magnitudes } = dual;
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
}

/** The next point, with the damping that it took and that the one after it begins with; undefined where none is better. */
function descend(
  dual: Dual,
  point: Point,
  firstRidge: number,
): { readonly next: Point | undefined; readonly ridge: number } {
  const { matrix, sizes, totals, kept: columns, slope, scales } = dual;
  const slopes = point.predictors.map((value, at) => slope(value) * sizes[at]!);
  const size =
    Math.abs(point.objective) +
    columns.reduce((sum, column) => sum + Math.abs(totals[column]! * point.coefficients[column]!), 0);
  const equationsAt = normalEquations(matrix, slopes, columns);
  // A point that meets the totals needs no damped step to a better one.
  const most = point.worst <= calibrated.met ? firstRidge : damping.most;
  for (let ridge = firstRidge; ridge <= most; ridge = Math.max(ridge * damping.factor, damping.first)) {
    const solve = equationsAt(
      scales.map((scale) => ridge * scale),
      leastPivots.calibration,
    );
    const step = solve?.(columns.map((column) => point.misfit[column]!));
    if (!step?.every(Number.isFinite)) continue;
    const promised = columns.reduce((sum, column, k) => sum + step[k]! * point.misfit[column]!, 0);
    const coefficients = Float64Array.from(point.coefficients);
    columns.forEach((column, k) => {
      coefficients[column]! += step[k]!;
    });
    const next = pointAt(dual, coefficients);
    const falls = next.objective <= point.objective - keptShare * promised;
    const settles =
      next.worst < 0.5 * point.worst && next.objective <= point.objective + calibrated.objective * size;
    if (Number.isFinite(next.objective) && Number.isFinite(next.worst) && (falls || settles))
      return { next, ridge: ridge <= damping.first ? 0 : ridge / damping.factor };
  }
  return { next: undefined, ridge: 0 };
}

/** The matrix with other numbers in place of its own. */
const absolute = (matrix: AuxiliaryMatrix, change: (value: number) => number): AuxiliaryMatrix => ({
  ...matrix,
  blocks: matrix.blocks.map((block) =>
    "codes" in block ? block : { ...block, values: block.values.map(change) },
  ),
});

/** What misfits are measured against: the column's total, or Σ d·|x| where that is larger. */
function magnitudesOf({ matrix, sizes, totals }: CalibrationEquations): Float64Array {
  return columnTotals(absolute(matrix, Math.abs), sizes).map(
    (size, column) => Math.max(size, Math.abs(totals[column]!)) || 1,
  );
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
