import { worthOf } from "../coherence/chance.ts";
import type { Reproduction } from "./reproduce.ts";

/** How many held-out figures are reproduced, beside how many chance would reproduce. */
export interface HeldOut {
  readonly reproduced: number;
  readonly counted: number;
  readonly expected: number;
  /** Those that the calibrated figures imply, which are not counted. */
  readonly implied: number;
}

/** What it is worth that held-out figures are reproduced from synthetic data; undefined of other data, and without bounds. */
export function heldOutOf({ figures, dataset, bounds }: Reproduction): HeldOut | undefined {
  if (!bounds || dataset.provenance.kind !== "synthetic") return undefined;
  const held = figures.flatMap(({ figure, status }) => {
    const own = bounds.heldOut[figure.id];
    return own === undefined ? [] : [{ figure, status, bounds: own ?? undefined }];
  });
  if (held.length === 0) return undefined;
  const { counted, expected, implied } = worthOf(held);
  const reproduced = counted.filter(({ status }) => status === "reproduced").length;
  return { reproduced, counted: counted.length, expected, implied };
}
