import { numbersOf } from "../sources/tables/factor.ts";
import type { Estimand } from "../study/figures.ts";
import { estimateMean, estimateTotal } from "../survey/estimators.ts";
import { intervals } from "../survey/intervals.ts";
import type { Label } from "../text/language.ts";
import { lackingVariables, lackOf, type Sample, type Samples } from "./sample.ts";

/** A figure computed from rows, in the unit of the publication: percentages from 0 to 100. */
export interface Computed {
  readonly computed: number;
  readonly se: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
}

/** The values of a figure, all null where it was not computed. */
export function valuesOf(result: Computed | NotComputable | null): { [K in keyof Computed]: number | null } {
  return result && "computed" in result
    ? result
    : { computed: null, se: null, low: null, high: null, n: null };
}

/** Why a figure cannot be computed from these data. */
export interface NotComputable {
  readonly reason: Label;
}

const silence: Label = { fr: "personne n'a répondu dans ce champ", en: "nobody in the domain answered" };

/** How each statistic is estimated; a percentage is 100 times a proportion. */
const methods = {
  percent: { scale: 100, estimator: estimateMean, interval: intervals.logit },
  mean: { scale: 1, estimator: estimateMean, interval: intervals.wald },
  count: { scale: 1, estimator: estimateTotal, interval: intervals.wald },
};

/** Computes an estimand: estimate, standard error and 95 % interval (logit for percentages, else Wald). */
export function computeEstimand(estimand: Estimand, samples: Samples): Computed | NotComputable {
  const { statistic, wave, variable, levels, domain } = estimand;
  const sample = samples.get(wave);
  if (!sample) return { reason: lackOf([wave]) };
  const lacking = lackingVariables(sample, domain, variable === undefined ? [] : [variable]);
  if (lacking.length > 0) return { reason: lackOf(lacking) };
  const inDomain = sample.inDomain(domain);
  if (statistic === "respondents") {
    const n = inDomain.filter(Boolean).length;
    return { computed: n, se: null, low: null, high: null, n };
  }
  const { scale, estimator, interval } = methods[statistic];
  const estimate = estimator(sample.design, numbersOf(outcome(sample, variable!, levels, inDomain)));
  if (!estimate) return { reason: silence };
  const { low, high } = interval(estimate, 0.95);
  return {
    computed: scale * estimate.estimate,
    se: scale * estimate.se,
    low: low === null ? null : scale * low,
    high: high === null ? null : scale * high,
    n: estimate.n,
  };
}

/**
 * The outcome as numbers: the indicator of `levels` when there are any, else the numeric values; null outside the
 * domain and where the answer is missing.
 */
export function outcome(
  sample: Sample,
  variable: string,
  levels: readonly string[],
  inDomain: readonly boolean[],
): (number | null)[] {
  return sample.column(variable).map((value, row) => {
    if (!inDomain[row] || value === null) return null;
    return levels.length > 0 ? Number(levels.includes(String(value))) : Number(value);
  });
}
