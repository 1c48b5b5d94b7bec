import { families, ratios } from "../models/families.ts";
import type { Comparison } from "../models/inference.ts";
import type { Inflation } from "../models/inflation.ts";
import type { Margin, MarginalEffect } from "../models/margins.ts";
import type { FittedModel } from "../models/model.ts";
import type { LevelContrast } from "../models/pairs.ts";
import { hasRatio, ratioOf, type Term } from "../models/terms.ts";
import type { TermTest } from "../models/waldTests.ts";
import type { Codebook } from "../sources/codebook.ts";
import type { Language } from "../text/language.ts";
import { say } from "../text/words.ts";
import { intervalTitle } from "./designNote.ts";
import { labelIn } from "./labels.ts";
import { labelsOf } from "./modelLabels.ts";
import { type Datum, datum, decimalsFor, type Field, type Tidy } from "./tidy.ts";

const field = (key: string, title: string, kind: Field["kind"], more: Partial<Field> = {}): Field => ({
  key,
  title,
  kind,
  shown: true,
  ...more,
});
const hidden = (key: string, kind: Field["kind"]) => field(key, key, kind, { shown: false });

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

/** The kind of the predictions of a link: shares between 0 and 1, or numbers. */
const isShare = (link: FittedModel["link"]) => families.logistic.links.includes(link);

type Compared = { readonly variable: string; readonly comparison: Comparison | null };

/**
 * Decimals of a variable's estimates, by the rows that name it: those that the middle of their standard errors shows,
 * and some more or less.
 */
function decimalsBy(
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

/** Columns of an estimate on the scale of the outcome. */
function outcomeFields(
  model: ModelShape,
  title: string,
  change: boolean,
  results: readonly Compared[],
  language: Language,
): Field[] {
  const share = isShare(model.link);
  const kind = share ? (change ? "points" : "share") : "number";
  const byVariable = decimalsBy(results, share ? -2 : 0);
  const decimals = (row: readonly Datum[]) => Math.max(share ? 1 : 0, byVariable(row));
  return [
    field("estimate", title, kind, { decimals }),
    field("se", say("se", language), kind, { decimals: (row) => decimals(row) + 1 }),
    field("low", intervalTitle(model.request.level, language), kind, { decimals, upTo: "high" }),
    field("high", "high", kind, { shown: false, decimals }),
  ];
}

/** The label of a level, of the variable that stands first in the row; none for a number. */
const levelIn = (codebook: Codebook, language: Language) => (level: string, row: readonly Datum[]) =>
  level === "" ? "" : labelIn(codebook, row[0] as string, level, language);

const levelFieldsOf = (codebook: Codebook, language: Language): Field[] => [
  field("variable", say("variable", language), "text", {
    grouping: true,
    label: (variable) => labelIn(codebook, variable, "", language),
  }),
  field("level", say("level", language), "text", {
    label: levelIn(codebook, language),
  }),
];

const versusField = (codebook: Codebook, language: Language): Field =>
  field("versus", say("against", language), "text", {
    label: levelIn(codebook, language),
  });

const errorsOf = (results: readonly { readonly comparison: Comparison | null }[]) =>
  results.flatMap(({ comparison }) => comparison?.se ?? []);

export function marginTable(
  model: ModelShape,
  margins: readonly Margin[],
  codebook: Codebook,
  language: Language,
): Tidy {
  const share = isShare(model.link);
  const sampled = margins.some(({ seSample }) => seSample !== null);
  const fields = outcomeFields(model, say("prediction", language), false, margins, language);
  return {
    fields: [
      ...levelFieldsOf(codebook, language),
      ...fields,
      field("se_sample", say("seSample", language), share ? "share" : "number", {
        decimals: fields[1]!.decimals,
        shown: sampled,
      }),
      hidden("df", "number"),
    ],
    rows: margins.map(({ variable, level, comparison, seSample }) => {
      const { estimate, se, low, high, df } = comparisonData(comparison);
      return [variable, level, estimate, se, low, high, datum(seSample), df];
    }),
  };
}

export function effectTable(
  model: ModelShape,
  effects: readonly MarginalEffect[],
  codebook: Codebook,
  language: Language,
): Tidy {
  const title = say(isShare(model.link) ? "effectInPoints" : "effect", language);
  return {
    fields: [
      ...levelFieldsOf(codebook, language),
      versusField(codebook, language),
      ...outcomeFields(model, title, true, effects, language),
      ...testFields(model),
    ],
    rows: effects.map(({ variable, level, versus, comparison }) => {
      const { estimate, se, low, high, statistic, df, p } = comparisonData(comparison);
      return [variable, level, versus, estimate, se, low, high, statistic, df, p];
    }),
  };
}

const testFields = ({ request }: ModelShape): Field[] => [
  field("statistic", request.normal ? "z" : "t", "number", { decimals: 2 }),
  hidden("df", "number"),
  field("p", "p", "p"),
];

/** Contrasts of one scale; of the link's as ratios where it has them. */
export function contrastTable(
  model: ModelShape,
  scale: LevelContrast["scale"],
  contrasts: readonly LevelContrast[],
  codebook: Codebook,
  language: Language,
): Tidy {
  const ratio = scale === "coefficient" && hasRatio(model.link) ? ratios[model.link] : undefined;
  const share = scale === "margin" && isShare(model.link);
  const decimals = decimalsFor(errorsOf(contrasts));
  const title = say(share ? "differenceInPoints" : "difference", language);
  const estimates =
    scale === "margin"
      ? outcomeFields(model, title, true, contrasts, language)
      : [
          field("estimate", title, "number", { decimals: decimals + 1 }),
          field("se", say("se", language), "number", { decimals: decimals + 1 }),
          field("low", intervalTitle(model.request.level, language), "number", {
            decimals: decimals + 1,
            upTo: "high",
            shown: !ratio,
          }),
          hidden("high", "number"),
        ];
  return {
    fields: [
      ...levelFieldsOf(codebook, language),
      versusField(codebook, language),
      hidden("scale", "text"),
      ...estimates,
      ...testFields(model),
      field("p_adjusted", say("adjustedP", language), "p", {
        shown: contrasts.some(({ adjusted }) => adjusted !== null),
      }),
      field("exp", ratio ? say(ratio, language) : "exp", "number", {
        decimals: 2,
        shown: ratio !== undefined,
      }),
      field("exp_low", intervalTitle(model.request.level, language), "number", {
        decimals: 2,
        upTo: "exp_high",
        shown: ratio !== undefined,
      }),
      hidden("exp_high", "number"),
    ],
    rows: contrasts.map(({ variable, level, versus, comparison, adjusted }) => {
      const { estimate, se, low, high, statistic, df, p } = comparisonData(comparison);
      const { exp, exp_low, exp_high } = ratioOf(model.link, scale === "coefficient" ? comparison : null);
      return [
        ...[variable, level, versus, scale, estimate, se, low, high, statistic, df, p, datum(adjusted)],
        ...[datum(exp), datum(exp_low), datum(exp_high)],
      ];
    }),
  };
}
