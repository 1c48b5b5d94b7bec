import { existsSync } from "node:fs";
import { extname } from "node:path";
import { InputError } from "../../text/errors.ts";
import { engineOfOther, tableAbsent, tableToChoose } from "../../text/messages/engines.ts";
import { openDuckdb } from "./duckdb.ts";
import { type Answer, allRows, type Engine, quoted, type Relation } from "./engine.ts";

/** Who reads the rows: the program itself, or DuckDB, which only then need be installed. */
export const engines = ["memory", "duckdb"] as const;
export type EngineName = (typeof engines)[number];

/** Where rows are in a database. */
export interface DatabaseChoice {
  /** Who reads files of columns; the program itself by default. */
  readonly engine?: EngineName | undefined;
  /** A database file, of which the data are a table or a query. */
  readonly database?: string | undefined;
  /** A table of a database file that is the data. */
  readonly table?: string | undefined;
}

/** An open database, and what of it is read. */
export interface OpenDatabase {
  readonly engine: Engine;
  readonly relation: Relation;
  /** The files that it is in. */
  readonly files: readonly string[];
}

/** Whether a file is a database, as its name ends. */
export const isDatabase = (file: string) => /\.(?:duckdb|ddb)$/i.test(file);
/** A query may begin with comments. */
const isQuery = (text: string) =>
  /^(?:\s|--.*\n|\/\*[\s\S]*?\*\/)*(?:select|with|from)(?=[\s("'*])/i.test(text);
const isParquet = (file: string) => extname(file).toLowerCase() === ".parquet";
const isPattern = (file: string) => /[*?]/.test(file) && isParquet(file) && !existsSync(file);
/** The pattern that a file alone meets. */
const patternOf = (file: string) => file.replace(/[*?[]/g, "[$&]");

/** Whether the data are in a database, or are files that a database reads. */
export const isInDatabase = (data: string, { engine, database }: DatabaseChoice): boolean =>
  database !== undefined || isDatabase(data) || isPattern(data) || engine === "duckdb";

/** The file that the data are in; undefined where a pattern names them. */
export const fileOf = (data: string, { database }: DatabaseChoice): string | undefined =>
  database ?? (isPattern(data) ? undefined : data);

/** Opens the database that the data are in. */
export async function openDatabase(data: string, { database, table }: DatabaseChoice): Promise<OpenDatabase> {
  const file = database ?? (isDatabase(data) ? data : undefined);
  if (file === undefined) return openParquet(data);
  const engine = await openDuckdb(file, file);
  const files = [file];
  try {
    // The last line of a query may be a comment.
    if (database !== undefined && isQuery(data))
      return { engine, files, relation: { from: `(${data.replace(/;\s*$/, "")}\n) AS q_`, values: [] } };
    const wanted = database === undefined ? table : data;
    return { engine, files, relation: { from: await tableIn(engine, file, wanted), values: [] } };
  } catch (error) {
    engine.close();
    throw error;
  }
}

/** The file of that name, or those that a pattern names. */
async function openParquet(data: string): Promise<OpenDatabase> {
  if (!isParquet(data)) throw new InputError(engineOfOther, { file: data });
  const engine = await openDuckdb(data, undefined);
  const values = [isPattern(data) ? data : patternOf(data)];
  try {
    const files = (await allRows(engine, "SELECT file FROM glob($1)", values)).map(String);
    return { engine, files, relation: { from: "read_parquet($1)", values } };
  } catch (error) {
    engine.close();
    throw error;
  }
}

/** A table of a database as it stands in FROM: the one of that name, or the only one. */
async function tableIn(engine: Engine, file: string, wanted: string | undefined): Promise<string> {
  const tables = await allRows(
    engine,
    "SELECT table_schema, table_name FROM information_schema.tables ORDER BY 1, 2",
  );
  const called = ([schema, name]: readonly Answer[]) =>
    schema === "main" ? String(name) : `${schema}.${name}`;
  const names = tables.map(called);
  if (wanted === undefined && tables.length > 1) throw new InputError(tableToChoose(names), { file });
  const found = wanted === undefined ? tables[0] : tables.find((table) => called(table) === wanted);
  if (!found) throw new InputError(tableAbsent(names), { file }, { value: wanted });
  return found.map((name) => quoted(String(name))).join(".");
}
