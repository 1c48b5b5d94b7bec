import type { Mask } from "../survey/domains.ts";
import { InputError } from "../text/errors.ts";
import { negativeWeight, zeroWeight } from "../text/messages/weightSteps.ts";
import type { Sample } from "./sample.ts";

/** What becomes of rows that have the weight zero: they are refused, or they are not to be weighted. */
export type ZeroRule = "refused" | "outside";

/** Whether a step takes negative weights, such as linear calibration makes. */
export type NegativeRule = "refused" | "taken";

/** A sample whose rows are to be weighted. */
export interface WeightedSample extends Sample {
  /** The rows to be weighted; the others get the weight zero. */
  readonly inside: Mask;
  /** The weights before; zero outside. */
  readonly before: Float64Array;
}

/** The rows of a sample's selection as rows to be weighted, from the weights that its design has. */
export function weightedSample<Given extends Sample>(
  sample: Given,
  zeros: ZeroRule = "refused",
  negatives: NegativeRule = "refused",
): Given & WeightedSample {
  const { table, design, selection, names } = sample;
  const { weights } = design;
  const { mask } = selection;
  const inside = zeros === "outside" ? mask.map((is, row) => (weights[row] === 0 ? 0 : is)) : mask;
  const zero = weights.findIndex((weight, row) => inside[row] === 1 && weight === 0);
  if (zero >= 0)
    throw new InputError(zeroWeight(names.weight!), table.place(zero, names.weight), { value: 0 });
  const negative =
    negatives === "refused" ? weights.findIndex((weight, row) => inside[row] === 1 && weight < 0) : -1;
  if (negative >= 0)
    throw new InputError(negativeWeight, table.place(negative, names.weight), { value: weights[negative] });
  return { ...sample, inside, before: weights.map((weight, row) => (inside[row] ? weight : 0)) };
}
