import type { Command } from "commander";
import { InputError } from "../text/errors.ts";
import { givenTwice } from "../text/messages/usage.ts";

/** Refuses a flag that is given twice where the second value would take the place of the first; lists go on. */
export function refuseRepeats(command: Command): void {
  for (const option of command.options) {
    const valueNow = (): unknown => command.getOptionValue(option.attributeName());
    let before: unknown;
    let isGiven = false;
    command.on(`option:${option.name()}`, () => {
      const value = valueNow();
      if (isGiven && value !== before && !goesOn(before, value))
        throw new InputError(givenTwice, { field: option.long! });
      [before, isGiven] = [value, true];
    });
  }
  command.commands.forEach(refuseRepeats);
}

const goesOn = (before: unknown, now: unknown) =>
  Array.isArray(before) && Array.isArray(now) && before.every((value) => now.includes(value));
