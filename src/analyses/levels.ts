import type { CrossedFactor, Factor } from "../sources/tables/factor.ts";
import { type Table, variableOf, withMissingLevel } from "../sources/tables/table.ts";
import { InputError } from "../text/errors.ts";
import { tooManyValues } from "../text/messages/analyses.ts";
import type { VariableUse } from "../text/messages/datasets.ts";

/** More levels than this are values, not a table. */
const mostLevels = 200;

/**
 * A variable's levels, with one more for missing answers where a name is given for it. `use` names what the variable is for
 * in the message that it does not exist. Throws where it has too many different values.
 */
export function levelsOf(table: Table, name: string, use: VariableUse, missingLevel?: string): Factor {
  variableOf(table, name, use);
  const factor = table.factor(name);
  if (factor.levels.length > mostLevels)
    throw new InputError(tooManyValues(name, factor.levels.length), table.place(undefined, name));
  return missingLevel === undefined ? factor : withMissingLevel(factor, missingLevel);
}

/** The level of each crossed factor in a group. */
export function levelsIn({ members }: CrossedFactor, factors: readonly Factor[], group: number): string[] {
  return factors.map((factor, at) => factor.levels[members[at]![group]!]!);
}
