import { dirname, resolve } from "node:path";
import * as z from "zod";
import { shownBeside } from "../reports/tables/wideColumns.ts";
import { variablesOfSelection } from "../samples/selection.ts";
import { decimalMarks } from "../sources/files/decimalMark.ts";
import { encodings } from "../sources/files/encodings.ts";
import { eitherLabel, filled, named } from "../study/schemas.ts";
import { issueError, openYaml } from "../study/yaml.ts";
import { associationTestNames } from "../survey/association.ts";
import { InputError, type Place } from "../text/errors.ts";
import type { Label, Language } from "../text/language.ts";
import { choices } from "./analysisFlags.ts";
import { type CrosstabTableOptions, checkTable } from "./crosstabTable.ts";
import { namesIn } from "./flagValues.ts";
import type { SampleOptions } from "./openSample.ts";

/** A table that is asked for. */
export interface AskedTable {
  readonly title: Label | undefined;
  readonly outcomes: readonly string[];
  readonly where: readonly string[];
  readonly options: CrosstabTableOptions;
  /** Where it, or what it is told in one field, stands in the file. */
  readonly placeOf: (field?: string) => Place;
  /** What is wrong with it whatever the data are. */
  readonly faults: readonly InputError[];
}

/** What a file of tables asks for, as far as it can be read, and what is wrong in it. */
export interface TableSpec {
  readonly title: Label | undefined;
  /** The rows and their design; undefined where what is said of them is wrong. */
  readonly source: SampleOptions | undefined;
  readonly sourcePlace: Place;
  readonly tables: readonly AskedTable[];
  /** What is wrong besides the faults of single tables. */
  readonly faults: readonly InputError[];
}

/** A list, or what a flag would be told in its place. */
const listed = <Item extends z.ZodType>(item: Item, split: (text: string) => readonly string[]) =>
  z.preprocess(
    (given) => (typeof given === "string" ? split(given) : Array.isArray(given) ? given : [given]),
    z.array(item).min(1),
  );
const names = listed(named.min(1), (text) => namesIn(text) ?? [""]);
const texts = listed(filled, (text) => [text]);
const whole = (least: number, most: number) => z.int().min(least).max(most);
const oneOf = <Value extends string>(values: readonly Value[]) => z.enum(values as [Value, ...Value[]]);

/** The rows and their design, in the words of the flags. */
const sourceSchema = z.strictObject({
  data: filled.optional(),
  dataset: filled.optional(),
  wave: names.optional(),
  sheet: filled.optional(),
  range: filled.optional(),
  skip: whole(0, 1_048_575).optional(),
  header: whole(0, 20).optional(),
  encoding: z.enum(encodings).optional(),
  decimal: z.enum(decimalMarks).optional(),
  na: names.optional(),
  weight: named.optional(),
  strata: names.optional(),
  cluster: named.optional(),
  fpc: named.optional(),
  "lonely-psu": oneOf(choices.lonelyPsu).optional(),
  calibrated: z.union([z.literal(true), filled]).optional(),
  "base-weight": named.optional(),
  replicates: filled.optional(),
  "replicate-method": oneOf(choices.replication).optional(),
  "replicate-count": whole(2, 100_000).optional(),
  seed: whole(0, 999_999_999).optional(),
  fay: z.number().min(0).lt(1).optional(),
  "replicate-scale": z.union([z.number().positive(), z.array(z.number().min(0)), filled]).optional(),
  "replicates-are": oneOf(choices.replicateKinds).optional(),
  mse: z.literal(true).optional(),
  where: texts.optional(),
  derive: texts.optional(),
  df: z.enum(["domain", "design"]).default("domain"),
  missing: z.enum(["domain", "delete", "as-level"]).default("domain"),
  level: z.number().gt(0).lt(1).default(0.95),
});

/** A table, in the words of the flags of `crosstab`. */
const tableSchema = z.strictObject({
  title: eitherLabel.optional(),
  outcome: names,
  by: names.optional(),
  where: texts.default([]),
  percent: z.enum(["by", "outcome", "total"]).default("by"),
  ci: z.enum(["logit", "wald", "beta", "wilson"]).default("logit"),
  test: z.preprocess(
    (given) => (typeof given === "boolean" ? (given ? "second" : undefined) : given),
    z.enum(associationTestNames).optional(),
  ),
  subtotals: z.boolean().default(false),
  layout: z.enum(["long", "wide"]).default("long"),
  show: listed(z.enum(shownBeside), (text) => namesIn(text) ?? [""]).optional(),
  digits: whole(0, 7).optional(),
});

const specSchema = z.strictObject({
  title: eitherLabel,
  source: z.looseObject({}),
  tables: z.array(z.looseObject({})).min(1),
});

/** Reads a file of tables; all that is wrong in it is told together, part by part. Throws for what is no YAML. */
export function readTableSpec(file: string, lang: Language): TableSpec {
  const { value, placeOf } = openYaml(file);
  const faults: InputError[] = [];
  const checked = <Schema extends z.ZodType>(
    schema: Schema,
    given: unknown,
    above: readonly PropertyKey[],
  ): z.output<Schema> | undefined => {
    const result = schema.safeParse(given);
    if (result.success) return result.data;
    faults.push(...result.error.issues.map((issue) => issueError(issue, given, placeOf, above)));
    return undefined;
  };
  const spec = checked(specSchema, value, []);
  const parts = (value ?? {}) as { readonly source?: unknown; readonly tables?: unknown };
  const told = isFields(parts.source) ? checked(sourceSchema, parts.source, ["source"]) : undefined;
  const { df = "domain", missing = "domain", level = 0.95, ...rows } = told ?? {};
  const tables = (Array.isArray(parts.tables) ? parts.tables : []).flatMap((given, at): AskedTable[] => {
    const own = isFields(given) ? checked(tableSchema, given, ["tables", at]) : undefined;
    if (!own) return [];
    const { title: ownTitle, outcome: outcomes, where, ...others } = own;
    const options = { ...others, df, missing, level, lang } as CrosstabTableOptions;
    const asked = {
      ...{ title: ownTitle, outcomes, where, options },
      placeOf: (field?: string) => placeOf(["tables", at, ...(field ? [field] : [])]),
    };
    return [{ ...asked, faults: faultsOf(asked, told?.wave?.length ?? 0) }];
  });
  return {
    title: spec?.title,
    source: told && sourceOf({ ...rows, df, missing }, dirname(file)),
    sourcePlace: placeOf(["source"]),
    tables,
    faults,
  };
}

const isFields = (given: unknown): given is object =>
  typeof given === "object" && given !== null && !Array.isArray(given);

/** What is told of the rows as the command line would tell it; files stand beside the file of tables. */
function sourceOf(told: Readonly<Record<string, unknown>>, folder: string): SampleOptions {
  const beside = (name: string, given: unknown) => {
    const isFile =
      name === "data" ||
      (name === "calibrated" && typeof given === "string") ||
      (name === "replicate-scale" && typeof given === "string");
    return isFile ? resolve(folder, given as string) : given;
  };
  return Object.fromEntries(
    Object.entries(told).map(([name, given]) => [
      name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      beside(name, given),
    ]),
  );
}

/** What is wrong in a table whatever the data are, at the line that it stands in. */
function faultsOf(
  { outcomes, where, options, placeOf }: Omit<AskedTable, "faults">,
  waves: number,
): InputError[] {
  return [
    ...faultIn(placeOf("outcome"), () => checkTable(outcomes, options, waves)),
    ...where.flatMap((text) => faultIn(placeOf("where"), () => variablesOfSelection([], [text]))),
  ];
}

/** What is thrown as bad input, told at a place of the file. */
export function faultIn(place: Place, check: () => unknown): InputError[] {
  try {
    check();
    return [];
  } catch (error) {
    return [at(place, error)];
  }
}

/** Bad input as a fault of a place of the file; throws what is none. */
export function at(place: Place, error: unknown): InputError {
  if (!(error instanceof InputError)) throw error;
  return new InputError({ what: error.told }, place);
}
