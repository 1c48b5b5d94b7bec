import { symmetric } from "../../numerics/cholesky.ts";
import { sizeOf } from "../../survey/domains.ts";
import { addSquare } from "../../survey/linearisation.ts";
import { scoresOf, totalsOfClusters } from "./designCovariance.ts";
import type { Fitted } from "./fitted.ts";

/** Σ u·uᵀ over the clusters of positive weight, u the total of a cluster's influences; undefined without clusters. */
export function sumOfClusterSquares(
  fitted: Fitted,
): { readonly clusters: number; readonly sums: number[][] } | undefined {
  const scores = scoresOf(fitted);
  const { cells } = scores;
  if (!cells.cluster) return undefined;
  const units = totalsOfClusters(fitted, scores, cells.cluster);
  const size = fitted.changes.length;
  const lower = new Float64Array(size * size);
  const total = new Float64Array(size);
  for (let unit = 0; unit < units.stratum.length; unit++) {
    units.mean(unit, total);
    addSquare(lower, total, 1);
  }
  return { clusters: sizeOf(cells, cells.rows.keys()).clusters, sums: symmetric(lower, size) };
}
