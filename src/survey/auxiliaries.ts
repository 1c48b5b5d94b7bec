import { type CodeArray, type Codes, crossCodes, distinctNumbers } from "../sources/factor.ts";
import { CompensatedSums } from "./compensated.ts";

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
      /** The numbers less their centre, over their scale. */
      readonly values: Float64Array;
      readonly centre: number;
      readonly scale: number;
    };

/**
 * Rows of equal auxiliaries, and the matrix of the auxiliaries: a row for each pattern, a column for each level and each
 * number. Numbers are centred where a constant is a combination of the columns, so that the space that the columns span
 * is that of the numbers themselves.
 */
export interface AuxiliaryMatrix {
  readonly count: number;
  /** The pattern of each row; −1 for a row without auxiliaries. */
  readonly group: CodeArray;
  readonly width: number;
  readonly blocks: readonly AuxiliaryBlock[];
}

/** The matrix of some auxiliaries; a row that lacks one of them is left out. */
export function auxiliaryMatrix(rows: number, auxiliaries: readonly Auxiliary[]): AuxiliaryMatrix {
  const sources = auxiliaries.map((auxiliary) => {
    if ("codes" in auxiliary) return { codes: auxiliary.codes, size: auxiliary.levels.length };
    const { values, codes } = distinctNumbers(auxiliary.numbers);
    return { codes, size: values.length, values };
  });
  const crossing = crossCodes(rows, sources satisfies readonly Codes[]);
  const constant = sources.findIndex(({ size, values }) => !values || (size === 1 && values[0] !== 0));
  let width = 0;
  const blocks = sources.map(({ size, values }, at): AuxiliaryBlock => {
    const first = width;
    const codes = crossing.codes[at]!;
    width += values ? 1 : size;
    if (!values) return { first, size, codes };
    const centre = constant < 0 || constant === at ? 0 : middleOf(values);
    const scale = values.reduce((most, value) => Math.max(most, Math.abs(value - centre)), 0) || 1;
    return {
      first,
      size: 1,
      values: Float64Array.from(codes, (code) => (values[code]! - centre) / scale),
      centre,
      scale,
    };
  });
  return { count: crossing.count, group: crossing.group, width, blocks };
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
export function crossProducts({ count, width, blocks }: AuxiliaryMatrix, values: Float64Array): Float64Array {
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

/** A column that leaves less of itself than this when it is regressed on those before it is a combination of them. */
const leastRest = 1e-10;

/**
 * The columns that are no linear combinations of those before them, by the Cholesky factorisation of their cross products,
 * which leaves out what is collinear.
 */
export function independentColumns(lower: Float64Array, width: number): number[] {
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
    if (!(rest > leastRest * lower[column * width + column]!)) continue;
    row[kept.length] = Math.sqrt(rest);
    factor.push(row);
    kept.push(column);
  }
  return kept;
}

/** The rows and columns of a lower triangle at some positions, as a full symmetric matrix. */
export function submatrix(lower: Float64Array, width: number, at: readonly number[]): number[][] {
  return at.map((row) => at.map((column) => lower[Math.max(row, column) * width + Math.min(row, column)]!));
}
