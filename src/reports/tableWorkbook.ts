import type { Workbook } from "exceljs";
import { newWorkbook, workbookBytes } from "./formats/workbookBytes.ts";
import type { Datum, Field, Tidy } from "./tidy.ts";

/** What goes into a workbook of results: a sheet for each table, and one with what a reader needs to know. */
export interface TableWorkbook {
  readonly title: string;
  readonly lines: readonly string[];
  readonly tables: readonly (Tidy & { readonly title?: string })[];
}

/** Results as a workbook: numbers as numbers in full precision, texts as texts, never a formula. */
export async function tableWorkbook({ title, lines, tables }: TableWorkbook): Promise<Uint8Array> {
  const workbook = await newWorkbook();
  for (const table of tables) {
    const sheet = workbook.addWorksheet(sheetName(table.title ?? "table", workbook), {
      views: [{ state: "frozen", ySplit: 3 }],
    });
    sheet.addRows([[lines[0]], [table.title === undefined ? title : `${title}: ${table.title}`]]);
    sheet.addRow(table.fields.map(({ title: name, key, upTo }) => (upTo ? key : name))).font = { bold: true };
    for (const row of table.rows)
      sheet.addRow(table.fields.map((field, column) => shownAs(field, row[column]!, row)));
    table.fields.forEach((field, column) => {
      const { numFmt, width } = styles[field.kind];
      sheet.getColumn(column + 1).width = width;
      if (numFmt) sheet.getColumn(column + 1).numFmt = numFmt;
    });
  }
  workbook.addWorksheet("notes").addRows([[title], ...lines.map((line) => [line])]);
  return workbookBytes(workbook);
}

const styles: Record<Field["kind"], { readonly numFmt?: string; readonly width: number }> = {
  text: { width: 24 },
  share: { numFmt: "0.0%", width: 12 },
  points: { numFmt: "0.0%", width: 12 },
  number: { numFmt: "#,##0.0###", width: 14 },
  count: { numFmt: "#,##0", width: 12 },
  p: { numFmt: "0.000", width: 10 },
};

const shownAs = (field: Field, value: Datum, row: readonly Datum[]) =>
  typeof value === "string" ? (field.label?.(value, row) ?? value) : value;

/** The most characters that a sheet's name may have. */
const mostCharacters = 31;

/** A title as the name of a sheet: short, without what Excel forbids, and unlike those before it. */
function sheetName(title: string, { worksheets }: Workbook): string {
  const plain = title.replace(/[*?:\\/[\]]/g, " ").slice(0, mostCharacters);
  const taken = new Set(worksheets.map(({ name }) => name.toLowerCase()));
  let name = plain;
  for (let k = 2; taken.has(name.toLowerCase()); k++) name = `${plain.slice(0, mostCharacters - 3)} ${k}`;
  return name;
}
