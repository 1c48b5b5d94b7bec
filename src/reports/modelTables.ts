import { ratios } from "../models/fit/families.ts";
import type { FittedModel } from "../models/fit/model.ts";
import type { Inflation } from "../models/results/inflation.ts";
import { ratioOf, type Term } from "../models/results/terms.ts";
import type { TermTest } from "../models/results/waldTests.ts";
import type { Codebook } from "../sources/tables/codebook.ts";
import type { Comparison } from "../survey/comparison.ts";
import type { Language } from "../text/language.ts";
import { say } from "../text/words.ts";
import { intervalTitle } from "./designNote.ts";
import { labelsOf } from "./modelLabels.ts";
import { type Datum, datum, decimalsFor, type Field, type Tidy } from "./tidy.ts";

/** A column that is shown. */
export const field = (key: string, title: string, kind: Field["kind"], more: Partial<Field> = {}): Field => ({
  key,
  title,
  kind,
  shown: true,
  ...more,
});
/** A column of machine formats alone. */
export const hidden = (key: string, kind: Field["kind"]) => field(key, key, kind, { shown: false });

/** What of a model its tables are made with. */
export type ModelShape = Pick<FittedModel, "frame" | "columns" | "link" | "request">;

/** One tidy shape for all models: a row for each coefficient, with the reference levels among them. */
export function termTable(
  model: ModelShape,
  terms: readonly Term[],
  codebook: Codebook,
  language: Language,
): Tidy {
  const { link, request } = model;
  const labels = labelsOf(model, codebook, language);
  const ratio = ratios[link];
  const plain = decimalsBy(terms, 1, 1);
  const ofRatio = (row: readonly Datum[]) =>
    ratioDecimals(row[expAt] as number | null, row[seAt] as number | null);
  const interval = intervalTitle(request.level, language);
  const isRatio = ratio !== undefined;
  return {
    fields: [
      hidden("term", "text"),
      field("variable", say("variable", language), "text", { grouping: true, label: labels.variable }),
      field("level", say("level", language), "text", {
        label: (level, row) => labels.level(row[1] as string, level),
      }),
      hidden("role", "text"),
      field("estimate", say("coefficient", language), "number", {
        decimals: plain,
        absent: (row) => say(row[3] === "aliased" ? "aliased" : "reference", language),
      }),
      field("se", say("se", language), "number", { decimals: plain }),
      field("statistic", request.normal ? "z" : "t", "number", { decimals: 2 }),
      hidden("df", "number"),
      field("p", "p", "p"),
      field("low", interval, "number", { decimals: plain, upTo: "high", shown: !isRatio }),
      hidden("high", "number"),
      field("exp", ratio ? say(ratio, language) : "exp", "number", { decimals: ofRatio, shown: isRatio }),
      field("exp_low", interval, "number", { decimals: ofRatio, upTo: "exp_high", shown: isRatio }),
      hidden("exp_high", "number"),
    ],
    rows: terms.map((term) => termData(term, link)),
  };
}

/** Two decimals, and more for a ratio that is estimated more finely, such as that of one year of age. */
export function ratioDecimals(ratio: number | null, se: number | null): number {
  const spread = (ratio ?? 0) * (se ?? 0);
  return spread > 0 && spread < 0.02 ? Math.min(4, Math.max(2, decimalsFor([spread]))) : 2;
}

const seAt = 5;
const expAt = 11;

function termData({ term, variable, level, role, comparison }: Term, link: FittedModel["link"]): Datum[] {
  const { exp, exp_low, exp_high } = ratioOf(link, comparison, role === "reference");
  const { estimate, se, statistic, df, p, low, high } = comparisonData(comparison);
  return [
    term,
    variable,
    level,
    role,
    estimate,
    se,
    statistic,
    df,
    p,
    low,
    high,
    datum(exp),
    datum(exp_low),
    datum(exp_high),
  ];
}

/** The numbers of a comparison, nulls where there is none. */
export function comparisonData(comparison: Comparison | null) {
  return {
    estimate: datum(comparison?.estimate),
    se: datum(comparison?.se),
    statistic: datum(comparison?.statistic),
    df: datum(comparison?.df),
    p: datum(comparison?.p),
    low: datum(comparison?.low),
    high: datum(comparison?.high),
  };
}

/** Wald's test of each term, with its variance inflation where there is one. */
export function testTable(
  model: ModelShape,
  tests: readonly TermTest[],
  inflation: readonly Inflation[],
  codebook: Codebook,
  language: Language,
): Tidy {
  const labels = labelsOf(model, codebook, language);
  const shown = inflation.length > 0;
  return {
    fields: [
      field("variable", say("variable", language), "text", { label: labels.variable }),
      field("F", "F", "number", { decimals: 2 }),
      field("df1", say("df1", language), "count"),
      field("df2", say("df2", language), "count"),
      field("p", "p", "p"),
      field("gvif", "GVIF", "number", { decimals: 2, shown }),
      field("gvif_scaled", "GVIF^(1/2df)", "number", { decimals: 2, shown }),
    ],
    rows: tests.map(({ variable, F, df1, df2, p }) => {
      const own = inflation.find((found) => found.variable === variable);
      return [variable, datum(F), df1, datum(df2), datum(p), datum(own?.gvif), datum(own?.scaled)];
    }),
  };
}

/** A result about a variable. */
export type Compared = { readonly variable: string; readonly comparison: Comparison | null };

/**
 * Decimals of a variable's estimates, by the rows that name it: those that the middle of their standard errors shows,
 * and some more or less.
 */
export function decimalsBy(
  results: readonly Compared[],
  more: number,
  nameAt = 0,
): (row: readonly Datum[]) => number {
  const errors = new Map<string, number[]>();
  for (const { variable, comparison } of results) {
    const own = errors.get(variable) ?? [];
    errors.set(variable, own);
    own.push(comparison?.se ?? 0);
  }
  const known = new Map([...errors].map(([variable, own]) => [variable, decimalsFor(own) + more]));
  return (row) => Math.max(0, known.get(String(row[nameAt])) ?? 2);
}
