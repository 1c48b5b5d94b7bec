import { acceptedRange, type Figure } from "../study/figures.ts";
import type { Bounds } from "./bounds.ts";
import { standingOf } from "./standing.ts";

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

/** A held-out figure with what the calibrated ones leave it; nothing where its base would be empty. */
export interface Held {
  readonly figure: Figure;
  readonly bounds: Interval | undefined;
}

/** What it is worth that held-out figures are reproduced. */
export interface Worth<Own> {
  /** Those that the calibrated figures do not imply. */
  readonly counted: readonly Own[];
  /** How many of them chance would reproduce. */
  readonly expected: number;
  /** How many are implied, and prove nothing. */
  readonly implied: number;
}

export function worthOf<Own extends Held>(held: readonly Own[]): Worth<Own> {
  const bounded = held.flatMap((own) => (own.bounds ? [{ own, bounds: own.bounds }] : []));
  const counted = bounded.filter(({ own, bounds }) => standingOf(own.figure, bounds) !== "implied");
  return {
    counted: counted.map(({ own }) => own),
    expected: counted.reduce(
      (sum, { own, bounds }) => sum + chanceOf(acceptedRange(own.figure.published), bounds),
      0,
    ),
    implied: bounded.length - counted.length,
  };
}
