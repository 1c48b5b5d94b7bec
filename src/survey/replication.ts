/**
 * Replicate weights: whatever is estimated is estimated again with each of them, and its variance is that of the
 * replicates (Wolter 2007, chapters 3 to 5; `svrVar` in R's survey).
 */
export interface Replication {
  /** The weights of the rows in each replicate. */
  readonly weights: readonly Float64Array[];
  readonly scale: number;
  /** A factor of each replicate's squared deviation, besides the common scale. */
  readonly factors: Float64Array;
  /** Whether deviations are taken from the estimate with the full weights, and not from the mean of the replicates. */
  readonly centredOnEstimate: boolean;
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
 * them all; NaN where there is none. The mean is that of the replicates of positive factor.
 */
export function covarianceOfReplicates(
  { scale, factors, centredOnEstimate }: Replication,
  estimates: readonly Replicates[],
): number[][] {
  if (estimates.length === 0) return [];
  const present = presentIn(estimates);
  const counted = present.filter((at) => factors[at]! > 0);
  const deviations = estimates.map(({ estimate, replicates }) => {
    let mean = 0;
    for (const at of counted) mean += (replicates[at]! - estimate) / counted.length;
    const centre = centredOnEstimate ? 0 : mean;
    return Float64Array.from(present, (at) => replicates[at]! - estimate - centre);
  });
  return deviations.map((first) =>
    deviations.map((second) => {
      let sum = 0;
      present.forEach((replicate, at) => {
        sum += factors[replicate]! * first[at]! * second[at]!;
      });
      return present.length === 0 ? Number.NaN : scale * sum;
    }),
  );
}

/** Entries of an eliminated row that are this much smaller than its largest are rounding errors. */
const negligible = 1e-9;

/**
 * The degrees of freedom of replicate weights over some rows: the rank of the matrix of the weights, less one (`degf` in
 * R's survey), by Gaussian elimination of the rows, each over its largest weight.
 */
export function freedomOfReplicates({ weights }: Replication, rows: Iterable<number>): number {
  const count = weights.length;
  const pivots: { readonly column: number; readonly row: Float64Array }[] = [];
  const seen = new Set<number>();
  const row = new Float64Array(count);
  for (const at of rows) {
    if (pivots.length === count) break;
    const largest = weights.reduce((most, own) => Math.max(most, Math.abs(own[at]!)), 0);
    if (largest === 0) continue;
    let mark = 0;
    for (let r = 0; r < count; r++) {
      row[r] = weights[r]![at]! / largest;
      mark += row[r]! * Math.sin(1 + r * r);
    }
    // The rows of a cluster are alike.
    const rounded = Math.round(mark * 1e10);
    if (seen.has(rounded)) continue;
    seen.add(rounded);
    for (const { column, row: known } of pivots) {
      const factor = row[column]!;
      if (factor === 0) continue;
      for (let r = 0; r < count; r++) row[r]! -= factor * known[r]!;
    }
    let column = 0;
    for (let r = 1; r < count; r++) if (Math.abs(row[r]!) > Math.abs(row[column]!)) column = r;
    const pivot = row[column]!;
    if (Math.abs(pivot) <= negligible) continue;
    pivots.push({
      column,
      row: row.map((value) => (Math.abs(value) <= negligible ** 1.5 ? 0 : value / pivot)),
    });
  }
  return pivots.length - 1;
}
