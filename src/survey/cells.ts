import { type Codes, crossCodes } from "../sources/factor.ts";
import { CompensatedSums } from "./compensated.ts";
import type { Design } from "./design.ts";

/**
 * The rows of a domain, grouped by stratum (by cluster, where there are any) and by the values of some columns. A cell
 * keeps moments, and they are all that estimates and their linearised variances need: whatever is linear in the
 * numeric columns within a cell has its total, and the sum of its squares, from them.
 *
 * The moments concern q₀ = 1 and the numeric columns, each centred twice so that nothing is squared that is large
 * beside its spread: a column is `centre + shift + q`, with its mean over all cells and the distance of the cell's mean
 * from it.
 */
export interface Cells {
  readonly design: Design;
  readonly count: number;
  readonly stratum: Int32Array;
  readonly cluster?: Int32Array | undefined;
  /** The code of each grouping column in each cell: `codes[column][cell]`. */
  readonly codes: readonly Int32Array[];
  readonly rows: Float64Array;
  /** Rows of positive weight. */
  readonly weighted: Float64Array;
  readonly squaredWeights: Float64Array;
  readonly centres: readonly number[];
  /** `shifts[column][cell]`. */
  readonly shifts: readonly Float64Array[];
  /** Σ w·q_j: `sums[j][cell]`. */
  readonly sums: readonly Float64Array[];
  /** Σ w·q_j·q_k: `products[j][k][cell]`, k ≤ j. */
  readonly products: readonly (readonly Float64Array[])[];
  /** Σ (w·q_j − mean)(w·q_k − mean) within the cell: `scatter[j][k][cell]`, k ≤ j. */
  readonly scatter: readonly (readonly Float64Array[])[];
}

/** Cells of the rows that no grouping column and no numeric column (NaN) leaves out. */
export function makeCells(
  design: Design,
  columns: readonly Codes[],
  numbers: readonly Float64Array[] = [],
): Cells {
  const { rows, weights, cluster } = design;
  const unit = cluster
    ? { codes: cluster, size: design.clusterStrata!.length }
    : { codes: design.stratum, size: design.strata.length };
  const kept = numbers.length === 0 ? [] : [{ codes: answered(rows, numbers), size: 1 }];
  const { count, group, codes } = crossCodes(rows, [unit, ...columns, ...kept]);
  const { centres, shifts } = centre(numbers, weights, group, count);
  const sizes = { rows: new Float64Array(count), weighted: new Float64Array(count) };
  const squaredWeights = new CompensatedSums(count);
  const order = numbers.length + 1;
  const sums = Array.from({ length: order }, () => new CompensatedSums(count));
  const products = triangle(order, () => new CompensatedSums(count));
  const values = new Float64Array(order);
  values[0] = 1;
  const read = (row: number, cell: number) => {
    for (let j = 1; j < order; j++)
      values[j] = numbers[j - 1]![row]! - centres[j - 1]! - shifts[j - 1]![cell]!;
  };
  for (let row = 0; row < rows; row++) {
    const cell = group[row]!;
    if (cell < 0) continue;
    const weight = weights[row]!;
    read(row, cell);
    sizes.rows[cell]!++;
    if (weight > 0) sizes.weighted[cell]!++;
    squaredWeights.add(cell, weight * weight);
    for (let j = 0; j < order; j++) {
      sums[j]!.add(cell, weight * values[j]!);
      for (let k = 0; k <= j; k++) products[j]![k]!.add(cell, weight * values[j]! * values[k]!);
    }
  }
  const totals = sums.map((sum) => sum.values());
  const scatter = triangle(cluster ? 0 : order, () => new CompensatedSums(count));
  const deviations = new Float64Array(order);
  for (let row = 0; row < rows && !cluster; row++) {
    const cell = group[row]!;
    if (cell < 0) continue;
    read(row, cell);
    for (let j = 0; j < order; j++) {
      deviations[j] = weights[row]! * values[j]! - totals[j]![cell]! / sizes.rows[cell]!;
      for (let k = 0; k <= j; k++) scatter[j]![k]!.add(cell, deviations[j]! * deviations[k]!);
    }
  }
  const finish = (triangular: CompensatedSums[][]) =>
    triangular.map((line) => line.map((entry) => entry.values()));
  return {
    design,
    count,
    stratum: cluster ? codes[0]!.map((at) => design.clusterStrata![at]!) : codes[0]!,
    cluster: cluster && codes[0],
    codes: codes.slice(1, 1 + columns.length),
    ...sizes,
    squaredWeights: squaredWeights.values(),
    centres,
    shifts,
    sums: totals,
    products: finish(products),
    scatter: finish(scatter),
  };
}

/** Code 0 for the rows that have every number, −1 for the others. */
function answered(rows: number, numbers: readonly Float64Array[]): Int32Array {
  const codes = new Int32Array(rows);
  for (const column of numbers)
    for (let row = 0; row < rows; row++) if (Number.isNaN(column[row]!)) codes[row] = -1;
  return codes;
}

/** The weighted mean of each column over all cells, and the distance of each cell's mean from it; exact if constant. */
function centre(numbers: readonly Float64Array[], weights: Float64Array, group: Int32Array, count: number) {
  const whole = group.map((cell) => Math.min(cell, 0));
  const centres = numbers.map((column) => meanByGroup(column, weights, whole, 1)[0]!);
  const shifts = numbers.map((column, j) =>
    meanByGroup(column, weights, group, count).map((mean) => mean - centres[j]!),
  );
  return { centres, shifts };
}

/**
 * Weighted means by group, exact where all values of a group are the same; 0 in a group without weight. Rows of the
 * group −1 are left out.
 */
export function meanByGroup(
  column: Float64Array,
  weights: Float64Array,
  group: Int32Array,
  count: number,
): Float64Array {
  const least = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  for (let row = 0; row < column.length; row++) {
    const at = group[row]!;
    if (at >= 0 && weights[row]! > 0 && column[row]! < least[at]!) least[at] = column[row]!;
  }
  const sums = new CompensatedSums(count);
  const excess = new CompensatedSums(count);
  for (let row = 0; row < column.length; row++) {
    const at = group[row]!;
    if (at < 0 || weights[row] === 0) continue;
    sums.add(at, weights[row]!);
    excess.add(at, weights[row]! * (column[row]! - least[at]!));
  }
  const totals = sums.values();
  return excess.values().map((sum, at) => (totals[at] === 0 ? 0 : least[at]! + sum / totals[at]!));
}

function triangle<T>(order: number, make: () => T): T[][] {
  return Array.from({ length: order }, (_, j) => Array.from({ length: j + 1 }, make));
}
