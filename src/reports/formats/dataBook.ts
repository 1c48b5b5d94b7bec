import type { Borders, Fill, Style, Worksheet } from "exceljs";
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

/** Writes a workbook of published data as a file's bytes. */
export type BookOf = (book: DataBook) => Promise<Uint8Array>;

const labelWidth = 46;
/** Titles and notes are as wide as a page, in characters. */
const pageWidth = 130;
/** What is printed on one page's width, made smaller to fit. */
const widestPage = 200;
/** Words stand in the middle of columns that are no wider, among numbers; else to the left. */
const widestMark = 20;
const lineHeight = 13;
const page = {
  orientation: "landscape",
  paperSize: 9,
  fitToPage: true,
  fitToHeight: 0,
  margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
} as const;
const font = { name: "Arial", size: 9 };
const bold = { ...font, bold: true };
const faint = { ...font, italic: true, color: { argb: "FF9C2A00" } };
const shaded: Fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFE8EDF3" } };
const line = { style: "thin", color: { argb: "FFBFC7D0" } } as const;
const border: Partial<Borders> = { top: line, left: line, bottom: line, right: line };

const phrase = { alignment: { vertical: "top", wrapText: true } } as const;
const words = {
  font,
  alignment: { vertical: "middle", horizontal: "left", wrapText: true },
  border,
} as const;
/** The styles of cells; those that cells share are made once, which is what exceljs is quick with. */
const styles = {
  title: { ...phrase, font: { ...bold, size: 11 } },
  subtitle: { ...phrase, font: faint },
  note: { ...phrase, font },
  link: { ...phrase, font: { ...font, underline: true, color: { argb: "FF1F4E9E" } } },
  unit: { font, alignment: { horizontal: "right" } },
  header: {
    ...{ font: bold, fill: shaded, border },
    alignment: { horizontal: "center", vertical: "middle", wrapText: true },
  },
  setIn: { ...words, alignment: { ...words.alignment, indent: 1 } },
  section: { ...words, font: bold, fill: shaded },
  words,
  mark: { ...words, alignment: { ...words.alignment, horizontal: "center" } },
} as const satisfies Record<string, Partial<Style>>;

const numberStyles = new Map<string, Partial<Style>>();

/** The style of numbers that a format shows. */
function styleOfNumbers(numFmt: string): Partial<Style> {
  const style = numberStyles.get(numFmt) ?? {
    ...{ font, numFmt, border },
    alignment: { vertical: "middle", horizontal: "right" },
  };
  numberStyles.set(numFmt, style);
  return style;
}

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
  const widths = [30, pageWidth - 30];
  setWidths(sheet, widths);
  lines.forEach((text, at) => {
    putPhrase(sheet, at + 1, text, widths, (["subtitle", "title"] as const)[at] ?? "note");
  });
  entries.forEach(([name, title], at) => {
    const row = lines.length + 2 + at;
    const link = sheet.getCell(row, 1);
    link.value = { text: name, hyperlink: `#'${name.replaceAll("'", "''")}'!A1` };
    link.style = styles.link;
    put(sheet, row, 2, title, styles.note);
    sheet.getRow(row).height = heightOf(title, widths[1]!) + 2;
  });
  sheet.pageSetup = { ...page, fitToWidth: 1 };
}

function fillSheet(sheet: Worksheet, { title, subtitle, unit, columns, rows, notes }: BookSheet): void {
  const widths = [labelWidth, ...columns.map(({ width }) => width)];
  setWidths(sheet, widths);
  const span = widths.slice(0, spanOf(widths));
  putPhrase(sheet, 1, title, span, "title");
  putPhrase(sheet, 2, subtitle, span, "subtitle");
  if (unit !== "") put(sheet, 3, widths.length, unit, styles.unit);
  const header = unit === "" ? 3 : 4;
  const body = header + putHeader(sheet, header, columns);
  rows.forEach((row, at) => {
    putRow(sheet, body + at, row, widths);
  });
  notes.forEach((note, at) => {
    putPhrase(sheet, body + rows.length + at, note, span, "note");
  });
  sheet.views = [{ state: "frozen", xSplit: 1, ySplit: body - 1, showGridLines: false }];
  sheet.pageSetup = {
    ...page,
    fitToWidth: Math.max(1, Math.round(sum(widths) / widestPage)),
    printTitlesRow: `1:${body - 1}`,
    printTitlesColumn: "A:A",
  };
  sheet.headerFooter.oddFooter = "&L&8&A&R&8&P / &N";
}

function setWidths(sheet: Worksheet, widths: readonly number[]): void {
  widths.forEach((width, at) => {
    sheet.getColumn(at + 1).width = width;
  });
}

/** How many columns a page has room for, and at least two. */
function spanOf(widths: readonly number[]): number {
  const end = widths.findIndex((_, at) => sum(widths.slice(0, at + 1)) > pageWidth);
  return Math.max(2, end < 0 ? widths.length : end);
}

/** Puts the labels of columns, merged where neighbours share them and down to the last row; returns the number of rows. */
function putHeader(sheet: Worksheet, top: number, columns: readonly BookColumn[]): number {
  const depth = Math.max(...columns.map(({ labels }) => labels.length));
  const bottom = top + depth - 1;
  const isShared = (column: BookColumn, next: BookColumn | undefined, level: number) =>
    level < column.labels.length - 1 &&
    column.labels.slice(0, level + 1).every((label, at) => label === next?.labels[at]);
  for (let level = 0; level < depth; level++) {
    const row = top + level;
    for (let at = 1; at <= columns.length + 1; at++) sheet.getCell(row, at).style = styles.header;
    for (let from = 0, to = 0; from < columns.length; from = to + 1) {
      const column = columns[from]!;
      to = from;
      while (isShared(column, columns[to + 1], level)) to++;
      const label = column.labels[level];
      if (label === undefined) continue;
      put(sheet, row, from + 2, label, styles.header);
      const end = level === column.labels.length - 1 ? bottom : row;
      if (to > from || end > row) sheet.mergeCells(row, from + 2, end, to + 2);
    }
    const heights = columns.map(({ labels, width }) =>
      level === labels.length - 1 ? heightOf(labels[level]!, width - 1) / (depth - level) : lineHeight,
    );
    sheet.getRow(row).height = Math.max(...heights) + 3;
  }
  if (depth > 1) sheet.mergeCells(top, 1, bottom, 1);
  return depth;
}

function putRow(
  sheet: Worksheet,
  row: number,
  { label, isSetIn, cells }: BookRow,
  widths: readonly number[],
): void {
  const isSection = cells.length === 0;
  put(sheet, row, 1, label, isSection ? styles.section : isSetIn ? styles.setIn : styles.words);
  const heights = [heightOf(label, labelWidth - 2)];
  for (let at = 1; at < widths.length; at++) {
    const cell = cells[at - 1] ?? null;
    const width = widths[at]!;
    if (cell === null) sheet.getCell(row, at + 1).style = isSection ? styles.section : styles.words;
    else if (typeof cell === "object") {
      const own = sheet.getCell(row, at + 1);
      own.value = cell.value;
      own.style = styleOfNumbers(cell.format);
    } else {
      put(sheet, row, at + 1, cell, width > widestMark ? styles.words : styles.mark);
      heights.push(heightOf(cell, width - 1));
    }
  }
  sheet.getRow(row).height = Math.max(...heights) + 2;
}

/** Puts words over columns of these widths, from the first. */
function putPhrase(
  sheet: Worksheet,
  row: number,
  text: string,
  widths: readonly number[],
  style: "title" | "subtitle" | "note",
): void {
  put(sheet, row, 1, text, styles[style]);
  sheet.mergeCells(row, 1, row, widths.length);
  const width = sum(widths) * (font.size / styles[style].font.size);
  sheet.getRow(row).height = heightOf(text, 1.1 * width) + 3;
}

function put(sheet: Worksheet, row: number, column: number, text: string, style: Partial<Style>): void {
  const cell = sheet.getCell(row, column);
  cell.value = cellText(text, () => {});
  cell.style = style;
}

/** The height of words in so many characters of width: programs do not work it out for merged cells. */
const heightOf = (text: string, width: number) =>
  lineHeight *
  sum(text.split("\n").map((own) => Math.max(1, Math.ceil(own.length / Math.max(1, width * 1.15)))));

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
