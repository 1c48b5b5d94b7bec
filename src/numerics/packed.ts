import { leastPivots } from "./tolerances.ts";

/** The lower triangle of a symmetric matrix, line after line, without room for the upper one. */
export type Packed = Float64Array;

export const packedZeros = (size: number): Packed => new Float64Array((size * (size + 1)) / 2);

/** Where line j of a packed triangle starts. */
export const packedLine = (j: number): number => (j * (j + 1)) / 2;

/** A line of the whole matrix. */
export function wholeLine(matrix: Packed, size: number, line: number): Float64Array {
  const whole = new Float64Array(size);
  whole.set(matrix.subarray(packedLine(line), packedLine(line + 1)));
  for (let k = line + 1; k < size; k++) whole[k] = matrix[packedLine(k) + line]!;
  return whole;
}

/**
 * vᵀ·M⁻¹·v by Cholesky's factorisation of M, which takes the place of M; undefined where M is singular: where a number
 * is not finite, or a pivot all but vanishes beside its diagonal.
 */
export function packedInverseForm(matrix: Packed, vector: readonly number[]): number | undefined {
  const solution = new Float64Array(vector.length);
  let form = 0;
  for (let i = 0; i < vector.length; i++) {
    const line = packedLine(i);
    for (let j = 0; j < i; j++) {
      const above = packedLine(j);
      const part = dotOfLines(matrix, line, matrix, above, j);
      matrix[line + j] = (matrix[line + j]! - part) / matrix[above + j]!;
    }
    const diagonal = matrix[line + i]!;
    const pivot = diagonal - dotOfLines(matrix, line, matrix, line, i);
    if (!(pivot > leastPivots.correlations * diagonal) || !Number.isFinite(pivot)) return undefined;
    matrix[line + i] = Math.sqrt(pivot);
    solution[i] = (vector[i]! - dotOfLines(matrix, line, solution, 0, i)) / matrix[line + i]!;
    form += solution[i]! ** 2;
  }
  return form;
}

/** Σ a·b of so many numbers from two starts on. */
function dotOfLines(a: Float64Array, from: number, b: Float64Array, start: number, length: number): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let at = 0;
  for (; at + 3 < length; at += 4) {
    first += a[from + at]! * b[start + at]!;
    second += a[from + at + 1]! * b[start + at + 1]!;
    third += a[from + at + 2]! * b[start + at + 2]!;
    fourth += a[from + at + 3]! * b[start + at + 3]!;
  }
  for (; at < length; at++) first += a[from + at]! * b[start + at]!;
  return first + second + third + fourth;
}
