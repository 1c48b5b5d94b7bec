import type { Bounds } from "./bounds.ts";

type Interval = Pick<Bounds, "low" | "high">;

/**
 * The chance that a quantity of which nothing is known but its bounds, and which is uniform between them, is in a printed interval: the
 * share of the bounds that the interval covers; of bounds that are one point, whether it holds that.
 */
export function chanceOf(printed: Interval, { low, high }: Interval): number {
  if (high === low) return Number(printed.low <= low && low <= printed.high);
  const covered = Math.min(high, printed.high) - Math.max(low, printed.low);
  return Math.max(0, covered) / (high - low);
}
