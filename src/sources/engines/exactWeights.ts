import type { Aggregates } from "../tables/aggregates.ts";
import { type Answer, double } from "./engine.ts";

/**
 * Weights as whole numbers W = w·2^scale below 2^61, of which a database adds up first and second powers exactly: in any order, and in
 * any number of parts. A weight loses nothing where the largest is at most 256 times the least, and where that is more at most
 * 2^−61 of the largest.
 * With W = H·2^30 + L all products are whole numbers of 62 bits.
 */
interface WholeWeights {
  readonly scale: number;
  /** The whole weight of a row. */
  readonly whole: string;
}

const [bits, lowBits, mostScale] = [60, 30, 1000];

/** Weights whose largest is more than so many times the least above zero would lose more than rounding does. */
export const widestWeights = 2 ** 20;

/** `largest` is positive and finite. */
export function wholeWeights(weight: string, largest: number): WholeWeights {
  const scale = Math.min(bits - Math.floor(Math.log2(largest)), mostScale);
  return {
    scale,
    whole: `CAST(round(CAST(${weight} AS DOUBLE PRECISION) * ${double(2 ** scale)}) AS BIGINT)`,
  };
}

/** The parts of whole weights, where these are the column `whole_`. */
export const partsOfWeights = `whole_, whole_ >> ${lowBits} AS high_, whole_ & ${2 ** lowBits - 1} AS low_`;

/** What a query gives of each group of rows: rows, those with a weight, Σ W, Σ H², Σ H·L and Σ L². */
export const sumsOfWeights =
  "count(*), sum(CASE WHEN whole_ <> 0 THEN 1 ELSE 0 END), sum(whole_), sum(high_ * high_), sum(high_ * low_), sum(low_ * low_)";

/** Σ w of groups, and what else their rows stand for, from what the query gives of them. */
export function weightsOfGroups(
  groups: readonly (readonly Answer[])[],
  scale: number,
): { readonly sums: Float64Array; readonly aggregates: Aggregates } {
  const unit = 2 ** scale;
  const exact = groups.map((answers) => {
    const [rows, weighted, sum, high, mixed, low] = answers.map((answer) => BigInt(answer!));
    const squares = (high! << BigInt(2 * lowBits)) + (mixed! << BigInt(lowBits + 1)) + low!;
    return { rows: rows!, weighted: weighted!, sum: sum!, deviation: rows! * squares - sum! * sum! };
  });
  const each = (value: (group: (typeof exact)[number]) => number) => Float64Array.from(exact, value);
  return {
    sums: each(({ sum }) => Number(sum) / unit),
    aggregates: {
      rows: each(({ rows }) => Number(rows)),
      weighted: each(({ weighted }) => Number(weighted)),
      spread: each(({ deviation, rows }) => Number(deviation) / Number(rows) / unit / unit),
    },
  };
}
