import { twoSidedP } from "../numerics/distributions.ts";
import type { Comparison } from "./comparison.ts";

/**
 * The p-value of the two one-sided tests that a difference lies within ± `margin` (Schuirmann 1987): the larger of those
 * against −margin from above and +margin from below, by Student's t. Null where there is no standard error or degree of
 * freedom.
 */
export function equivalenceP({ estimate, se, df }: Comparison, margin: number): number | null {
  if (se === null || !(df > 0)) return null;
  if (se === 0) return Math.abs(estimate) < margin ? 0 : 1;
  const nearest = (margin - Math.abs(estimate)) / se;
  const half = twoSidedP(nearest, df) / 2;
  return nearest > 0 ? half : 1 - half;
}
