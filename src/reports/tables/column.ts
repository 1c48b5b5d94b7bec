import type { Label } from "../../text/language.ts";
import type { Reader } from "../../text/reader.ts";
import type { Tone } from "../formats/document.ts";

/** A value as files hold it: shares from 0 to 1, numbers in full precision, null where there is none. */
export type Datum = string | number | null;

/** How the values of a column are shown to people. */
export type Kind = "text" | "share" | "points" | "number" | "count" | "p";

/** A column of a table of results: the one description of it for text, Markdown, CSV, JSON, workbooks and schemas. */
export interface Column<Row> {
  /** Its name in CSV and JSON. */
  readonly key: string;
  /** Its title for people. */
  readonly title: Label;
  /** Its title in workbooks, where that of another column would be the same, or where their cells show another unit. */
  readonly sheetTitle?: Label | undefined;
  readonly kind: Kind;
  /** The kind of the value in a row, where not all rows have one kind. */
  readonly kindIn?: ((row: Row) => Kind) | undefined;
  /** The value in a row; a number that is none counts as null. */
  readonly value: (row: Row, reader: Reader) => Datum | undefined;
  /** Who sees it, if not everybody: people, or those who read files (CSV, JSON, workbooks). */
  readonly audience?: "people" | "files" | undefined;
  /** Decimals for people, in all rows or by the row; none by default. */
  readonly decimals?: number | ((row: Row) => number) | undefined;
  /** Whether its decimals were asked for: the cells of workbooks are shown with them too. */
  readonly fixed?: boolean | undefined;
  /** What people read in place of the value, where that is something else. */
  readonly text?: ((row: Row, reader: Reader) => string | undefined) | undefined;
  /** What stands in place of a value that is withheld, for people and in workbooks. */
  readonly mark?: ((row: Row) => string | undefined) | undefined;
  /** Of the lower bound of an interval: the upper one. People read both as one interval. */
  readonly high?: ((row: Row) => number | null) | undefined;
  /** Whether a value is left blank, for people, where it and those before it are those of the row above. */
  readonly grouping?: boolean | undefined;
  /** Where people see its texts: to the left by default; numbers stand to the right. */
  readonly align?: "left" | "right" | undefined;
  /** Whether its texts may break between words: by default where they stand to the left. */
  readonly wrap?: boolean | undefined;
  /** Columns of one unit stand in one table, where tables are parted and it is wide enough. */
  readonly unit?: string | undefined;
  /** Where lines are too short for all columns, those of the highest number go under their rows first; none without one. */
  readonly secondary?: number | undefined;
  readonly tone?: Tone | ((row: Row) => Tone | undefined) | undefined;
  /** The values that it may have, where they are few. */
  readonly values?: readonly string[] | undefined;
  /** Whether files have it only where it was asked for. */
  readonly onRequest?: boolean | undefined;
  /** What the value is, for those who read the schema. */
  readonly about?: string | undefined;
}

/** Rows of results with their columns, whatever the rows are. */
export interface ResultTable {
  /** Its name in JSON; without one it is for people alone. */
  readonly key: string | undefined;
  readonly title: Label;
  readonly columns: readonly Column<unknown>[];
  readonly rows: readonly unknown[];
  /** Who sees it, if not everybody. */
  readonly audience?: "files" | undefined;
}

/** A table of rows of one kind. */
export function resultTable<Row>(
  key: string | undefined,
  title: Label,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): ResultTable {
  return { key, title, columns: columns as unknown as readonly Column<unknown>[], rows };
}

/** The same columns over rows that hold the others' rows, such as rows of several tables in one. */
export function columnsOver<Outer, Inner>(
  columns: readonly Column<Inner>[],
  inner: (row: Outer) => Inner,
): Column<Outer>[] {
  return columns.map(({ kindIn, value, text, mark, high, decimals, tone, ...rest }) => ({
    ...rest,
    kindIn: kindIn && ((row) => kindIn(inner(row))),
    value: (row, reader) => value(inner(row), reader),
    text: text && ((row, reader) => text(inner(row), reader)),
    mark: mark && ((row) => mark(inner(row))),
    high: high && ((row) => high(inner(row))),
    decimals: typeof decimals === "function" ? (row) => decimals(inner(row)) : decimals,
    tone: typeof tone === "function" ? (row) => tone(inner(row)) : tone,
  }));
}

/** The columns that hold estimates, their standard errors and their limits. */
const estimateKeys = new Set(["estimate", "se", "se_sample", "low", "high", "exp", "exp_low", "exp_high"]);

/** A table whose estimates people read with so many decimals, where that is asked for. */
export function withDigits(table: ResultTable, digits: number | undefined): ResultTable {
  if (digits === undefined) return table;
  const columns = table.columns.map((column) =>
    estimateKeys.has(column.key) ? { ...column, decimals: digits, fixed: true } : column,
  );
  return { ...table, columns };
}

/** A column that only files have. */
export function fileColumn<Row>(
  key: string,
  kind: Kind,
  value: Column<Row>["value"],
  more: Partial<Column<Row>> = {},
): Column<Row> {
  return { key, title: { fr: key, en: key }, kind, value, audience: "files", ...more };
}

/** The value of a column in a row, null where there is none. */
export function datumOf<Row>({ value }: Column<Row>, row: Row, reader: Reader): Datum {
  const found = value(row, reader);
  return found === undefined || (typeof found === "number" && !Number.isFinite(found)) ? null : found;
}

/** The columns that files have. */
export const fileColumns = ({ columns }: ResultTable) =>
  columns.filter(({ audience }) => audience !== "people");

/** A table as files of lines hold it: its keys, and below them the values of each row. */
export interface Lines {
  readonly keys: readonly string[];
  readonly rows: readonly (readonly Datum[])[];
}

/** The rows as lines, for CSV: keys come from levels too, and an object has whole numbers before its other keys. */
export function linesOf(table: ResultTable, reader: Reader): Lines {
  const columns = fileColumns(table);
  return {
    keys: columns.map(({ key }) => key),
    rows: table.rows.map((row) => columns.map((column) => datumOf(column, row, reader))),
  };
}

/** The rows as objects by key, for JSON. */
export function recordsOf(table: ResultTable, reader: Reader): { [key: string]: Datum }[] {
  const columns = fileColumns(table);
  return table.rows.map((row) =>
    Object.fromEntries(columns.map((column) => [column.key, datumOf(column, row, reader)])),
  );
}
