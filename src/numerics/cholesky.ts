import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { leastPivots } from "./tolerances.ts";

/** The Cholesky factor of a matrix that is symmetric but for rounding; undefined when it is singular. */
export function positiveDefinite(
  matrix: readonly (readonly number[])[],
  least = leastPivots.correlations,
): CholeskyDecomposition | undefined {
  if (!matrix.every((row) => row.every(Number.isFinite))) return undefined;
  const mirrored = matrix.map((row, j) => row.map((value, k) => (value + matrix[k]![j]!) / 2));
  const cholesky = new CholeskyDecomposition(mirrored);
  const pivots = cholesky.lowerTriangularMatrix.diag().map((pivot, j) => pivot ** 2 / matrix[j]![j]!);
  return pivots.every((pivot) => pivot > least) ? cholesky : undefined;
}

/** The full matrix of a lower triangle that is stored row by row. */
export function symmetric(lower: ArrayLike<number>, size: number): number[][] {
  return Array.from({ length: size }, (_, j) =>
    Array.from({ length: size }, (__, k) => lower[Math.max(j, k) * size + Math.min(j, k)]!),
  );
}

/** The correlation matrix of some of the coordinates of a covariance matrix. */
export function correlations(
  covariance: readonly (readonly number[])[],
  at: readonly number[],
): { readonly deviations: readonly number[]; readonly matrix: readonly (readonly number[])[] } {
  const deviations = at.map((j) => Math.sqrt(covariance[j]![j]!));
  return {
    deviations,
    matrix: at.map((j, row) =>
      at.map((k, column) => covariance[j]![k]! / deviations[row]! / deviations[column]!),
    ),
  };
}

/** vᵀ·M⁻¹·v of a factorised matrix. */
export function inverseForm(cholesky: CholeskyDecomposition, vector: readonly number[]): number {
  const solution = cholesky.solve(Matrix.columnVector(vector as number[]));
  return vector.reduce((sum, value, at) => sum + value * solution.get(at, 0), 0);
}

/** The logarithm of the determinant of a factorised matrix. */
export function logDeterminant(cholesky: CholeskyDecomposition): number {
  return cholesky.lowerTriangularMatrix.diag().reduce((sum, pivot) => sum + 2 * Math.log(pivot), 0);
}
