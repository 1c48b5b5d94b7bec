import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import type * as z from "zod";
import type { Variable } from "../sources/codebook.ts";
import { delimitedExtensions } from "../sources/dataset.ts";
import type { DatasetDescription, DerivedVariable, FileVariable } from "../sources/description.ts";
import { InputError } from "../text/errors.ts";
import { suggest } from "../text/suggest.ts";
import { checkDataset } from "./checkDataset.ts";
import { type DatasetFile, datasetFile, derived, variable } from "./datasetFile.ts";
import { readYaml } from "./yaml.ts";

/**
 * The declaration that `--data PATH` points to: a folder with a dataset.yaml, a YAML file, or a data file that has the
 * columns and codes of the embedded dataset `fallback`.
 */
export function findDataset(path: string, dataFolder: string, fallback: string): DatasetDescription {
  if (!existsSync(path))
    throw new InputError("there is no such file or folder", { file: path }, { advice: "Check --data" });
  if (statSync(path).isDirectory()) return loadDataset(join(path, "dataset.yaml"), dataFolder);
  if ([".yaml", ".yml"].includes(extname(path))) return loadDataset(path, dataFolder);
  const embedded = loadDataset(embeddedFile(fallback, dataFolder), dataFolder);
  if (delimitedExtensions.includes(extname(path).toLowerCase()) && embedded.waves.length > 1)
    throw new InputError(
      `one text file cannot hold the ${embedded.waves.length} waves of ${fallback}`,
      { file: path },
      {
        advice: "Write a dataset.yaml that names a file for each wave",
      },
    );
  return { ...embedded, kind: "microdata", waves: embedded.waves.map((entry) => ({ ...entry, file: path })) };
}

export function embeddedFile(id: string, dataFolder: string): string {
  return join(dataFolder, id, "dataset.yaml");
}

/** The ids of the embedded datasets. */
export function embeddedDatasets(dataFolder: string): string[] {
  return readdirSync(dataFolder)
    .filter((folder) => existsSync(embeddedFile(folder, dataFolder)))
    .sort();
}

function extendedFile(id: string, path: string, dataFolder: string): string {
  const known = embeddedDatasets(dataFolder);
  if (!known.includes(id))
    throw new InputError(
      "unknown dataset",
      { file: path, field: "extends" },
      { value: id, advice: suggest(id, known) },
    );
  return embeddedFile(id, dataFolder);
}

/** Reads and validates a dataset.yaml, following `extends`. */
export function loadDataset(path: string, dataFolder: string): DatasetDescription {
  const own = readYaml(path, datasetFile);
  const base =
    own.extends === undefined
      ? undefined
      : readYaml(extendedFile(own.extends, path, dataFolder), datasetFile);
  const merged = base ? extend(base, own) : own;
  const inherited = [...(base?.variables ?? []), ...(base?.derived ?? [])].map((entry) => entry.name);
  const unknown = own.absent.find((entry) => !inherited.includes(entry));
  if (unknown !== undefined)
    throw new InputError(
      "unknown variable",
      { file: path, field: "absent" },
      { value: unknown, advice: suggest(unknown, inherited) },
    );
  const place = { file: path };
  for (const field of ["title", "key", "waves"] as const)
    if (merged[field] === undefined) throw new InputError(`the field "${field}" is missing`, place);
  const waveNames = Object.keys(merged.waves!);
  for (const entry of own.variables) checkWaves(entry, waveNames, path);
  const variables = merged.variables.map((entry) => toVariable(entry, waveNames, path));
  const derivations = bindExpressions(
    variables,
    merged.derived.map((entry) => parseEntry(derived, entry, path)),
  );
  const description: DatasetDescription = {
    id: own.id ?? basename(dirname(resolve(path))),
    kind: merged.kind ?? "microdata",
    title: merged.title!,
    notes: merged.notes ?? { fr: "", en: "" },
    source: path,
    key: merged.key!,
    waves: Object.entries(merged.waves!).map(([name, entry]) => {
      const data = entry.file ?? merged.file;
      if (data === undefined)
        throw new InputError("no file is named for this wave", { ...place, field: `waves.${name}` });
      return {
        name,
        file: resolve(dirname(path), data),
        sheet: entry.sheet,
        weight: entry.weight,
        strata: entry.strata,
        cluster: entry.cluster,
        fpc: entry.fpc,
        link: entry.link,
      };
    }),
    variables,
    derived: derivations,
  };
  checkDataset(description, merged.absent);
  return description;
}

/** Gives each expression the variables that are declared before it. */
function bindExpressions(
  variables: readonly FileVariable[],
  derivations: readonly DerivedVariable[],
): DerivedVariable[] {
  const declared = new Map<string, Variable>();
  const declare = ({ name, label, levels }: FileVariable | DerivedVariable) =>
    declared.set(
      name,
      levels ? { type: "categorical", name, label, levels } : { type: "numeric", name, label },
    );
  variables.forEach(declare);
  return derivations.map((entry) => {
    const { recipe } = entry;
    const bound =
      recipe.kind === "compute" ? { ...entry, recipe: { ...recipe, inputs: new Map(declared) } } : entry;
    declare(entry);
    return bound;
  });
}

/** The extended declaration, with the fields, variables and derived variables that the extending file restates. */
function extend(base: DatasetFile, own: DatasetFile): DatasetFile {
  const restatedAsVariable = new Set(own.variables.map((entry) => entry.name));
  return {
    ...base,
    kind: "microdata",
    ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)),
    variables: restate(base.variables, own.variables, own.absent),
    derived: restate(base.derived, own.derived, own.absent).filter(
      (entry) => !restatedAsVariable.has(entry.name),
    ),
  };
}

/** Entries keep their place when they are restated; new ones follow. */
function restate<Entry extends { readonly name: string }>(
  base: readonly Entry[],
  own: readonly Entry[],
  absent: readonly string[],
): Entry[] {
  const restated = new Map(own.map((entry) => [entry.name, entry]));
  const known = new Set(base.map((entry) => entry.name));
  return [
    ...base.map((entry) => ({ ...entry, ...restated.get(entry.name) })),
    ...own.filter((entry) => !known.has(entry.name)),
  ].filter((entry) => !absent.includes(entry.name));
}

function toVariable(entry: object, waveNames: readonly string[], path: string): FileVariable {
  const {
    name,
    fr,
    en,
    levels,
    missing,
    waves = waveNames,
    column = name,
  } = parseEntry(variable, entry, path);
  checkCodes(name, levels ?? [], missing?.codes ?? [], path);
  const columnIn = (wave: string) => (typeof column === "string" ? column : column[wave]);
  return {
    name,
    label: { fr, en },
    columns: new Map(
      waveNames
        .filter((wave) => waves.includes(wave) && columnIn(wave) !== undefined)
        .map((wave) => [wave, columnIn(wave)!]),
    ),
    levels,
    missing: missing && { codes: missing.codes, label: { fr: missing.fr, en: missing.en } },
  };
}

/** The waves that a variable of this file names must be those of the dataset; inherited ones may name others. */
function checkWaves(
  { name, waves, column }: DatasetFile["variables"][number],
  known: readonly string[],
  path: string,
): void {
  const named = [
    ...(Array.isArray(waves) ? waves : []),
    ...(isRecord(column) ? Object.keys(column) : []),
  ].map(String);
  const unknown = named.find((wave) => !known.includes(wave));
  if (unknown !== undefined)
    throw new InputError(
      "unknown wave",
      { file: path, field: name },
      { value: unknown, advice: suggest(unknown, known) },
    );
}

const isRecord = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Every code stands for one level or for a missing answer, and every level has one name. */
function checkCodes(
  variable: string,
  levels: readonly { readonly code: string; readonly name: string }[],
  missing: readonly string[],
  path: string,
): void {
  const place = { file: path, field: variable };
  const twice = (values: readonly string[]) => values.find((value, at) => values.indexOf(value) !== at);
  const code = twice([...levels.map((level) => level.code), ...missing]);
  if (code !== undefined) throw new InputError("a code stands for two levels", place, { value: code });
  const name = twice(levels.map((level) => level.name));
  if (name !== undefined) throw new InputError("two levels have the same name", place, { value: name });
}

function parseEntry<Schema extends z.ZodType>(schema: Schema, entry: object, path: string): z.output<Schema> {
  const result = schema.safeParse(entry);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const field = [(entry as { name: string }).name, ...issue.path].join(".");
  const found = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)?.[key], entry);
  throw new InputError(
    issue.message,
    { file: path, field },
    typeof found === "object" || found === undefined ? {} : { value: found },
  );
}
