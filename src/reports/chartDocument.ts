import * as z from "zod";
import { figureStatuses } from "../figures/verdict.ts";
import { type FamilyName, families } from "../models/fit/families.ts";
import { type LinkName, links } from "../models/fit/links.ts";
import { termRoles } from "../models/results/terms.ts";
import { verdicts } from "../study/claims.ts";
import { statistics, uses } from "../study/figures.ts";
import { percentBases } from "../survey/crosstab.ts";
import { dataLine } from "./dataLines.ts";
import { labelsOfRecords } from "./labelRecords.ts";
import { besideRoles } from "./tables/claimColumns.ts";
import { levelColumns } from "./tables/estimateColumns.ts";

/** What charts read of the JSON documents of commands. */

const number = z.number().nullable();
const label = z.object({ fr: z.string(), en: z.string() });
const named = z.object({ name: z.string(), label });
const labels = z.array(named.extend({ levels: z.array(named) })).transform(labelsOfRecords);

/** The first line of every output, from what a document says of its data. */
const data = z
  .object({
    kind: z.enum(["synthetic", "microdata"]),
    dataset: z.string().nullable(),
    seed: z.int().nullable(),
    rows: z.union([z.int(), z.record(z.string(), z.int())]),
    files: z.array(z.string()),
  })
  .transform(({ kind, seed, files, dataset, rows }) =>
    dataLine({
      provenance: { kind, files, ...(seed !== null && { seed }) },
      dataset: dataset ?? undefined,
      rows: new Map(typeof rows === "number" ? [["", rows]] : Object.entries(rows)),
    }),
  );

const subject = { data, title: label };

/** Rows that name their levels under the names of variables, or under the names that stand for these. */
export function rowsOf(variables: readonly string[]) {
  const keys = levelColumns(new Map(), variables, () => []).map(({ key }) => key);
  // A variable may have any name, also one that objects have a property of.
  const withLevels = z.unknown().transform((row, context) => {
    const levels = keys.map((key) => {
      const value: unknown = Object.getOwnPropertyDescriptor(Object(row), key)?.value;
      if (value === null || typeof value === "string") return value;
      context.addIssue({ code: "invalid_type", expected: "string", input: value, path: [key] });
      return z.NEVER;
    });
    return { ...Object(row), levels };
  });
  const row = z.object({
    levels: z.array(z.string().nullable()),
    ...{ estimate: number, se: number, low: number, high: number },
    suppressed: z.literal("s").nullish(),
  });
  return z.array(
    withLevels.pipe(
      row.transform(({ suppressed, ...own }) => ({
        ...own,
        withheld: suppressed ? (true as const) : undefined,
      })),
    ),
  );
}

/** The conditions that rows meet. */
const where = z.array(z.string()).default([]);

const grouped = { by: z.array(z.string()), level: z.number(), where };
export const crosstabDocument = z.object({
  ...{ ...subject, labels },
  request: z.object({ ...grouped, outcome: z.string(), percent: z.enum(percentBases) }),
});
export const estimatesDocument = z.object({ ...subject, labels, request: z.object(grouped) });

const term = z.object({
  variable: z.string(),
  level: z.string(),
  role: z.enum(termRoles),
  ...{ estimate: number, se: number, low: number, high: number },
});
export const modelDocument = z.object({
  family: z.enum(Object.keys(families) as FamilyName[]),
  link: z.enum(Object.keys(links) as LinkName[]),
  outcome: z.object({ name: z.string(), zero: z.string().nullable(), ones: z.array(z.string()) }),
  fit: z.object({ n: z.int() }),
  terms: z.array(term),
  labels,
});

export const modelSubject = z.object({ ...subject, request: z.object({ level: z.number(), where }) });
export const modelsDocument = z.object({
  models: z.array(z.union([z.object({ refusal: z.string() }), modelDocument])),
});

const bin = z.object({ low: z.number(), high: z.number(), n: z.int() });
export const weightDocument = z.object({
  ...subject,
  ratios: z.object({ scale: z.number(), bins: z.array(bin).min(1) }).nullable(),
});

export const claimsDocument = z.object({
  labels,
  claims: z.array(
    z.object({
      ...{ source: z.string(), id: z.string(), lines: z.string() },
      verdict: z.enum(verdicts),
      relation: z.string().nullable(),
      ...{ said: number, said_decimals: z.int().nullable(), said_low: number, said_high: number },
    }),
  ),
  beside: z.array(
    z.object({
      ...{ source: z.string(), id: z.string(), figure: z.string(), unit: z.string() },
      role: z.enum(besideRoles),
      ...{ published: number, published_low: z.number(), published_high: z.number() },
    }),
  ),
});

export const reproductionDocument = z.object({
  data,
  study: z.object({ labels: z.object({ title: label, source: label }) }),
  figures: z.array(
    z.object({
      ...{ published: number, published_low: number, published_high: number },
      ...{ computed: number, low: number, high: number },
      statistic: z.enum(statistics).nullable(),
      use: z.enum(uses),
      status: z.enum(figureStatuses),
    }),
  ),
});
