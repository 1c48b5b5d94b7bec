import { max, mean, min, sum } from "simple-statistics";

/** What a methodologist looks at first in a set of weights. */
export interface WeightSummary {
  readonly respondents: number;
  readonly sum: number;
  /** The extreme weights over the mean weight. */
  readonly smallest: number;
  readonly largest: number;
  /** Kish's design effect of unequal weighting, n·Σw²/(Σw)² (Kish 1965, section 11.7). */
  readonly kish: number;
}

export function summariseWeights(weights: readonly number[]): WeightSummary {
  const values = [...weights];
  const total = sum(values);
  const average = mean(values);
  return {
    respondents: values.length,
    sum: total,
    smallest: min(values) / average,
    largest: max(values) / average,
    kish: (values.length * sum(values.map((weight) => weight * weight))) / total ** 2,
  };
}
