import { CompensatedSums } from "../numerics/compensatedSums.ts";
import type { Factor } from "../sources/tables/factor.ts";
import { InputError } from "../text/errors.ts";
import { silentClasses } from "../text/messages/weights.ts";

/** A weighting class, with the weighted share of its rows that responded. */
export interface WeightingClass {
  readonly name: string;
  readonly rows: number;
  readonly respondents: number;
  readonly rate: number;
}

export interface Adjusted {
  /** Of respondents; zero for the others. */
  readonly weights: Float64Array;
  readonly classes: readonly WeightingClass[];
}

/**
 * Adjusts for non-response within weighting classes: respondents' weights are divided by the weighted response rate of
 * their class, so that they stand for all of it (Oh and Scheuren 1983). Rows without weight belong to no class. Throws
 * where nobody of a class responded.
 */
export function adjustByClass(
  weights: Float64Array,
  responded: (row: number) => boolean,
  { levels, codes }: Factor,
): Adjusted {
  const [all, answered] = [new CompensatedSums(levels.length), new CompensatedSums(levels.length)];
  const [rows, respondents] = [new Float64Array(levels.length), new Float64Array(levels.length)];
  weights.forEach((weight, row) => {
    const code = codes[row]!;
    if (weight === 0) return;
    all.add(code, weight);
    rows[code]!++;
    if (!responded(row)) return;
    answered.add(code, weight);
    respondents[code]!++;
  });
  const classes = levels.flatMap((name, code) =>
    rows[code] === 0
      ? []
      : [
          {
            name,
            rows: rows[code]!,
            respondents: respondents[code]!,
            rate: answered.at(code) / all.at(code),
          },
        ],
  );
  const silent = classes.filter(({ respondents: answers }) => answers === 0);
  if (silent.length > 0)
    throw new InputError(
      silentClasses(silent.length),
      {},
      { value: silent.slice(0, 5).map(({ name }) => name) },
    );
  return {
    classes,
    weights: weights.map((weight, row) =>
      weight !== 0 && responded(row) ? (weight * all.at(codes[row]!)) / answered.at(codes[row]!) : 0,
    ),
  };
}

/** Respondents' weights divided by their own response propensity. */
export function adjustByPropensity(
  weights: Float64Array,
  responded: (row: number) => boolean,
  propensity: (row: number) => number,
): Float64Array {
  return weights.map((weight, row) => (weight !== 0 && responded(row) ? weight / propensity(row) : 0));
}
