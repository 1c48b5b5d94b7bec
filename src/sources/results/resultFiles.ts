import { readdirSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { InputError } from "../../text/errors.ts";
import { brokenJson, noResults } from "../../text/messages/comparisons.ts";
import { streamDelimited } from "../files/delimited.ts";
import { readText, unreadable } from "../files/input.ts";
import { flatten, type ResultTable, recordsByKey } from "./records.ts";

/** The tables of results in a JSON document or a CSV of `panel`, or in all those of a folder, such as a study's report. */
export async function readResults(path: string): Promise<ResultTable[]> {
  const files = isFolder(path) ? filesIn(path) : [path];
  const tables: ResultTable[] = [];
  for (const file of files) {
    const name =
      file === path
        ? ""
        : file
            .slice(path.length)
            .replace(/^[/\\]+/, "")
            .replaceAll("\\", "/");
    tables.push(...(await readFile(file, name)));
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
  return extname(file).toLowerCase() === ".csv" ? [await readCsv(file, name)] : readJson(file, name);
}

async function readJson(file: string, name: string): Promise<ResultTable[]> {
  const text = await readText(file);
  try {
    return flatten(JSON.parse(text), name);
  } catch (error) {
    if (error instanceof SyntaxError) throw new InputError(brokenJson(error.message), { file });
    throw error;
  }
}

async function readCsv(file: string, name: string): Promise<ResultTable> {
  const rows: Record<string, string | number | null>[] = [];
  await streamDelimited(file, (header) => ({
    texts: (fields) => {
      rows.push(Object.fromEntries(header.map((column, at) => [column, datumOf(fields[at]!)])));
    },
  }));
  return { name, records: recordsByKey(rows) };
}

/** A field of CSV: nothing, a number as `panel` writes it, or a text. */
function datumOf(field: string): string | number | null {
  if (field === "") return null;
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(field) ? Number(field) : field;
}
