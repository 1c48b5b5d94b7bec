import { max, mean, min, quantileSorted, standardDeviation, sum } from "simple-statistics";
import { CompensatedSums } from "../numerics/compensatedSums.ts";
import type { Label } from "../text/language.ts";
import { plain } from "../text/reader.ts";
import type { Constraint } from "./equations.ts";

/** The percentiles that a set of weights, or of ratios of weights, is told by. */
export const percentiles = [1, 5, 25, 50, 75, 95, 99] as const;

/** What a methodologist looks at first in a set of weights. */
export interface WeightSummary {
  readonly rows: number;
  readonly sum: number;
  readonly mean: number;
  readonly min: number;
  /** In the order of `percentiles`; an average of two values where both would do. */
  readonly percentiles: readonly number[];
  readonly max: number;
  /** The standard deviation over the mean. */
  readonly cv: number;
  /** Kish's design effect of unequal weighting, n·Σw²/(Σw)² = 1 + cv² (Kish 1965, section 11.7). */
  readonly kish: number;
  /** Kish's effective sample size, n over the design effect. */
  readonly effective: number;
}

export function summariseWeights(weights: ArrayLike<number>): WeightSummary {
  const values = Array.from(Float64Array.from(weights).sort());
  const [average, deviation] = [mean(values), standardDeviation(values)];
  const cv = deviation / average;
  return {
    rows: values.length,
    sum: sum(values),
    mean: average,
    min: min(values),
    percentiles: percentiles.map((percent) => quantileSorted(values, percent / 100)),
    max: max(values),
    cv,
    kish: 1 + cv ** 2,
    effective: values.length / (1 + cv ** 2),
  };
}

/** A margin before and after calibration: the total of a level, or of a number. */
export interface MarginCheck {
  readonly variable: string;
  /** Empty for a number. */
  readonly level: string;
  /** How people call them. */
  readonly labels: { readonly variable: Label; readonly level: Label };
  readonly before: number;
  readonly target: number;
  readonly after: number;
  /** Σ w·|x| of the weights after, which a total of numbers of both signs is small beside. */
  readonly magnitude: number;
}

/** The margins with the weighted totals of the sample before and after. */
export function checkMargins(
  constraints: readonly Constraint[],
  before: Float64Array,
  after: Float64Array,
): MarginCheck[] {
  return constraints.flatMap(({ auxiliary, totals, labels }) => {
    const sumsOf = (weights: Float64Array, change = (value: number) => value) => {
      const sums = new CompensatedSums(totals.length);
      for (let row = 0; row < weights.length; row++) {
        if (weights[row] === 0) continue;
        if ("codes" in auxiliary) sums.add(auxiliary.codes[row]!, change(weights[row]!));
        else sums.add(0, change(weights[row]! * auxiliary.numbers[row]!));
      }
      return sums;
    };
    const [first, second, sizes] = [sumsOf(before), sumsOf(after), sumsOf(after, Math.abs)];
    const levelAt = (k: number) => ("codes" in auxiliary ? auxiliary.levels[k]! : "");
    return totals.map((target, k) => ({
      variable: auxiliary.name,
      level: levelAt(k),
      labels: {
        variable: labels?.variable ?? plain(auxiliary.name),
        level: labels?.levels[k] ?? plain(levelAt(k)),
      },
      before: first.at(k),
      target,
      after: second.at(k),
      magnitude: sizes.at(k),
    }));
  });
}
