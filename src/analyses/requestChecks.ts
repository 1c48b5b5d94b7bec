import { InputError } from "../text/errors.ts";
import { freedomBelowOne, notBetween } from "../text/messages/analyses.ts";

/** Throws for a confidence level, or the probability of a quantile, that is not between 0 and 1. */
export function checkShare(what: "level" | "probability", value: number | undefined): void {
  if (value !== undefined && !(value > 0 && value < 1))
    throw new InputError(notBetween(what), { field: what }, { value });
}

/** Throws for degrees of freedom, given as a number, of which there are none. */
export function checkFreedom(freedom: unknown): void {
  if (typeof freedom === "number" && !(freedom >= 1))
    throw new InputError(freedomBelowOne, { field: "freedom" }, { value: freedom });
}
