import type { DuckDBConnection } from "@duckdb/node-api";
import { InputError } from "../../text/errors.ts";
import { databaseRefused, duckdbAbsent } from "../../text/messages/engines.ts";
import {
  type Answer,
  type Batch,
  type ColumnReading,
  type Engine,
  quoted,
  type RelationColumn,
  type TableName,
  usualDialect,
} from "./engine.ts";
import { parquetFiles } from "./parquetFiles.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

/** Nothing is loaded from elsewhere, and what does not fit into memory goes where temporary files are. */
const options = (spill: string, memory: string | undefined) => ({
  ...(memory !== undefined && { memory_limit: memory }),
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
  temp_directory: spill,
});

/** DuckDB, of which a query can be broken off: it is refused then. */
export interface Duckdb extends Engine {
  interrupt(): void;
}

/**
 * Opens DuckDB over a database file, which it does not change, or over files of columns, for which it needs no database. `file` is for
 * messages; `memory` is the most that it uses, such as 2GB. Throws where the package is not installed.
 */
export async function openDuckdb(
  file: string,
  database: string | undefined,
  memory: string | undefined,
): Promise<Duckdb> {
  const { DuckDBInstance } = await duckdbLibrary();
  const spill = temporaryFolder();
  const refused = (error: unknown) =>
    new InputError(databaseRefused, { file }, { value: firstLine((error as Error).message) });
  const attempt = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw refused(error);
    }
  };
  const connection = await attempt(async () => {
    const instance = await DuckDBInstance.create(database ?? ":memory:", {
      ...options(spill.path, memory),
      ...(database !== undefined && { access_mode: "READ_ONLY" }),
    });
    const own = await instance.connect();
    // A query sees its database, and no other file.
    if (database !== undefined) await own.run("SET enable_external_access = false");
    await own.run("SET lock_configuration = true");
    return own;
  }).catch((error) => {
    spill.remove();
    throw error;
  });
  const all = async (sql: string, values: readonly string[]) =>
    (await attempt(async () => (await connection.run(sql, [...values])).getRowsJS())) as Answer[][];
  return {
    dialect: usualDialect,
    schemas: ["main"],
    tables: async () =>
      (await all(
        "SELECT table_schema, table_name FROM information_schema.tables ORDER BY 1, 2",
        [],
      )) as unknown as TableName[],
    columns: async ({ from, values }) =>
      (await all(`DESCRIBE SELECT * FROM ${from}`, values)).map(([name, type]) => ({
        name: name as string,
        type: type as string,
      })),
    readingOf: async ({ from, values }, column) => {
      const name = quoted(column.name);
      if (column.type.startsWith("ENUM(")) {
        const levels = await all(
          `SELECT unnest(enum_range(${name})) FROM (SELECT ${name} FROM ${from} LIMIT 1)`,
          values,
        );
        return { kind: "text", expression: `CAST(${name} AS VARCHAR)`, levels: levels.flat() as string[] };
      }
      if (!wide.test(column.type)) return readingOf(column);
      const bound = Number.MAX_SAFE_INTEGER;
      const [[most]] = (await all(
        `SELECT count(*) FROM ${from} WHERE CAST(${name} AS DOUBLE) NOT BETWEEN -${bound} AND ${bound}`,
        values,
      )) as [Answer[]];
      return most === 0n ? numberOf(name) : { kind: "text", expression: `CAST(${name} AS VARCHAR)` };
    },
    boundsOf: async ({ from, values }, column) => {
      if (from !== parquetFiles) return undefined;
      const [[least, largest, unknown]] = (await all(
        `SELECT min(TRY_CAST(stats_min_value AS DOUBLE)), max(TRY_CAST(stats_max_value AS DOUBLE)),
         count(*) - count(CASE WHEN TRY_CAST(stats_min_value AS DOUBLE) <= TRY_CAST(stats_max_value AS DOUBLE) AND stats_null_count = 0 THEN 1 END)
         FROM parquet_metadata($1) WHERE path_in_schema = $2`,
        [...values, column],
      )) as [Answer[]];
      return least === null || unknown !== 0n
        ? undefined
        : { least: least as number, largest: largest as number };
    },
    rows: async function* (sql, values) {
      yield* rowsOf(connection, sql, values, refused);
    },
    interrupt: () => connection.interrupt(),
    close: () => {
      connection.closeSync();
      spill.remove();
    },
  };
}

/** The package of DuckDB; throws where it is not installed. */
export async function duckdbLibrary() {
  try {
    return await import("@duckdb/node-api");
  } catch {
    throw new InputError(duckdbAbsent);
  }
}

async function* rowsOf(
  connection: DuckDBConnection,
  sql: string,
  values: readonly string[],
  refused: (error: unknown) => InputError,
): AsyncIterable<Batch> {
  try {
    const result = await connection.stream(sql, [...values]);
    for await (const chunk of result)
      yield { rows: chunk.rowCount, columns: chunk.getColumns() as Answer[][] };
  } catch (error) {
    throw error instanceof InputError ? error : refused(error);
  }
}

const firstLine = (message: string) => message.split("\n")[0]!;

const numberOf = (name: string): ColumnReading => ({ kind: "number", expression: `CAST(${name} AS DOUBLE)` });

/** Whole numbers that a double may not hold: codes, where they are that long. */
const wide = /^(?:U?(?:BIGINT|HUGEINT)|DECIMAL\((?:1[6-9]|[23]\d),0\))$/;

/** How a type is read. */
const kinds: readonly (readonly [RegExp, (name: string) => ColumnReading])[] = [
  [/^(?:U?(?:TINYINT|SMALLINT|INTEGER)|FLOAT|DOUBLE|DECIMAL\(.*\))$/, numberOf],
  [/^BOOLEAN$/, (name) => ({ kind: "number", expression: `CAST(CAST(${name} AS INTEGER) AS DOUBLE)` })],
  // A column may have a collation to which texts are one that differ.
  [
    /^(?:VARCHAR|UUID)$/,
    (name) => ({ kind: "text", expression: `CAST(${name} AS VARCHAR) COLLATE "binary"` }),
  ],
  [/^DATE$/, (name) => ({ kind: "date", expression: `epoch(${name})` })],
  [/^TIMESTAMP/, (name) => ({ kind: "datetime", expression: `epoch(${name})` })],
  [/^TIME$/, (name) => ({ kind: "time", expression: `epoch(${name})` })],
];

const readingOf = ({ name, type }: RelationColumn): ColumnReading | undefined =>
  kinds.find(([pattern]) => pattern.test(type))?.[1](quoted(name));
