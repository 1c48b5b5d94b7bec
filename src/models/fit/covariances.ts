import type { Matrix } from "ml-matrix";
import { symmetric } from "../../numerics/cholesky.ts";
import { CompensatedSums } from "../../numerics/compensatedSums.ts";
import { errorNoise } from "../../numerics/tolerances.ts";
import type { CodeArray } from "../../sources/tables/factor.ts";
import type { Cells, Numbers } from "../../survey/cells.ts";
import type { Design } from "../../survey/design.ts";
import {
  addSquare,
  clusterUnits,
  covarianceOfTotals,
  covarianceOfUnits,
  type Units,
} from "../../survey/linearisation.ts";
import { covarianceOfReplicates, type Replicates } from "../../survey/replication.ts";
import type { Fit } from "./irls.ts";
import type { Problem } from "./problem.ts";

/** A fit with the rows that it was made from. */
export interface Fitted {
  readonly design: Design;
  /** The outcome of each row. */
  readonly values: Numbers;
  /** The pattern of each row; −1 for a row that is not used. */
  readonly group: CodeArray;
  readonly problem: Problem;
  readonly fit: Fit;
  /** The rows in cells of equal stratum (or cluster) and pattern, with the outcome's moments. */
  readonly cells: () => Cells;
  /** What a row's r adds to each coefficient, by pattern: A⁻¹·x, the influence function per unit of residual. */
  readonly changes: readonly Float64Array[];
  /** A⁻¹. */
  readonly inverse: readonly (readonly number[])[];
  /** Pearson's statistic over (rows − coefficients), or 1 where the family fixes it. */
  readonly dispersion: number;
  /** The coefficients with each replicate's weights, where the design has any. */
  readonly replicates: () => readonly Replicates[];
}

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
  /** A⁻¹·Σ r²·x·xᵀ·A⁻¹ (White 1980; `vcovHC` in R's sandwich, on a weighted glm). */
  HC0: (fitted) => heteroskedastic(fitted, (r) => r * r),
  /** The same times n/(n − k) (MacKinnon and White 1985). */
  HC1: (fitted) => {
    const n = fitted.problem.observations.weighted;
    const scale = n / (n - fitted.problem.basis.length);
    return heteroskedastic(fitted, (r) => scale * r * r);
  },
  /** With r²/(1 − h), h the row's leverage. */
  HC2: (fitted) => heteroskedastic(fitted, (r, leverage) => (r * r) / remainder(leverage)),
  /** With r²/(1 − h)². */
  HC3: (fitted) => heteroskedastic(fitted, (r, leverage) => (r / remainder(leverage)) ** 2),
  /** A⁻¹ times the dispersion: the rows as independent draws, their weights as precisions. */
  model: ({ inverse, dispersion }) => inverse.map((row) => row.map((value) => value * dispersion)),
} satisfies Record<string, Covariance>;

export type CovarianceName = keyof typeof covariances;
export const covarianceNames = Object.keys(covariances) as CovarianceName[];

/** 1 − h; not a number where a row is fitted whatever its outcome, and nothing is known of its variance. */
export const remainder = (leverage: number) => (1 - leverage > 1e-10 ? 1 - leverage : Number.NaN);

function heteroskedastic(fitted: Fitted, square: (r: number, leverage: number) => number): number[][] {
  const { changes, fit } = fitted;
  const sums = new CompensatedSums(fit.means.length);
  eachRow(fitted, (_, pattern, r, leverage) => sums.add(pattern, square(r, leverage)));
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
  return squaredLengths(information.lowerTriangularMatrix, basis);
}

/** |L⁻¹q|² of each pattern, for a lower triangular L. */
export function squaredLengths(triangle: Matrix, basis: readonly Float64Array[]): Float64Array {
  const lower = triangle.to2DArray();
  const size = basis.length;
  const solved = new Float64Array(size);
  return Float64Array.from({ length: basis[0]!.length }, (_, pattern) => {
    let sum = 0;
    for (let j = 0; j < size; j++) {
      let value = basis[j]![pattern]!;
      for (let k = 0; k < j; k++) value -= lower[j]![k]! * solved[k]!;
      solved[j] = value / lower[j]![j]!;
      sum += solved[j]! * solved[j]!;
    }
    return sum;
  });
}

/** The changes pattern by pattern, for reading all of a pattern at once. */
function byPattern(changes: readonly Float64Array[]): Float64Array {
  const size = changes.length;
  const lines = new Float64Array(size * changes[0]!.length);
  changes.forEach((column, j) => {
    for (let at = 0; at < column.length; at++) lines[at * size + j] = column[at]!;
  });
  return lines;
}

/**
 * A covariance with zeros for the coefficients whose variance is rounding error: that of residuals which are exactly zero,
 * or add up to zero within each cluster. A residual is as exact as the parts that cancel in it.
 */
export function withoutNoise(covariance: readonly (readonly number[])[], fitted: Fitted): number[][] {
  const squares = squaredMagnitudes(fitted);
  const isNoise = fitted.changes.map((column, k) => {
    const scale = column.reduce((sum, change, at) => sum + squares[at]! * change * change, 0);
    return covariance[k]![k]! <= errorNoise.sandwich ** 2 * scale;
  });
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
    const size = design.weights[row]! * factors[pattern]! * parts;
    magnitudes.add(pattern, size * size);
  }
  return magnitudes.values();
}

/** The covariance that the design gives: of the total influence, from cells of equal stratum (or cluster) and pattern. */
function designCovariance(fitted: Fitted): number[][] {
  const { design, problem, fit, changes } = fitted;
  if (design.replication) return covarianceOfReplicates(design.replication, fitted.replicates());
  const size = changes.length;
  const cells = fitted.cells();
  const pattern = cells.codes[0]!;
  const [centre] = cells.centres as [number];
  const gapIn = (cell: number) =>
    problem.family.gap(
      centre + cells.shifts[0]![cell]!,
      fit.means[pattern[cell]!]!,
      fit.rests[pattern[cell]!]!,
    );
  const totalIn = (cell: number) =>
    fit.factors[pattern[cell]!]! * (gapIn(cell) * cells.sums[0]![cell]! + cells.sums[1]![cell]!);
  if (design.calibration)
    return covarianceOfTotals(
      cells,
      changes.map((change) => ({
        cells: Array.from(cells.rows.keys()),
        coefficients: [
          Float64Array.from(pattern, (at, cell) => change[at]! * fit.factors[at]! * gapIn(cell)),
          Float64Array.from(pattern, (at) => change[at]! * fit.factors[at]!),
        ],
      })),
    );
  const met = new Set(cells.stratum);
  const lines = byPattern(changes);
  const read = (cell: number, factor: number, into: Float64Array) => {
    const line = pattern[cell]! * size;
    for (let j = 0; j < size; j++) into[j] = factor * lines[line + j]!;
  };
  return covarianceOfUnits(
    design,
    cells.cluster ? totalsOfClusters() : meansOfCells(),
    changes.map(() => met),
  );

  function meansOfCells(): Units {
    const row = new Float64Array(size);
    const [[ones], [cross, squares]] = cells.scatter as [[Float64Array], [Float64Array, Float64Array]];
    const spreadOf = (cell: number) => {
      const gap = gapIn(cell);
      const spread = gap * gap * ones[cell]! + 2 * gap * cross[cell]! + squares[cell]!;
      return Math.max(spread, 0) * fit.factors[pattern[cell]!]! ** 2;
    };
    return {
      stratum: cells.stratum,
      multiplicity: cells.rows,
      mean: (cell, into) => read(cell, totalIn(cell) / cells.rows[cell]!, into),
      // Of n rows u = r·z with mean m·z and scatter s·z·zᵀ, and a = n·m² + s:
      // Σ (u − ū)(u − ū)ᵀ = a·(z − n·m/a·ū)(z − n·m/a·ū)ᵀ + n·s/a·ū·ūᵀ.
      addSquares: (cell, centre, factor, lower) => {
        const rows = cells.rows[cell]!;
        const spread = spreadOf(cell);
        const total = totalIn(cell);
        const whole = total ** 2 / rows + spread;
        if (whole === 0) return rows;
        const share = total / whole;
        read(cell, 1, row);
        for (let j = 0; j < size; j++) row[j]! -= share * centre[j]!;
        addSquare(lower, row, factor * whole);
        return (rows * spread) / whole;
      },
    };
  }

  function totalsOfClusters(): Units {
    const unitOf = new Map<number, number>();
    for (const cluster of cells.cluster!) if (!unitOf.has(cluster)) unitOf.set(cluster, unitOf.size);
    const sums = new Float64Array(unitOf.size * size);
    for (let cell = 0; cell < cells.count; cell++) {
      const start = unitOf.get(cells.cluster![cell]!)! * size;
      const line = pattern[cell]! * size;
      const total = totalIn(cell);
      for (let j = 0; j < size; j++) sums[start + j]! += total * lines[line + j]!;
    }
    return {
      stratum: [...unitOf.keys()].map((cluster) => design.clusterStrata![cluster]!),
      ...clusterUnits(unitOf.size, size, (unit, into) =>
        into.set(sums.subarray(unit * size, (unit + 1) * size)),
      ),
    };
  }
}
