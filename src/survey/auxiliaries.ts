import { positiveDefinite } from "../numerics/cholesky.ts";
import { CompensatedSums } from "../numerics/compensatedSums.ts";
import { dependence } from "../numerics/tolerances.ts";
import { type CodeArray, type Codes, crossCodes, distinctNumbers } from "../sources/tables/factor.ts";

/**
 * A variable that weights are calibrated on: in each row a level, which stands for an indicator of each level, or a number.
 */
export type Auxiliary =
  | { readonly name: string; readonly levels: readonly string[]; readonly codes: CodeArray }
  | { readonly name: string; readonly numbers: Float64Array };

/** The columns of an auxiliary, from `first` on, in each pattern: an indicator of each level, or a number. */
export type AuxiliaryBlock =
  | { readonly first: number; readonly size: number; readonly codes: Int32Array }
  | {
      readonly first: number;
      readonly size: 1;
      /** (x − centre·r)/scale of the number x and the matrix's reference r. */
      readonly values: Float64Array;
      readonly centre: number;
      readonly scale: number;
    };

/**
 * Rows of equal auxiliaries, and the matrix of the auxiliaries: a row for each pattern, a column for each level and each
 * number. From numbers their share of a reference is taken, which leaves the space that the columns span as it is: the
 * constant 1, where levels or a constant number make one, or else the first number.
 */
export interface AuxiliaryMatrix {
  readonly count: number;
  /** The pattern of each row; −1 for a row without auxiliaries. */
  readonly group: CodeArray;
  readonly width: number;
  readonly blocks: readonly AuxiliaryBlock[];
  /** The block that the reference is, where it is a number that varies. */
  readonly reference: number | undefined;
}

/** The matrix of some auxiliaries; a row that lacks one of them is left out. */
export function auxiliaryMatrix(rows: number, auxiliaries: readonly Auxiliary[]): AuxiliaryMatrix {
  const sources = auxiliaries.map((auxiliary) => {
    if ("codes" in auxiliary) return { codes: auxiliary.codes, size: auxiliary.levels.length };
    const { values, codes } = distinctNumbers(auxiliary.numbers);
    return { codes, size: values.length, values };
  });
  const crossing = crossCodes(rows, sources satisfies readonly Codes[]);
  const hasConstant = sources.some(({ size, values }) => !values || (size === 1 && values[0] !== 0));
  const reference = hasConstant ? undefined : 0;
  const numbersOf = (at: number) => {
    const { values } = sources[at]!;
    return Float64Array.from(crossing.codes[at]!, (code) => values![code]!);
  };
  const references = reference === undefined ? undefined : numbersOf(reference);
  let width = 0;
  const blocks = sources.map(({ size, values }, at): AuxiliaryBlock => {
    const first = width;
    width += values ? 1 : size;
    if (!values) return { first, size, codes: crossing.codes[at]! };
    const numbers = numbersOf(at);
    const isReference = at === reference || (hasConstant && size === 1);
    const centre = isReference ? 0 : references ? shareOf(references, numbers) : middleOf(values);
    const rest = numbers.map((value, pattern) => value - centre * (references?.[pattern] ?? 1));
    const scale = rest.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
    return { first, size: 1, values: rest.map((value) => value / scale), centre, scale };
  });
  return { count: crossing.count, group: crossing.group, width, blocks, reference };
}

/** The factor of the first numbers that comes nearest to the second. */
function shareOf(first: Float64Array, second: Float64Array): number {
  let [product, square] = [0, 0];
  for (let at = 0; at < first.length; at++) {
    product += first[at]! * second[at]!;
    square += first[at]! * first[at]!;
  }
  return square === 0 ? 0 : product / square;
}

/** A number, as it was, in a pattern. */
export function numberAt(matrix: AuxiliaryMatrix, block: number, pattern: number): number {
  const { blocks, reference } = matrix;
  const { values, centre, scale } = blocks[block] as Extract<AuxiliaryBlock, { values: Float64Array }>;
  const share =
    centre === 0 ? 0 : centre * (reference === undefined ? 1 : numberAt(matrix, reference, pattern));
  return values[pattern]! * scale + share;
}

/** Half way between the extremes of sorted values. */
const middleOf = (sorted: Float64Array) => sorted[0]! + (sorted.at(-1)! - sorted[0]!) / 2;

/** x·λ of each pattern. */
export function predictors({ count, blocks }: AuxiliaryMatrix, coefficients: Float64Array): Float64Array {
  const sums = new Float64Array(count);
  for (const block of blocks) {
    const { first } = block;
    if ("codes" in block)
      for (let at = 0; at < count; at++) sums[at]! += coefficients[first + block.codes[at]!]!;
    else for (let at = 0; at < count; at++) sums[at]! += coefficients[first]! * block.values[at]!;
  }
  return sums;
}

/** Σ v·x of each column, for a number v of each pattern. */
export function columnTotals({ count, width, blocks }: AuxiliaryMatrix, values: Float64Array): Float64Array {
  const sums = new CompensatedSums(width);
  for (const block of blocks)
    if ("codes" in block)
      for (let at = 0; at < count; at++) sums.add(block.first + block.codes[at]!, values[at]!);
    else for (let at = 0; at < count; at++) sums.add(block.first, values[at]! * block.values[at]!);
  return sums.values();
}

/** The lower triangle, row by row, of Σ v·x·xᵀ. */
function crossProducts({ count, width, blocks }: AuxiliaryMatrix, values: Float64Array): Float64Array {
  const lower = new Float64Array(width * width);
  blocks.forEach((row, j) => {
    for (const column of blocks.slice(0, j + 1)) {
      if ("codes" in row && column === row)
        for (let at = 0; at < count; at++) {
          const own = row.first + row.codes[at]!;
          lower[own * width + own]! += values[at]!;
        }
      else if ("codes" in row && "codes" in column)
        for (let at = 0; at < count; at++)
          lower[(row.first + row.codes[at]!) * width + column.first + column.codes[at]!]! += values[at]!;
      else if ("codes" in row)
        for (let at = 0; at < count; at++)
          lower[(row.first + row.codes[at]!) * width + column.first]! +=
            values[at]! * (column as { values: Float64Array }).values[at]!;
      else if ("codes" in column)
        for (let at = 0; at < count; at++)
          lower[row.first * width + column.first + column.codes[at]!]! += values[at]! * row.values[at]!;
      else
        for (let at = 0; at < count; at++)
          lower[row.first * width + column.first]! += values[at]! * row.values[at]! * column.values[at]!;
    }
  });
  return lower;
}

/**
 * The columns that are no linear combinations of those before them, by the Cholesky factorisation of their cross products
 * with some weights, which leaves out what is collinear.
 */
export function independentColumns(matrix: AuxiliaryMatrix, weights: Float64Array): number[] {
  const { width } = matrix;
  if (isPartition(matrix)) {
    const sizes = columnTotals(matrix, weights);
    return Array.from(sizes.keys()).filter((column) => sizes[column]! > 0);
  }
  const lower = crossProducts(matrix, weights);
  const kept: number[] = [];
  const factor: Float64Array[] = [];
  for (let column = 0; column < width; column++) {
    const row = new Float64Array(kept.length + 1);
    let rest = lower[column * width + column]!;
    for (let j = 0; j < kept.length; j++) {
      let sum = lower[column * width + kept[j]!]!;
      for (let k = 0; k < j; k++) sum -= row[k]! * factor[j]![k]!;
      row[j] = sum / factor[j]![j]!;
      rest -= row[j]! * row[j]!;
    }
    if (!(rest > dependence.auxiliaries * lower[column * width + column]!)) continue;
    row[kept.length] = Math.sqrt(rest);
    factor.push(row);
    kept.push(column);
  }
  return kept;
}

/** Whether the columns are the levels of a single variable, of which each pattern has one. */
const isPartition = ({ blocks }: AuxiliaryMatrix) => blocks.length === 1 && "codes" in blocks[0]!;

/** Solves linear equations for a right side. */
export type Solve = (right: readonly number[]) => number[];

/**
 * The equations (Σ v·x·xᵀ + ridge)·b = right on some columns, for any ridge on the diagonal. The levels of a single
 * variable, however many, have a diagonal matrix.
 */
export function normalEquations(
  matrix: AuxiliaryMatrix,
  values: Float64Array,
  columns: readonly number[],
): (ridge?: Float64Array, leastPivot?: number) => Solve | undefined {
  if (isPartition(matrix)) {
    const diagonal = columnTotals(matrix, values);
    return (ridge) => {
      const pivots = columns.map((column) => diagonal[column]! + (ridge?.[column] ?? 0));
      if (!pivots.every((pivot) => pivot > 0)) return undefined;
      return (right) => right.map((value, k) => value / pivots[k]!);
    };
  }
  const products = submatrix(crossProducts(matrix, values), matrix.width, columns);
  return (ridge, leastPivot = 0) => {
    const added = products.map((row, j) =>
      row.map((value, k) => (j === k ? value + (ridge?.[columns[j]!] ?? 0) : value)),
    );
    const cholesky = positiveDefinite(added, leastPivot);
    return cholesky && ((right) => cholesky.solve(right));
  };
}

/** The rows and columns of a lower triangle at some positions, as a full symmetric matrix. */
function submatrix(lower: Float64Array, width: number, at: readonly number[]): number[][] {
  return at.map((row) => at.map((column) => lower[Math.max(row, column) * width + Math.min(row, column)]!));
}
