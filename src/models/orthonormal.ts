/** Columns made orthonormal in the inner product Σ w·a·b, and those that add nothing to the ones before them. */
export interface Orthonormal {
  /** The positions of the columns that are kept, in their order. */
  readonly kept: readonly number[];
  readonly basis: readonly Float64Array[];
  /** Upper triangular: the kept column k is Σ_i triangle[k][i]·basis[i], i ≤ k. */
  readonly triangle: readonly (readonly number[])[];
  /** The other columns, with what each is as a combination of the basis. */
  readonly aliased: readonly { readonly at: number; readonly shares: readonly number[] }[];
}

/** A column of which less than this share is new is aliased; the tolerance of R's glm. */
const newShare = 1e-11;

/**
 * Gram-Schmidt with every column orthogonalised twice, which keeps the basis orthonormal to working precision whatever
 * the columns' scales (Giraud, Langou and Rozložník 2005). A column that depends on those before it is set aside, as
 * the limited pivoting of R's QR does.
 */
export function orthonormalise(columns: readonly Float64Array[], weights: Float64Array): Orthonormal {
  const kept: number[] = [];
  const basis: Float64Array[] = [];
  const triangle: number[][] = [];
  const aliased: { at: number; shares: number[] }[] = [];
  columns.forEach((column, at) => {
    const rest = Float64Array.from(column);
    const size = norm(rest, weights);
    const shares = basis.map(() => 0);
    for (let pass = 0; pass < 2; pass++)
      basis.forEach((direction, k) => {
        const share = product(rest, direction, weights);
        shares[k]! += share;
        for (let row = 0; row < rest.length; row++) rest[row]! -= share * direction[row]!;
      });
    const left = norm(rest, weights);
    if (!(left > newShare * size)) {
      aliased.push({ at, shares });
      return;
    }
    for (let row = 0; row < rest.length; row++) rest[row]! /= left;
    kept.push(at);
    basis.push(rest);
    triangle.push([...shares, left]);
  });
  return { kept, basis, triangle, aliased };
}

function product(a: Float64Array, b: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < a.length; row++) sum += weights[row]! * a[row]! * b[row]!;
  return sum;
}

const norm = (a: Float64Array, weights: Float64Array) => Math.sqrt(product(a, a, weights));

/** The coefficients on the kept columns of a vector of coefficients on the basis: solves the triangle backwards. */
export function onColumns({ triangle }: Orthonormal, onBasis: readonly number[]): number[] {
  const solution = onBasis.slice();
  for (let k = solution.length - 1; k >= 0; k--) {
    solution[k]! /= triangle[k]![k]!;
    for (let i = 0; i < k; i++) solution[i]! -= triangle[k]![i]! * solution[k]!;
  }
  return solution;
}

/** The covariance of the coefficients on the kept columns, of one on the basis. */
export function transformed(
  orthonormal: Orthonormal,
  covariance: readonly (readonly number[])[],
): number[][] {
  const half = covariance.map((row) => onColumns(orthonormal, row));
  return half.map((_, j) =>
    onColumns(
      orthonormal,
      half.map((row) => row[j]!),
    ),
  );
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
