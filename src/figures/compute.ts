import type { Estimand } from "../study/figures.ts";
import { intervals } from "../survey/intervals.ts";
import { estimateMean } from "../survey/mean.ts";
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

/** Why a figure cannot be computed from these data. */
export interface NotComputable {
  readonly reason: Label;
}

const silence: Label = { fr: "personne n'a répondu dans ce champ", en: "nobody in the domain answered" };

/** Computes an estimand: estimate, standard error and 95 % interval (logit for percentages, Wald for means). */
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
  const scale = statistic === "percent" ? 100 : 1;
  const method = statistic === "percent" ? intervals.logit : intervals.wald;
  const estimate = estimateMean(sample.design, outcome(sample, variable!, levels, inDomain));
  if (!estimate) return { reason: silence };
  const { low, high } = method(estimate, 0.95);
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
