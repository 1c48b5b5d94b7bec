import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import type * as z from "zod";
import type { Recipe } from "../sources/datasets/derive.ts";
import {
  type CodedLevel,
  type ContextTable,
  type DatasetDescription,
  type DerivedVariable,
  entryOf,
  type FileReading,
  type FileVariable,
} from "../sources/datasets/description.ts";
import { type FileKind, isOfKind } from "../sources/files/kinds.ts";
import type { Variable } from "../sources/tables/codebook.ts";
import { Faults, InputError, type Place } from "../text/errors.ts";
import { skipWithRange } from "../text/messages/files.ts";
import { unknownDataset } from "../text/messages/flags.ts";
import {
  fieldMissing,
  folderUndeclared,
  noFileOfTable,
  noFileOfWave,
  noSuchData,
  notOfFile,
  oneFileManyWaves,
  onlyQuantiles,
  quantilesOutsideContext,
  rowsWithoutWeight,
  sameCode,
  sameLevelName,
  unknownName,
} from "../text/messages/studies.ts";
import { checkDataset, type DeclaredPart } from "./checkDataset.ts";
import {
  type ContextFile,
  type DatasetFile,
  datasetFile,
  derived,
  recipeKinds,
  variable,
  variableLabel,
} from "./datasetFile.ts";
import { name } from "./schemas.ts";
import { openYaml, readYaml, validated } from "./yaml.ts";

/**
 * The declaration that `--data PATH` points to: a folder with a dataset.yaml, a YAML file, or a data file that has the
 * columns and codes of the embedded dataset `fallback`.
 */
export function findDataset(path: string, dataFolder: string, fallback: string): DatasetDescription {
  if (!existsSync(path)) throw new InputError(noSuchData, { file: path });
  const declared = join(path, "dataset.yaml");
  if (statSync(path).isDirectory()) {
    if (!existsSync(declared)) throw new InputError(folderUndeclared, { file: path });
    return loadDataset(declared, dataFolder);
  }
  if ([".yaml", ".yml"].includes(extname(path))) return loadDataset(path, dataFolder);
  const embedded = loadDataset(embeddedFile(fallback, dataFolder), dataFolder);
  if (isOfKind("text", path) && embedded.waves.length > 1)
    throw new InputError(oneFileManyWaves(embedded.waves.length, fallback), { file: path });
  const inPath = <Of extends object>(entry: Of) => ({ ...entry, file: path });
  return {
    ...embedded,
    kind: "microdata",
    notes: { fr: "", en: "" },
    // Of a workbook, waves that have files of their own are the sheets of their names.
    waves: embedded.waves.map((wave) => ({
      ...inPath(wave),
      sheet: wave.sheet ?? (embedded.waves.length > 1 ? wave.name : undefined),
    })),
    context: embedded.context.map(inPath),
  };
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

/** The embedded dataset of an id; throws where there is none. */
export function embeddedDataset(dataFolder: string, id: string): DatasetDescription {
  const known = embeddedDatasets(dataFolder);
  if (!known.includes(id)) throw new InputError(unknownDataset(id, known), {}, { value: id });
  return loadDataset(embeddedFile(id, dataFolder), dataFolder);
}

function extendedFile(id: string, path: string, dataFolder: string): string {
  const known = embeddedDatasets(dataFolder);
  if (!known.includes(id))
    throw new InputError(unknownName("dataset", id, known), { file: path, field: "extends" }, { value: id });
  return embeddedFile(id, dataFolder);
}

/** What a file declared with the one that it extends, for all studies and sources of a dataset. */
const known = new WeakMap<
  DatasetFile,
  { readonly base: unknown; readonly description: DatasetDescription }
>();

/** Reads and validates a dataset.yaml, following `extends`. */
export function loadDataset(path: string, dataFolder: string): DatasetDescription {
  const own = readOwn(path);
  const base =
    own.extends === undefined
      ? undefined
      : readYaml(extendedFile(own.extends, path, dataFolder), datasetFile);
  const last = known.get(own);
  if (last && last.base === base) return last.description;
  const description = describedBy(own, base, path);
  known.set(own, { base, description });
  return description;
}

/** What a file says. Where that is wrong, so may be its variables, which are checked later: all is told together. */
function readOwn(path: string): DatasetFile {
  try {
    return readYaml(path, datasetFile);
  } catch (error) {
    const faults = new Faults();
    faults.in(() => {
      throw error;
    });
    const { value } = openYaml(path);
    if (isRecord(value) && !("extends" in value))
      for (const [part, schema] of [
        ["variables", variable],
        ["derived", derived],
      ] as const)
        for (const given of listIn(value, part))
          if (isRecord(given) && typeof given.name === "string" && name.safeParse(given.name).success)
            faults.in(() => parseEntry(schema, given as { name: string }, placesIn(path), part));
    faults.check();
    throw error;
  }
}

function describedBy(own: DatasetFile, base: DatasetFile | undefined, path: string): DatasetDescription {
  const placeOf = placesIn(path);
  const merged = base ? extend(base, own) : own;
  const inherited = base ? namesIn(base) : [];
  const faults = new Faults();
  for (const odd of own.absent)
    faults.in(() => {
      if (!inherited.includes(odd))
        throw new InputError(
          unknownName("variable", odd, inherited),
          { file: path, field: "absent" },
          { value: odd },
        );
    });
  const waveNames = Object.keys(merged.waves ?? {});
  const isKeyed = waveNames.length < 2 || Object.values(merged.waves!).every(({ key }) => key !== undefined);
  for (const field of isKeyed ? (["title", "waves"] as const) : (["title", "waves", "key"] as const))
    faults.in(() => {
      if (merged[field] === undefined) throw new InputError(fieldMissing(field), { file: path });
    });
  if (merged.waves) {
    for (const entry of own.variables)
      faults.in(() => checkWaves(entry as WavesNamed, waveNames, placeOf("variables", entry.name)));
    for (const [name, table] of Object.entries(own.context))
      faults.in(() => checkWaves(table, waveNames, { file: path, field: name }));
  }
  const variables = merged.variables.flatMap(
    (entry) => faults.in(() => toVariable(entry, waveNames, placeOf)) ?? [],
  );
  const parsed = merged.derived.flatMap((entry) => faults.in(() => toDerived(entry, placeOf)) ?? []);
  const waves = faults.in(() => (merged.waves ? toWaves(merged, path, placeOf) : []));
  const fileOf = (table: ContextFile) => table.file ?? own.file;
  const context = Object.entries(merged.context)
    .filter(([name, table]) => fileOf(table) !== undefined || name in own.context)
    .flatMap(
      ([name, table]) =>
        faults.in(() => toContext(name, { ...table, file: fileOf(table) }, waveNames, path)) ?? [],
    );
  faults.check();
  const derivations = bindExpressions(
    [...variables, ...context.flatMap((table) => [...table.variables, ...table.derived])],
    parsed,
  );
  const description: DatasetDescription = {
    id: own.id ?? basename(dirname(resolve(path))),
    kind: merged.kind ?? "microdata",
    title: merged.title!,
    notes: merged.notes ?? { fr: "", en: "" },
    survey: merged.survey ?? { waves: {} },
    source: path,
    units: new Map(Object.entries(merged.units)),
    references: merged.references,
    waves: waves!,
    context,
    variables,
    derived: derivations,
  };
  const declared = new Set(
    [...variables, ...derivations, ...context.flatMap((table) => [...table.variables, ...table.derived])].map(
      ({ name }) => name,
    ),
  );
  checkDataset(
    description,
    inherited.filter((name) => !declared.has(name)),
    placeOf,
  );
  return description;
}

/** What is said of how a wave is read, and the kinds of files of which it can be said. */
const readings = [
  ["range", ["workbook"]],
  ["skip", ["text", "workbook"]],
  ["header", ["text", "workbook"]],
  ["encoding", ["text", "stored"]],
  ["decimal", ["text", "workbook"]],
] as const satisfies readonly (readonly [keyof FileReading, readonly FileKind[]])[];

/** The waves of a declaration that has some. */
function toWaves(merged: DatasetFile, path: string, placeOf: PlaceIn): DatasetDescription["waves"] {
  return Object.entries(merged.waves!).map(([name, entry]) => {
    const data = entry.file ?? merged.file;
    if (data === undefined) throw new InputError(noFileOfWave, { file: path, field: `waves.${name}` });
    const odd = readings.find(
      ([field, kinds]) => entry[field] !== undefined && !kinds.some((kind) => isOfKind(kind, data)),
    );
    if (odd) throw new InputError(notOfFile(odd[0]), placeOf("waves", name, odd[0]), { value: data });
    if (entry.skip !== undefined && entry.range !== undefined)
      throw new InputError(skipWithRange, placeOf("waves", name, "skip"));
    if (entry.rows !== undefined && entry.weight === undefined)
      throw new InputError(rowsWithoutWeight, placeOf("waves", name, "rows"));
    return {
      name,
      file: resolve(dirname(path), data),
      sheet: entry.sheet,
      range: entry.range,
      skip: entry.skip,
      header: entry.header,
      encoding: entry.encoding,
      decimal: entry.decimal,
      key: entry.key ?? merged.key,
      weight: entry.weight,
      rows: entry.rows,
      strata: entry.strata,
      cluster: entry.cluster,
      fpc: entry.fpc,
      calibrated: entry.calibrated,
      link: entry.link,
    };
  });
}

/** The variables, and the context tables, that a file declares. */
function namesIn({ variables, derived, context }: DatasetFile): string[] {
  const tables = Object.values(context).flatMap((table) => [...table.variables, ...table.derived]);
  return [...Object.keys(context), ...[...variables, ...derived, ...tables].map(({ name }) => name)];
}

/** Gives each expression the variables that are declared before it. */
function bindExpressions(
  variables: readonly (FileVariable | DerivedVariable<Recipe>)[],
  derivations: readonly DerivedVariable[],
): DerivedVariable[] {
  const declared = new Map<string, Variable>();
  const declare = (variable: FileVariable | DerivedVariable<Recipe>) =>
    declared.set(variable.name, entryOf(variable));
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
    // They tell of the rows, and other rows are none of those.
    notes: undefined,
    ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)),
    variables: restate(base.variables, own.variables, own.absent),
    derived: restate(base.derived, own.derived, own.absent).filter(
      (entry) => !restatedAsVariable.has(entry.name),
    ),
    units: { ...base.units, ...own.units },
    references: { ...base.references, ...own.references },
    survey: extendSurvey(base.survey, own.survey),
    context: extendContext(base.context, own),
  };
}

/** What is told of the extended survey, where the extending file says nothing else. */
function extendSurvey(base: DatasetFile["survey"], own: DatasetFile["survey"]): DatasetFile["survey"] {
  if (!base || !own) return own ?? base;
  return { ...base, ...own, waves: { ...base.waves, ...own.waves } };
}

/** The extended context tables; a variable that the extending file reads from the respondents' rows is none of theirs. */
function extendContext(base: DatasetFile["context"], own: DatasetFile): DatasetFile["context"] {
  const read = own.variables.map((entry) => entry.name);
  const absent = [...own.absent, ...read];
  const names = [...new Set([...Object.keys(base), ...Object.keys(own.context)])];
  return Object.fromEntries(
    names
      .filter((name) => !own.absent.includes(name))
      .map((name) => {
        const [inherited, table] = [base[name], own.context[name]];
        const stated = Object.entries(table ?? {}).filter(([, value]) => value !== undefined);
        const extended: ContextFile = {
          ...inherited,
          ...Object.fromEntries(stated),
          variables: restate(inherited?.variables ?? [], table?.variables ?? [], absent),
          derived: restate(inherited?.derived ?? [], table?.derived ?? [], absent),
        };
        return [name, extended];
      }),
  );
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
    ...base.map((entry) => {
      const stated = restated.get(entry.name);
      return stated ? { ...inheritedBy(stated, entry), ...stated } : entry;
    }),
    ...own.filter((entry) => !known.has(entry.name)),
  ].filter((entry) => !absent.includes(entry.name));
}

/**
 * What a restated variable keeps of the extended one: of one that is made otherwise not what its recipe means, and of one with a
 * recipe of another kind neither that nor its levels.
 */
function inheritedBy<Entry extends object>(stated: object, entry: Entry): Entry {
  const kind = recipeKinds.find((own) => own in stated);
  if (kind === undefined) return entry;
  const left: readonly string[] = ["definition", ...(kind in entry ? [] : ["levels", ...recipeKinds])];
  return Object.fromEntries(Object.entries(entry).filter(([field]) => !left.includes(field))) as Entry;
}

function toDerived(entry: Entry, placeOf: PlaceIn): DerivedVariable {
  const parsed = parseEntry(derived, entry, placeOf, "derived");
  const { recipe } = parsed;
  if (recipe.kind === "quantiles")
    throw new InputError(quantilesOutsideContext, placeOf("derived", parsed.name));
  return { ...parsed, recipe };
}

/** A table of units; its variables' columns stand under the table's name. */
function toContext(
  name: string,
  table: ContextFile,
  waveNames: readonly string[],
  path: string,
): ContextTable {
  const place = { file: path, field: `context.${name}` };
  const { file, sheet, key, weight, waves = waveNames } = table;
  const inContext: PlaceIn = (_, variable, field) => ({ file: path, variable, field });
  if (file === undefined) throw new InputError(noFileOfTable, place);
  if (key === undefined || weight === undefined)
    throw new InputError(fieldMissing(key === undefined ? "key" : "weight"), place);
  return {
    name,
    label: variableLabel({ ...table, name }),
    file: resolve(dirname(path), file),
    sheet,
    key,
    weight,
    columns: byWave<string>(waveNames, waves, table.column ?? key),
    variables: table.variables.map((entry) => toVariable(entry, [name], inContext)),
    derived: table.derived.map((entry) => {
      const parsed = parseEntry(derived, entry, inContext);
      const { recipe } = parsed;
      if (recipe.kind !== "quantiles")
        throw new InputError(onlyQuantiles, inContext("derived", parsed.name, recipe.kind));
      return { ...parsed, recipe };
    }),
  };
}

/** The column of something, or the code of a level, in each of its waves. */
function byWave<Told extends string | readonly string[]>(
  all: readonly string[],
  waves: readonly string[],
  told: Told | Readonly<Record<string, Told>>,
): ReadonlyMap<string, Told> {
  const own = isByWave(told) ? told : undefined;
  return new Map(
    all.flatMap((wave) => {
      const one = own ? own[wave] : (told as Told);
      return waves.includes(wave) && one !== undefined ? [[wave, one] as const] : [];
    }),
  );
}

/** Whether something is told of each wave by itself. */
const isByWave = <Told>(told: unknown): told is Readonly<Record<string, Told>> =>
  isRecord(told) && !Array.isArray(told);

function toVariable(entry: Entry, waveNames: readonly string[], placeOf: PlaceIn): FileVariable {
  const parsed = parseEntry(variable, entry, placeOf, "variables");
  const { name, waves = waveNames, column = name, definition, comparability } = parsed;
  const columns = byWave<string>(waveNames, waves, column);
  const levels = parsed.levels?.map(({ code, ...level }) => ({
    ...level,
    codes: byWave<string>(waveNames, [...columns.keys()], code),
  }));
  const missing = parsed.missing && {
    ...parsed.missing,
    codes: byWave<readonly string[]>(waveNames, [...columns.keys()], parsed.missing.codes),
  };
  checkCodes(levels ?? [], columns, missing?.codes ?? new Map(), placeOf("variables", name, "levels"));
  return {
    name,
    label: variableLabel(parsed),
    columns,
    levels,
    missing,
    definition,
    comparability,
  };
}

/** What names waves, where it is right. */
interface WavesNamed {
  readonly waves?: unknown;
  readonly column?: unknown;
  readonly levels?: unknown;
  readonly missing?: unknown;
}

/** The waves that a variable of this file names must be those of the dataset; inherited ones may name others. */
function checkWaves(entry: WavesNamed, known: readonly string[], place: Place): void {
  const codes = listIn(entry, "levels").map((level) => (isRecord(level) ? level.code : undefined));
  const named = [
    ...listIn(entry, "waves"),
    ...[entry.column, isRecord(entry.missing) ? entry.missing.codes : undefined, ...codes].flatMap((told) =>
      isByWave(told) ? Object.keys(told) : [],
    ),
  ].map((wave) => String(wave).normalize("NFC"));
  const odd = named.find((wave) => !known.includes(wave));
  if (odd !== undefined) throw new InputError(unknownName("wave", odd, known), place, { value: odd });
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const listIn = (value: unknown, part: string): readonly unknown[] => {
  const list = isRecord(value) ? value[part] : undefined;
  return Array.isArray(list) ? list : [];
};

/** Every code of a wave stands for one level or for a missing answer, and every level has one name. */
function checkCodes(
  levels: readonly CodedLevel[],
  columns: FileVariable["columns"],
  missing: ReadonlyMap<string, readonly string[]>,
  place: Place,
): void {
  const twice = (values: readonly string[]) => values.find((value, at) => values.indexOf(value) !== at);
  for (const wave of columns.keys()) {
    const answers = levels.flatMap(({ codes }) => codes.get(wave) ?? []);
    const code = twice(answers) ?? twice([...answers, ...new Set(missing.get(wave))]);
    if (code !== undefined)
      throw new InputError(sameCode(twice(answers) === undefined), place, { value: code });
  }
  const name = twice(levels.map((level) => level.name));
  if (name !== undefined) throw new InputError(sameLevelName, place, { value: name });
}

type Entry = { readonly name: string };

/** Where an entry of a declaration stands, or a field of it. */
type PlaceIn = (part: DeclaredPart, name: string, field?: string) => Place;

/** Places in a file; their lines are looked for where they are told, for what is right needs none. */
function placesIn(file: string): PlaceIn {
  return (part, name, field) => {
    const names = part === "waves" ? { field: [part, name, field].join(".") } : { variable: name, field };
    return {
      file,
      get line() {
        const { value, placeOf } = openYaml(file);
        const at =
          part === "waves"
            ? name
            : listIn(value, part).findIndex(
                (entry) => isRecord(entry) && String(entry.name).normalize("NFC") === name,
              );
        return at === -1 ? undefined : placeOf([part, at, ...(field?.split(".") ?? [])]).line;
      },
      ...names,
    };
  };
}

/** An entry that fits its schema; throws all that does not. */
function parseEntry<Schema extends z.ZodType>(
  schema: Schema,
  entry: Entry,
  placeOf: PlaceIn,
  part: DeclaredPart = "variables",
): z.output<Schema> {
  return validated(schema, entry, (path, field = path) =>
    placeOf(part, entry.name, field.join(".") || undefined),
  );
}
