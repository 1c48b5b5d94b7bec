import { type Answer, type Dialect, double } from "./engine.ts";

/**
 * Weights as whole numbers W = w·2^scale below 2^61, of which a database adds up first and second powers exactly: in any order, and in
 * any number of parts. A weight loses at most 2^−61 of the largest, and nothing where the largest is at most 256 times the least.
 * With W = H·2^30 + L all products are whole numbers of 62 bits.
 */
interface WholeWeights {
  readonly scale: number;
  /** The whole weight of a row. */
  readonly whole: string;
}

const [bits, lowBits] = [60, 30];

/** How many times the least weight the largest may be: none loses more than 2^−41 of itself then. */
const mostRatio = 2 ** 20;

/** Weights beyond these are read as they are: they, or their sums, may be refused. */
const [leastWeight, mostWeight] = [1e-90, 1e90];

/** Whether weights are made whole without a loss that matters, given the least of those that are not zero, and the largest. */
export const areWholeWeights = (least: number, largest: number): boolean =>
  least >= leastWeight && largest <= mostWeight && largest <= mostRatio * least;

/** Of weights that can be made whole. Databases round halves in ways of their own: ⌊2x⌋ + 1, halved, is the same for all. */
export function wholeWeights({ high }: Dialect, weight: string, largest: number): WholeWeights {
  const scale = bits - Math.floor(Math.log2(largest));
  return {
    scale,
    whole: high(
      `(CAST(floor(CAST(${weight} AS DOUBLE PRECISION) * ${double(2 ** (scale + 1))}) AS BIGINT) + 1)`,
      1,
    ),
  };
}

/** The parts of whole weights, where these are the column `whole_`. */
export const partsOfWeights = ({ high, low }: Dialect) =>
  `whole_, ${high("whole_", lowBits)} AS high_, ${low("whole_", lowBits)} AS low_`;

/** What a query gives of each group of rows: rows, those with a weight, Σ W, Σ H², Σ H·L and Σ L². */
export const sumsOfWeights = ({ sum }: Dialect) =>
  [
    "count(*)",
    "sum(CASE WHEN whole_ <> 0 THEN 1 ELSE 0 END)",
    ...["whole_", "high_ * high_", "high_ * low_", "low_ * low_"].map(sum),
  ].join(", ");

/** What a group of rows stands for. */
export interface GroupWeights {
  readonly rows: number;
  readonly weighted: number;
  readonly sum: number;
  readonly spread: number;
}

/** Σ w of a group, and what else its rows stand for, from what the query gives of it. */
export function weightsOfGroup(answers: readonly Answer[], scale: number): GroupWeights {
  const [rows, weighted, sum, high, mixed, low] = answers.map((answer) => BigInt(answer!)) as bigint[];
  const squares = (high! << BigInt(2 * lowBits)) + (mixed! << BigInt(lowBits + 1)) + low!;
  const unit = 2 ** scale;
  return {
    rows: Number(rows),
    weighted: Number(weighted),
    sum: Number(sum) / unit,
    spread: Number(rows! * squares - sum! * sum!) / Number(rows) / unit / unit,
  };
}
