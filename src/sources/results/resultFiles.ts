import { readdirSync, statSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { InputError } from "../../text/errors.ts";
import { noResults } from "../../text/messages/comparisons.ts";
import { streamDelimited } from "../files/delimited.ts";
import { readText, unreadable } from "../files/input.ts";
import { parseJson } from "../files/json.ts";
import { flatten, type ResultTable, recordsByKey } from "./records.ts";

/** The tables of results in a JSON document or a CSV of `panel`, or in all those of a folder, such as a study's report. */
export async function readResults(path: string): Promise<ResultTable[]> {
  const files = isFolder(path) ? filesIn(path) : [path];
  const tables: ResultTable[] = [];
  for (const file of files) {
    tables.push(...(await readFile(file, relative(path, file).replaceAll("\\", "/"))));
  }
  if (tables.every(({ records }) => records.size === 0)) throw new InputError(noResults, { file: path });
  return tables;
}

const isResults = (name: string) => /\.(csv|json)$/i.test(name) && !notResults.test(name);
/** What a report's folder has besides results: what wrote it, and charts with their data. */
const notResults = /(^|[/\\])manifest\.json$|\.vl\.json$/i;

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

async function readFile(file: string, name: string): Promise<ResultTable[]> {
  if (extname(file).toLowerCase() === ".csv") return [await readCsv(file, name)];
  return flatten(parseJson(await readText(file), file), name);
}

/** The first columns of results: where rows have no id, those before them say what a row is about, numbers such as waves too. */
const firstResults = ["estimate", "n", "answers"];

async function readCsv(file: string, name: string): Promise<ResultTable> {
  const rows: Record<string, string | number | null>[] = [];
  await streamDelimited(file, (header, delimiter) => {
    const names = header.includes("id") ? 0 : header.findIndex((column) => firstResults.includes(column));
    const decimalComma = delimiter === ";";
    return {
      texts: (fields) => {
        const values = fields.map((field, at) => (at < names ? field : valueIn(field, decimalComma)));
        rows.push(Object.fromEntries(header.map((column, at) => [column, values[at] ?? null])));
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
