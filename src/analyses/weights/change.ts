import type { WeightedSample } from "../../samples/weighted.ts";
import { summariseWeights, type WeightSummary } from "../../weights/diagnosis.ts";
import type { Bounds } from "../../weights/distances.ts";

/** A distribution of weights before or after, or of the ratios of the two. */
export interface WeightDistribution extends WeightSummary {
  readonly of: "before" | "after" | "ratio";
}

/** How weights changed, over the rows that have any. */
export interface WeightChange {
  /** What the weights before were multiplied by at first, so that they add up to the population. */
  readonly scale: number;
  /** The weights after over those before, as scaled; none where no weights before are known. */
  readonly ratios: Float64Array;
  readonly distributions: readonly WeightDistribution[];
  readonly cautions: Cautions;
}

/** How many weights or ratios a methodologist should look at. */
export interface Cautions {
  /** Weights below zero. */
  readonly negative: number;
  /** Ratios below 1/1000 or above 1000. */
  readonly extreme: number;
  /** Ratios at the bounds that they were to keep. */
  readonly atLow: number;
  readonly atHigh: number;
}

/** Ratios that differ from a bound by less, relative to it, are at it. */
const atBound = 1e-9;
const extremes = { low: 1e-3, high: 1e3 };

/** The change from weights before, where there are any, to weights after, of the same rows. */
export function changeOf(
  before: Float64Array | undefined,
  after: Float64Array,
  { scale = 1, bounds }: { readonly scale?: number; readonly bounds?: Bounds | undefined } = {},
): WeightChange {
  const ratios = before ? after.map((weight, at) => weight / (before[at]! * scale)) : new Float64Array(0);
  const at = (bound: number) => count(ratios, (ratio) => Math.abs(ratio / bound - 1) < atBound);
  return {
    scale,
    ratios,
    distributions: [
      ...(before ? [{ of: "before" as const, ...summariseWeights(before) }] : []),
      { of: "after", ...summariseWeights(after) },
      ...(before ? [{ of: "ratio" as const, ...summariseWeights(ratios) }] : []),
    ],
    cautions: {
      negative: count(after, (weight) => weight < 0),
      extreme: count(ratios, (ratio) => ratio >= 0 && (ratio < extremes.low || ratio > extremes.high)),
      atLow: bounds ? at(bounds.low) : 0,
      atHigh: bounds ? at(bounds.high) : 0,
    },
  };
}

/** The change of the weights of the rows inside. */
export function changeInside(
  { before, inside }: Pick<WeightedSample, "inside"> & { readonly before: Float64Array | undefined },
  after: Float64Array,
  options: Parameters<typeof changeOf>[2] = {},
): WeightChange {
  const own = (values: Float64Array) => values.filter((_, row) => inside[row] === 1);
  return changeOf(before && own(before), own(after), options);
}

/** How many rows are not to be weighted because they do not meet the conditions. */
export const countOutside = ({ selection }: Pick<WeightedSample, "selection">): number =>
  count(selection.mask, (is) => is === 0);

/** How many rows that meet the conditions have the weight zero. */
export const countZeros = ({ design, selection }: Pick<WeightedSample, "design" | "selection">): number =>
  design.weights.filter((weight, row) => selection.mask[row] === 1 && weight === 0).length;

const count = (values: Float64Array | Uint8Array, is: (value: number) => boolean) => {
  let found = 0;
  for (const value of values) if (is(value)) found++;
  return found;
};
