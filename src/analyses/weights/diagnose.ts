import type { WeightedSample } from "../../samples/weighted.ts";
import { InputError } from "../../text/errors.ts";
import { beforeZero } from "../../text/messages/weightSteps.ts";
import { checkMargins, type MarginCheck } from "../../weights/diagnosis.ts";
import type { Margin } from "../../weights/margins.ts";
import { changeInside, countZeros } from "./change.ts";
import { constraintsIn, variablesIn } from "./onMargins.ts";
import type { Weighting, WeightingStep } from "./step.ts";

export interface DiagnoseRequest {
  /** The weights before, for the ratios. */
  readonly baseWeight?: string | undefined;
  /** Margins to compare with, and the size of the population, for shares. */
  readonly margins?: readonly Margin[] | undefined;
  readonly population?: number | undefined;
}

export interface Diagnosis extends Weighting {
  /** The margins with the weighted totals; before are those of the weights before, or else of the weights. */
  readonly checks: readonly MarginCheck[];
  /** Rows of weight zero, which are left aside. */
  readonly zeros: number;
}

/**
 * The distribution of a sample's weights, of their ratios to others, and how far they meet margins. Rows of weight zero are
 * outside.
 */
export const diagnoseStep: WeightingStep<DiagnoseRequest, Diagnosis> = {
  zeros: "outside",
  negatives: "taken",
  check: () => undefined,
  variables: ({ margins = [], baseWeight }, header) => [
    ...variablesIn(margins, header),
    ...(baseWeight === undefined ? [] : [baseWeight]),
  ],
  compute: (sample, { baseWeight, margins = [], population }) => {
    const { before: weights, inside } = sample;
    const base = baseWeight === undefined ? undefined : baseWeights(sample, baseWeight);
    const { constraints } = constraintsIn(sample, { margins, population });
    return {
      columns: [],
      change: changeInside({ inside, before: base }, weights),
      checks: checkMargins(constraints, base ?? weights, weights),
      zeros: countZeros(sample),
    };
  },
};

/** The weights before by their name, zero outside; throws where one inside is zero or missing. */
function baseWeights({ table, inside }: WeightedSample, name: string): Float64Array {
  const weights = table.numbers(name);
  const odd = weights.findIndex((value, row) => inside[row] === 1 && !(Math.abs(value) > 0));
  if (odd >= 0) throw new InputError(beforeZero, table.place(odd, name), { value: weights[odd] });
  return weights.map((value, row) => (inside[row] ? value : 0));
}
