import type { Codebook } from "../sources/tables/codebook.ts";
import type { CrossedFactor, Factor } from "../sources/tables/factor.ts";
import type { Design } from "../survey/design.ts";
import type { Estimate, Replacement } from "../survey/estimators.ts";
import type { Interval } from "../survey/intervals.ts";
import type { Language } from "../text/language.ts";
import { formatNumber } from "../text/numbers.ts";
import { say } from "../text/words.ts";
import { discardedNotes, errorsOf, intervalTitle } from "./designNote.ts";
import { estimateData, estimateFields, levelFields } from "./fields.ts";
import { labelIn } from "./labels.ts";
import { decimalsFor, type Tidy } from "./tidy.ts";

/** A statistic as the command line names it. */
export type Statistic =
  | { readonly kind: "mean" | "total" }
  | { readonly kind: "quantile"; readonly probability: number }
  | { readonly kind: "ratio"; readonly denominator: string };

/** An estimate of a group, with its interval. */
export interface GroupResult {
  readonly group: number;
  readonly estimate: Omit<Estimate, "score" | "unitVariance"> & Partial<Pick<Estimate, "unitVariance">>;
  readonly interval: Interval;
}

export interface EstimateReport {
  readonly variable: string;
  readonly statistic: Statistic;
  readonly by: readonly string[];
  readonly level: number;
  readonly replacement: Replacement;
  readonly effects: boolean;
}

/** What is estimated, in words. */
export function statisticName(
  { statistic, variable }: Pick<EstimateReport, "statistic" | "variable">,
  codebook: Codebook,
  language: Language,
): string {
  const of = labelIn(codebook, variable, "", language);
  if (statistic.kind === "ratio")
    return `${say("ratio", language)} ${of} / ${labelIn(codebook, statistic.denominator, "", language)}`;
  if (statistic.kind !== "quantile") return `${of}, ${say(statistic.kind, language)}`;
  if (statistic.probability === 0.5) return `${of}, ${say("median", language)}`;
  const places = Math.min(10, String(statistic.probability).length - 2);
  return `${of}, ${say("quantile", language)} ${formatNumber(statistic.probability, places, language)}`;
}

/** The estimates as rows, one for each group. */
export function estimateRows(
  results: readonly GroupResult[],
  groups: CrossedFactor,
  factors: readonly Factor[],
  report: EstimateReport,
  codebook: Codebook,
  language: Language,
): Tidy {
  const { statistic, by, level, effects, replacement } = report;
  const decimals = decimalsFor(results.map(({ estimate }) => estimate.se));
  const isMedian = statistic.kind === "quantile" && statistic.probability === 0.5;
  const title = say(isMedian ? "median" : statistic.kind, language);
  return {
    fields: [
      ...levelFields(codebook, by, language),
      ...estimateFields({ kind: "number", title, level, decimals, effects }, language),
    ],
    rows: results.map(({ group, estimate, interval }) => [
      ...factors.map((factor, j) => factor.levels[groups.members[j]![group]!]!),
      ...estimateData(estimate, interval, { n: estimate.n, total: estimate.sumOfWeights }, replacement),
    ]),
  };
}

/** How standard errors and intervals were made. */
export function estimateNotes(
  { statistic, level }: EstimateReport,
  design: Design,
  results: readonly GroupResult[],
  language: Language,
): string[] {
  const errors = errorsOf(design, language);
  const discarded = discardedNotes(
    results.map(({ estimate }) => estimate),
    language,
  );
  const title = intervalTitle(level, language);
  const woodruff = statistic.kind === "quantile";
  return language === "fr"
    ? [woodruff ? `${title} de Woodruff.` : `${errors} ; ${title} de Student.`, ...discarded]
    : [woodruff ? `Woodruff ${title}.` : `${errors}; Student's t ${title}.`, ...discarded];
}
