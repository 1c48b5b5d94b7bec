import type { Sample } from "../samples/sample.ts";
import { waveVariable } from "../sources/datasets/waveTable.ts";
import { InputError } from "../text/errors.ts";
import { variableTwice } from "../text/messages/analyses.ts";

/** The groups that are asked for; of several waves, the wave is the first. */
export function groupsOf({ waves }: Pick<Sample, "waves">, by: readonly string[] = []): string[] {
  return waves.length > 0 ? [waveVariable, ...by.filter((name) => name !== waveVariable)] : [...by];
}

/** Throws where the variable of a table stands among its groups, or one of these stands twice. */
export function checkVariables(variable: string, by: readonly string[] = []): void {
  if (new Set([variable, ...by]).size <= by.length)
    throw new InputError(variableTwice, {}, { value: [variable, ...by] });
}
