import { existsSync, statSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import type * as z from "zod";
import { delimitedExtensions } from "../sources/dataset.ts";
import { recipeInputs } from "../sources/derive.ts";
import type { DatasetDescription, FileVariable } from "../sources/description.ts";
import { InputError } from "../text/errors.ts";
import { suggest } from "../text/suggest.ts";
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

/** Reads and validates a dataset.yaml, following `extends`. */
export function loadDataset(path: string, dataFolder: string): DatasetDescription {
  const own = readYaml(path, datasetFile);
  const base =
    own.extends === undefined ? undefined : readYaml(embeddedFile(own.extends, dataFolder), datasetFile);
  const merged = base ? extend(base, own) : own;
  const place = { file: path };
  for (const field of ["title", "key", "waves"] as const)
    if (merged[field] === undefined) throw new InputError(`the field "${field}" is missing`, place);
  const waveNames = Object.keys(merged.waves!);
  const variables = merged.variables.map((entry) => toVariable(entry, waveNames, path));
  const derivations = merged.derived.map((entry) => parseEntry(derived, entry, path));
  const description: DatasetDescription = {
    id: merged.id ?? basename(dirname(resolve(path))),
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
        link: entry.link,
      };
    }),
    variables,
    derived: derivations,
  };
  checkNames(description, path, merged.absent);
  return description;
}

/** The extended declaration, with the fields, variables and derived variables that the extending file restates. */
function extend(base: DatasetFile, own: DatasetFile): DatasetFile {
  const kept = <Entry extends { name: string }>(entries: readonly Entry[]) =>
    entries.filter((entry) => !own.absent.includes(entry.name));
  const restated = new Map(own.variables.map((entry) => [entry.name, entry]));
  const ownNames = new Set([...restated.keys(), ...own.derived.map((entry) => entry.name)]);
  const inherited = kept(base.variables).map((entry) => ({ ...entry, ...restated.get(entry.name) }));
  const fresh = own.variables.filter((entry) => !base.variables.some((known) => known.name === entry.name));
  return {
    ...base,
    kind: "microdata",
    ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)),
    variables: [...inherited, ...fresh],
    derived: [...kept(base.derived).filter((entry) => !ownNames.has(entry.name)), ...own.derived],
  };
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
  const columnIn = (wave: string) => (typeof column === "string" ? column : column[wave]);
  return {
    name,
    label: { fr, en },
    columns: new Map(
      waves.flatMap((wave) => (columnIn(wave) === undefined ? [] : [[wave, columnIn(wave)!] as const])),
    ),
    levels,
    missing: missing && { codes: missing.codes, label: { fr: missing.fr, en: missing.en } },
  };
}

function parseEntry<Schema extends z.ZodType>(schema: Schema, entry: object, path: string): z.output<Schema> {
  const result = schema.safeParse(entry);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const field = [(entry as { name: string }).name, ...issue.path].join(".");
  throw new InputError(issue.message, { file: path, field });
}

function checkNames(
  { variables, derived, waves }: DatasetDescription,
  path: string,
  absent: readonly string[],
): void {
  const known = [...variables, ...derived].map((entry) => entry.name);
  const repeated = known.find((entry, at) => known.indexOf(entry) !== at);
  if (repeated !== undefined)
    throw new InputError("two variables have the same name", { file: path }, { value: repeated });
  derived.forEach(({ name, recipe }, at) => {
    const earlier = [...known.slice(0, variables.length + at), ...absent];
    for (const input of recipeInputs(recipe))
      if (!earlier.includes(input))
        throw new InputError(
          "a derived variable uses variables declared before it",
          { file: path, field: name },
          {
            value: input,
            advice: suggest(input, earlier),
          },
        );
  });
  const names = waves.map((entry) => entry.name);
  for (const { name, link } of waves)
    if (link !== undefined && !names.includes(link))
      throw new InputError(
        "the linked wave is unknown",
        { file: path, field: `waves.${name}.link` },
        { value: link, advice: suggest(link, names) },
      );
}
