import pg from "pg";
import { readDatabaseTable } from "../../src/sources/files/databaseTable.ts";
import type { FileTable } from "../../src/sources/files/fileTable.ts";
import type { Table } from "../../src/sources/tables/table.ts";
import { programs, sharedPostgres } from "./postgresServer.ts";

/** Whether a server can be started here. */
export const hasPostgres = programs !== undefined;

/** The server of the run of tests, whose password is in the environment from then on. */
export async function postgres() {
  const server = await sharedPostgres(process.env.PANEL_TESTS!);
  process.env.PGPASSWORD = server.password;
  const address = (database: string, user = server.user, host = "127.0.0.1") =>
    `postgres://${user}@${host}:${server.port}/${database}`;
  return { ...server, address };
}

/** What statements give, the last one's rows, in a database of the server. */
export async function run(database: string, ...statements: readonly string[]): Promise<unknown[][]> {
  const { port, user, password } = await postgres();
  const client = new pg.Client({ host: "127.0.0.1", port, user, password, database });
  await client.connect();
  try {
    let rows: unknown[][] = [];
    for (const text of statements) ({ rows } = await client.query({ text, rowMode: "array" }));
    return rows;
  } finally {
    await client.end();
  }
}

let made = 0;

/** A new database, made by some statements: its name, and its address. */
export async function databaseWith(...statements: readonly string[]) {
  const { address } = await postgres();
  const name = `d${process.pid}_${made++}`;
  await run("postgres", `CREATE DATABASE ${name}`);
  await run(name, ...statements);
  return { name, database: address(name) };
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const text = (value: string) => `'${value.replaceAll("'", "''")}'`;

/** The statements that make a table: numbers as doubles, levels as an enumeration of theirs. */
function* statementsOf(table: Table, name: string): Iterable<string> {
  const columns = table.columnNames().map((own) => table.typed(own));
  const types: string[] = [];
  for (const [at, column] of columns.entries()) {
    if (!("numbers" in column)) {
      const levels = column.variable.levels.map((level) => text(level.name)).join(", ");
      yield `CREATE TYPE ${quoted(`${name} ${at}`)} AS ENUM (${levels})`;
    }
    types.push("numbers" in column ? "double precision" : quoted(`${name} ${at}`));
  }
  const listed = columns.map(({ variable }, at) => `${quoted(variable.name)} ${types[at]}`).join(", ");
  yield `CREATE TABLE ${quoted(name)} (${listed})`;
  for (let from = 0; from < table.rows; from += 1000) {
    const rows = Array.from({ length: Math.min(1000, table.rows - from) }, (_, at) => {
      const cells = columns.map((column) => {
        const value = column.at(from + at);
        return value === null ? "NULL" : typeof value === "number" ? `'${value}'` : text(value);
      });
      return `(${cells.join(", ")})`;
    });
    yield `INSERT INTO ${quoted(name)} VALUES ${rows.join(", ")}`;
  }
}

const stored = new Map<Table, Promise<string>>();

/** The address of a database with a table as its table `rows`. */
export function databaseOf(table: Table): Promise<string> {
  const known =
    stored.get(table) ?? databaseWith(...statementsOf(table, "rows")).then(({ database }) => database);
  stored.set(table, known);
  return known;
}

/** The groups of a table's rows that agree in everything but the weight, as a database makes them. */
export async function groupedByPostgres(table: Table, weight: string | undefined): Promise<FileTable> {
  return readDatabaseTable("rows", { database: await databaseOf(table) }, () => ({ weight }));
}
