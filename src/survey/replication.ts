import { type Packed, packedLine, packedZeros } from "../numerics/packed.ts";
import { dot, multiply } from "../numerics/products.ts";
import { dependence } from "../numerics/tolerances.ts";

/**
 * Replicate weights: whatever is estimated is estimated again with each of them, and its variance is that of the
 * replicates (Wolter 2007, chapters 3 to 5; `svrVar` in R's survey).
 */
export interface Replication {
  /** The weights of the rows in each replicate, one after the other: columns, or what makes them whenever it is gone through. */
  readonly weights: Iterable<Float64Array>;
  readonly scale: number;
  /** A factor of each replicate's squared deviation, besides the common scale. */
  readonly factors: Float64Array;
  /** Whether deviations are taken from the estimate with the full weights, and not from the mean of the replicates. */
  readonly centredOnEstimate: boolean;
  /** The rank of the matrix of the weights of some rows, where it is known from how they are made. */
  readonly rankIn?: ((rows: Iterable<number>) => number) | undefined;
  /** The degrees of freedom of the whole design, where every domain shall have them. */
  readonly freedom?: number | undefined;
}

/** Estimates of one quantity with each replicate's weights, NaN where a replicate has none, and with the full weights. */
export interface Replicates {
  readonly estimate: number;
  readonly replicates: Float64Array;
}

/** How many of the replicates do not have all the estimates. */
export function countAbsent(estimates: readonly Replicates[]): number {
  return estimates.length === 0 ? 0 : estimates[0]!.replicates.length - presentIn(estimates).length;
}

function presentIn(estimates: readonly Replicates[]): number[] {
  return Array.from(estimates[0]!.replicates.keys()).filter((at) =>
    estimates.every(({ replicates }) => Number.isFinite(replicates[at]!)),
  );
}

/**
 * Covariance matrix of replicated estimates: scale·Σ_r factor_r·(θ_r − θ̄)(θ_r − θ̄)ᵀ, over the replicates that have
 * them all; NaN where there is none, or where the mean, that of the replicates of positive factor, is of a single one.
 */
export function covarianceOfReplicates(
  replication: Replication,
  estimates: readonly Replicates[],
): number[][] {
  const packed = packedCovarianceOfReplicates(replication, estimates);
  return estimates.map((_, j) =>
    estimates.map((__, k) => packed[packedLine(Math.max(j, k)) + Math.min(j, k)]!),
  );
}

export function packedCovarianceOfReplicates(
  { scale, factors, centredOnEstimate }: Replication,
  estimates: readonly Replicates[],
): Packed {
  const covariance = packedZeros(estimates.length);
  if (estimates.length === 0) return covariance;
  const present = presentIn(estimates);
  const counted = present.filter((at) => factors[at]! > 0);
  const isAlone = counted.length === 1 && !centredOnEstimate;
  if (present.length === 0 || isAlone) return covariance.fill(Number.NaN);
  const deviations = estimates.map(({ estimate, replicates }) => {
    let mean = 0;
    for (const at of counted) mean += (replicates[at]! - estimate) / counted.length;
    const centre = centredOnEstimate ? 0 : mean;
    return Float64Array.from(present, (at) => replicates[at]! - estimate - centre);
  });
  const scaled = new Float64Array(present.length);
  const own = Float64Array.from(present, (at) => factors[at]!);
  deviations.forEach((first, j) => {
    multiply(own, first, scaled);
    for (let k = 0; k <= j; k++) covariance[packedLine(j) + k] = scale * dot(scaled, deviations[k]!);
  });
  return covariance;
}

/**
 * The degrees of freedom of replicate weights over some rows: the rank of the matrix of the weights, less one (`degf` in
 * R's survey).
 */
export function freedomOfReplicates({ weights, rankIn }: Replication, rows: Iterable<number>): number {
  return (rankIn?.(rows) ?? rankOf(Array.from(weights), rows)) - 1;
}

/** The rank of some rows of a matrix that is given by its columns. */
export function rankOf(columns: readonly Float64Array[], rows: Iterable<number>): number {
  const count = columns.length;
  const space = rowSpace(count);
  const seen = new Set<number>();
  const row = new Float64Array(count);
  for (const at of rows) {
    if (space.rank() === count) break;
    const largest = columns.reduce((most, own) => Math.max(most, Math.abs(own[at]!)), 0);
    if (largest === 0) continue;
    let mark = 0;
    for (let r = 0; r < count; r++) {
      row[r] = columns[r]![at]! / largest;
      mark += row[r]! * Math.sin(1 + r * r);
    }
    // The rows of a cluster are alike.
    const rounded = Math.round(mark * 1e10);
    if (seen.has(rounded)) continue;
    seen.add(rounded);
    space.add(row);
  }
  return space.rank();
}

/**
 * The space that rows span, by Gaussian elimination: each row less its parts along those before it, the largest number that
 * is left being its pivot.
 */
function rowSpace(width: number): { readonly rank: () => number; readonly add: (row: Float64Array) => void } {
  // The pivots' columns stand first, in the order of their rows.
  const columns = Int32Array.from({ length: width }, (_, at) => at);
  const basis: Float64Array[] = [];
  const rest = new Float64Array(width);
  const swap = (row: Float64Array | Int32Array, i: number, j: number) => {
    const kept = row[i]!;
    row[i] = row[j]!;
    row[j] = kept;
  };
  return {
    rank: () => basis.length,
    add: (row) => {
      for (let at = 0; at < width; at++) rest[at] = row[columns[at]!]!;
      eliminate(rest, basis);
      const rank = basis.length;
      let pivot = rank;
      for (let at = rank + 1; at < width; at++) if (Math.abs(rest[at]!) > Math.abs(rest[pivot]!)) pivot = at;
      if (!(Math.abs(rest[pivot]!) > dependence.replicates)) return;
      swap(columns, rank, pivot);
      for (const own of basis) swap(own, rank, pivot);
      swap(rest, rank, pivot);
      const scale = rest[rank]!;
      basis.push(rest.map((value, at) => (at < rank || Math.abs(value) < 1e-14 ? 0 : value / scale)));
    },
  };
}

/** Takes the rows of a unit triangular basis from a row, four at a time. */
function eliminate(row: Float64Array, basis: readonly Float64Array[]): void {
  let first = 0;
  for (; first + 3 < basis.length; first += 4) {
    const [a, b, c, d] = basis.slice(first, first + 4) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const f = row[first]!;
    const g = row[first + 1]! - f * a[first + 1]!;
    const h = row[first + 2]! - f * a[first + 2]! - g * b[first + 2]!;
    const i = row[first + 3]! - f * a[first + 3]! - g * b[first + 3]! - h * c[first + 3]!;
    if (f === 0 && g === 0 && h === 0 && i === 0) continue;
    for (let at = first + 4; at < row.length; at++)
      row[at]! -= f * a[at]! + g * b[at]! + h * c[at]! + i * d[at]!;
  }
  for (; first < basis.length; first++) {
    const own = basis[first]!;
    const factor = row[first]!;
    if (factor === 0) continue;
    for (let at = first + 1; at < row.length; at++) row[at]! -= factor * own[at]!;
  }
}
