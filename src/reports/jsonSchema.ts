import * as z from "zod";
import { aspects } from "../figures/robustness.ts";
import { figureStatuses, findingStatuses } from "../figures/verdict.ts";
import { type FamilyName, families } from "../models/fit/families.ts";
import { uses } from "../study/figures.ts";

const number = z.number().nullable();
const count = z.int().min(0);
const counts = <Status extends string>(statuses: readonly Status[]) => z.record(z.enum(statuses), count);

/** An estimate with its test and interval; all null where there is none. */
const comparison = z.strictObject({
  estimate: number.describe("on the scale of the linear predictor"),
  se: number,
  statistic: number,
  df: number,
  p: number,
  low: number.describe("bound of the 95% confidence interval"),
  high: number,
});

/** A coefficient. */
const term = comparison.extend({
  term: z.string(),
  variable: z.string(),
  level: z.string(),
  role: z.enum(["estimated", "reference", "aliased"]),
  label: z.string(),
  exp: number.describe("the ratio; 1 for a reference level"),
  exp_low: number,
  exp_high: number,
});

/** The shape of `panel reproduce --format json`; data/schemas/reproduce.json is made from it. */
export const reproductionSchema = z.strictObject({
  study: z.strictObject({ id: z.string(), title: z.string(), source: z.string() }),
  data: z.strictObject({
    kind: z.enum(["synthetic", "microdata"]),
    notice: z.string(),
    dataset: z.string(),
    seed: z.int().nullable(),
    rows: z.record(z.string(), count).describe("rows by wave"),
    files: z.array(z.string()),
  }),
  figures: z.array(
    z.strictObject({
      id: z.string(),
      label: z.string(),
      locator: z.strictObject({ section: z.string(), page: z.int(), chart: z.string().nullable() }),
      unit: z.string(),
      published: number.describe("null when the publication gives an approximation; see publishedInterval"),
      publishedInterval: z.strictObject({ low: z.number(), high: z.number() }).nullable(),
      computed: number.describe("in the unit of the publication: percentages from 0 to 100"),
      se: number,
      low: number.describe("bound of the 95% confidence interval"),
      high: number,
      n: count.nullable(),
      status: z.enum(figureStatuses),
      use: z.enum(uses),
      note: z.string().nullable(),
    }),
  ),
  findings: z.array(
    z.strictObject({
      id: z.string(),
      label: z.string(),
      locator: z.strictObject({ section: z.string(), page: z.int() }),
      model: z.string(),
      variable: z.string(),
      level: z.string().nullable().describe("null when the statement is of the whole variable"),
      versus: z.string().nullable(),
      sign: z.enum(["+", "-", "0"]).describe("0 for no significant difference"),
      comparison: comparison.nullable(),
      test: z
        .strictObject({ F: number, df1: count, df2: number, p: number })
        .nullable()
        .describe("Wald's test of the variable, when the statement is that it makes no difference"),
      status: z.enum(findingStatuses),
    }),
  ),
  tables: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      rows: z.array(
        z.strictObject({
          wave: z.string(),
          variable: z.string(),
          level: z.string().nullable(),
          label: z.string(),
          computed: number,
          se: number,
          low: number,
          high: number,
          n: count.nullable(),
        }),
      ),
    }),
  ),
  models: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      family: z.enum(Object.keys(families) as FamilyName[]),
      ratio: z.string().nullable().describe("what exp is"),
      n: count.nullable(),
      missing: count.nullable(),
      refusal: z.string().nullable().describe("why the model cannot be fitted"),
      checks: z.string().nullable().describe("the model whose robustness this one checks"),
      terms: z.array(term),
    }),
  ),
  disagreements: z
    .array(
      z.strictObject({
        model: z.string(),
        check: z.string(),
        variable: z.string(),
        level: z.string(),
        estimate: number,
        p: number,
        checkEstimate: number,
        checkP: number,
        differs: z.array(z.enum(aspects)),
      }),
    )
    .describe("coefficients on which a model and its check disagree"),
  summary: z.strictObject({
    figures: z.record(z.enum(uses), counts(figureStatuses)),
    findings: counts(findingStatuses),
    agrees: z.boolean().describe("nothing differs and nothing is contradicted"),
  }),
});
