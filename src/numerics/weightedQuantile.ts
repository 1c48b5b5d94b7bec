import { CompensatedSums } from "./compensatedSums.ts";
import { ties } from "./tolerances.ts";

/** The values of some rows in ascending order, and the weight up to each. */
export interface Distribution {
  readonly values: Float64Array;
  readonly cumulated: Float64Array;
}

/** The weighted distribution of these rows' values, none of which is missing. */
export function distributionOf(
  values: Float64Array,
  weights: Float64Array,
  rows: readonly number[],
): Distribution {
  const order = Int32Array.from(rows).sort((a, b) => values[a]! - values[b]! || weights[a]! - weights[b]!);
  const cumulated = new Float64Array(order.length);
  const sum = new CompensatedSums(1);
  order.forEach((row, at) => {
    sum.add(0, weights[row]!);
    cumulated[at] = sum.at(0);
  });
  return { values: Float64Array.from(order, (row) => values[row]!), cumulated };
}

/**
 * The smallest value at which the weighted distribution function reaches the probability (the inverse of the distribution
 * function, type 1 of Hyndman and Fan 1996); NaN where there are no rows.
 */
export function quantileOf({ values, cumulated }: Distribution, probability: number): number {
  const total = cumulated.at(-1) ?? 0;
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulated[middle]! / total >= probability - ties.shares) high = middle;
    else low = middle + 1;
  }
  return values[low] ?? Number.NaN;
}
