import { existsSync, readdirSync, statSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { InputError } from "../../text/errors.ts";
import { noResults } from "../../text/messages/comparisons.ts";
import { streamDelimited } from "../files/delimited.ts";
import type { InputDigest } from "../files/digests.ts";
import { readText, unreadable } from "../files/input.ts";
import { parseJson } from "../files/json.ts";
import { type Fields, flatten, nameCount, type ResultTable, recordsByKey } from "./records.ts";

/** What a run wrote. */
export interface RunResults {
  readonly tables: readonly ResultTable[];
  /** The files that the run had read, as far as it says so. */
  readonly inputs: readonly InputDigest[] | undefined;
}

/** The results in a JSON document or a CSV of `panel`, or in all those of a folder, such as a study's report. */
export async function readResults(path: string): Promise<RunResults> {
  const isReport = isFolder(path);
  const tables: ResultTable[] = [];
  let inputs = isReport ? await inputsOfReport(path) : undefined;
  for (const file of isReport ? filesIn(path) : [path]) {
    const name = relative(path, file).replaceAll("\\", "/");
    if (extname(file).toLowerCase() === ".csv") tables.push(await readCsv(file, name));
    else {
      const own = resultsIn(await readText(file), name, file);
      tables.push(...own.tables);
      inputs ??= own.inputs;
    }
  }
  if (tables.every(({ records }) => records.size === 0)) throw new InputError(noResults, { file: path });
  return { tables, inputs };
}

/** The results in the text of a JSON document. */
export function resultsIn(text: string, name = "", file?: string): RunResults {
  const { content, run } = documentIn(parseJson(text, file));
  return { tables: flatten(content, name), inputs: run };
}

/** The inputs that a report's list of files tells; undefined where there is none, or an older one. */
async function inputsOfReport(folder: string): Promise<readonly InputDigest[] | undefined> {
  const manifest = join(folder, manifestName);
  return existsSync(manifest) ? documentIn(parseJson(await readText(manifest), manifest)).run : undefined;
}

/** A document without what it tells of its run: the program's version, which is no result, and what was read. */
function documentIn(document: unknown): {
  readonly content: unknown;
  readonly run: readonly InputDigest[] | undefined;
} {
  if (typeof document !== "object" || document === null || Array.isArray(document))
    return { content: document, run: undefined };
  const { panel, inputs, ...content } = document as { readonly [key: string]: unknown };
  return { content, run: areDigests(inputs) ? inputs : undefined };
}

const areDigests = (inputs: unknown): inputs is readonly InputDigest[] =>
  Array.isArray(inputs) &&
  inputs.every(
    (input: unknown) =>
      typeof input === "object" &&
      input !== null &&
      ["name", "sha256"].every((key) => typeof (input as { [key: string]: unknown })[key] === "string"),
  );

const isResults = (name: string) => /\.(csv|json)$/i.test(name) && !notResults.test(name);
/** What a report's folder has besides results: what wrote it, and charts with their data. */
const notResults = /(^|[/\\])manifest\.json$|\.vl\.json$/i;
const manifestName = "manifest.json";

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** The files of results in a folder and its own folders, in an order that no system changes. */
function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((one, other) =>
    one.name < other.name ? -1 : 1,
  );
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return entry.isFile() && isResults(path) ? [path] : [];
  });
}

async function readCsv(file: string, name: string): Promise<ResultTable> {
  const rows: Fields[] = [];
  await streamDelimited(file, (header, delimiter) => {
    const names = header.includes("id") ? 0 : nameCount(header);
    const decimalComma = delimiter === ";";
    return {
      texts: (fields) => {
        const values = fields.map((field, at) => (at < names ? field : valueIn(field, decimalComma)));
        rows.push(header.map((column, at) => [column, values[at] ?? null] as const));
      },
    };
  });
  return { name, records: recordsByKey(rows) };
}

/** A field of CSV: nothing, a number as `panel` writes it, or a text. */
function valueIn(field: string, decimalComma: boolean): string | number | null {
  if (field === "") return null;
  const number = decimalComma ? field.replace(",", ".") : field;
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(number) ? Number(number) : field;
}
