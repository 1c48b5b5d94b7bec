import { InputError } from "../text/errors.ts";
import { noNegatives } from "../text/messages/analyses.ts";
import type { Sample } from "./sample.ts";

/** Throws where a selected row has a negative weight, for what exists without such weights only. */
export function refuseNegatives(
  { table, design: { weights }, selection: { mask }, names }: Sample,
  what: Parameters<typeof noNegatives>[0],
): void {
  const negative = weights.findIndex((weight, row) => weight < 0 && mask[row] === 1);
  if (negative >= 0)
    throw new InputError(noNegatives(what), table.place(negative, names.weight), {
      value: weights[negative],
    });
}
