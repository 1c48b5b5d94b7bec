import type { Place } from "../text/errors.ts";
import { InputError } from "../text/errors.ts";
import { numberTooLarge } from "../text/messages/designs.ts";
import type { Mask } from "./domains.ts";

/** Products of numbers beyond this with weights, and their squares, would overflow: variances would be no numbers. */
export const largestNumber = 1e50;

export const isTooLarge = (value: number) => Math.abs(value) > largestNumber;

/** Throws for a row of the mask whose number is too large to be estimated from. */
export function refuseTooLarge(values: ArrayLike<number>, mask: Mask, placeAt: (row: number) => Place): void {
  for (let row = 0; row < mask.length; row++)
    if (mask[row] && isTooLarge(values[row]!))
      throw new InputError(numberTooLarge(largestNumber), placeAt(row), { value: values[row] });
}
