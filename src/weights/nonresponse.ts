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

/** Significant digits in which propensities are compared: those of equal covariates differ by rounding errors. */
const digits = 12;

/**
 * Classes of about as many rows each by ascending propensity, from 1 to `count`: the rank r of n rows, in the mean for
 * ties, gives class ⌊r·count/(n + 1)⌋ + 1 (`proc rank groups=` in SAS). Rows of weight zero have none.
 */
export function propensityClasses(
  weights: Float64Array,
  propensity: (row: number) => number,
  count: number,
): Factor {
  const values = weights.map((weight, row) =>
    weight === 0 ? Number.NaN : Number(propensity(row).toPrecision(digits)),
  );
  const rows = Array.from(values.keys())
    .filter((row) => weights[row] !== 0)
    .sort((a, b) => values[a]! - values[b]!);
  const codes = new Int32Array(weights.length).fill(-1);
  for (let first = 0; first < rows.length; ) {
    let last = first;
    while (last + 1 < rows.length && values[rows[last + 1]!] === values[rows[first]!]) last++;
    const rank = (first + last) / 2 + 1;
    for (let at = first; at <= last; at++) codes[rows[at]!] = Math.floor((rank * count) / (rows.length + 1));
    first = last + 1;
  }
  return { levels: Array.from({ length: count }, (_, at) => String(at + 1)), codes };
}
