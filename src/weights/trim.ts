import { calibrated } from "../numerics/tolerances.ts";
import { InputError } from "../text/errors.ts";
import { boundsLoseSum, cannotTrim } from "../text/messages/weights.ts";
import type { Bounds } from "./distances.ts";

export interface Trimmed {
  readonly weights: Float64Array;
  /** Weights that were outside the bounds at first. */
  readonly trimmed: number;
  readonly rounds: number;
}

const mostRounds = 100_000;

/**
 * Weights cut off at the bounds; what is cut off is shared out equally among the others, round after round until all are
 * within (Potter 1990; `trimWeights(strict = TRUE)` in R's survey, which loses the sum where no weight is left inside). Rows
 * of weight zero stay outside.
 */
export function trimWeights(weights: Float64Array, { low, high }: Bounds): Trimmed {
  const rows = Array.from(weights.keys()).filter((row) => weights[row] !== 0);
  const sum = rows.reduce((total, row) => total + weights[row]!, 0);
  if (sum > rows.length * high || sum < rows.length * low)
    throw new InputError(
      boundsLoseSum(Number((sum / rows.length).toPrecision(6))),
      { field: "--bounds" },
      { value: [low, high] },
    );
  const result = Float64Array.from(weights);
  const isOutside = (row: number) =>
    result[row]! < low * (1 - calibrated.bound) || result[row]! > high * (1 + calibrated.bound);
  const trimmed = rows.filter(isOutside).length;
  for (let rounds = 0; rounds < mostRounds; rounds++) {
    const outside = rows.filter(isOutside);
    if (outside.length === 0) {
      for (const row of rows) result[row] = Math.min(Math.max(result[row]!, low), high);
      return { weights: result, trimmed, rounds };
    }
    const within = rows.filter((row) => !isOutside(row));
    let excess = 0;
    for (const row of outside) {
      const kept = Math.min(Math.max(result[row]!, low), high);
      excess += result[row]! - kept;
      result[row] = kept;
    }
    // Where every weight is at a bound, those at the other bound have room.
    const room = within.length > 0 ? within : rows.filter((row) => result[row] === (excess > 0 ? low : high));
    for (const row of room) result[row]! += excess / room.length;
  }
  throw new InputError(cannotTrim, { field: "--bounds" }, { value: [low, high] });
}
