import type { Label } from "../../text/language.ts";

/** What a database is asked for: a table or a file of it, as it stands in FROM, with the values that are bound to it. */
export interface Relation {
  readonly from: string;
  readonly values: readonly string[];
}

/** How a column of a database is read. */
export interface ColumnReading {
  readonly kind: "number" | "text" | "date" | "datetime" | "time";
  /** Its answers: a double, a text, or seconds since 1970 (of a time since midnight) as a double. */
  readonly expression: string;
  /** Its levels in their order, where the type has them. */
  readonly levels?: readonly string[] | undefined;
}

/** The answer of a database: null where there is none. Counts and sums of integers are exact. */
export type Answer = number | string | bigint | null;

/** A column of a relation, as the database tells it. */
export interface RelationColumn {
  readonly name: string;
  readonly type: string;
}

/** A schema and a table in it. */
export type TableName = readonly [schema: string, name: string];

/** Some rows of what a query gives, column by column; in a column of numbers NaN may stand for none. */
export interface Batch {
  readonly rows: number;
  readonly columns: readonly ArrayLike<Answer>[];
}

/** In what a database's SQL differs from others', given the expression of a whole number. */
export interface Dialect {
  /** Its bits above the `bits` lowest ones. */
  readonly high: (whole: string, bits: number) => string;
  /** Its `bits` lowest bits. */
  readonly low: (whole: string, bits: number) => string;
  /** The sum of whole numbers of up to 62 bits, which may have more itself: exact. */
  readonly sum: (whole: string) => string;
}

export const usualDialect: Dialect = {
  high: (whole, bits) => `${whole} >> ${bits}`,
  low: (whole, bits) => `${whole} & ${2 ** bits - 1}`,
  sum: (whole) => `sum(${whole})`,
};

/** A database that groups rows. All of its names are quoted, and all of its values bound. */
export interface Engine {
  readonly dialect: Dialect;
  /** The schemas of which tables are named by their names alone, in the order in which a name is looked up. */
  readonly schemas: readonly string[];
  /** What a reader should know of the way to it. */
  readonly notes?: readonly Label[] | undefined;
  /** Its tables and views, but for those that describe the database itself, in the order of their names. */
  tables(): Promise<readonly TableName[]>;
  /** The columns of a relation, in their order. */
  columns(relation: Relation): Promise<readonly RelationColumn[]>;
  /** How a column is read; undefined for one of a type that holds no answers. */
  readingOf(relation: Relation, column: RelationColumn): Promise<ColumnReading | undefined>;
  /** The rows of a query, some at a time. */
  rows(sql: string, values: readonly string[]): AsyncIterable<Batch>;
  close(): void | Promise<void>;
}

/** What a query of a few rows gives, row by row. */
export async function allRows(
  engine: Engine,
  sql: string,
  values: readonly string[] = [],
): Promise<(readonly Answer[])[]> {
  const found: (readonly Answer[])[] = [];
  for await (const { rows, columns } of engine.rows(sql, values))
    for (let row = 0; row < rows; row++) found.push(columns.map((column) => column[row]!));
  return found;
}

/** Where a server is; its password stands elsewhere. */
export interface ServerAddress {
  /** As it is shown and kept in results. */
  readonly text: string;
  readonly url: URL;
}

/** A name as SQL quotes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A double as SQL reads it, in every locale and to the last bit. */
export const double = (value: number): string => `CAST('${value.toExponential()}' AS DOUBLE PRECISION)`;
