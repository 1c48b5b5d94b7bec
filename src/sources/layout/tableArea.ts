import { InputError, type Place } from "../../text/errors.ts";
import {
  beyondEnd,
  headerBeyondRange,
  type RowsAside,
  rangeEmpty,
  secondTable,
  wideRow,
} from "../../text/messages/files.ts";
import { addressOfRange } from "../xlsx/address.ts";
import { mostColumns } from "../xlsx/worksheet.ts";
import { isTitle, isYear } from "./anatomy.ts";
import { askedRange } from "./askedRange.ts";
import type { Cell } from "./cell.ts";
import { isFootnote, isNote } from "./notes.ts";
import { unitAlone } from "./units.ts";

/** Where in a sheet a table stands, as its user says. */
export interface AreaChoice {
  /** The cells of the table and its header, such as B5:H40, B5:H, B:H or 5:40; what is outside is not read. */
  readonly range?: string | undefined;
  /** The rows before the header; titles and blank rows are recognised by default. */
  readonly skip?: number | undefined;
  /** How many rows name the columns, 1 by default; where none does, they are ...1, ...2 and so on */
  readonly header?: number | undefined;
}

/** The rows of a sheet that have cells, by their numbers, before merged labels are repeated. */
export type StoredRows = Pick<ReadonlyMap<number, readonly (Cell | undefined)[]>, "get" | "keys">;

/** Which cells of a sheet are its table. */
export interface TableArea {
  /** The rows that name the columns, from top to bottom. */
  readonly header: readonly number[];
  /** The rows of data that have cells. */
  readonly body: readonly number[];
  /** The first and the last column, where a range tells them. */
  readonly left?: number | undefined;
  readonly right?: number | undefined;
  readonly aside?: RowsAside | undefined;
}

/** The table whose header is the first row of the sheet. */
export const areaFromTop = (rows: StoredRows): TableArea => ({
  header: [1],
  body: ascending(rows).filter((row) => row > 1),
});

/**
 * The table that a user names. What is not said of it is recognised, as in the workbooks of publishers: lone texts above the header, a
 * row of units below it, notes below the data. Throws for what lies outside the sheet, and where there is a second table.
 */
export function areaChosen(rows: StoredRows, choice: AreaChoice, place: Place): TableArea {
  const { range, skip, header = 1 } = choice;
  if (range !== undefined) return areaIn(rows, range, header, place);
  const numbers = ascending(rows);
  if (skip === undefined) return areaSeen(rows, numbers, header, place);
  const first = numbers.find((row) => row > skip);
  if (first === undefined)
    throw new InputError(beyondEnd(skip, numbers.at(-1) ?? 0, "row"), { ...place, field: "--skip" });
  return withoutRemarks(rows, numbers, first, header);
}

const ascending = (rows: StoredRows) => Array.from(rows.keys()).sort((a, b) => a - b);

const rowsFrom = (first: number, count: number) => Array.from({ length: count }, (_, at) => first + at);

function areaIn(rows: StoredRows, range: string, headerRows: number, place: Place): TableArea {
  const asked = askedRange(range);
  const { left = 1, right, bottom } = asked;
  const hasCells = (row: number) => {
    const cells = rows.get(row)!;
    for (let at = left - 1; at < Math.min(right, cells.length); at++)
      if (cells[at] !== undefined) return true;
    return false;
  };
  const numbers = ascending(rows);
  const inside = numbers.filter((row) => row >= (asked.top ?? 1) && row <= bottom && hasCells(row));
  const field = { ...place, field: "--range" };
  if (inside.length === 0) {
    const used = { top: 1, left: 1, bottom: numbers.at(-1) ?? 1, right: Math.max(1, widthOf(rows, numbers)) };
    throw new InputError(rangeEmpty(addressOfRange(used)), field, { value: range });
  }
  const { top = inside[0]! } = asked;
  if (headerRows > bottom - top + 1)
    throw new InputError(headerBeyondRange(headerRows, bottom - top + 1), field, { value: range });
  const header = rowsFrom(top, headerRows);
  const body = inside.filter((row) => row >= top + headerRows);
  return { header, body, left: asked.left, right: Math.min(right, widthOf(rows, inside)) };
}

const widthOf = (rows: StoredRows, numbers: readonly number[]) =>
  numbers.reduce((widest, row) => Math.max(widest, rows.get(row)!.length), 0);

/** The table that a person sees. Throws where the header cannot be told, and where a second table follows. */
function areaSeen(rows: StoredRows, numbers: readonly number[], headerRows: number, place: Place): TableArea {
  const first = firstRowSeen(rows, numbers, headerRows, place);
  const area = withoutRemarks(rows, numbers, first, headerRows);
  if (first === 1) return area;
  const second = secondTableIn(rows, area.body);
  if (second !== undefined) {
    const bottom = area.body.findLast((row) => row < second)!;
    const range = { top: first, left: 1, bottom, right: widthOf(rows, [first, ...area.body]) };
    throw new InputError(secondTable(addressOfRange(range)), { ...place, row: second });
  }
  const above = numbers.filter((row) => row < first);
  return { ...area, aside: { units: [], below: [], ...area.aside, first, above } };
}

/**
 * The first row of the header: the first one that has several cells. Where it is not the first of all, those above it are each a
 * text alone, and it holds words or years that name most of the columns below.
 */
function firstRowSeen(
  rows: StoredRows,
  numbers: readonly number[],
  headerRows: number,
  place: Place,
): number {
  const at = numbers.findIndex((row) => !aloneIn(rows, row));
  if (at <= 0) return numbers[0] ?? 1;
  const wide = numbers[at]!;
  const begins = firstColumn(rows, [wide]);
  const last = headerRows === 1 && namesTheNumber(rows, wide, begins) ? wide - 1 : wide;
  let first = last;
  while (last - first < headerRows - 1 && isSpanner(rows, first - 1, begins)) first -= 1;
  const areTitles = numbers.slice(0, at).every((row) => textAloneIn(rows, row) !== undefined);
  if (
    !areTitles ||
    (headerRows > 0 && !(areNames(rows, last) && namesMost(rows, numbers, first, headerRows)))
  )
    throw new InputError(
      wideRow,
      { ...place, row: wide },
      { value: Array.from(rows.get(wide)!, (cell) => cell ?? null) },
    );
  return first;
}

/** Whether the row above labels and a number is a text alone over the number: it names that column, and the labels have no name. */
function namesTheNumber(rows: StoredRows, row: number, begins: number): boolean {
  const { column = 0 } = aloneIn(rows, row - 1) ?? {};
  const cells = rows.get(row)!;
  const isNumber = (at: number) => typeof cells[at] === "number";
  return (
    isSpanner(rows, row - 1, begins) &&
    isNumber(column - 1) &&
    cells.every((_, at) => at === column - 1 || !isNumber(at))
  );
}

/** So many rows tell which columns have data. */
const sampled = 20;

/**
 * Whether more columns have a name than have none but data, and a row of several cells follows. Columns of texts before the first
 * name are labels, which often have none.
 */
function namesMost(rows: StoredRows, numbers: readonly number[], first: number, headerRows: number): boolean {
  const below = numbers.filter((row) => row >= first + headerRows).slice(0, sampled);
  const named = columnsIn(rows, rowsFrom(first, headerRows));
  const begins = Math.min(...named);
  const isLabel = (column: number) =>
    column < begins && below.every((row) => typeof rows.get(row)![column - 1] !== "number");
  const unnamed = [...columnsIn(rows, below)].filter((column) => !named.has(column) && !isLabel(column));
  const [next] = below;
  const isFollowed = next === undefined || !aloneIn(rows, next) || areUnits(rows, next);
  return isFollowed && unnamed.length < named.size;
}

/** The columns that have cells in some rows. */
const columnsIn = (rows: StoredRows, some: readonly number[]) =>
  new Set(
    some.flatMap((row) => (rows.get(row) ?? []).flatMap((cell, at) => (cell === undefined ? [] : [at + 1]))),
  );

/** The first of them. */
const firstColumn = (rows: StoredRows, some: readonly number[]) => Math.min(...columnsIn(rows, some));

/** Whether a row is a label alone over some of the columns, and no unit: such a one may be the upper row of a header. */
function isSpanner(rows: StoredRows, row: number, begins: number): boolean {
  const alone = aloneIn(rows, row);
  return alone !== undefined && alone.column > begins && unitAlone(String(alone.cell)) === undefined;
}

/** The only cell of a row; undefined where it has several or none. */
function aloneIn(
  rows: StoredRows,
  row: number,
): { readonly cell: Cell; readonly column: number } | undefined {
  const cells = rows.get(row) ?? [];
  const at = cells.findIndex((cell) => cell !== undefined);
  return at >= 0 && at === cells.length - 1 ? { cell: cells[at]!, column: at + 1 } : undefined;
}

const textAloneIn = (rows: StoredRows, row: number): string | undefined => {
  const cell = aloneIn(rows, row)?.cell;
  return typeof cell === "string" ? cell : undefined;
};

/** Whether a row holds words and years alone. */
const areNames = (rows: StoredRows, row: number) =>
  rows.get(row)!.every((cell) => typeof cell !== "number" || isYear({ kind: "number", number: cell }));

/** The table below a row, without its units and notes. */
function withoutRemarks(
  rows: StoredRows,
  numbers: readonly number[],
  first: number,
  headerRows: number,
): TableArea {
  const header = rowsFrom(first, headerRows);
  const below = numbers.filter((row) => row >= first + headerRows);
  const hasUnits = headerRows > 0 && below.length > 1 && areUnits(rows, below[0]!);
  const units = below.slice(0, hasUnits ? 1 : 0);
  const data = below.slice(units.length);
  const end = endOfData(rows, header, data);
  const notes = data.slice(end);
  const body = data.slice(0, end);
  const aside = units.length + notes.length > 0 ? { first, above: [], units, below: notes } : undefined;
  return { header, body, aside };
}

/** Whether a row says in what the numbers of the next one are, and nothing else. */
function areUnits(rows: StoredRows, row: number): boolean {
  const cells = rows.get(row)!;
  const next = rows.get(row + 1) ?? [];
  return cells.every((cell, at) => typeof next[at] === "number" && unitAlone(String(cell)) !== undefined);
}

/**
 * How many rows come before the notes: those at the end that are each a text alone, in the first column or before it, and the
 * first of which begins as a note does. Where a text of the data above in that column does so too, none are notes.
 */
function endOfData(rows: StoredRows, header: readonly number[], data: readonly number[]): number {
  const first = firstColumn(rows, [...header, ...data.slice(0, 1)]);
  const isRemark = (row: number) =>
    (aloneIn(rows, row)?.column ?? mostColumns) <= first && textAloneIn(rows, row) !== undefined;
  const last = data.findLastIndex((row) => !isRemark(row));
  const note = data.slice(last + 1).findIndex((row) => beginsNote(rows.get(row)!.at(-1)));
  const end = last + 1 + note;
  const hasSuch = (row: number) => beginsNote(rows.get(row)![first - 1]);
  return last < 0 || note < 0 || data.slice(0, end).some(hasSuch) ? data.length : end;
}

/** Whether a cell begins as a note does; what is marked as a footnote may be a code, such as 2A, unless words follow. */
const beginsNote = (cell: Cell | undefined) =>
  typeof cell === "string" && (isNote(cell) || (isFootnote(cell) && /\s\p{L}/u.test(cell)));

/**
 * The row where a second table begins: with a text alone that is a title, a note or below a blank row, and that a row of names
 * follows.
 */
function secondTableIn(rows: StoredRows, body: readonly number[]): number | undefined {
  const isAlone = (row: number) => aloneIn(rows, row) !== undefined;
  return body.find((row, at) => {
    const text = at === 0 ? undefined : textAloneIn(rows, row);
    if (text === undefined) return false;
    if (!isTitle(text) && !beginsNote(text) && row === body[at - 1]! + 1) return false;
    const next = body.slice(at).find((other) => !isAlone(other));
    return next !== undefined && areNames(rows, next);
  });
}
