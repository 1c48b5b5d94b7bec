import type { Column, Value } from "../sources/codebook.ts";
import { InputError } from "../text/errors.ts";

/** A variable of the sample, and the population total of each of its levels. */
export interface Margin {
  readonly variable: string;
  readonly values: Column;
  readonly totals: ReadonlyMap<Value, number>;
}

const tolerance = 1e-10;
const mostRounds = 1000;

/**
 * Raking ratio: multiplies the weights, margin after margin, until the weighted total of every level of every margin
 * is its population total, to a relative 1e-10 (Deming and Stephan 1940; the multiplicative method of Deville and
 * Särndal 1992). Throws when a level has a total but no respondent, or when the margins cannot be met together.
 */
export function rake(weights: readonly number[], margins: readonly Margin[]): number[] {
  let raked = [...weights];
  for (let round = 0; round < mostRounds; round++) {
    let worst = 0;
    for (const { variable, values, totals } of margins) {
      const sums = new Map<Value, number>();
      for (const [row, weight] of raked.entries())
        sums.set(values[row]!, (sums.get(values[row]!) ?? 0) + weight);
      for (const [level, total] of totals) {
        const sum = sums.get(level);
        if (!sum)
          throw new InputError(`nobody in the sample has this level of ${variable}`, {}, { value: level });
        worst = Math.max(worst, Math.abs(total / sum - 1));
      }
      raked = raked.map((weight, row) => (weight * totals.get(values[row]!)!) / sums.get(values[row]!)!);
    }
    if (worst < tolerance) return raked;
  }
  throw new InputError(
    "the margins cannot be met together",
    {},
    { value: margins.map(({ variable }) => variable).join(", ") },
  );
}
