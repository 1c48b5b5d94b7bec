import type { Bounds } from "../../weights/distances.ts";
import { trimWeights } from "../../weights/trim.ts";
import { changeInside, countOutside } from "./change.ts";
import { newColumn, type Weighting, type WeightingStep } from "./step.ts";

export interface TrimRequest {
  /** The name of the new column. */
  readonly column?: string | undefined;
  /** The least and the greatest weight; the latter may be infinite. */
  readonly bounds: Bounds;
}

export interface TrimResult extends Weighting {
  /** Weights that were outside the bounds at first. */
  readonly trimmed: number;
  readonly rounds: number;
  /** Rows that were not to be weighted. */
  readonly outside: number;
}

/** Weights cut off at bounds, with the same sum. */
export const trimStep: WeightingStep<TrimRequest, TrimResult> = {
  negatives: "taken",
  check: () => undefined,
  variables: () => [],
  compute: (sample, { column, bounds }) => {
    const name = newColumn(sample, column, "trimmed");
    const { weights, trimmed, rounds } = trimWeights(sample.before, bounds);
    return {
      columns: [{ name, weights }],
      change: changeInside(sample, weights),
      again: (own) => trimWeights(own, bounds).weights,
      trimmed,
      rounds,
      outside: countOutside(sample),
    };
  },
  record: (_, { bounds }, { columns, trimmed, rounds }) => ({
    column: columns[0]!.name,
    options: { bounds: finite(bounds) },
    result: { trimmed, rounds },
  }),
};

/** Bounds as JSON has them: null where there is none. */
export const finite = ({ low, high }: Bounds): (number | null)[] =>
  [low, high].map((bound) => (Number.isFinite(bound) ? bound : null));
