import { DuckDBInstance } from "@duckdb/node-api";
import { onTestFinished } from "vitest";

/** A column of an answer of DuckDB: its name and its type. */
export interface DuckdbColumn {
  readonly name: string;
  readonly type: string;
}

export interface DuckdbAnswer {
  readonly columns: readonly DuckdbColumn[];
  /** Whole numbers of 64 bits and more, and decimals, are texts. */
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
}

/** What functions of other databases are in DuckDB's words. */
const functions = {
  ClickHouse: [
    "toFloat64(x) AS CAST(x AS DOUBLE)",
    "toString(x) AS CAST(x AS VARCHAR)",
    "toInt64(x) AS CAST(x AS BIGINT)",
    "toInt128(x) AS CAST(x AS HUGEINT)",
    "bitShiftRight(x, bits) AS x >> bits",
    "bitAnd(x, mask) AS x & mask",
  ],
  Trino: [
    "bitwise_right_shift(x, bits) AS x >> bits",
    "bitwise_and(x, mask) AS x & mask",
    "is_nan(x) AS isnan(x)",
    "to_unixtime(x) AS epoch(x)",
  ],
} as const;

/** DuckDB with some tables, which understands what is sent to another database. */
export async function duckdbAs(
  database: keyof typeof functions,
  statements: readonly string[],
): Promise<(sql: string) => Promise<DuckdbAnswer>> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  onTestFinished(() => connection.closeSync());
  for (const own of functions[database]) await connection.run(`CREATE MACRO ${own}`);
  for (const statement of statements) await connection.run(statement);
  return async (sql) => {
    const result = await connection.runAndReadAll(sql);
    const types = result.columnTypes();
    return {
      columns: result.columnNames().map((name, at) => ({ name, type: String(types[at]) })),
      rows: result.getRowsJson() as DuckdbAnswer["rows"],
    };
  };
}
