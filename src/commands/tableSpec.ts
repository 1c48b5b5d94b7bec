import { dirname, resolve } from "node:path";
import * as z from "zod";
import { shownBeside } from "../reports/tables/wideColumns.ts";
import { parseDerivations, variablesOfSelection } from "../samples/selection.ts";
import { isAddress } from "../sources/engines/servers.ts";
import { dayOrders } from "../sources/expressions/dates.ts";
import { decimalMarks } from "../sources/files/decimalMark.ts";
import { encodings } from "../sources/files/encodings.ts";
import { eitherLabel, filled, named } from "../study/schemas.ts";
import { issueError, openYaml } from "../study/yaml.ts";
import { associationTestNames } from "../survey/association.ts";
import { InputError, type Place } from "../text/errors.ts";
import { ownError } from "../text/issues.ts";
import type { Label, Language } from "../text/language.ts";
import { codesInQuotes, testOrTrue, textOrLanguages, unknownField } from "../text/messages/tableFiles.ts";
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
  /** Whether some of its fields are not understood. */
  readonly isDoubtful: boolean;
  /** What is wrong with it whatever the data are. */
  readonly faults: readonly InputError[];
}

/** What of the source is a text or several. */
interface SourceTexts {
  readonly where?: unknown;
  readonly derive?: unknown;
}

/** What a file of tables asks for, as far as it can be read, and what is wrong in it. */
export interface TableSpec {
  readonly title: Label | undefined;
  /** The rows and their design; undefined where what is said of them is wrong. */
  readonly source: SampleOptions | undefined;
  /** Where they stand in the file, or one of their definitions and conditions. */
  readonly placeOfSource: (field?: keyof SourceTexts, at?: number) => Place;
  /** Whether some of what is said of them is not understood. */
  readonly isDoubtful: boolean;
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
/** A text that is the same in both languages, or one for each; of a single one it is that of both. */
const title = z
  .unknown()
  .refine(
    (given) => typeof given === "string" || (isFields(given) && ("fr" in given || "en" in given)),
    ownError(textOrLanguages),
  )
  .transform((given): unknown => given)
  .pipe(eitherLabel);
/** Codes of missing answers; a comma outside quotes would part those of a variable. */
const codes = z.preprocess(
  (given) => (Array.isArray(given) ? given : [given]),
  z
    .array(z.union([z.string().min(1), z.number()]))
    .min(1)
    .refine(
      (items) =>
        !items.some((item) => typeof item === "number") ||
        !items.some((item) => typeof item === "string" && item.includes("=")),
      ownError(codesInQuotes),
    )
    .transform((items) => items.map(String)),
);
const test = z
  .unknown()
  .refine(
    (given) => typeof given === "boolean" || associationTestNames.some((name) => name === given),
    ownError(testOrTrue(associationTestNames)),
  )
  .transform((given) => (typeof given === "boolean" ? (given ? "second" : undefined) : given));
const whole = (least: number, most: number) => z.int().min(least).max(most);
const oneOf = <Value extends string>(values: readonly Value[]) => z.enum(values as [Value, ...Value[]]);

/** The rows and their design, in the words of the flags. */
const sourceSchema = z.strictObject({
  data: filled.optional(),
  dataset: filled.optional(),
  wave: names.optional(),
  database: filled.optional(),
  table: filled.optional(),
  engine: oneOf(choices.engine).optional(),
  sheet: filled.optional(),
  range: filled.optional(),
  skip: whole(0, 1_048_575).optional(),
  header: whole(0, 20).optional(),
  encoding: z.enum(encodings).optional(),
  dates: z.enum(dayOrders).optional(),
  decimal: z.enum(decimalMarks).optional(),
  na: names.optional(),
  "missing-code": codes.optional(),
  levels: texts.optional(),
  labels: filled.optional(),
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
  title: title.optional(),
  outcome: names,
  by: names.optional(),
  where: texts.default([]),
  percent: z.enum(["by", "outcome", "total"]).default("by"),
  ci: z.enum(["logit", "wald", "beta", "wilson"]).default("logit"),
  test: test.optional(),
  subtotals: z.boolean().default(false),
  layout: z.enum(["long", "wide"]).default("long"),
  show: listed(z.enum(shownBeside), (text) => namesIn(text) ?? [""]).optional(),
  digits: whole(0, 7).optional(),
});

const specSchema = z.strictObject({
  title,
  source: z.looseObject({}),
  tables: z.array(z.looseObject({})).min(1),
});

/** Reads a file of tables; all that is wrong in it is told together, part by part. Throws for what is no YAML. */
export function readTableSpec(file: string, lang: Language): TableSpec {
  const { value, placeOf } = openYaml(file);
  const faults: InputError[] = [];
  const doubtful = new Set<string>();
  const checked = <Schema extends z.ZodObject>(
    schema: Schema,
    given: unknown,
    above: readonly PropertyKey[],
  ): z.output<Schema> | undefined => {
    const result = schema.safeParse(given);
    if (result.success) return result.data;
    const known = Object.keys(schema.shape);
    doubtful.add(above.join());
    faults.push(
      ...result.error.issues.flatMap((issue) =>
        issue.code === "unrecognized_keys" && issue.path.length === 0
          ? issue.keys.map(
              (key) =>
                new InputError(unknownField(key, known), placeOf([...above, key], above), { value: key }),
            )
          : issueError(issue, given, placeOf, above),
      ),
    );
    // What is known besides may be read, so that more that is wrong is told.
    return schema.strip().safeParse(given).data as z.output<Schema> | undefined;
  };
  const spec = checked(specSchema, value, []);
  const parts = (value ?? {}) as { readonly source?: unknown; readonly tables?: unknown };
  const told = isFields(parts.source) ? checked(sourceSchema, parts.source, ["source"]) : undefined;
  const placeOfText = (field: "where" | "derive", at: number) =>
    placeOf(["source", field, ...(Array.isArray((parts.source as SourceTexts)[field]) ? [at] : [])]);
  const unreadable = [
    ...(told?.derive ?? []).flatMap((text, at) =>
      faultIn(placeOfText("derive", at), () => variablesOfSelection(parseDerivations([text]), [])),
    ),
    ...(told?.where ?? []).flatMap((text, at) =>
      faultIn(placeOfText("where", at), () => variablesOfSelection([], [text])),
    ),
  ];
  if (unreadable.length > 0) doubtful.add("source");
  faults.push(...unreadable);
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
    const isDoubtful = doubtful.has(["tables", at].join());
    const known = { ...asked, isDoubtful };
    return [{ ...known, faults: faultsOf(known, told?.wave?.length ?? 0) }];
  });
  return {
    title: spec?.title,
    source: told && sourceOf({ ...rows, df, missing }, dirname(file)),
    placeOfSource: (field, at = 0) => (field ? placeOfText(field, at) : placeOf(["source"])),
    isDoubtful: doubtful.has("source"),
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
      (name === "data" && told.database === undefined) ||
      (name === "database" && !isAddress(given as string)) ||
      name === "labels" ||
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

/** What is wrong in a table whatever the data are, at the line that it stands in; what was not understood may be why it does not fit. */
function faultsOf(
  { outcomes, where, options, placeOf, isDoubtful }: Omit<AskedTable, "faults">,
  waves: number,
): InputError[] {
  return [
    ...(isDoubtful ? [] : faultIn(placeOf("outcome"), () => checkTable(outcomes, options, waves))),
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
