/** What columns of replicates hold: weights, or factors of the full weights (`combined.weights` of R's `svrepdesign`). */
export const replicateKinds = ["weights", "factors"] as const;
export type ReplicateKind = (typeof replicateKinds)[number];

/** How many times closer the columns' means must be to one reading than to the other. */
const clearly = 3;

/**
 * What columns of replicates hold, as their means over the replicates tell: those of weights are near the full weights, row by
 * row, those of factors near 1. Undefined where they are near neither, or near both.
 */
export function kindOfReplicates(
  weights: Float64Array,
  columns: readonly Float64Array[],
): ReplicateKind | undefined {
  let [fromWeights, fromOnes, squaredWeights, rows] = [0, 0, 0, 0];
  weights.forEach((weight, row) => {
    if (weight === 0) return;
    let mean = 0;
    for (const column of columns) mean += column[row]! / columns.length;
    fromWeights += (mean - weight) ** 2;
    fromOnes += (mean - 1) ** 2;
    squaredWeights += weight ** 2;
    rows++;
  });
  const gaps = { weights: Math.sqrt(fromWeights / squaredWeights), factors: Math.sqrt(fromOnes / rows) };
  const isNear = (one: ReplicateKind, other: ReplicateKind) =>
    gaps[one] < 0.5 && gaps[one] * clearly < gaps[other];
  // Factors of weights that are all 1 are weights.
  if (gaps.weights < 0.5 && weights.every((weight) => weight === 0 || weight === 1)) return "weights";
  return replicateKinds.find((kind, at) => isNear(kind, replicateKinds[1 - at]!));
}
