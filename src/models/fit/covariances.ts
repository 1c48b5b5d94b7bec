import { type Cholesky, symmetric } from "../../numerics/cholesky.ts";
import { CompensatedSums } from "../../numerics/compensatedSums.ts";
import { combined, inTiles, weightedSquares } from "../../numerics/products.ts";
import { errorNoise } from "../../numerics/tolerances.ts";
import { rowsAt } from "../../sources/tables/aggregates.ts";
import type { Design } from "../../survey/design.ts";
import { addSquare } from "../../survey/linearisation.ts";
import { InputError } from "../../text/errors.ts";
import { leveragesOfRows } from "../../text/messages/aggregates.ts";
import { sumOfClusterSquares } from "./clusterSquares.ts";
import { designCovariance } from "./designCovariance.ts";
import type { Fitted } from "./fitted.ts";
import type { Fit } from "./irls.ts";
import type { Problem } from "./problem.ts";

/** The covariance matrix of the coefficients. */
type Covariance = (fitted: Fitted) => number[][];

/**
 * Covariances of the coefficients; A is the expected information, x·r a row's score with r = w·(y − μ)·d/v. The rows'
 * influences A⁻¹·x·r are squared, and not their scores: a coefficient that some rows do not touch owes them no rounding.
 */
export const covariances = {
  /**
   * The design covariance of the total of the influences (Binder 1983; `svyglm` in R's survey), or that of the coefficients
   * fitted with replicate weights.
   */
  design: designCovariance,
  /** The same times (n − 1)/(n − k), for few rows and many coefficients (Fuller et al. 1989; SAS's VADJUST=DF). */
  "design-df": (fitted) => {
    const { weighted: n } = fitted.problem.observations;
    return scaledBy((n - 1) / (n - fitted.problem.basis.length), designCovariance(fitted));
  },
  /** A⁻¹·Σ r²·x·xᵀ·A⁻¹ (White 1980; `vcovHC` in R's sandwich, on a weighted glm). */
  HC0: (fitted) => heteroskedastic(fitted, (r) => r * r),
  /** The same times n/(n − k) (MacKinnon and White 1985). */
  HC1: robustOfRows,
  /** With r²/(1 − h), h the row's leverage. */
  HC2: (fitted) => heteroskedastic(ofRows(fitted), (r, leverage) => (r * r) / remainder(leverage)),
  /** With r²/(1 − h)². */
  HC3: (fitted) => heteroskedastic(ofRows(fitted), (r, leverage) => (r / remainder(leverage)) ** 2),
  /**
   * Σ u·uᵀ of the clusters' total influences u, times G/(G − 1)·(n − 1)/(n − k) for G clusters (Liang and Zeger 1986;
   * `vcovCL(type = "HC1")` in R's sandwich, Stata's `vce(cluster)` of regress); without clusters each row is one: HC1.
   */
  CR1: (fitted) => {
    const { weighted: n } = fitted.problem.observations;
    const squares = sumOfClusterSquares(fitted);
    if (!squares) return robustOfRows(fitted);
    const { clusters, sums } = squares;
    return scaledBy(((clusters / (clusters - 1)) * (n - 1)) / (n - fitted.problem.basis.length), sums);
  },
  /** A⁻¹ times the dispersion: the rows as independent draws, their weights as precisions. */
  model: ({ inverse, dispersion }) => scaledBy(dispersion, inverse),
} satisfies Record<string, Covariance>;

export type CovarianceName = keyof typeof covariances;
export const covarianceNames = Object.keys(covariances) as CovarianceName[];

function scaledBy(factor: number, matrix: readonly (readonly number[])[]): number[][] {
  return matrix.map((row) => row.map((value) => value * factor));
}

function robustOfRows(fitted: Fitted): number[][] {
  const n = fitted.problem.observations.weighted;
  const scale = n / (n - fitted.problem.basis.length);
  return heteroskedastic(fitted, (r) => scale * r * r);
}

/** 1 − h; not a number where a row is fitted whatever its outcome, and nothing is known of its variance. */
export const remainder = (leverage: number) => (1 - leverage > 1e-10 ? 1 - leverage : Number.NaN);

/** Throws where rows are aggregated: the leverage of each depends on its own weight. */
function ofRows(fitted: Fitted): Fitted {
  if (fitted.design.aggregates) throw new InputError(leveragesOfRows, fitted.design.place);
  return fitted;
}

function heteroskedastic(fitted: Fitted, square: (r: number, leverage: number) => number): number[][] {
  const { changes, fit, design } = fitted;
  const sums = new CompensatedSums(fit.means.length);
  eachRow(fitted, (row, pattern, r, leverage) =>
    sums.add(pattern, (squaredWeight(design, row) / design.weights[row]! ** 2) * square(r, leverage)),
  );
  const lower = new Float64Array(changes.length ** 2);
  const row = new Float64Array(changes.length);
  sums.values().forEach((sum, pattern) => {
    if (sum === 0) return;
    changes.forEach((column, j) => {
      row[j] = column[pattern]!;
    });
    addSquare(lower, row, sum);
  });
  return symmetric(lower, changes.length);
}

/** Σ w² of the rows that a row stands for. */
const squaredWeight = ({ weights, aggregates }: Design, row: number) =>
  weights[row]! ** 2 / rowsAt(aggregates, row) + (aggregates?.spread[row] ?? 0);

/** Visits the rows of positive weight with r = w·(y − μ)·d/v and the leverage h = w·d²/v·qᵀA⁻¹q. */
export function eachRow(
  { design, values, group, problem, fit }: Fitted,
  visit: (row: number, pattern: number, r: number, leverage: number) => void,
): void {
  const { family, link } = problem;
  const { means, rests, factors } = fit;
  const unitLeverages = unitLeveragesOf(fit, problem).map(
    (form, pattern) => form * factors[pattern]! * link.slope(fit.predictors[pattern]!),
  );
  for (let row = 0; row < design.rows; row++) {
    const pattern = group[row]!;
    const weight = design.weights[row]!;
    if (pattern < 0 || weight === 0) continue;
    const gap = family.gap(values[row]!, means[pattern]!, rests[pattern]!);
    visit(row, pattern, weight * factors[pattern]! * gap, weight * unitLeverages[pattern]!);
  }
}

/** qᵀA⁻¹q of each pattern. */
function unitLeveragesOf({ information }: Fit, { basis }: Problem): Float64Array {
  return squaredLengths(information, basis);
}

/** |L⁻¹q|² of each pattern, for a lower triangular L. */
export function squaredLengths({ lower }: Cholesky, basis: readonly Float64Array[]): Float64Array {
  const before = lower.map((line, j) => line.subarray(0, j));
  const lengths = new Float64Array(basis[0]!.length);
  inTiles(lengths.length, (from, to) => {
    const solved: Float64Array[] = [];
    basis.forEach((column, j) => {
      const part = j === 0 ? undefined : combined(before[j]!, solved);
      const own = column.slice(from, to);
      for (let at = 0; at < own.length; at++) {
        own[at] = (own[at]! - (part ? part[at]! : 0)) / lower[j]![j]!;
        lengths[from + at]! += own[at]! ** 2;
      }
      solved.push(own);
    });
  });
  return lengths;
}

/**
 * A covariance with zeros for the coefficients whose variance is rounding error: that of residuals which are exactly zero,
 * or add up to zero within each cluster. A residual is as exact as the parts that cancel in it.
 */
export function withoutNoise(covariance: readonly (readonly number[])[], fitted: Fitted): number[][] {
  const squares = squaredMagnitudes(fitted);
  const isNoise = fitted.changes.map(
    (column, k) => covariance[k]![k]! <= errorNoise.sandwich ** 2 * weightedSquares(column, squares),
  );
  return covariance.map((row, j) => row.map((value, k) => (isNoise[j] || isNoise[k] ? 0 : value)));
}

/** Of each pattern, the sum of its rows' squared scores, each as large as the parts that cancel in it. */
function squaredMagnitudes({ design, values, group, problem, fit }: Omit<Fitted, "changes">): Float64Array {
  const { means, rests, factors } = fit;
  const magnitudes = new CompensatedSums(means.length);
  for (let row = 0; row < design.rows; row++) {
    const pattern = group[row]!;
    if (pattern < 0 || design.weights[row] === 0) continue;
    const parts = problem.family.gapSize(values[row]!, means[pattern]!, rests[pattern]!);
    magnitudes.add(pattern, squaredWeight(design, row) * (factors[pattern]! * parts) ** 2);
  }
  return magnitudes.values();
}
