import type { Borders, Cell, Fill, Worksheet } from "exceljs";
import { cellText } from "./cellTexts.ts";
import { sheetName } from "./sheetName.ts";
import { newWorkbook, workbookBytes } from "./workbookBytes.ts";

/** Words, or a number with the format that shows it; null where there is nothing. */
export type BookCell = string | { readonly value: number; readonly format: string } | null;

/** A column of values. */
export interface BookColumn {
  /** Its labels, from the widest, which neighbours may share, to its own. */
  readonly labels: readonly string[];
  /** In characters. */
  readonly width: number;
}

/** A row of values; without any it is a label over the rows below that are set in. */
export interface BookRow {
  readonly label: string;
  readonly isSetIn?: boolean;
  readonly cells: readonly BookCell[];
}

/** A table as French official statistics publish their data. */
export interface BookSheet {
  /** What its sheet is called. */
  readonly name: string;
  readonly title: string;
  /** What stands below the title: on which data the numbers rest. */
  readonly subtitle: string;
  /** What stands above the numbers to the right, such as "En %"; empty where they have no common unit. */
  readonly unit: string;
  readonly columns: readonly BookColumn[];
  readonly rows: readonly BookRow[];
  /** What stands below the table, one a row. */
  readonly notes: readonly string[];
}

/** A workbook of published data: its contents, and a sheet for each table. */
export interface DataBook {
  /** What the sheet of contents is called. */
  readonly contents: string;
  /** What stands above the contents; the second line is the title. */
  readonly lines: readonly string[];
  readonly sheets: readonly BookSheet[];
}

const labelWidth = 46;
/** Titles and notes are as wide as a page, in characters. */
const pageWidth = 130;
const lineHeight = 13;
const font = { name: "Arial", size: 9 };
const bold = { ...font, bold: true };
const faint = { ...font, italic: true, color: { argb: "FF9C2A00" } };
const shaded: Fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFE8EDF3" } };
const line = { style: "thin", color: { argb: "FFBFC7D0" } } as const;
const ruled: Partial<Borders> = { top: line, left: line, bottom: line, right: line };

/** The workbook's bytes: numbers as numbers in full precision, texts as texts and never a formula, ready to be printed. */
export async function dataBook({ contents, lines, sheets }: DataBook): Promise<Uint8Array> {
  const workbook = await newWorkbook();
  const first = workbook.addWorksheet(sheetName(contents, []));
  for (const sheet of sheets) {
    const name = sheetName(
      sheet.name,
      workbook.worksheets.map((own) => own.name),
    );
    fillSheet(workbook.addWorksheet(name), sheet);
  }
  fillContents(
    first,
    lines,
    workbook.worksheets.slice(1).map(({ name }, at) => [name, sheets[at]!.title]),
  );
  return workbookBytes(workbook);
}

/** The lines above the contents, and the sheets with links to them. */
function fillContents(
  sheet: Worksheet,
  lines: readonly string[],
  entries: readonly (readonly [string, string])[],
): void {
  sheet.getColumn(1).width = 30;
  sheet.getColumn(2).width = pageWidth - 30;
  lines.forEach((text, at) => {
    writePhrase(sheet, at + 1, text, 2, at === 0 ? faint : at === 1 ? bold : font);
  });
  entries.forEach(([name, title], at) => {
    const row = sheet.getRow(lines.length + 2 + at);
    const link = row.getCell(1);
    link.value = { text: name, hyperlink: `#'${name.replaceAll("'", "''")}'!A1` };
    link.font = { ...font, underline: true, color: { argb: "FF1F4E9E" } };
    link.alignment = { vertical: "top" };
    writeText(sheet, row.number, 2, title);
    row.height = heightOf(title, pageWidth - 30);
  });
  sheet.pageSetup = {
    orientation: "landscape",
    paperSize: 9,
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
  };
}

function fillSheet(sheet: Worksheet, { title, subtitle, unit, columns, rows, notes }: BookSheet): void {
  const widths = [labelWidth, ...columns.map(({ width }) => width)];
  widths.forEach((width, at) => {
    sheet.getColumn(at + 1).width = width;
  });
  const last = widths.length;
  const span = spanOf(widths);
  writePhrase(sheet, 1, title, span, { ...bold, size: 11 });
  writePhrase(sheet, 2, subtitle, span, faint);
  const header = unit === "" ? 3 : 4;
  if (unit !== "") {
    writeText(sheet, 3, last, unit);
    sheet.getCell(3, last).alignment = { horizontal: "right" };
  }
  const body = header + writeHeader(sheet, header, columns);
  rows.forEach((row, at) => {
    writeRow(sheet, body + at, row, widths);
  });
  notes.forEach((note, at) => {
    writePhrase(sheet, body + rows.length + at, note, span, font);
  });
  sheet.views = [{ state: "frozen", xSplit: 1, ySplit: body - 1, showGridLines: false }];
  sheet.pageSetup = {
    orientation: "landscape",
    paperSize: 9,
    fitToPage: true,
    fitToWidth: Math.max(1, Math.round(sum(widths) / 200)),
    fitToHeight: 0,
    printTitlesRow: `1:${body - 1}`,
    printTitlesColumn: "A:A",
    margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
  };
  sheet.headerFooter.oddFooter = "&L&8&A&R&8&P / &N";
}

/** How many columns a page has room for, and at least two. */
function spanOf(widths: readonly number[]): number {
  const end = widths.findIndex((_, at) => sum(widths.slice(0, at + 1)) > pageWidth);
  return Math.max(2, end < 0 ? widths.length : end);
}

/** Writes the labels of columns, merged where neighbours share them and down to the last row; returns the number of rows. */
function writeHeader(sheet: Worksheet, top: number, columns: readonly BookColumn[]): number {
  const depth = Math.max(...columns.map(({ labels }) => labels.length));
  const bottom = top + depth - 1;
  const isSame = (one: BookColumn, other: BookColumn | undefined, level: number) =>
    level < one.labels.length - 1 &&
    one.labels.slice(0, level + 1).every((label, at) => label === other?.labels[at]);
  for (let level = 0; level < depth; level++) {
    const row = top + level;
    for (let from = 0; from < columns.length; ) {
      const column = columns[from]!;
      let to = from;
      while (isSame(column, columns[to + 1], level)) to++;
      const label = column.labels[level];
      if (label !== undefined) {
        writeText(sheet, row, from + 2, label);
        const end = level === column.labels.length - 1 ? bottom : row;
        if (to > from || end > row) sheet.mergeCells(row, from + 2, end, to + 2);
      }
      from = to + 1;
    }
    for (let at = 1; at <= columns.length + 1; at++)
      Object.assign(sheet.getCell(row, at), {
        font: bold,
        fill: shaded,
        border: ruled,
        alignment: { horizontal: "center", vertical: "middle", wrapText: true },
      });
    const tallest = columns.map(({ labels, width }) =>
      level === labels.length - 1 ? heightOf(labels[level]!, width - 1) : lineHeight,
    );
    sheet.getRow(row).height = Math.max(...tallest) / (level === depth - 1 ? 1 : depth) + 3;
  }
  if (depth > 1) sheet.mergeCells(top, 1, bottom, 1);
  return depth;
}

function writeRow(
  sheet: Worksheet,
  row: number,
  { label, isSetIn, cells }: BookRow,
  widths: readonly number[],
): void {
  const isSection = cells.length === 0;
  writeText(sheet, row, 1, label);
  const heights = [heightOf(label, labelWidth - 2)];
  cells.forEach((cell, at) => {
    if (cell === null) return;
    if (typeof cell === "string") {
      writeText(sheet, row, at + 2, cell);
      heights.push(heightOf(cell, widths[at + 1]! - 1));
    } else {
      const own = sheet.getCell(row, at + 2);
      own.value = cell.value;
      own.numFmt = cell.format;
    }
  });
  for (let at = 1; at <= widths.length; at++) {
    const cell = sheet.getCell(row, at);
    cell.font = isSection ? bold : font;
    cell.border = ruled;
    if (isSection) cell.fill = shaded;
    cell.alignment =
      at === 1
        ? { vertical: "middle", horizontal: "left", wrapText: true, indent: isSetIn ? 1 : 0 }
        : { vertical: "middle", horizontal: horizontalOf(cell, widths[at - 1]!), wrapText: true };
  }
  sheet.getRow(row).height = Math.max(...heights) + 2;
}

/** Numbers stand to the right, words in the middle, and to the left where they are many. */
const horizontalOf = ({ value }: Cell, width: number) =>
  typeof value === "number" ? "right" : width > 20 ? "left" : "center";

/** Writes words over some columns from the first. */
function writePhrase(sheet: Worksheet, row: number, text: string, span: number, style: typeof font): void {
  writeText(sheet, row, 1, text);
  sheet.mergeCells(row, 1, row, span);
  const cell = sheet.getCell(row, 1);
  cell.font = style;
  cell.alignment = { vertical: "top", wrapText: true };
  const width = sum(Array.from({ length: span }, (_, at) => sheet.getColumn(at + 1).width ?? 10));
  sheet.getRow(row).height = heightOf(text, 1.1 * width * (font.size / style.size)) + 3;
}

function writeText(sheet: Worksheet, row: number, column: number, text: string): void {
  const cell = sheet.getCell(row, column);
  cell.value = cellText(text, () => {});
  cell.font = font;
  cell.alignment = { vertical: "middle", wrapText: true };
}

/** The height of words in so many characters of width: programs do not work it out for merged cells. */
const heightOf = (text: string, width: number) =>
  lineHeight *
  sum(text.split("\n").map((own) => Math.max(1, Math.ceil(own.length / Math.max(1, width * 1.15)))));

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
