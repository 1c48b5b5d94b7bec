import { families, ratios } from "../models/fit/families.ts";
import type { FittedModel } from "../models/fit/model.ts";
import type { MarginalEffect, PredictiveMargin } from "../models/results/margins.ts";
import type { LevelContrast } from "../models/results/pairs.ts";
import { hasRatio, ratioOf } from "../models/results/terms.ts";
import type { Codebook } from "../sources/tables/codebook.ts";
import type { Comparison } from "../survey/comparison.ts";
import type { Language } from "../text/language.ts";
import { say } from "../text/words.ts";
import { intervalTitle } from "./designNote.ts";
import { labelIn } from "./labels.ts";
import { type Compared, comparisonData, decimalsBy, field, hidden, type ModelShape } from "./modelTables.ts";
import { type Datum, datum, decimalsFor, type Field, type Tidy } from "./tidy.ts";

/** The kind of the predictions of a link: shares between 0 and 1, or numbers. */
const isShare = (link: FittedModel["link"]) => families.logistic.links.includes(link);

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
  margins: readonly PredictiveMargin[],
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
