import type { Workbook } from "exceljs";
import { textsCut } from "../../text/messages/outputs.ts";
import type { Reader } from "../../text/reader.ts";
import { visible } from "../../text/visible.ts";
import { datumOf, fileColumns, type Kind, type ResultTable } from "../tables/column.ts";
import { cellText, mostInCell } from "./cellTexts.ts";
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
  let cut = 0;
  const shown = (text: string) => cellText(text, () => cut++);
  const tables = [
    { table: first, name: "table", heading: title },
    ...others.map((table) => {
      const name = reader.say(table.title);
      return { table, name, heading: `${title}: ${name}` };
    }),
  ];
  for (const { table, name, heading } of tables) {
    const columns = fileColumns(table);
    const sheet = workbook.addWorksheet(sheetName(name, workbook), {
      views: [{ state: "frozen", ySplit: 3 }],
    });
    sheet.addRows([[shown(lines[0]!)], [shown(heading)]]);
    const titles = columns.map((column) => (column.high ? column.key : reader.say(column.title)));
    sheet.addRow(titles.map(shown)).font = { bold: true };
    for (const row of table.rows)
      sheet.addRow(
        columns.map((column) => {
          const datum = datumOf(column, row, reader);
          const value = column.kind === "text" ? (column.text?.(row, reader) ?? datum) : datum;
          return typeof value === "string" ? shown(value) : value;
        }),
      );
    columns.forEach(({ kind }, at) => {
      const { numFmt, width } = styles[kind];
      sheet.getColumn(at + 1).width = width;
      if (numFmt) sheet.getColumn(at + 1).numFmt = numFmt;
    });
  }
  const notes = [title, ...lines].map(shown);
  workbook
    .addWorksheet("notes")
    .addRows([...notes, ...(cut > 0 ? [reader.say(textsCut(cut, mostInCell))] : [])].map((line) => [line]));
  return workbookBytes(workbook);
}

const styles: Record<Kind, { readonly numFmt?: string; readonly width: number }> = {
  text: { width: 24 },
  share: { numFmt: "0.0%", width: 12 },
  points: { numFmt: "0.0%", width: 12 },
  number: { numFmt: "#,##0.0###", width: 14 },
  count: { numFmt: "#,##0", width: 12 },
  p: { numFmt: "0.000", width: 10 },
};

/** The most characters that a sheet's name may have. */
const mostCharacters = 31;

/** A title as the name of a sheet: short, without what Excel forbids inside and at the ends, and unlike those before it. */
function sheetName(title: string, { worksheets }: Workbook): string {
  const plain = trimmed(visible(title.replace(/[*?:\\/[\]\s]/g, " ")).replaceAll("\\", " "), mostCharacters);
  // Excel keeps the name History for itself, and the sheet of notes comes last.
  const taken = new Set(["", "history", "notes", ...worksheets.map(({ name }) => name.toLowerCase())]);
  let name = plain;
  for (let k = 2; taken.has(name.toLowerCase()); k++)
    name = `${trimmed(plain, mostCharacters - 1 - String(k).length)} ${k}`.trimStart();
  return name;
}

/** The start of a name, without apostrophes at its ends and without half a character. */
const trimmed = (name: string, most: number) =>
  name
    .replace(/^'+/, "")
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, "")
    .replace(/'+$/, "");
