import { type Codebook, levelNames } from "../sources/tables/codebook.ts";
import type { Comparison } from "../survey/comparison.ts";
import { designEffect, type Estimate, effectiveSize, type Replacement } from "../survey/estimators.ts";
import type { Interval } from "../survey/intervals.ts";
import type { Language } from "../text/language.ts";
import { say } from "../text/words.ts";
import { intervalTitle } from "./designNote.ts";
import { labelIn } from "./labels.ts";
import { type Datum, datum, type Field, type FieldKind } from "./tidy.ts";

/** The names that results give to their own columns. */
const ownKeys = new Set(
  "data estimate se low high n total base df deff cv effective statistic p from to".split(" "),
);

/** The columns of variables' levels: their names, with underscores where a result has a column of that name. */
export function levelFields(codebook: Codebook, variables: readonly string[], language: Language): Field[] {
  const taken = new Set([...ownKeys, ...variables.filter((name) => !ownKeys.has(name))]);
  return variables.map((variable, at) => {
    let key = variable;
    while (ownKeys.has(variable) && taken.has(key)) key += "_";
    taken.add(key);
    return levelField(codebook, variable, key, language, at < variables.length - 1);
  });
}

function levelField(
  codebook: Codebook,
  variable: string,
  key: string,
  language: Language,
  grouping: boolean,
): Field {
  const entry = codebook.get(variable);
  const known = new Set(entry?.type === "categorical" ? levelNames(entry) : []);
  return {
    key,
    title: labelIn(codebook, variable, "", language),
    kind: "text",
    shown: true,
    grouping,
    label: (level) => (known.has(level) ? labelIn(codebook, variable, level, language) : level),
  };
}

export interface EstimateFields {
  readonly kind: Extract<FieldKind, "share" | "number">;
  readonly title: string;
  readonly level: number;
  readonly decimals: number;
  readonly effects: boolean;
}

/** The columns of an estimate with its interval. */
export function estimateFields(
  { kind, title, level, decimals, effects }: EstimateFields,
  language: Language,
): Field[] {
  const field = (key: string, name: string, of: FieldKind, shown = true, places = 0): Field => ({
    key,
    title: name,
    kind: of,
    shown,
    decimals: places,
  });
  return [
    field("estimate", title, kind, true, decimals),
    field("se", say("se", language), kind, true, kind === "share" ? decimals + 1 : decimals),
    { ...field("low", intervalTitle(level, language), kind, true, decimals), upTo: "high" },
    field("high", "high", kind, false, decimals),
    field("n", "n", "count"),
    field("total", say("weightedCount", language), "number"),
    field("base", say("base", language), "count", false),
    field("df", "df", "count", false),
    field("deff", say("deff", language), "number", effects, 2),
    field("effective", say("effective", language), "number", effects, 0),
    field("cv", say("cv", language), "share", effects, 1),
  ];
}

/** The values of those columns. */
export function estimateData(
  estimate: Omit<Estimate, "score" | "unitVariance"> & Partial<Pick<Estimate, "unitVariance">>,
  { low, high }: Interval,
  counted: { readonly n: number; readonly total: number },
  replacement: Replacement,
): Datum[] {
  const { unitVariance } = estimate;
  return [
    datum(estimate.estimate),
    datum(estimate.se),
    low,
    high,
    counted.n,
    counted.total,
    estimate.n,
    estimate.df,
    unitVariance === undefined ? null : datum(designEffect({ ...estimate, unitVariance }, replacement)),
    datum(effectiveSize(estimate)),
    datum(estimate.se / Math.abs(estimate.estimate)),
  ];
}

/** The columns of a difference with its t test. */
export function contrastFields(
  { kind: of, level, decimals }: Pick<EstimateFields, "kind" | "level" | "decimals">,
  language: Language,
): Field[] {
  const kind = of === "share" ? "points" : of;
  return [
    {
      key: "estimate",
      title: say(of === "share" ? "differenceInPoints" : "difference", language),
      kind,
      shown: true,
      decimals,
    },
    {
      key: "se",
      title: say("se", language),
      kind,
      shown: true,
      decimals: of === "share" ? decimals + 1 : decimals,
    },
    { key: "low", title: intervalTitle(level, language), kind, shown: true, decimals, upTo: "high" },
    { key: "high", title: "high", kind, shown: false, decimals },
    { key: "statistic", title: "t", kind: "number", shown: true, decimals: 2 },
    { key: "df", title: say("freedom", language), kind: "count", shown: true },
    { key: "p", title: "p", kind: "p", shown: true },
  ];
}

export function contrastData({ estimate, se, low, high, statistic, df, p }: Comparison): Datum[] {
  return [datum(estimate), datum(se), low, high, datum(statistic), df, datum(p)];
}
