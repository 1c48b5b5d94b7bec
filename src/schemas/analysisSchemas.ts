import { families } from "../models/fit/families.ts";
import { proportionColumns } from "../reports/crosstabReport.ts";
import type { ModelShape } from "../reports/modelLabels.ts";
import { differenceColumns, withheldColumn } from "../reports/tables/estimateColumns.ts";
import { contrastColumns, effectColumns, marginColumns } from "../reports/tables/marginColumns.ts";
import { termColumns, testTermColumns } from "../reports/tables/modelColumns.ts";
import { classColumns, marginCheckColumns, weightSummaryColumns } from "../reports/tables/weightColumns.ts";
import {
  array,
  count,
  data,
  label,
  labels,
  number,
  object,
  oneOf,
  rowSchema,
  type Schema,
  text,
  textOrNull,
  titled,
} from "./schema.ts";

/** What was asked for; a command's flags, its design and its conditions. */
const requestOf = (commands: readonly string[]): Schema =>
  object({ command: oneOf(commands) }, { description: "what was asked for" });

const design = object({
  ...Object.fromEntries(
    [
      ...["rows", "used", "missing", "deleted", "outside", "unknown", "weightless"],
      ...["strata", "clusters"],
    ].map((key) => [key, count]),
  ),
  df: number,
  sumOfWeights: number,
  effective: { ...number, description: "Kish's effective sample size" },
});

/** The levels of variables stand under the variables' names. */
const levels: Schema = { ...textOrNull, description: "the level of a variable" };

const test = object({ method: text, statistic: number, df1: number, df2: number, p: number }, false, {
  reason: { ...text, description: "why there is no test" },
});

/** Proportions and estimates of numbers have the same columns. */
const estimateRows = array(rowSchema([...proportionColumns(0.95, true, []), withheldColumn], levels));

/** The parts that a table of estimates by groups has where they make sense, or are asked for. */
const groupParts = {
  overall: { ...estimateRows, description: "all groups together" },
  differences: array(
    rowSchema(differenceColumns(new Map(), "", { kind: "share", level: 0.95, decimals: 1 }), levels),
  ),
  test,
};

const estimateSchema = (): Schema =>
  titled(
    "panel estimate",
    object(
      { data, title: label, request: requestOf(["estimate"]), design, labels, rows: estimateRows },
      false,
      groupParts,
    ),
  );

/** A cross-tab of one outcome, or of several with what each has alone. */
const crosstabSchema = (): Schema => {
  const shared = { data, title: label, request: requestOf(["crosstab"]), labels };
  const parts = {
    subtotals: { ...estimateRows, description: "the margins of each group variable" },
    ...groupParts,
  };
  const kind = {
    ...oneOf(["levels", "mean"]),
    description: "whether rows are the outcome's levels, or its mean by group",
  };
  return titled("panel crosstab", {
    anyOf: [
      object({ ...shared, design, rows: estimateRows }, false, parts),
      object({
        ...shared,
        outcomes: array(object({ name: text, kind, design, rows: estimateRows }, false, parts)),
      }),
    ],
  });
};

/** Columns are the same for all models. */
export const anyModel = {
  link: "logit",
  request: { level: 0.95, normal: false },
  columns: [],
  frame: { formula: { atoms: [], terms: [] }, factors: [], readsOf: [] },
  table: { codebook: new Map() },
} as unknown as ModelShape;

const fit = object({
  n: count,
  missing: count,
  coefficients: count,
  ...Object.fromEntries(
    [
      ...["df", "deviance", "nullDeviance", "dispersion", "coxSnell", "nagelkerke"],
      ...["effectiveParameters", "aic", "bic"],
    ].map((key) => [key, number]),
  ),
  aliased: array(text),
  lonelyLevels: array(object({ variable: text, level: text })),
  discardedReplicates: { ...count, description: "the replicates in which the model does not exist" },
  influence: {
    anyOf: [object({ row: count, source: textOrNull, cook: number, leverage: number }), { type: "null" }],
    description: "the row of largest influence, and the sheet or file where rows are of several",
  },
});

const modelProperties = {
  formula: text,
  family: oneOf(Object.keys(families)),
  link: text,
  vcov: text,
  outcome: object({ name: text, zero: textOrNull, ones: array(text) }),
  labels,
  fit,
  design,
  terms: array(rowSchema(termColumns(anyModel, []))),
  tests: array(rowSchema(testTermColumns(anyModel, []))),
  margins: array(rowSchema(marginColumns(anyModel, []))),
  effects: array(rowSchema(effectColumns(anyModel, []))),
  contrasts: array(rowSchema(contrastColumns(anyModel, "coefficient", []))),
  marginContrasts: array(rowSchema(contrastColumns(anyModel, "margin", []))),
};

const modelSchema = (): Schema => {
  const shared = { data, title: label, request: requestOf(["model"]) };
  const named = object({ name: text, ...modelProperties });
  return titled("panel model", {
    anyOf: [
      object({ ...shared, ...modelProperties }),
      object({ ...shared, models: array({ anyOf: [named, object({ name: text, refusal: textOrNull })] }) }),
    ],
  });
};

const describeSchema = (): Schema => {
  const level = object({ name: text, label: text, n: count });
  const row = object({
    variable: text,
    label: text,
    type: oneOf(["categorical", "numeric", "date"]),
    answers: count,
    missing: count,
    min: number,
    max: number,
    first: textOrNull,
    last: textOrNull,
    levels: { anyOf: [array(level), { type: "null" }] },
  });
  return titled(
    "panel describe",
    object({ data, title: label, request: requestOf(["describe"]), rows: array(row) }),
  );
};

const steps = ["calibrate", "rake", "post-stratify", "nonresponse", "trim", "replicate", "diagnose"];

const ratios: Schema = {
  anyOf: [
    object({ scale: number, bins: array(object({ low: number, high: number, n: count })) }),
    { type: "null" },
  ],
  description: "how many rows have ratios of weights after to weights before (times scale) from low to high",
};

const weightSchema = (): Schema =>
  titled(
    "panel weight",
    object(
      {
        data,
        title: label,
        ratios,
        request: requestOf(steps.map((step) => `weight ${step}`)),
        weights: array(rowSchema(weightSummaryColumns)),
      },
      false,
      {
        result: {
          type: "object",
          description: "what the step found, such as iterations and redundant margins",
        },
        margins: array(rowSchema(marginCheckColumns([]))),
        classes: array(rowSchema(classColumns)),
      },
    ),
  );

export const analysisSchemas = {
  crosstab: crosstabSchema,
  estimate: estimateSchema,
  model: modelSchema,
  describe: describeSchema,
  weight: weightSchema,
};
