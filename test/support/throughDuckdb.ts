import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { readDatabaseTable } from "../../src/sources/files/databaseTable.ts";
import type { FileTable } from "../../src/sources/files/fileTable.ts";
import type { Table } from "../../src/sources/tables/table.ts";
import { folderWith } from "./files.ts";

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const text = (value: string) => `'${value.replaceAll("'", "''")}'`;

/** Writes a table into a database file, as its only table: numbers as doubles, levels as an ENUM of theirs. */
export async function databaseOf(table: Table, name = "rows"): Promise<string> {
  const file = join(folderWith({}), "rows.duckdb");
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  // Of names that differ in case alone a database has one.
  const named = new Map(table.columnNames().map((own) => [own.toLowerCase(), own]));
  const columns = [...named.values()].map((own) => table.typed(own));
  const types = columns.map((column) =>
    "numbers" in column
      ? "DOUBLE"
      : `ENUM (${column.variable.levels.map((level) => text(level.name)).join(", ") || "''"})`,
  );
  await connection.run(
    `CREATE TABLE ${quoted(name)} (${columns.map(({ variable }, at) => `${quoted(variable.name)} ${types[at]}`).join(", ")})`,
  );
  for (let from = 0; from < table.rows; from += 1000) {
    const rows = Array.from({ length: Math.min(1000, table.rows - from) }, (_, at) => {
      const cells = columns.map((column) => {
        const value = column.at(from + at);
        return value === null ? "NULL" : typeof value === "number" ? `${value}::DOUBLE` : text(value);
      });
      return `(${cells.join(", ")})`;
    });
    await connection.run(`INSERT INTO ${quoted(name)} VALUES ${rows.join(", ")}`);
  }
  connection.closeSync();
  instance.closeSync();
  return file;
}

/** A new database file, made by some statements. */
export async function databaseWith(...statements: readonly string[]): Promise<string> {
  const file = join(folderWith({}), "rows.duckdb");
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
  return file;
}

/** The groups of a table's rows that agree in everything but the weight, as a database makes them. */
export async function groupedByDuckdb(table: Table, weight: string | undefined): Promise<FileTable> {
  return readDatabaseTable(await databaseOf(table), {}, () => ({ weight }));
}
