import { combined, dot, inTiles } from "./products.ts";
import { leastPivots } from "./tolerances.ts";

/** The factorisation M = L·Lᵀ of a positive definite matrix. */
export class Cholesky {
  /** The lines of L, each up to the diagonal. */
  readonly lower: readonly Float64Array[];

  constructor(lower: readonly Float64Array[]) {
    this.lower = lower;
  }

  /** The solution of M·x = v. */
  solve(vector: ArrayLike<number>): number[] {
    const { lower } = this;
    const solution = Array.from(vector);
    for (let k = 0; k < lower.length; k++) {
      for (let i = 0; i < k; i++) solution[k]! -= lower[k]![i]! * solution[i]!;
      solution[k]! /= lower[k]![k]!;
    }
    for (let k = lower.length - 1; k >= 0; k--) {
      solution[k]! /= lower[k]![k]!;
      for (let i = 0; i < k; i++) solution[i]! -= lower[k]![i]! * solution[k]!;
    }
    return solution;
  }

  /** The lines of the solution of M·X = B, from those of B. */
  solveAll(lines: readonly ArrayLike<number>[]): Float64Array[] {
    const { lower } = this;
    const solution = lines.map((line) => Float64Array.from(line));
    const before = lower.map((line, k) => line.subarray(0, k));
    const after = lower.map((_, k) => Float64Array.from(lower.slice(k + 1), (line) => line[k]!));
    inTiles(solution[0]?.length ?? 0, (from, to) => {
      const parts = solution.map((line) => line.subarray(from, to));
      for (let k = 0; k < parts.length; k++) reduce(parts[k]!, before[k]!, parts.slice(0, k), lower[k]![k]!);
      for (let k = parts.length - 1; k >= 0; k--)
        reduce(parts[k]!, after[k]!, parts.slice(k + 1), lower[k]![k]!);
    });
    return solution;
  }
}

/** (line − Σ_j factors[j]·others[j])/divisor, in the line's place. */
function reduce(
  line: Float64Array,
  factors: Float64Array,
  others: readonly Float64Array[],
  divisor: number,
): void {
  const sum = others.length > 0 ? combined(factors, others) : undefined;
  for (let at = 0; at < line.length; at++) line[at] = (line[at]! - (sum ? sum[at]! : 0)) / divisor;
}

/** The Cholesky factor of a matrix that is symmetric but for rounding; undefined when it is singular. */
export function positiveDefinite(
  matrix: readonly ArrayLike<number>[],
  least = leastPivots.correlations,
): Cholesky | undefined {
  const lower: Float64Array[] = [];
  for (let j = 0; j < matrix.length; j++) {
    const line = new Float64Array(j + 1);
    for (let k = 0; k <= j; k++) {
      const value = (matrix[j]![k]! + matrix[k]![j]!) / 2;
      const above = k < j ? lower[k]! : line;
      const rest = value - dot(line, above, k);
      if (k < j) line[k] = rest / above[k]!;
      else if (!(rest > least * value) || !Number.isFinite(rest)) return undefined;
      else line[k] = Math.sqrt(rest);
    }
    lower.push(line);
  }
  return new Cholesky(lower);
}

/** The full matrix of a lower triangle that is stored row by row. */
export function symmetric(lower: ArrayLike<number>, size: number): number[][] {
  const lines: number[][] = [];
  for (let j = 0; j < size; j++) {
    const line: number[] = [];
    for (let k = 0; k < size; k++) line.push(lower[Math.max(j, k) * size + Math.min(j, k)]!);
    lines.push(line);
  }
  return lines;
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
export function inverseForm(cholesky: Cholesky, vector: readonly number[]): number {
  const solution = cholesky.solve(vector);
  return vector.reduce((sum, value, at) => sum + value * solution[at]!, 0);
}

/** The logarithm of the determinant of a factorised matrix. */
export function logDeterminant({ lower }: Cholesky): number {
  return lower.reduce((sum, line, k) => sum + 2 * Math.log(line[k]!), 0);
}
