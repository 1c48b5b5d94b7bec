import type { Language } from "../text/language.ts";
import { formatNumber } from "../text/numbers.ts";
import { say } from "../text/words.ts";
import { type MarginCheck, percentiles, summariseWeights, type WeightSummary } from "../weights/diagnosis.ts";
import type { WeightingClass } from "../weights/nonresponse.ts";
import type { Section } from "./analysis.ts";
import { type Datum, decimalsFor, type Field, type Tidy } from "./tidy.ts";

/** Weights before and after, of the rows that have any, and the ratios of the two. */
export interface WeightChange {
  readonly before?: Float64Array | undefined;
  readonly after: Float64Array;
  /** What the weights before were multiplied by at first, so that they add up to the population. */
  readonly scale: number;
}

const number = (
  key: string,
  title: string,
  decimals: Field["decimals"],
  kind: Field["kind"] = "number",
): Field => ({
  key,
  title,
  kind,
  shown: true,
  decimals,
});

/** The ratios of weights after to those before, as they were scaled at first. */
export function ratiosOf({ before, after, scale }: WeightChange): number[] {
  return before ? Array.from(after, (weight, at) => weight / (before[at]! * scale)) : [];
}

/** What a methodologist looks at in weights: their distribution before and after, and that of the ratios. */
export function weightTable(change: WeightChange, language: Language): Tidy {
  const { before, after } = change;
  const entries: [string, WeightSummary][] = [
    ...(before ? [[say("weightBefore", language), summariseWeights(before)] as [string, WeightSummary]] : []),
    [say("weightAfter", language), summariseWeights(after)],
    ...(before
      ? [[say("weightRatio", language), summariseWeights(ratiosOf(change))] as [string, WeightSummary]]
      : []),
  ];
  const decimals = (row: readonly Datum[]) => decimalsFor([Number(row[3]) / 20]);
  const ratio = say("weightRatio", language);
  return {
    fields: [
      { key: "weights", title: say("weights", language), kind: "text", shown: true },
      number("rows", "n", 0, "count"),
      { ...number("sum", say("sum", language), 0), absent: () => "" },
      number("mean", say("mean", language), decimals),
      number("min", "min", decimals),
      ...percentiles.map((percent) => number(`p${percent}`, `p${percent}`, decimals)),
      number("max", "max", decimals),
      number("cv", say("cv", language), 3),
      { ...number("deff", say("deff", language), 3), absent: () => "" },
      { ...number("effective", say("effective", language), 0), absent: () => "" },
    ],
    rows: entries.map(([name, summary]) => {
      const isRatio = name === ratio;
      return [
        name,
        summary.rows,
        isRatio ? null : summary.sum,
        summary.mean,
        summary.min,
        ...summary.percentiles,
        summary.max,
        summary.cv,
        isRatio ? null : summary.kish,
        isRatio ? null : summary.effective,
      ];
    }),
  };
}

/** The names of a crossing, which margins write with colons. */
const crossed = (name: string) => name.replaceAll(":", " × ");

/** The margins before, as they should be, and after. */
export function marginTable(checks: readonly MarginCheck[], language: Language): Tidy {
  const least = Math.min(...checks.map(({ target }) => Math.abs(target)));
  const decimals = least >= 1e4 ? 0 : least >= 100 ? 1 : 3;
  return {
    fields: [
      {
        key: "variable",
        title: say("variable", language),
        kind: "text",
        shown: true,
        grouping: true,
        label: crossed,
      },
      { key: "level", title: say("level", language), kind: "text", shown: true, label: crossed },
      number("before", say("weightBefore", language), decimals),
      number("target", say("target", language), decimals),
      number("after", say("weightAfter", language), decimals),
      number("change", say("targetOverBefore", language), 3),
      number("met", say("afterOverTarget", language), 4),
    ],
    rows: checks.map(({ variable, level, before, target, after }) => [
      variable,
      level,
      before,
      target,
      after,
      before === 0 ? null : target / before,
      target === 0 ? null : after / target,
    ]),
  };
}

/** Weighting classes with their response rates. */
export function classTable(classes: readonly WeightingClass[], title: string, language: Language): Tidy {
  return {
    fields: [
      { key: "class", title, kind: "text", shown: true },
      number("rows", "n", 0, "count"),
      number("respondents", say("respondents", language), 0, "count"),
      number("rate", say("responseRate", language), 1, "share"),
      number("factor", say("weightFactor", language), 3),
    ],
    rows: classes.map(({ name, rows, respondents, rate }) => [name, rows, respondents, rate, 1 / rate]),
  };
}

export function weightSection(change: WeightChange, language: Language): Section {
  return { key: "weights", title: say("distribution", language), rows: weightTable(change, language) };
}

/** How many weights are negative or at a bound, where any are. */
export function cautionNotes(
  { after }: WeightChange,
  ratios: readonly number[],
  bounds: { readonly low: number; readonly high: number } | undefined,
  language: Language,
): string[] {
  const french = language === "fr";
  const count = (value: number) => formatNumber(value, 0, language);
  const negative = after.filter((weight) => weight < 0).length;
  const at = (bound: number) => ratios.filter((ratio) => Math.abs(ratio / bound - 1) < 1e-9).length;
  const extreme = ratios.filter((ratio) => ratio >= 0 && (ratio < 1e-3 || ratio > 1e3)).length;
  const atBounds = bounds ? [at(bounds.low), at(bounds.high)] : [0, 0];
  return [
    ...(negative > 0
      ? [
          french
            ? `${count(negative)} poids sont négatifs, et les estimations les refuseront ; les méthodes raking, logit et truncated n'en donnent pas.`
            : `${count(negative)} weights are negative, and estimates will refuse them; the methods raking, logit and truncated give none.`,
        ]
      : []),
    ...(extreme > 0
      ? [
          french
            ? `${count(extreme)} rapports sont inférieurs à 1/1000 ou supérieurs à 1000 : ces marges ne sont atteintes qu'à peine.`
            : `${count(extreme)} ratios are below 1/1000 or above 1000: these margins can hardly be met.`,
        ]
      : []),
    ...(atBounds[0]! + atBounds[1]! > 0
      ? [
          french
            ? `${count(atBounds[0]!)} rapports sont à la borne inférieure, ${count(atBounds[1]!)} à la borne supérieure.`
            : `${count(atBounds[0]!)} ratios are at the lower bound, ${count(atBounds[1]!)} at the upper one.`,
        ]
      : []),
  ];
}
