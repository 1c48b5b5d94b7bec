import { addDots, multiply, subtractAll, weightedSquares } from "./products.ts";
import { dependence } from "./tolerances.ts";

/** Columns made orthonormal in the inner product Σ w·a·b, and those that add nothing to the ones before them. */
export interface Orthonormal {
  /** The positions of the columns that are kept, in their order. */
  readonly kept: readonly number[];
  readonly basis: readonly Float64Array[];
  /** Upper triangular: the kept column k is Σ_i triangle[k][i]·basis[i], i ≤ k. */
  readonly triangle: readonly Float64Array[];
  /** How much larger the parts that cancel are than what is left of each kept column: its rounding errors' factor. */
  readonly cancellation: readonly number[];
  /** The other columns, with what each is as a combination of the basis. */
  readonly aliased: readonly { readonly at: number; readonly shares: readonly number[] }[];
}

/**
 * Classical Gram-Schmidt with every column orthogonalised twice, which keeps the basis orthonormal to working precision whatever
 * the columns' scales (Giraud, Langou and Rozložník 2005). A column that depends on those before it is set aside, as
 * the limited pivoting of R's QR does.
 */
export function orthonormalise(columns: readonly Float64Array[], weights: Float64Array): Orthonormal {
  const kept: number[] = [];
  const basis: Float64Array[] = [];
  const triangle: Float64Array[] = [];
  const cancellation: number[] = [];
  const aliased: { at: number; shares: readonly number[] }[] = [];
  const scaled = new Float64Array(weights.length);
  const magnitude = new Float64Array(weights.length);
  columns.forEach((column, at) => {
    const rest = column.slice();
    const shares = orthogonalise(rest, basis, weights, scaled, magnitude);
    const left = norm(rest, weights);
    if (!(left > dependence.modelColumns * norm(column, weights))) {
      aliased.push({ at, shares: Array.from(shares.subarray(0, basis.length)) });
      return;
    }
    divide(rest, left);
    shares[basis.length] = left;
    kept.push(at);
    basis.push(rest);
    triangle.push(shares);
    cancellation.push(norm(magnitude, weights) / left);
  });
  return { kept, basis, triangle, cancellation, aliased };
}

/**
 * Takes the shares of the basis from a column and returns them, with room for one more; `magnitude` is set to the sum of the
 * parts that cancel in each row, and `scaled` lends its room.
 */
function orthogonalise(
  rest: Float64Array,
  basis: readonly Float64Array[],
  weights: Float64Array,
  scaled: Float64Array,
  magnitude: Float64Array,
): Float64Array {
  const shares = new Float64Array(basis.length + 1);
  for (let row = 0; row < rest.length; row++) magnitude[row] = Math.abs(rest[row]!);
  for (let pass = 0; pass < 2; pass++) {
    multiply(weights, rest, scaled);
    const own = new Float64Array(basis.length);
    addDots(scaled, basis, basis.length, own, 0);
    for (let k = 0; k < own.length; k++) shares[k]! += own[k]!;
    subtractAll(own, basis, rest, magnitude);
  }
  return shares;
}

function divide(values: Float64Array, divisor: number): void {
  for (let row = 0; row < values.length; row++) values[row]! /= divisor;
}

const norm = (values: Float64Array, weights: Float64Array) => Math.sqrt(weightedSquares(values, weights));

/** The coefficients on the kept columns of a vector of coefficients on the basis: solves the triangle backwards. */
export function onColumns({ triangle }: Orthonormal, onBasis: readonly number[]): number[] {
  const solution = onBasis.slice();
  for (let k = solution.length - 1; k >= 0; k--) {
    solution[k]! /= triangle[k]![k]!;
    for (let i = 0; i < k; i++) solution[i]! -= triangle[k]![i]! * solution[k]!;
  }
  return solution;
}

/** Values of the kept columns, such as a row of the model matrix, in terms of the basis: solves the triangle forwards. */
export function inBasis({ triangle }: Orthonormal, values: readonly number[]): number[] {
  const solution: number[] = [];
  values.forEach((value, k) => {
    let rest = value;
    for (let i = 0; i < k; i++) rest -= triangle[k]![i]! * solution[i]!;
    solution.push(rest / triangle[k]![k]!);
  });
  return solution;
}

/** The lines of R⁻¹·M for a symmetric matrix M on the basis, R being the triangle. */
export function linesOnColumns(orthonormal: Orthonormal, matrix: readonly (readonly number[])[]): number[][] {
  const columns = matrix.map((line) => onColumns(orthonormal, line));
  return columns.map((_, k) => columns.map((column) => column[k]!));
}

/** Each aliased column as a combination of the kept ones; shares that are rounding errors are zero. */
export function aliasesOf(
  orthonormal: Orthonormal,
): { readonly at: number; readonly shares: readonly number[] }[] {
  const { aliased, triangle } = orthonormal;
  const sizes = triangle.map((shares) => Math.hypot(...shares));
  return aliased.map(({ at, shares }) => {
    const padded = triangle.map((_, k) => shares[k] ?? 0);
    const size = Math.hypot(...shares);
    const combination = onColumns(orthonormal, padded);
    return {
      at,
      shares: combination.map((share, k) => (Math.abs(share) * sizes[k]! <= 1e-9 * size ? 0 : share)),
    };
  });
}

/**
 * Whether a linear form of the columns, such as a row of the model matrix, has the same value whatever the aliased
 * coefficients are (it is estimable); `valueAt` gives the form's value at each column.
 */
export function isDetermined(
  { kept }: Orthonormal,
  aliases: ReturnType<typeof aliasesOf>,
  valueAt: (column: number) => number,
): boolean {
  return aliases.every(({ at, shares }) => {
    let gap = valueAt(at);
    let size = Math.abs(gap);
    shares.forEach((share, k) => {
      const part = share * valueAt(kept[k]!);
      gap -= part;
      size += Math.abs(part);
    });
    return Math.abs(gap) <= 1e-8 * size;
  });
}
