import type { Workbook } from "exceljs";
import { titled } from "../../text/language.ts";
import { textsCut } from "../../text/messages/outputs.ts";
import { lowerLimit } from "../../text/messages/tableNotes.ts";
import type { Reader } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import { type Datum, datumOf, fileColumns, type Kind, type ResultTable } from "../tables/column.ts";
import { cellText, mostInCell } from "./cellTexts.ts";
import { sheetName } from "./sheetName.ts";
import { checkSheetSize } from "./sheetSize.ts";
import { newWorkbook, workbookBytes } from "./workbookBytes.ts";

/** What goes into a workbook of results: a sheet for each table, and one with what a reader needs to know. */
export interface TableWorkbook {
  readonly title: string;
  readonly lines: readonly string[];
  readonly first: ResultTable;
  readonly others: readonly ResultTable[];
}

/** Results as a workbook: numbers as numbers in full precision, texts as texts, never a formula. */
export async function tableWorkbook(
  { title, lines, first, others }: TableWorkbook,
  reader: Reader,
): Promise<Uint8Array> {
  const workbook = await newWorkbook();
  const notesSheet = reader.say(words.notes);
  let cut = 0;
  const shown = (text: string) => cellText(text, () => cut++);
  const tables = [
    { table: first, name: reader.say(words.tableSheet), heading: title },
    ...others.map((table) => {
      const name = reader.say(table.title);
      return { table, name, heading: titled(title, name, reader.language) };
    }),
  ];
  for (const { table, name, heading } of tables) {
    const columns = fileColumns(table);
    checkSheetSize(table.rows.length + 3, columns.length);
    const sheet = workbook.addWorksheet(sheetName(name, [notesSheet, ...namesIn(workbook)]), {
      views: [{ state: "frozen", ySplit: 3 }],
    });
    sheet.addRows([[shown(lines[0] ?? "")], [shown(heading)]]);
    sheet.addRow(titlesOf(columns, reader).map(shown)).font = { bold: true };
    for (const row of table.rows) sheet.addRow(cellsOf(row, columns, reader, shown));
    columns.forEach(({ kind, kindIn, fixed }, at) => {
      const { numFmt, width } = cellStyles[kind];
      sheet.getColumn(at + 1).width = width;
      if (numFmt) sheet.getColumn(at + 1).numFmt = numFmt;
      if (kindIn || fixed)
        table.rows.forEach((row, line) => {
          const own = formatOf(columns[at]!, row);
          if (own) sheet.getCell(line + 4, at + 1).numFmt = own;
        });
    });
  }
  const notes = [title, ...lines].map(shown);
  workbook
    .addWorksheet(notesSheet)
    .addRows([...notes, ...(cut > 0 ? [reader.say(textsCut(cut, mostInCell))] : [])].map((line) => [line]));
  return workbookBytes(workbook);
}

/** The titles of columns in a sheet, where each bound of an interval has its own. */
export const titlesOf = (columns: ResultTable["columns"], { say }: Reader): string[] =>
  columns.map(({ title, sheetTitle, high }) => say(sheetTitle ?? (high ? lowerLimit(title) : title)));

/** What the cells of a row hold: numbers as they are, texts as `shown` writes them. */
export const cellsOf = (
  row: unknown,
  columns: ResultTable["columns"],
  reader: Reader,
  shown: (text: string) => string,
): Datum[] =>
  columns.map((column) => {
    const datum = datumOf(column, row, reader);
    const mark = datum === null ? column.mark?.(row) : undefined;
    if (mark) return shown(mark);
    const value = column.kind === "text" ? (column.text?.(row, reader) ?? datum) : datum;
    return typeof value === "string" ? shown(value) : value;
  });

export const cellStyles: Record<Kind, { readonly numFmt?: string; readonly width: number }> = {
  text: { width: 24 },
  share: { numFmt: "0.0%", width: 12 },
  points: { numFmt: "0.0%", width: 12 },
  number: { numFmt: "#,##0.0###", width: 14 },
  count: { numFmt: "#,##0", width: 12 },
  p: { numFmt: "0.000", width: 10 },
};

/** The format of a number in a row: with the decimals that were asked for, or else those of its kind. */
export function formatOf(
  { kind, kindIn, decimals = 0, fixed }: ResultTable["columns"][number],
  row: unknown,
): string | undefined {
  const own = kindIn?.(row) ?? kind;
  const { numFmt } = cellStyles[own];
  if (!fixed || !numFmt) return numFmt;
  const places = typeof decimals === "function" ? decimals(row) : decimals;
  const number = places > 0 ? `0.${"0".repeat(places)}` : "0";
  return own === "share" || own === "points" ? `${number}%` : `#,##${number}`;
}

const namesIn = ({ worksheets }: Workbook) => worksheets.map(({ name }) => name);
