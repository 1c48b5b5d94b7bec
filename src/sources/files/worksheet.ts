import { SaxesParser } from "saxes";
import { outOfCalendar } from "./marks.ts";
import type { Cell } from "./sheet.ts";

/** A worksheet's cells: its first row, and the other rows that are not blank, with their numbers. */
export interface ParsedSheet {
  readonly name: string;
  readonly header: readonly Cell[];
  readonly rows: readonly (readonly Cell[])[];
  readonly rowNumbers: readonly number[];
}

/** What the cells of a workbook refer to. */
export interface CellContext {
  readonly strings: readonly string[];
  /** Whether each style shows a number as a date. */
  readonly areDates: readonly boolean[];
  /** Whether days are counted from 1904. */
  readonly since1904: boolean;
}

/** A cell while it is read. */
interface OpenCell {
  row: number;
  column: number;
  type: string | undefined;
  style: string | undefined;
  formula: boolean;
  value: string | undefined;
}

/** The cells of a worksheet's XML, without the rows that are blank. */
export function readWorksheet(xml: string, context: CellContext): Omit<ParsedSheet, "name"> {
  const rows = new Map<number, Cell[]>();
  const merged: string[] = [];
  const cell: OpenCell = {
    row: 0,
    column: 0,
    type: undefined,
    style: undefined,
    formula: false,
    value: undefined,
  };
  let reading = false;
  const parser = new SaxesParser();
  parser.on("opentag", (tag) => {
    const attributes = tag.attributes as Record<string, string>;
    switch (localName(tag.name)) {
      case "row":
        cell.row = attributes.r === undefined ? cell.row + 1 : Number(attributes.r);
        cell.column = 0;
        break;
      case "c":
        cell.column = attributes.r === undefined ? cell.column + 1 : columnIn(attributes.r);
        cell.type = attributes.t;
        cell.style = attributes.s;
        cell.formula = false;
        cell.value = undefined;
        break;
      case "f":
        cell.formula = true;
        break;
      case "v":
      case "t":
        reading = true;
        break;
      case "mergeCell":
        merged.push(attributes.ref!);
    }
  });
  parser.on("text", (text) => {
    if (reading) cell.value = (cell.value ?? "") + text;
  });
  parser.on("closetag", (tag) => {
    const name = localName(tag.name);
    if (name === "v" || name === "t") reading = false;
    if (name !== "c") return;
    const value = cellValue(cell, context);
    if (value === null) return;
    const row = rows.get(cell.row) ?? [];
    rows.set(cell.row, row);
    row[cell.column - 1] = value;
  });
  parser.write(xml).close();
  for (const range of merged) repeatMerged(rows, range);
  return tableOf(rows);
}

function tableOf(rows: ReadonlyMap<number, Cell[]>): Omit<ParsedSheet, "name"> {
  const whole = (cells: readonly Cell[]) => Array.from(cells, (cell) => cell ?? null);
  const rowNumbers = [...rows.keys()].filter((number) => number > 1).sort((a, b) => a - b);
  return {
    header: whole(rows.get(1) ?? []),
    rows: rowNumbers.map((number) => whole(rows.get(number)!)),
    rowNumbers,
  };
}

/** The number of the column in an address such as AB12. */
function columnIn(address: string): number {
  let column = 0;
  for (let at = 0; at < address.length; at++) {
    const letter = address.charCodeAt(at) - letterBeforeA;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column;
}

const letterBeforeA = "A".charCodeAt(0) - 1;

/** The text or number that a person sees in a cell; of a formula its last result. */
function cellValue({ type, style, formula, value }: OpenCell, context: CellContext): Cell {
  if (value === undefined || value === "") return formula ? "a formula without a stored result" : null;
  switch (type) {
    case "s":
      return textOf(context.strings[Number(value)] ?? "");
    case "str":
    case "inlineStr":
      return textOf(unescaped(value));
    case "b":
      return String(value !== "0");
    case "e":
      return value;
    case "d":
      return dayOf(value);
    default:
      return context.areDates[Number(style ?? 0)] && style !== undefined
        ? dateOf(Number(value), context.since1904)
        : numberOf(value);
  }
}

const textOf = (text: string): Cell => text.trim() || null;

const numberOf = (value: string): Cell => {
  const number = Number(value);
  return Number.isNaN(number) ? textOf(value) : number;
};

/** The day and time of a number of days, in the notation of ISO 8601; what a spreadsheet shows where there is no such day. */
function dateOf(days: number, since1904: boolean): Cell {
  const date = new Date(Math.round((days - unixEpoch + (since1904 ? yearsTo1904 : 0)) * 86_400_000));
  const year = date.getUTCFullYear();
  return year >= 1 && year <= 9999 ? date.toISOString() : outOfCalendar;
}

/** A day or time that is written as such; one without a time zone is taken as it stands. */
function dayOf(text: string): Cell {
  const date = new Date(/T.*[+-]\d|Z$/.test(text) || !text.includes("T") ? text : `${text}Z`);
  return Number.isNaN(date.getTime()) ? textOf(text) : date.toISOString();
}

/** Days from the beginning of Excel's calendar to 1970, and to 1904. */
const unixEpoch = 25_569;
const yearsTo1904 = 1462;

/** A merged range of more cells is the frame of a sheet, and repeating its value would fill the memory. */
const mostMerged = 100_000;

/** Gives the value of the first cell of a merged range to the others, as a person sees it. */
function repeatMerged(rows: Map<number, Cell[]>, range: string): void {
  const [from, to = from] = range.split(":") as [string, string?];
  const rowIn = (address: string) => Number(/\d+$/.exec(address)?.[0]);
  const value = rows.get(rowIn(from))?.[columnIn(from) - 1] ?? null;
  if (value === null) return;
  const [rowCount, columnCount] = [rowIn(to) - rowIn(from) + 1, columnIn(to) - columnIn(from) + 1];
  if (rowCount * columnCount > mostMerged) return;
  for (let row = rowIn(from); row <= rowIn(to); row++) {
    const cells = rows.get(row) ?? [];
    rows.set(row, cells);
    for (let column = columnIn(from); column <= columnIn(to); column++) cells[column - 1] = value;
  }
}

/** A name without its namespace's prefix. */
export const localName = (qualified: string) => qualified.slice(qualified.indexOf(":") + 1);

/** A text with the characters that its _xHHHH_ stand for. */
export const unescaped = (text: string) =>
  text.includes("_x")
    ? text.replace(/_x([0-9A-F]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
