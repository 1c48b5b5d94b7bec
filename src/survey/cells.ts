import { type Codes, crossCodes } from "../sources/factor.ts";
import type { Design } from "./design.ts";

/**
 * The rows of a domain, grouped by stratum (by cluster, where there are any) and by the values of some columns. A cell
 * keeps moments, and they are all that estimates and their linearised variances need: whatever is linear in the
 * numeric columns within a cell has its total, and the sum of its squares, from them.
 *
 * The moments concern q₀ = 1 and the numeric columns q₁, q₂ …, each less its `origin` (a value near its mean), so that
 * nothing is squared before it is centred.
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
  readonly origins: readonly number[];
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
  const origins = numbers.map((column) => originOf(column, group));
  const sizes = { rows: new Float64Array(count), weighted: new Float64Array(count) };
  const squaredWeights = new Float64Array(count);
  const order = numbers.length + 1;
  const sums = Array.from({ length: order }, () => new CompensatedSums(count));
  const products = triangle(order, () => new Float64Array(count));
  const values = new Float64Array(order);
  const read = (row: number) => {
    values[0] = 1;
    for (let j = 1; j < order; j++) values[j] = numbers[j - 1]![row]! - origins[j - 1]!;
  };
  for (let row = 0; row < rows; row++) {
    const cell = group[row]!;
    if (cell < 0) continue;
    const weight = weights[row]!;
    read(row);
    sizes.rows[cell]!++;
    if (weight > 0) sizes.weighted[cell]!++;
    squaredWeights[cell]! += weight * weight;
    for (let j = 0; j < order; j++) {
      sums[j]!.add(cell, weight * values[j]!);
      for (let k = 0; k <= j; k++) products[j]![k]![cell]! += weight * values[j]! * values[k]!;
    }
  }
  const totals = sums.map((sum) => sum.values());
  const scatter = triangle(cluster ? 0 : order, () => new Float64Array(count));
  const deviations = new Float64Array(order);
  for (let row = 0; row < rows && !cluster; row++) {
    const cell = group[row]!;
    if (cell < 0) continue;
    read(row);
    for (let j = 0; j < order; j++) {
      deviations[j] = weights[row]! * values[j]! - totals[j]![cell]! / sizes.rows[cell]!;
      for (let k = 0; k <= j; k++) scatter[j]![k]![cell]! += deviations[j]! * deviations[k]!;
    }
  }
  return {
    design,
    count,
    stratum: cluster ? codes[0]!.map((at) => design.clusterStrata![at]!) : codes[0]!,
    cluster: cluster && codes[0],
    codes: codes.slice(1, 1 + columns.length),
    ...sizes,
    squaredWeights,
    origins,
    sums: totals,
    products,
    scatter,
  };
}

/** Code 0 for the rows that have every number, −1 for the others. */
function answered(rows: number, numbers: readonly Float64Array[]): Int32Array {
  const codes = new Int32Array(rows);
  for (const column of numbers)
    for (let row = 0; row < rows; row++) if (Number.isNaN(column[row]!)) codes[row] = -1;
  return codes;
}

/** The mean over the rows of all cells; exactly the value of a column that is constant. */
function originOf(column: Float64Array, group: Int32Array): number {
  let first = Number.NaN;
  let n = 0;
  let excess = 0;
  for (let row = 0; row < column.length; row++) {
    if (group[row]! < 0) continue;
    if (n++ === 0) first = column[row]!;
    excess += column[row]! - first;
  }
  return n === 0 ? 0 : first + excess / n;
}

function triangle<T>(order: number, make: () => T): T[][] {
  return Array.from({ length: order }, (_, j) => Array.from({ length: j + 1 }, make));
}

/** Sums by cell that carry the rounding error along (Neumaier 1974). */
class CompensatedSums {
  readonly #sums: Float64Array;
  readonly #errors: Float64Array;

  constructor(count: number) {
    this.#sums = new Float64Array(count);
    this.#errors = new Float64Array(count);
  }

  add(cell: number, value: number): void {
    const before = this.#sums[cell]!;
    const after = before + value;
    this.#errors[cell]! +=
      Math.abs(before) >= Math.abs(value) ? before - after + value : value - after + before;
    this.#sums[cell] = after;
  }

  values(): Float64Array {
    return this.#sums.map((sum, cell) => sum + this.#errors[cell]!);
  }
}
