import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { type Domain, parseDomain } from "../sources/condition.ts";
import { InputError } from "../text/errors.ts";
import type { Label } from "../text/language.ts";
import { suggest } from "../text/suggest.ts";
import { type Figure, loadFigures } from "./figures.ts";
import { type Finding, loadFindings } from "./findings.ts";
import { label, name, text } from "./schemas.ts";
import { readYaml } from "./yaml.ts";

const outcome = z.strictObject({ variable: name, level: name.optional() });
const domain = z.string().default("");

const file = z.strictObject({
  id: name,
  dataset: name,
  title: label,
  source: label,
  sections: z.array(z.strictObject({ id: z.string(), fr: z.string(), en: z.string() })),
  units: z.record(z.string(), label),
  tables: z.array(
    z.strictObject({
      id: name,
      title: label,
      waves: z.array(text).min(1),
      domain,
      outcomes: z.array(outcome).min(1),
    }),
  ),
  charts: z.array(
    z.strictObject({
      id: name,
      table: name,
      type: z.enum(["grouped-bars", "venn"]),
      sets: z.array(name).length(3).optional(),
    }),
  ),
  models: z.array(
    z.strictObject({
      id: name,
      title: label,
      wave: text,
      family: z.enum(["logistic", "poisson"]),
      outcome,
      domain,
      covariates: z.array(name).min(1),
      references: z.record(z.string(), name),
    }),
  ),
});

type StudyFile = z.output<typeof file>;
export type ChartDescription = StudyFile["charts"][number];

interface Outcome {
  readonly variable: string;
  readonly level?: string | undefined;
}

/** Outcomes by wave: of a level its percentage, of a categorical variable that of each level, of a number its mean. */
export interface TableDescription {
  readonly id: string;
  readonly title: Label;
  readonly waves: readonly string[];
  readonly domain: Domain;
  readonly outcomes: readonly Outcome[];
}

export interface ModelDescription {
  readonly id: string;
  readonly title: Label;
  readonly wave: string;
  readonly family: "logistic" | "poisson";
  readonly outcome: Outcome;
  readonly domain: Domain;
  readonly covariates: readonly string[];
  /** The reference level of each covariate. */
  readonly references: Readonly<Record<string, string>>;
}

/** A publication as data. */
export interface Study {
  readonly id: string;
  readonly dataset: string;
  readonly title: Label;
  readonly source: Label;
  readonly sections: ReadonlyMap<string, Label>;
  readonly units: ReadonlyMap<string, Label>;
  readonly tables: readonly TableDescription[];
  readonly charts: readonly ChartDescription[];
  readonly models: readonly ModelDescription[];
  readonly figures: readonly Figure[];
  readonly findings: readonly Finding[];
}

/** The ids of the studies in the data folder. */
export function listStudies(dataFolder: string): string[] {
  const folder = join(dataFolder, "studies");
  return readdirSync(folder)
    .filter((id) => existsSync(join(folder, id, "study.yaml")))
    .sort();
}

/** Reads the study's folder. */
export async function loadStudy(id: string, dataFolder: string): Promise<Study> {
  const known = listStudies(dataFolder);
  if (!known.includes(id))
    throw new InputError("unknown study", {}, { value: id, advice: suggest(id, known) });
  const folder = join(dataFolder, "studies", id);
  const path = join(folder, "study.yaml");
  const declared = readYaml(path, file);
  const toDomain = (of: string, field: string) => parseDomain(of, { file: path, field });
  return {
    ...declared,
    sections: new Map(declared.sections.map(({ id, fr, en }) => [id, { fr, en }])),
    units: new Map(Object.entries(declared.units)),
    tables: declared.tables.map((table) => ({ ...table, domain: toDomain(table.domain, table.id) })),
    models: declared.models.map((model) => ({ ...model, domain: toDomain(model.domain, model.id) })),
    figures: await loadFigures(join(folder, "figures.csv")),
    findings: await loadFindings(join(folder, "findings.csv")),
  };
}
