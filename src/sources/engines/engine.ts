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

/** A database that groups rows. All of its names are quoted, and all of its values bound. */
export interface Engine {
  /** The columns of a relation, in their order. */
  columns(relation: Relation): Promise<readonly RelationColumn[]>;
  /** How a column is read; undefined for one of a type that holds no answers. */
  readingOf(relation: Relation, column: RelationColumn): Promise<ColumnReading | undefined>;
  /** The rows of a query, some at a time. */
  rows(sql: string, values: readonly string[]): AsyncIterable<readonly (readonly Answer[])[]>;
  close(): void;
}

/** A name as SQL quotes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A double as SQL reads it, in every locale and to the last bit. */
export const double = (value: number): string => `CAST('${value.toExponential()}' AS DOUBLE PRECISION)`;
