import type { Cells } from "../../survey/cells.ts";
import {
  addSquare,
  clusterUnits,
  covarianceOfTotals,
  covarianceOfUnits,
  numbered,
  type Score,
  type Units,
} from "../../survey/linearisation.ts";
import { covarianceOfReplicates } from "../../survey/replication.ts";
import type { Fitted } from "./fitted.ts";

/**
 * The covariance that the design gives: of the total influence, from cells of equal stratum (or cluster) and pattern; with
 * calibrated weights that of calibration residuals, with replicate weights that of the coefficients fitted with them.
 */
export function designCovariance(fitted: Fitted): number[][] {
  const { design, changes } = fitted;
  if (design.replication) return covarianceOfReplicates(design.replication, fitted.replicates());
  const scores = scoresOf(fitted);
  if (design.calibration) return calibratedCovariance(fitted, scores);
  const { stratum, cluster } = scores.cells;
  const units = cluster ? totalsOfClusters(fitted, scores, cluster) : meansOfCells(fitted, scores);
  const met = new Set(numbered(stratum).found);
  return covarianceOfUnits(
    design,
    units,
    changes.map(() => met),
  );
}

/** The rows' scores r = (y − μ)·d/v in the cells. */
export interface Scores {
  readonly cells: Cells;
  /** The pattern of each cell. */
  readonly pattern: Cells["codes"][number];
  /** The centre of a cell's outcomes minus their mean μ. */
  readonly gapIn: (cell: number) => number;
  /** Σ w·r of a cell. */
  readonly totalIn: (cell: number) => number;
}

export function scoresOf({ problem, fit, cells: cellsOf }: Fitted): Scores {
  const cells = cellsOf();
  const pattern = cells.codes[0]!;
  const centre = cells.centres[0]!;
  const gapIn = (cell: number) =>
    problem.family.gap(
      centre + cells.shifts[0]![cell]!,
      fit.means[pattern[cell]!]!,
      fit.rests[pattern[cell]!]!,
    );
  const totalIn = (cell: number) =>
    fit.factors[pattern[cell]!]! * (gapIn(cell) * cells.sums[0]![cell]! + cells.sums[1]![cell]!);
  return { cells, pattern, gapIn, totalIn };
}

function calibratedCovariance(fitted: Fitted, { cells }: Scores): number[][] {
  return covarianceOfTotals(
    cells,
    fitted.changes.map((change) => influenceScore(fitted, change)),
  );
}

/**
 * The linearised variable of something that moves by `changes` per unit of a row's r, and by `shares` whatever its outcome;
 * both by pattern.
 */
export function influenceScore(fitted: Fitted, changes: Float64Array, shares?: Float64Array): Score {
  const { cells, pattern, gapIn } = scoresOf(fitted);
  const { factors } = fitted.fit;
  return {
    cells: Array.from(cells.rows.keys()),
    coefficients: [
      Float64Array.from(
        pattern,
        (at, cell) => changes[at]! * factors[at]! * gapIn(cell) + (shares ? shares[at]! : 0),
      ),
      Float64Array.from(pattern, (at) => changes[at]! * factors[at]!),
    ],
  };
}

/** The rows of a design without clusters, those of a cell at once. */
function meansOfCells({ fit, changes }: Fitted, { cells, pattern, gapIn, totalIn }: Scores): Units {
  const size = changes.length;
  const lines = byPattern(changes);
  const row = new Float64Array(size);
  const [[ones], [cross, squares]] = cells.scatter as [[Float64Array], [Float64Array, Float64Array]];
  const spreadOf = (cell: number) => {
    const gap = gapIn(cell);
    const spread = gap * gap * ones[cell]! + 2 * gap * cross[cell]! + squares[cell]!;
    return Math.max(spread, 0) * fit.factors[pattern[cell]!]! ** 2;
  };
  const read = (cell: number, factor: number, into: Float64Array) => {
    const line = pattern[cell]! * size;
    for (let j = 0; j < size; j++) into[j] = factor * lines[line + j]!;
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

/** The clusters, each with the total of its rows' influences. */
export function totalsOfClusters(
  { design, changes }: Fitted,
  { cells, pattern, totalIn }: Scores,
  clusterOf: NonNullable<Cells["cluster"]>,
): Units {
  const size = changes.length;
  const lines = byPattern(changes);
  const { found, numbers } = numbered(clusterOf);
  const sums = new Float64Array(found.length * size);
  for (let cell = 0; cell < cells.count; cell++) {
    const start = numbers[cell]! * size;
    const line = pattern[cell]! * size;
    const total = totalIn(cell);
    for (let j = 0; j < size; j++) sums[start + j]! += total * lines[line + j]!;
  }
  return {
    stratum: Int32Array.from(found, (cluster) => design.clusterStrata![cluster]!),
    ...clusterUnits(found.length, size, (unit, into) =>
      into.set(sums.subarray(unit * size, (unit + 1) * size)),
    ),
  };
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
