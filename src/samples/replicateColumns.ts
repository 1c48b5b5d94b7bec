import type { Design } from "../survey/design.ts";
import { InputError, type Place } from "../text/errors.ts";
import { notOfStrata, replicatesAmbiguous } from "../text/messages/samples.ts";

/** What columns of replicates hold: weights, or factors that the weights are multiplied by. */
export const replicateKinds = ["weights", "factors"] as const;
export type ReplicateKind = (typeof replicateKinds)[number];

/** How far the mean of the replicates may be from factors (0) or from weights (1), for it to tell, and its standard error. */
const telling = { distance: 0.3, error: 0.1 };

/**
 * Whether columns are replicate weights or factors. Over all replicates a row has about its weight, or about 1: the
 * regression of that mean less 1 on the weight less 1 has a slope of 1, or of 0. Where all weights are 1, columns of mean 1
 * are both. Throws where the slope is neither, or too uncertain, and where the columns are neither.
 */
export function kindOf(columns: readonly Float64Array[], weights: Float64Array, place: Place): ReplicateKind {
  const means = weights.map((_, row) =>
    columns.reduce((mean, column) => mean + column[row]! / columns.length, 0),
  );
  const sumOf = (term: (weight: number, mean: number) => number) =>
    weights.reduce((sum, weight, row) => sum + term(weight, means[row]!), 0);
  const squares = sumOf((weight) => (weight - 1) ** 2);
  if (squares === 0) {
    if (Math.abs(sumOf((_, mean) => mean) / weights.length - 1) <= telling.distance) return "weights";
    throw new InputError(replicatesAmbiguous, place);
  }
  const slope = sumOf((weight, mean) => (mean - 1) * (weight - 1)) / squares;
  const kind = replicateKinds.find((_, at) => Math.abs(slope - (1 - at)) <= telling.distance);
  const expected = (weight: number) => (kind === "weights" ? weight : 1);
  const error = Math.sqrt(sumOf((weight, mean) => ((mean - expected(weight)) * (weight - 1)) ** 2)) / squares;
  if (kind === undefined || error > telling.error) throw new InputError(replicatesAmbiguous, place);
  return kind;
}

/**
 * The factor of each replicate of a stratified jackknife, (n_h − 1)/n_h·(1 − f_h), where n_h replicates leave out a
 * cluster of stratum h (Wolter 2007, section 4.5). Throws where replicates do not leave out every row of the strata once.
 */
export function factorsOfStrata(
  { weights, stratum, strata }: Design,
  columns: readonly Float64Array[],
  placeAt: (replicate: number) => Place,
): Float64Array {
  const timesOut = new Int32Array(weights.length);
  const refuse = (replicate: number) => new InputError(notOfStrata, placeAt(replicate));
  const stratumOf = columns.map((column, replicate) => {
    let own = -1;
    weights.forEach((weight, row) => {
      if (weight === 0 || column[row] !== 0) return;
      if (own >= 0 && own !== stratum[row]) throw refuse(replicate);
      own = stratum[row]!;
      timesOut[row]!++;
    });
    if (own < 0) throw refuse(replicate);
    return own;
  });
  const counts = new Int32Array(strata.length);
  for (const at of stratumOf) counts[at]!++;
  const odd = weights.findIndex((weight, row) => weight !== 0 && timesOut[row] !== 1);
  if (odd >= 0) throw refuse(Math.max(0, stratumOf.indexOf(stratum[odd]!)));
  return Float64Array.from(stratumOf, (at, replicate) => {
    if (counts[at]! < 2) throw refuse(replicate);
    return ((counts[at]! - 1) / counts[at]!) * (1 - strata[at]!.fraction);
  });
}
