import { statSync } from "node:fs";
import { InputError } from "../../text/errors.ts";
import { duckdbLibrary, openDuckdb } from "../engines/duckdb.ts";
import type { GroupsOf } from "../engines/groupedRows.ts";
import { groupedText, type TextGroups, type TextWeights } from "../engines/groupedText.ts";
import { RowsNeeded } from "../tables/aggregates.ts";
import type { TableSource } from "../tables/table.ts";
import { collectedTable } from "./collectedTable.ts";
import { type Collector, collect } from "./collector.ts";
import type { ReadingNote } from "./column.ts";
import { hasDecimalComma, notationOf, tellsOfCommas } from "./decimalMark.ts";
import { streamDelimited } from "./delimited.ts";
import { type FileTable, type FileTableOptions, missingCodesOf } from "./fileTable.ts";
import { hasTotalAtFoot } from "./footOfText.ts";
import { plainRecords } from "./plainText.ts";
import { saidOf, type TableChoice } from "./tableChoice.ts";
import { isPacked } from "./textBytes.ts";

/** From how many bytes on a text is read by DuckDB where nobody says who reads it: below, starting it costs more than it saves. */
const largeText = 100e6;

/** Delimiters that DuckDB takes for nothing else. */
const delimiters = [",", ";", "\t"];

/** The program's own notes on texts whose rows are counted one by one. */
const countedByRow: readonly ReadingNote["kind"][] = ["codes without label", "texts among dates"];

/**
 * Whether groups of rows of a text may be asked of DuckDB, where nobody asks for another: not of one that is packed or in another
 * encoding, which it would have to be given in another form. Throws where DuckDB is asked for and not installed.
 */
export async function mayBeGrouped(file: string, { engine, encoding }: TableChoice): Promise<boolean> {
  if (isPacked(file)) return false;
  if (encoding !== undefined && encoding !== "utf-8") return false;
  if (engine === "duckdb") return !!(await duckdbLibrary());
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return size >= largeText && duckdbLibrary().then(Boolean, () => false);
}

/**
 * The groups of rows of a text, as DuckDB makes them of its fields as they stand; what these mean is found out as it is of rows.
 * Undefined where rows have to be read: the text is not so plain that all read the same in it, or something is to be told of a row.
 */
export async function readTextGroups(
  file: string,
  options: FileTableOptions,
  groupsOf: GroupsOf,
): Promise<FileTable | undefined> {
  try {
    return await groupsIn(file, options, groupsOf);
  } catch (error) {
    if (error instanceof InputError || error instanceof RowsNeeded) return undefined;
    throw error;
  }
}

async function groupsIn(
  file: string,
  options: FileTableOptions,
  groupsOf: GroupsOf,
): Promise<FileTable | undefined> {
  const head = await headOf(file, options);
  const groups = head && groupsOf(head.collector.header);
  if (!head || !groups) return undefined;
  const weights = weightsIn(head, groups.weight, options);
  if (weights === "unknown" || isUnlikely(head, weights, options)) return undefined;
  const { collector, delimiter, line, rows } = head;
  const { header } = collector;
  if (await hasTotalAtFoot(file, header, delimiter)) return undefined;
  const text = { file, skip: line - 1, delimiter, width: header.length };
  const keys = [...collector.asked].map((name) => header.indexOf(name)).filter((at) => at !== weights?.at);
  const found = await checkedGroups(text, keys, weights, options.memory);
  if (!found) return undefined;
  const commas = weights ? rows.map((fields) => fields[weights.at]!.trim()) : [];
  return tableOf(head, found, { keys, weights, commas }, options);
}

/** The first records of a text. */
interface Head {
  readonly collector: Collector;
  readonly delimiter: string;
  /** The line on which the first record begins. */
  readonly line: number;
  readonly rows: readonly (readonly string[])[];
}

/** Undefined where there are no records, or a column without a name that may hold none. */
async function headOf(file: string, options: FileTableOptions): Promise<Head | undefined> {
  let head: Omit<Head, "line"> | undefined;
  let first: number | undefined;
  const rows: (readonly string[])[] = [];
  const takeHeader = (header: readonly string[], delimiter: string) => {
    const reading = { notation: notationOf(options.decimal, delimiter), na: options.na };
    const collector = collect({ file }, header, reading, options, new Set());
    head = { collector, delimiter, rows };
    return {
      texts: (fields: readonly string[], line: number) => {
        first ??= line;
        rows.push(fields);
        collector.take(fields, line);
      },
    };
  };
  await streamDelimited(file, takeHeader, options, 1);
  if (!head || first === undefined || !delimiters.includes(head.delimiter)) return undefined;
  const { unnamed, builders } = head.collector;
  return unnamed.every((name) => builders.get(name)!.hasAnswers) ? { ...head, line: first } : undefined;
}

/** The field of the weights, of which nothing may be said but that they are numbers. */
function weightsIn(
  { collector, rows }: Head,
  name: string | undefined,
  options: FileTableOptions,
): TextWeights | undefined | "unknown" {
  if (name === undefined) return undefined;
  const at = collector.header.indexOf(name);
  const { notation } = collector.reading;
  const texts = rows.map((fields) => fields[at]!.trim());
  const numbers = texts.map(collector.parse);
  const isCoded = [...missingCodesOf(name, true, options), ...(options.na ?? [])].some(
    (mark) => collector.parse(mark) !== undefined,
  );
  if (isCoded || numbers.includes(undefined)) return "unknown";
  const areDecimal = options.decimal === "comma" || texts.some((text) => tellsOfCommas(text) === "decimal");
  return {
    at,
    hasDecimalComma: hasDecimalComma(notation) && areDecimal,
    likelyLargest: numbers.reduce((most: number, own) => Math.max(most, own!), 0),
  };
}

/** Whether there are likely to be nearly as many groups as rows, which nobody said to make. */
function isUnlikely(
  { collector: { asked, header }, rows }: Head,
  weights: TextWeights | undefined,
  { engine }: FileTableOptions,
): boolean {
  const keys = [...asked].map((name) => header.indexOf(name)).filter((at) => at !== weights?.at);
  const patterns = new Set(rows.map((fields) => JSON.stringify(keys.map((at) => fields[at]))));
  return engine !== "duckdb" && patterns.size > rows.length / 2;
}

/** The groups, while it is looked at whether the text is as plain as they suppose; undefined where it is not. */
async function checkedGroups(
  text: Parameters<typeof groupedText>[1],
  keys: readonly number[],
  weights: TextWeights | undefined,
  memory: string | undefined,
): Promise<TextGroups | undefined> {
  const engine = await openDuckdb(text.file, undefined, memory);
  const abort = new AbortController();
  try {
    const records = plainRecords(text, weights, abort.signal).then((found) => {
      if (found === undefined) engine.interrupt();
      return found;
    });
    const groups = groupedText(engine, text, keys, weights);
    const [found, plain] = await Promise.all([groups, records]);
    const rows = found?.aggregates.rows.reduce((sum, own) => sum + own, 0);
    return rows === plain ? found : undefined;
  } finally {
    abort.abort();
    await engine.close();
  }
}

/** Which fields were read, and the texts of some weights, which tell of commas. */
interface ReadFields {
  readonly keys: readonly number[];
  readonly weights: TextWeights | undefined;
  readonly commas: readonly string[];
}

/** The table of groups; undefined where more is to be told of its rows than groups tell. */
function tableOf(
  head: Head,
  groups: TextGroups,
  read: ReadFields,
  options: FileTableOptions,
): FileTable | undefined {
  const { place, unnamed, doubled } = head.collector;
  const asides: ReadingNote[] = [
    ...(unnamed.length > 0 ? [{ kind: "columns without name", names: unnamed } as const] : []),
    ...(doubled.length > 0
      ? [{ kind: "columns of one name", names: doubled.flatMap((of) => of.names) } as const]
      : []),
  ];
  const table = collectedTable(
    collected(head, groups, read, options, new Set()),
    { kind: "microdata", files: [place.file!] },
    { said: saidOf(options), left: 1 },
    options,
    asides,
    sourceOf(place.file!, groups.aggregates),
  );
  return table.notes.some(({ kind }) => countedByRow.includes(kind)) ? undefined : table;
}

/** The columns of groups; `asTexts` as where rows are read. */
function collected(
  head: Head,
  groups: TextGroups,
  { keys, weights, commas }: ReadFields,
  options: FileTableOptions,
  asTexts: ReadonlySet<string>,
): Collector {
  const { place, header, reading } = head.collector;
  const { texts, sums, aggregates } = groups;
  const numbers = new Set(weights ? [weights.at] : []);
  const rowsAt = (group: number) => aggregates.rows[group]!;
  const collector = collect(place, header, reading, options, asTexts, numbers, rowsAt);
  for (const text of commas) collector.commas.see(text, 0, header[weights!.at]!);
  const factorAt = new Map(keys.map((field, at) => [field, texts[at]!]));
  for (let group = 0; group < aggregates.rows.length; group++) {
    const mistaken = collector.takeGroup((field) => {
      const factor = factorAt.get(field);
      return factor ? (factor.levels[factor.codes[group]!] ?? "") : sums![group]!;
    });
    if (mistaken !== undefined)
      return collected(head, groups, { keys, weights, commas }, options, new Set([...asTexts, mistaken]));
  }
  return collector;
}

/** Groups have no place; where one is asked for, rows are read. */
function sourceOf(file: string, aggregates: TextGroups["aggregates"]): TableSource {
  const needRows = () => {
    throw new RowsNeeded();
  };
  return {
    aggregates,
    place: (row, column) => (row === undefined ? { file, column } : needRows()),
    refuse: needRows,
  };
}
