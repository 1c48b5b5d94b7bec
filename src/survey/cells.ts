import { CompensatedSums } from "../numerics/compensatedSums.ts";
import { once } from "../numerics/once.ts";
import { dependence } from "../numerics/tolerances.ts";
import { rowsAt, weightedAt } from "../sources/tables/aggregates.ts";
import { type CodeArray, type Codes, crossCodes } from "../sources/tables/factor.ts";
import type { Design } from "./design.ts";
import type { Replication } from "./replication.ts";

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
  /** Rows with a weight other than zero. */
  readonly weighted: Float64Array;
  readonly squaredWeights: Float64Array;
  readonly centres: Float64Array;
  /** `shifts[column][cell]`. */
  readonly shifts: readonly Float64Array[];
  /** Σ w·q_j: `sums[j][cell]`. */
  readonly sums: readonly Float64Array[];
  /** Σ w·q_j·q_k: `products[j][k][cell]`, k ≤ j; empty where only variances of totals are wanted. */
  readonly products: readonly (readonly Float64Array[])[];
  /** Σ (w·q_j − mean)(w·q_k − mean) within the cell: `scatter[j][k][cell]`, k ≤ j. */
  readonly scatter: readonly (readonly Float64Array[])[];
  /** Of a calibrated design. */
  readonly calibrated?: CalibratedCells | undefined;
  /** Of a design with replicate weights. */
  readonly replicated?: ReplicatedCells | undefined;
}

/** The cells of a calibrated design are cells of equal auxiliaries too. */
export interface CalibratedCells {
  /** The pattern of the auxiliaries in each cell. */
  readonly pattern: Int32Array;
  /** Σ d·q_j with the weights before calibration: `baseSums[j][cell]`. */
  readonly baseSums: readonly Float64Array[];
  /** These cells followed by those of the rows that are left out, which have residuals too, and the patterns of all. */
  readonly whole: () => { readonly cells: Cells; readonly pattern: Int32Array };
}

/** The cells of a design with replicate weights are found again under each replicate. */
export interface ReplicatedCells {
  /** Σ w_r·q_j with each replicate's weights: `sums()[j][cell][replicate]`. */
  sums(): readonly (readonly Float64Array[])[];
  /** The rows of some cells. */
  rowsIn(cells: Iterable<number>): Int32Array;
}

/** A numeric column; one of whole numbers may be shorter. */
export type Numbers = Float64Array | Int8Array;

/** Cells of the rows that no grouping column and no numeric column (NaN) leaves out. */
export function makeCells(
  design: Design,
  columns: readonly Codes[],
  numbers: readonly Numbers[] = [],
  { products: wanted = true } = {},
): Cells {
  const { calibration } = design;
  if (!calibration) return collect(design, columns, numbers, wanted).cells;
  const pattern = { codes: calibration.group, size: calibration.count };
  const { cells, group } = collect(design, [...columns, pattern], numbers, wanted);
  const patternOf = (of: Cells) => of.codes.at(-1)!;
  const own = { ...cells, codes: cells.codes.slice(0, -1) };
  const baseSums = sumsByCell(own, calibration.baseWeights, group, numbers);
  return {
    ...own,
    calibrated: {
      pattern: patternOf(cells),
      baseSums,
      whole: once(() => {
        const outside = { codes: Int8Array.from(group, (cell) => (cell < 0 ? 0 : -1)), size: 1 };
        const { cells: rest } = collect(design, [outside, pattern], [], false);
        return {
          cells: concatenate(own, rest),
          pattern: Int32Array.from([...patternOf(cells), ...patternOf(rest)]),
        };
      }),
    },
  };
}

function collect(
  design: Design,
  columns: readonly Codes[],
  numbers: readonly Numbers[],
  wanted: boolean,
): { readonly cells: Cells; readonly group: CodeArray } {
  const { rows, cluster, replication } = design;
  const unit = cluster
    ? { codes: cluster, size: design.clusterStrata!.length }
    : { codes: design.stratum, size: design.strata.length };
  const kept = numbers.length === 0 ? [] : [{ codes: answered(rows, numbers), size: 1 }];
  const { count, group, codes } = crossCodes(rows, [unit, ...columns, ...kept]);
  const grouped = { count, ...rowsByGroup(group, count) };
  const cells: Cells = {
    design,
    count,
    stratum: cluster ? codes[0]!.map((at) => design.clusterStrata![at]!) : codes[0]!,
    cluster: cluster && codes[0],
    codes: codes.slice(1, 1 + columns.length),
    ...momentsOf(grouped, design, numbers, { products: wanted, scatter: !cluster }),
  };
  if (!replication) return { cells, group };
  const replicated: ReplicatedCells = {
    sums: once(() => sumsOfReplicates(cells, replication, group, numbers)),
    rowsIn: (listed) => {
      const { starts, order } = grouped;
      const members: number[] = [];
      for (const cell of listed)
        for (let at = starts[cell]!; at < starts[cell + 1]!; at++) members.push(order[at]!);
      return Int32Array.from(members);
    },
  };
  return { cells: { ...cells, replicated }, group };
}

/** Rows side by side by group: those of the group g are `order[starts[g]]` to `order[starts[g + 1] − 1]`. */
interface GroupedRows {
  readonly count: number;
  readonly starts: Int32Array;
  readonly order: Int32Array;
}

type Moments = Pick<
  Cells,
  "rows" | "weighted" | "squaredWeights" | "centres" | "shifts" | "sums" | "products" | "scatter"
>;

/** The moments of the numeric columns in each group of rows; of products and scatter those that are wanted. */
function momentsOf(
  { count, starts, order }: GroupedRows,
  { weights, aggregates }: Pick<Design, "weights" | "aggregates">,
  numbers: readonly Numbers[],
  wanted: { readonly products: boolean; readonly scatter: boolean },
): Moments {
  const means = new CompensatedSums(2);
  const centres = Float64Array.from(numbers, (column) =>
    meanOf(column, weights, order, 0, order.length, means, 0),
  );
  const moments = noMoments(count, centres, wanted);
  const { shifts, sums, products, scatter } = moments;
  const size = sums.length;
  const values = new Float64Array(size);
  const read = (row: number, cell: number) => {
    values[0] = 1;
    for (let j = 1; j < size; j++)
      values[j] = numbers[j - 1]![row]! - centres[j - 1]! - shifts[j - 1]![cell]!;
  };
  const linear = new CompensatedSums(size);
  const quadratic = new CompensatedSums(size * size);
  const squares = new CompensatedSums(1);
  const fill = (targets: readonly (readonly Float64Array[])[], cell: number) => {
    for (let j = 0; j < targets.length; j++)
      for (let k = 0; k <= j; k++) targets[j]![k]![cell] = quadratic.at(j * size + k);
    quadratic.clear();
  };
  for (let cell = 0; cell < count; cell++) {
    const [first, last] = [starts[cell]!, starts[cell + 1]!];
    if (last - first === 1 && !aggregates) {
      setRow(moments, cell, weights, numbers, order[first]!);
      continue;
    }
    for (let j = 0; j < numbers.length; j++)
      shifts[j]![cell] = meanOf(numbers[j]!, weights, order, first, last, means, centres[j]!) - centres[j]!;
    for (let at = first; at < last; at++) {
      const row = order[at]!;
      const weight = weights[row]!;
      read(row, cell);
      const rows = rowsAt(aggregates, row);
      moments.rows[cell]! += rows;
      moments.weighted[cell]! += weightedAt(aggregates, row, weight);
      squares.add(0, (weight * weight) / rows);
      if (aggregates) squares.add(0, aggregates.spread[row]!);
      for (let j = 0; j < size; j++) {
        const weighted = weight * values[j]!;
        linear.add(j, weighted);
        if (wanted.products) for (let k = 0; k <= j; k++) quadratic.add(j * size + k, weighted * values[k]!);
      }
    }
    moments.squaredWeights[cell] = squares.at(0);
    squares.clear();
    for (let j = 0; j < size; j++) sums[j]![cell] = linear.at(j);
    linear.clear();
    fill(products, cell);
    if (!wanted.scatter) continue;
    for (let at = first; at < last; at++) {
      const row = order[at]!;
      const rows = rowsAt(aggregates, row);
      read(row, cell);
      if (aggregates) addProducts(quadratic, values, aggregates.spread[row]!);
      for (let j = 0; j < size; j++)
        values[j] = (weights[row]! / rows) * values[j]! - sums[j]![cell]! / moments.rows[cell]!;
      addProducts(quadratic, values, rows);
    }
    fill(scatter, cell);
  }
  return moments;
}

/** Adds factor·v_j·v_k, k ≤ j. */
function addProducts(sums: CompensatedSums, values: Float64Array, factor: number): void {
  for (let j = 0; j < values.length; j++)
    for (let k = 0; k <= j; k++) sums.add(j * values.length + k, factor * values[j]! * values[k]!);
}

/** Moments that are all zero. */
function noMoments(
  count: number,
  centres: Float64Array,
  wanted: { readonly products: boolean; readonly scatter: boolean },
): Moments {
  const size = centres.length + 1;
  const perCell = () => new Float64Array(count);
  return {
    ...{ rows: perCell(), weighted: perCell(), squaredWeights: perCell(), centres },
    shifts: Array.from(centres, perCell),
    sums: Array.from({ length: size }, perCell),
    products: triangle(wanted.products ? size : 0, perCell),
    scatter: triangle(wanted.scatter ? size : 0, perCell),
  };
}

/** The moments of a cell of one row: the row is its own mean, so that all that is centred on it stays zero. */
function setRow(
  moments: Moments,
  cell: number,
  weights: Float64Array,
  numbers: readonly Numbers[],
  row: number,
): void {
  const weight = weights[row]!;
  const { rows, weighted, squaredWeights, centres, shifts, sums, products } = moments;
  rows[cell] = 1;
  weighted[cell] = Number(weight !== 0);
  squaredWeights[cell] = weight * weight;
  sums[0]![cell] = weight;
  if (products[0]) products[0][0]![cell] = weight;
  for (let j = 0; weight !== 0 && j < centres.length; j++) shifts[j]![cell] = numbers[j]![row]! - centres[j]!;
}

/** Σ v·q_j over the rows of each cell, for other weights v than the design's. */
function sumsByCell(
  { count, centres, shifts }: Cells,
  weights: Float64Array,
  group: CodeArray,
  numbers: readonly Numbers[],
): Float64Array[] {
  return [undefined, ...numbers].map((column, j) => {
    const sums = new CompensatedSums(count);
    const [centre, shift] = [centres[j - 1], shifts[j - 1]];
    for (let row = 0; row < group.length; row++) {
      const cell = group[row]!;
      if (cell < 0 || weights[row] === 0) continue;
      sums.add(cell, column ? weights[row]! * (column[row]! - centre! - shift![cell]!) : weights[row]!);
    }
    return sums.values();
  });
}

/** The same for the weights of each replicate, going through the replicates once. */
function sumsOfReplicates(
  cells: Cells,
  { weights, factors }: Replication,
  group: CodeArray,
  numbers: readonly Numbers[],
): Float64Array[][] {
  const sums = cells.sums.map(() =>
    Array.from({ length: cells.count }, () => new Float64Array(factors.length)),
  );
  let replicate = 0;
  for (const own of weights) {
    sumsByCell(cells, own, group, numbers).forEach((ofCells, j) => {
      for (let cell = 0; cell < cells.count; cell++) sums[j]![cell]![replicate] = ofCells[cell]!;
    });
    replicate++;
  }
  return sums;
}

/** The cells of two disjoint sets of rows; the second have no numeric columns, which count as zero there. */
function concatenate(first: Cells, second: Cells): Cells {
  const padded = (own: ArrayLike<number>, more?: ArrayLike<number>) => {
    const both = new Float64Array(first.count + second.count);
    both.set(own);
    if (more) both.set(more, first.count);
    return both;
  };
  const indices = (own: Int32Array, more: Int32Array) => Int32Array.from([...own, ...more]);
  return {
    ...first,
    count: first.count + second.count,
    stratum: indices(first.stratum, second.stratum),
    cluster: first.cluster && indices(first.cluster, second.cluster!),
    codes: [],
    rows: padded(first.rows, second.rows),
    weighted: padded(first.weighted, second.weighted),
    squaredWeights: padded(first.squaredWeights, second.squaredWeights),
    shifts: first.shifts.map((own) => padded(own)),
    sums: first.sums.map((own, j) => padded(own, second.sums[j])),
    products: [],
    scatter: first.scatter.map((line, j) => line.map((own, k) => padded(own, second.scatter[j]?.[k]))),
  };
}

/** The rows of each group side by side. */
function rowsByGroup(group: CodeArray, count: number): Omit<GroupedRows, "count"> {
  const starts = new Int32Array(count + 1);
  for (let row = 0; row < group.length; row++) if (group[row]! >= 0) starts[group[row]! + 1]!++;
  for (let at = 0; at < count; at++) starts[at + 1]! += starts[at]!;
  const next = starts.slice(0, count);
  const order = new Int32Array(starts[count]!);
  for (let row = 0; row < group.length; row++) if (group[row]! >= 0) order[next[group[row]!]!++] = row;
  return { starts, order };
}

/**
 * The weighted mean of some rows, as a distance from their least value with a weight; `otherwise` where they have no
 * weight, and that least value where negative weights take nearly all of the others. `sums` lends room for two sums.
 */
function meanOf(
  column: Numbers,
  weights: Float64Array,
  order: Int32Array,
  first: number,
  last: number,
  sums: CompensatedSums,
  otherwise: number,
): number {
  let least = Number.POSITIVE_INFINITY;
  for (let at = first; at < last; at++)
    if (weights[order[at]!]! !== 0 && column[order[at]!]! < least) least = column[order[at]!]!;
  if (least === Number.POSITIVE_INFINITY) return otherwise;
  sums.clear();
  let size = 0;
  for (let at = first; at < last; at++) {
    const weight = weights[order[at]!]!;
    if (weight === 0) continue;
    size += Math.abs(weight);
    sums.add(0, weight);
    sums.add(1, weight * (column[order[at]!]! - least));
  }
  if (Math.abs(sums.at(0)) < dependence.weights * size) return least;
  return least + sums.at(1) / sums.at(0);
}

/** Code 0 for the rows that have every number, −1 for the others. */
function answered(rows: number, numbers: readonly Numbers[]): Int8Array {
  const codes = new Int8Array(rows);
  for (const column of numbers)
    for (let row = 0; row < rows; row++) if (Number.isNaN(column[row]!)) codes[row] = -1;
  return codes;
}

/**
 * Weighted means by group, exact where all values of a group are the same; 0 in a group without weight. Rows of the
 * group −1 are left out.
 */
export function meanByGroup(
  column: Numbers,
  weights: Float64Array,
  group: CodeArray,
  count: number,
): Float64Array {
  const { starts, order } = rowsByGroup(group, count);
  const sums = new CompensatedSums(2);
  const means = new Float64Array(count);
  for (let at = 0; at < count; at++)
    means[at] = meanOf(column, weights, order, starts[at]!, starts[at + 1]!, sums, 0);
  return means;
}

function triangle<T>(order: number, make: () => T): T[][] {
  return Array.from({ length: order }, (_, j) => Array.from({ length: j + 1 }, make));
}
