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
