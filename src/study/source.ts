import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { DatasetDescription } from "../sources/datasets/description.ts";
import { codebookOf } from "../sources/datasets/wave.ts";
import { InputError } from "../text/errors.ts";
import { ownError } from "../text/issues.ts";
import type { Label } from "../text/language.ts";
import { oneCheck, partsOfMixture } from "../text/messages/schemas.ts";
import { folderWithoutSlash, unknownName } from "../text/messages/studies.ts";
import { type Claim, type Claimed, inWave, loadClaims } from "./claims.ts";
import { embeddedDatasets, embeddedFile, loadDataset } from "./dataset.ts";
import {
  type Criterion,
  type Evidence,
  interests,
  loadCriteria,
  loadEvidence,
  loadThemes,
  type Theme,
} from "./evidence.ts";
import { variablesOf } from "./figures.ts";
import { lexicon, lexiconOf } from "./lexicon.ts";
import { eachOnce, fileId, label, line, name, text } from "./schemas.ts";
import { readYaml } from "./yaml.ts";

export const sourceKinds = ["press", "thesis", "white-paper", "report"] as const;

const orNone = text.transform((given) => (given === "none" ? undefined : given));
const interest = z.enum(interests);
const sells = z.array(name).default([]);
const terms = z.record(z.string(), label);

const checks = {
  /** Means of a whole, of which each part has means too: some shares of the parts must give them all. Few, for it takes long. */
  mixture: z
    .strictObject({ of: z.array(name).min(1).max(3), parts: z.array(z.array(name)).min(2).max(5) })
    .refine(({ of, parts }) => parts.every((part) => part.length === of.length), ownError(partsOfMixture)),
  /** Quantities whose product, times a number, is another one. */
  product: z.strictObject({ of: z.array(name).min(1), times: z.number().positive().default(1), is: name }),
  /** References that are to be different works. */
  distinct: z.array(name).min(2),
};

const check = z
  .strictObject({
    id: name,
    fr: line,
    en: line,
    claims: z.array(name).min(1),
    mixture: checks.mixture.optional(),
    product: checks.product.optional(),
    distinct: checks.distinct.optional(),
  })
  .refine(
    (entry) => [entry.mixture, entry.product, entry.distinct].filter(Boolean).length === 1,
    ownError(oneCheck(Object.keys(checks))),
  );

const file = z.strictObject({
  id: fileId,
  dataset: name,
  kind: z.enum(sourceKinds),
  title: label,
  author: orNone,
  date: orNone,
  address: orNone,
  interest,
  /** The solutions that its author sells. */
  sells,
  /** Of a study of its own. */
  design: z.strictObject({ method: label, place: text, period: label, participants: label }).optional(),
  sections: eachOnce(z.strictObject({ id: z.string(), fr: line, en: line })),
  /** The words of measures, solutions, criteria, themes and units, besides those that all sources share. */
  terms: terms.default({}),
  /** Words that its claims name, besides those that all sources share. */
  lexicon: lexicon.default({}),
  /** What it speaks of that the panel does not ask. */
  variables: z
    .array(z.strictObject({ name, fr: line, en: line, levels: z.array(name).optional() }))
    .default([]),
  references: eachOnce(
    z.strictObject({
      id: name,
      author: text,
      title: text,
      year: text,
      interest: interest.default("none"),
      sells,
    }),
  ).default([]),
  checks: eachOnce(check).default([]),
});

export type Check = z.output<typeof check>;
export type Reference = z.output<typeof file>["references"][number];

/** An article, a thesis, a white paper or a report that speaks of what the panel measures. */
export interface Source extends Omit<z.output<typeof file>, "dataset" | "sections" | "terms" | "lexicon"> {
  /** Its source.yaml. */
  readonly path: string;
  readonly declaration: DatasetDescription;
  readonly sections: ReadonlyMap<string, Label>;
  readonly terms: ReadonlyMap<string, Label>;
  readonly claims: readonly Claim[];
  readonly evidence: readonly Evidence[];
  readonly criteria: readonly Criterion[];
  readonly themes: readonly Theme[];
}

const folderOf = (dataFolder: string) => join(dataFolder, "sources");

/** The ids of the embedded sources. */
export function listSources(dataFolder: string): string[] {
  const folder = folderOf(dataFolder);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((id) => existsSync(join(folder, id, "source.yaml")))
    .sort();
}

/** The folder of a source: that of an id among the embedded ones, or one that is named by a path, which has a slash. */
function sourceFolder(source: string, dataFolder: string): string {
  if (/[/\\]/.test(source) && existsSync(join(source, "source.yaml"))) return source;
  const known = listSources(dataFolder);
  if (known.includes(source)) return join(folderOf(dataFolder), source);
  const isFolder = existsSync(join(source, "source.yaml"));
  throw new InputError(
    isFolder ? folderWithoutSlash("source", source) : unknownName("source", source, known),
    {},
    { value: source },
  );
}

/** Reads a source, by its id or its folder; of its tables those that it has. */
export async function loadSource(source: string, dataFolder: string): Promise<Source> {
  const folder = sourceFolder(source, dataFolder);
  const path = join(folder, "source.yaml");
  const { dataset, sections, terms: own, lexicon: words, ...declared } = readYaml(path, file);
  const known = embeddedDatasets(dataFolder);
  if (!known.includes(dataset))
    throw new InputError(
      unknownName("dataset", dataset, known),
      { file: path, field: "dataset" },
      { value: dataset },
    );
  const shared = readYaml(join(folderOf(dataFolder), "terms.yaml"), terms);
  const table = <Row>(named: string, load: (at: string) => Promise<Row[]>) => {
    const at = join(folder, named);
    return existsSync(at) ? load(at) : Promise.resolve([]);
  };
  return {
    ...declared,
    path,
    declaration: loadDataset(embeddedFile(dataset, dataFolder), dataFolder),
    sections: new Map(sections.map(({ id, fr, en }) => [id, { fr, en }])),
    terms: new Map(Object.entries({ ...shared, ...own })),
    claims: await table("claims.csv", (at) => loadClaims(at, lexiconOf(dataFolder, words))),
    evidence: await table("evidence.csv", loadEvidence),
    criteria: await table("criteria.csv", loadCriteria),
    themes: await table("themes.csv", loadThemes),
  };
}

/** The waves, of those that a claim names or else of all, that ask what it measures. */
export function wavesAsking(claimed: Claimed, { declaration }: Source): string[] {
  return declaration.waves
    .filter(({ name: wave }) => claimed.waves.length === 0 || claimed.waves.includes(wave))
    .filter((wave) => {
      const codebook = codebookOf(declaration, wave);
      return variablesOf(inWave(claimed, wave.name)).every((variable) => codebook.has(variable));
    })
    .map(({ name: wave }) => wave);
}
