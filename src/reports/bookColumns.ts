import type { Label } from "../text/language.ts";
import type { Reader } from "../text/reader.ts";
import type { BookCell, BookColumn, BookSheet } from "./formats/dataBook.ts";
import { type Column, datumOf, type Kind } from "./tables/column.ts";

/** A column of a sheet with the cell of each row. */
export interface Shown<Row> extends BookColumn {
  readonly cell: (row: Row) => BookCell;
}

/** How a column is shown, where that is not as it says itself. */
export interface Style<Row> {
  readonly title?: Label;
  readonly kind?: Kind;
  readonly decimals?: Column<Row>["decimals"];
  /** In characters. */
  readonly width?: number;
}

/**
 * The columns of some keys, in that order, below labels that they share: numbers as numbers, texts as people read them. A key that
 * the list lacks has none.
 */
export const shown = <Row>(
  columns: readonly Column<Row>[],
  reader: Reader,
  styles: Readonly<Record<string, Style<Row>>>,
  over: readonly string[] = [],
): Shown<Row>[] =>
  Object.entries(styles).flatMap(([key, style]) => {
    const column = columns.find((own) => own.key === key);
    return column ? [shownAs({ ...column, ...style }, style.width, reader, over)] : [];
  });

const shownAs = <Row>(
  column: Column<Row>,
  width: number | undefined,
  reader: Reader,
  over: readonly string[],
): Shown<Row> => {
  const { title, kind, decimals = 0 } = column;
  return {
    labels: [...over, reader.say(title)],
    width: width ?? (kind === "text" ? 14 : 11),
    cell: (row) => {
      const datum = datumOf(column, row, reader);
      if (typeof datum !== "number") return wordCell((column.text?.(row, reader) ?? datum) || null);
      return numberCell(datum, typeof decimals === "function" ? decimals(row) : decimals, kind, reader);
    },
  };
};

/** The same columns over rows that hold others; blank where there is none. */
export const shownOver = <Outer, Inner>(
  columns: readonly Shown<Inner>[],
  inner: (row: Outer) => Inner | undefined,
): Shown<Outer>[] =>
  columns.map((column) => ({
    ...column,
    cell: (row) => {
      const own = inner(row);
      return own === undefined ? null : column.cell(own);
    },
  }));

/** Words; whole numbers that are written as words, such as years, as the numbers that they are. */
const wordCell = (text: string | null): BookCell =>
  text !== null && /^[1-9]\d{0,8}$/.test(text) ? { value: Number(text), format: "0" } : text;

/** A number with the format that shows so many decimals; a p-value below a thousandth is shown as such. */
export function numberCell(
  value: number,
  decimals: number,
  kind: Kind,
  { language }: Pick<Reader, "language">,
): BookCell {
  if (kind === "p") return { value, format: `[>=0.001]0.000;"<0${language === "fr" ? "," : "."}001"` };
  return { value, format: decimals === 0 ? "#,##0" : `0.${"0".repeat(decimals)}` };
}

/** Rows below a label of their own, or below none. */
export interface Group<Row> {
  readonly title?: string;
  readonly rows: readonly Row[];
}

/** Rows in groups of those that have the same title, in the order of their first ones; those without one stand where they are. */
export function grouped<Row>(rows: readonly Row[], titleOf: (row: Row) => string | undefined): Group<Row>[] {
  const groups: { title?: string; rows: Row[] }[] = [];
  for (const row of rows) {
    const title = titleOf(row);
    const known = title === undefined ? undefined : groups.find((group) => group.title === title);
    if (known) known.rows.push(row);
    else groups.push({ ...(title !== undefined && { title }), rows: [row] });
  }
  return groups;
}

/** The columns and rows of a sheet; columns without any cell are left out. */
export function bodyOf<Row>(
  groups: readonly Group<Row>[],
  labelOf: (row: Row) => string,
  columns: readonly Shown<Row>[],
): Pick<BookSheet, "columns" | "rows"> {
  const lines = groups.map(({ title, rows }) => ({
    title,
    rows: rows.map((row) => ({ label: labelOf(row), cells: columns.map(({ cell }) => cell(row)) })),
  }));
  const isUsed = columns.map((_, at) =>
    lines.some(({ rows }) => rows.some(({ cells }) => cells[at] !== null)),
  );
  const used = <Item>(items: readonly Item[]) => items.filter((_, at) => isUsed[at]);
  return {
    columns: used(columns).map(({ labels, width }) => ({ labels, width })),
    rows: lines.flatMap(({ title, rows }) => [
      ...(title === undefined ? [] : [{ label: title, cells: [] }]),
      ...rows.map(({ label, cells }) => ({ label, isSetIn: title !== undefined, cells: used(cells) })),
    ]),
  };
}
