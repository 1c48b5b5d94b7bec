import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { DatasetDescription } from "../sources/datasets/description.ts";
import { InputError } from "../text/errors.ts";
import { ownError } from "../text/issues.ts";
import type { Label } from "../text/language.ts";
import { levelOrBound, setsCombined } from "../text/messages/schemas.ts";
import { folderWithoutSlash, unknownName, unknownStudy } from "../text/messages/studies.ts";
import { embeddedDatasets, embeddedFile, loadDataset } from "./dataset.ts";
import { type Domain, parseDomain } from "./domain.ts";
import { type Estimand, type Figure, loadFigures } from "./figures.ts";
import { type Finding, loadFindings } from "./findings.ts";
import { lexicon, lexiconOf } from "./lexicon.ts";
import { type Contrast, loadOperands, type Operand } from "./operands.ts";
import { eachOnce, fileId, label, line, name, text } from "./schemas.ts";
import type { WorkbookDeclaration } from "./workbook/declaration.ts";
import { workbookDeclaration } from "./workbook/schema.ts";
import { readYaml } from "./yaml.ts";

const outcome = z.strictObject({ variable: name, level: name.optional() });
/** What a model explains: a number, whether a variable has a level, or whether a number is at least so much. */
const modelOutcome = z
  .strictObject({ variable: name, level: name.optional(), at_least: z.number().optional() })
  .refine(({ level, at_least }) => level === undefined || at_least === undefined, ownError(levelOrBound))
  .transform(({ at_least: atLeast, ...rest }) => ({ ...rest, atLeast }));
const family = z.enum(["logistic", "poisson"]);
const domain = z.string().default("");

/** A sentence that tells how to read one number, and the place of that number. */
const reading = { fr: line, en: line, variable: name.optional(), level: name.optional() };
/** What stands below a table besides: whom it is about, among the survey's field, and a note. */
const below = { field: label.optional(), note: label.optional() };

/**
 * What may be known of a dataset's designs besides weights, strata and clusters: the margins that the weights were calibrated on,
 * and the share of each stratum's population that answered.
 */
export const designParts = ["calibrated", "fpc"] as const;
export type DesignPart = (typeof designParts)[number];

const chartTypes = ["grouped-bars", "stacked-bars", "combinations", "change"] as const;

const file = z.strictObject({
  id: fileId,
  dataset: name,
  title: label,
  source: label,
  /** How the publication was read, in a line that the report shows. */
  notes: label.optional(),
  publication: z.strictObject({ date: text, address: line, data: line, code: line }).partial().default({}),
  /** What the variances use that are always shown beside the default ones. */
  variance: z.array(z.enum(designParts)).default([]),
  sections: eachOnce(z.strictObject({ id: z.string(), fr: z.string(), en: z.string() })),
  units: z.record(z.string(), label).default({}),
  /** Words that its figures name, besides those that all studies share. */
  lexicon: lexicon.default({}),
  tables: eachOnce(
    z.strictObject({
      id: fileId,
      title: label,
      waves: z.array(text).min(1),
      domain,
      outcomes: z.array(outcome).min(1),
      reading: z.strictObject(reading).optional(),
      ...below,
    }),
  ),
  charts: eachOnce(
    z
      .strictObject({
        id: fileId,
        table: fileId,
        type: z.enum(chartTypes),
        sets: z.array(name).min(2).max(5).optional(),
      })
      .refine(({ type, sets }) => (type === "combinations") === (sets !== undefined), ownError(setsCombined)),
  ),
  models: eachOnce(
    z.strictObject({
      id: name,
      title: label,
      wave: text,
      family,
      outcome: modelOutcome,
      domain,
      covariates: z.array(name).min(1),
      references: z.record(z.string(), name).default({}),
      /** Another model of the same covariates, whose signs and significances are compared with this one's. */
      check: z.strictObject({ family, outcome: modelOutcome }).optional(),
      reading: z.strictObject({ ...reading, variable: name }).optional(),
      ...below,
    }),
  ),
  /** Models that the report shows side by side. */
  model_tables: eachOnce(
    z.strictObject({
      id: name,
      title: label,
      models: z.array(name).min(1),
      reading: z.strictObject({ ...reading, variable: name, model: name.optional() }).optional(),
      ...below,
    }),
  ).default([]),
  /** Definitions in place of the published ones: by these, variables of the dataset have these levels alone. */
  alternatives: eachOnce(
    z.strictObject({ id: fileId, fr: line, en: line, published: z.record(name, z.array(name).min(1)) }),
  ).default([]),
  workbook: workbookDeclaration.default({ labels: [], tables: [] }),
});

/** A definition that could be meant in place of the published one, by which variables of the dataset have some levels alone. */
export interface Alternative extends Label {
  readonly id: string;
  readonly published: Readonly<Record<string, readonly string[]>>;
}

/** A chart of a table; of combinations the sets too. */
export interface ChartDescription {
  readonly id: string;
  readonly table: string;
  readonly type: (typeof chartTypes)[number];
  readonly sets?: readonly string[] | undefined;
}

/** What stands for a value in a sentence. */
export const placeholder = /\{([^{}]*)\}/g;

/**
 * A sentence on how to read one number. Of a table, `{2022}` stands for the value in that wave of the row of a variable and
 * level, the first row by default; of a model, `{ratio}` and `{interval}` for a coefficient's ratio and its interval.
 */
export interface Reading extends Label {
  readonly variable?: string | undefined;
  readonly level?: string | undefined;
}

/** The same of a model's coefficient; of several models, that of the first one by default. */
export interface ModelReading extends Reading {
  readonly variable: string;
  readonly model?: string | undefined;
}

/** What stands below a table besides its reading. */
interface Below {
  /** Whom it is about, among the survey's field. */
  readonly field?: Label | undefined;
  readonly note?: Label | undefined;
}

/** Where a publication is, with its data and programs. */
export interface Publication {
  readonly date?: string | undefined;
  readonly address?: string | undefined;
  readonly data?: string | undefined;
  readonly code?: string | undefined;
}

interface Outcome {
  readonly variable: string;
  readonly level?: string | undefined;
}

/** A number, whether a variable has a level, or whether a number is at least so much. */
interface ModelOutcome extends Outcome {
  readonly atLeast?: number | undefined;
}

/** Outcomes by wave: of a level its percentage, of a categorical variable that of each level, of a number its mean. */
export interface TableDescription extends Below {
  readonly id: string;
  readonly title: Label;
  readonly waves: readonly string[];
  readonly domain: Domain;
  readonly outcomes: readonly Outcome[];
  readonly reading?: Reading | undefined;
}

export interface ModelDescription extends Below {
  readonly id: string;
  readonly title: Label;
  readonly wave: string;
  readonly family: "logistic" | "poisson";
  readonly outcome: ModelOutcome;
  readonly domain: Domain;
  readonly covariates: readonly string[];
  /** The reference levels of covariates; of others it is the first one. */
  readonly references: Readonly<Record<string, string>>;
  /** The model whose robustness this one checks. */
  readonly checks?: string | undefined;
  readonly reading?: ModelReading | undefined;
}

/** Models of several outcomes side by side. */
export interface ModelTable extends Below {
  readonly id: string;
  readonly title: Label;
  readonly models: readonly string[];
  readonly reading?: ModelReading | undefined;
}

/** A publication as data. */
export interface Study {
  readonly id: string;
  /** The embedded declaration of its dataset. */
  readonly declaration: DatasetDescription;
  /** Its study.yaml. */
  readonly path: string;
  readonly title: Label;
  readonly source: Label;
  readonly notes?: Label | undefined;
  readonly publication: Publication;
  readonly variance: readonly DesignPart[];
  readonly sections: ReadonlyMap<string, Label>;
  readonly units: ReadonlyMap<string, Label>;
  readonly tables: readonly TableDescription[];
  readonly charts: readonly ChartDescription[];
  readonly models: readonly ModelDescription[];
  readonly modelTables: readonly ModelTable[];
  readonly alternatives: readonly Alternative[];
  /** How the publisher's workbook is read. */
  readonly workbook: WorkbookDeclaration;
  readonly figures: readonly Figure[];
  readonly operands: readonly Operand[];
  readonly findings: readonly Finding[];
}

/** What a figure or an operand of a study measures, by its id. */
export function measureOf({ figures, operands }: Study, id: string): Estimand | Contrast {
  const figure = figures.find((own) => own.id === id);
  return figure ? figure.estimand! : operands.find((own) => own.id === id)!.measure;
}

/** The ids of the studies in the data folder. */
export function listStudies(dataFolder: string): string[] {
  const folder = join(dataFolder, "studies");
  return readdirSync(folder)
    .filter((id) => existsSync(join(folder, id, "study.yaml")))
    .sort();
}

/** The embedded studies of a dataset. */
export async function studiesOf(dataset: string, dataFolder: string): Promise<Study[]> {
  const studies = await Promise.all(listStudies(dataFolder).map((id) => loadStudy(id, dataFolder)));
  return studies.filter((study) => study.declaration.id === dataset);
}

/** The folder of a study: that of an id among the embedded ones, or one that is named by a path, which has a slash. */
function studyFolder(study: string, dataFolder: string): string {
  if (/[/\\]/.test(study) && existsSync(join(study, "study.yaml"))) return study;
  const known = listStudies(dataFolder);
  if (!known.includes(study)) {
    const isFolder = existsSync(join(study, "study.yaml"));
    throw new InputError(
      isFolder ? folderWithoutSlash("study", study) : unknownStudy(study, known),
      {},
      { value: study },
    );
  }
  return join(dataFolder, "studies", study);
}

/** Reads a study, by its id or its folder; units and reference levels that it does not state are those of its dataset. */
export async function loadStudy(study: string, dataFolder: string): Promise<Study> {
  const folder = studyFolder(study, dataFolder);
  const path = join(folder, "study.yaml");
  const declared = readYaml(path, file);
  const known = embeddedDatasets(dataFolder);
  if (!known.includes(declared.dataset))
    throw new InputError(
      unknownName("dataset", declared.dataset, known),
      { file: path, field: "dataset" },
      { value: declared.dataset },
    );
  const declaration = loadDataset(embeddedFile(declared.dataset, dataFolder), dataFolder);
  const toDomain = (of: string, field: string) => parseDomain(of, { file: path, field });
  const { model_tables: modelTables, lexicon: words, dataset: _, ...rest } = declared;
  return {
    ...rest,
    path,
    declaration,
    modelTables,
    sections: new Map(declared.sections.map(({ id, fr, en }) => [id, { fr, en }])),
    units: new Map([...declaration.units, ...Object.entries(declared.units)]),
    tables: declared.tables.map((table) => ({ ...table, domain: toDomain(table.domain, table.id) })),
    models: declared.models.flatMap(({ check, ...model }) => {
      const own = {
        ...model,
        domain: toDomain(model.domain, model.id),
        references: { ...ofCovariates(declaration.references, model.covariates), ...model.references },
      };
      return check ? [own, checkOf(own, check)] : [own];
    }),
    figures: await loadFigures(join(folder, "figures.csv"), lexiconOf(dataFolder, words)),
    operands: await loadOperands(join(folder, "operands.csv")),
    findings: await loadFindings(join(folder, "findings.csv")),
  };
}

function ofCovariates(references: Readonly<Record<string, string>>, covariates: readonly string[]) {
  return Object.fromEntries(Object.entries(references).filter(([name]) => covariates.includes(name)));
}

/** A model's check as a model of its own. */
function checkOf(
  model: ModelDescription,
  check: Pick<ModelDescription, "family" | "outcome">,
): ModelDescription {
  const title = {
    fr: `${model.title.fr} (contrôle de robustesse)`,
    en: `${model.title.en} (robustness check)`,
  };
  const { reading: _, ...rest } = model;
  return { ...rest, ...check, id: `${model.id}-check`, title, checks: model.id };
}
