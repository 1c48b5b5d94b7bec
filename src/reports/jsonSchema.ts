import * as z from "zod";
import { figureStatuses, findingStatuses } from "../figures/verdict.ts";
import { type FamilyName, families } from "../models/families.ts";
import { uses } from "../study/figures.ts";

const number = z.number().nullable();
const count = z.int().min(0);
const counts = <Status extends string>(statuses: readonly Status[]) => z.record(z.enum(statuses), count);

/** A term, a contrast: an estimate with its test and interval. */
export const comparison = z.strictObject({
  estimate: number.describe("on the scale of the linear predictor"),
  se: number,
  statistic: number,
  df: number,
  p: number,
  low: number.describe("bound of the 95% confidence interval"),
  high: number,
  exp: z
    .strictObject({ estimate: number, low: number, high: number })
    .describe("the ratio and its 95% interval"),
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
      level: z.string(),
      versus: z.string(),
      sign: z.enum(["+", "-"]),
      comparison: comparison.nullable(),
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
      ratio: z.string().describe("what exp is"),
      n: count.nullable(),
      missing: count.nullable(),
      refusal: z.string().nullable().describe("why the model cannot be fitted"),
      terms: z.array(
        comparison.extend({
          term: z.string(),
          variable: z.string(),
          level: z.string().nullable(),
          reference: z.boolean(),
          label: z.string(),
        }),
      ),
    }),
  ),
  summary: z.strictObject({
    figures: z.record(z.enum(uses), counts(figureStatuses)),
    findings: counts(findingStatuses),
    agrees: z.boolean().describe("nothing differs and nothing is contradicted"),
  }),
});
