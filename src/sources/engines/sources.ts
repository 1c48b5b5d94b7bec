import { existsSync } from "node:fs";
import { extname } from "node:path";
import { InputError, type Place } from "../../text/errors.ts";
import { tableAbsent, tableToChoose } from "../../text/messages/engines.ts";
import { openDuckdb } from "./duckdb.ts";
import { allRows, type Engine, quoted, type Relation, type TableName } from "./engine.ts";
import { patternOf } from "./groupedText.ts";
import { rowsOfParquet } from "./parquetFiles.ts";
import { isAddress, openServer } from "./servers.ts";

/** Who reads the rows: the program itself, or DuckDB, which only then need be installed; of large texts that is found out. */
export const engines = ["memory", "duckdb", "auto"] as const;
export type EngineName = (typeof engines)[number];

/** Where rows are in a database. */
export interface DatabaseChoice {
  /** Who reads files of columns and texts; by default the program itself, and DuckDB for large texts where it is installed. */
  readonly engine?: EngineName | undefined;
  /** A database file, or the address of a server, of which the data are a table or a query. */
  readonly database?: string | undefined;
  /** The most memory that DuckDB uses, such as 2GB; what does not fit goes into temporary files. Four fifths of all by default. */
  readonly memory?: string | undefined;
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
  /^(?:\s|--.*\n|\/\*(?:(?!\*\/)[\s\S])*\*\/)*(?:select|with|from)(?=[\s("'*])/i.test(text);
const isParquet = (file: string) => extname(file).toLowerCase() === ".parquet";
const isPattern = (file: string) => /[*?]/.test(file) && isParquet(file) && !existsSync(file);

/** Whether the data are in a database, or are files that a database reads. */
export const isInDatabase = (data: string, { engine, database }: DatabaseChoice): boolean =>
  database !== undefined || isDatabase(data) || isPattern(data) || (engine === "duckdb" && isParquet(data));

/** The file that the data are in; undefined where a pattern names them, or a server has them. */
export const fileOf = (data: string, { database }: DatabaseChoice): string | undefined =>
  database === undefined ? (isPattern(data) ? undefined : data) : isAddress(database) ? undefined : database;

/** Opens the database that the data are in. */
export async function openDatabase(
  data: string,
  { database, table, memory }: DatabaseChoice,
): Promise<OpenDatabase> {
  const file = database ?? (isDatabase(data) ? data : undefined);
  if (file === undefined) return openParquet(data, memory);
  const isServer = isAddress(file);
  const engine = await (isServer ? openServer(file) : openDuckdb(file, file, memory));
  const files = isServer ? [] : [file];
  try {
    // The last line of a query may be a comment.
    if (database !== undefined && isQuery(data))
      return { engine, files, relation: { from: `(${data.replace(/;\s*$/, "")}\n) AS q_`, values: [] } };
    const wanted = database === undefined ? table : data;
    const place = isServer ? { server: file } : { file };
    return { engine, files, relation: { from: await tableIn(engine, place, wanted), values: [] } };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** The file of that name, or those that a pattern names. */
async function openParquet(data: string, memory: string | undefined): Promise<OpenDatabase> {
  const engine = await openDuckdb(data, undefined, memory);
  const values = [isPattern(data) ? data : patternOf(data)];
  try {
    const files = (await allRows(engine, "SELECT file FROM glob($1)", values)).map(String);
    return { engine, files, relation: await rowsOfParquet(engine, values, files) };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** A table of a database as it stands in FROM: the one of that name, or the only one. */
async function tableIn(engine: Engine, place: Place, wanted: string | undefined): Promise<string> {
  const tables = await engine.tables();
  const byName = (name: string) =>
    engine.schemas
      .map((schema) => tables.find((table) => table[0] === schema && table[1] === name))
      .find(Boolean);
  const called = (table: TableName) => (byName(table[1]) === table ? table[1] : table.join("."));
  const names = tables.map(called);
  if (wanted === undefined && tables.length > 1) throw new InputError(tableToChoose(names), place);
  const found =
    wanted === undefined ? tables[0] : (byName(wanted) ?? tables.find((table) => table.join(".") === wanted));
  if (!found) throw new InputError(tableAbsent(names), place, { value: wanted });
  return found.map(quoted).join(".");
}
