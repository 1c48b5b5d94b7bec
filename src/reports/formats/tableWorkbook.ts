import type { Workbook } from "exceljs";
import type { Reader } from "../../text/reader.ts";
import { datumOf, fileColumns, type Kind, type ResultTable } from "../tables/column.ts";
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
    sheet.addRows([[lines[0]], [heading]]);
    sheet.addRow(columns.map((column) => (column.high ? column.key : reader.say(column.title)))).font = {
      bold: true,
    };
    for (const row of table.rows)
      sheet.addRow(
        columns.map((column) => {
          const datum = datumOf(column, row, reader);
          return column.kind === "text" ? (column.text?.(row, reader) ?? datum) : datum;
        }),
      );
    columns.forEach(({ kind }, at) => {
      const { numFmt, width } = styles[kind];
      sheet.getColumn(at + 1).width = width;
      if (numFmt) sheet.getColumn(at + 1).numFmt = numFmt;
    });
  }
  workbook.addWorksheet("notes").addRows([[title], ...lines.map((line) => [line])]);
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

/** A title as the name of a sheet: short, without what Excel forbids, and unlike those before it. */
function sheetName(title: string, { worksheets }: Workbook): string {
  const plain = title.replace(/[*?:\\/[\]]/g, " ").slice(0, mostCharacters);
  const taken = new Set(worksheets.map(({ name }) => name.toLowerCase()));
  let name = plain;
  for (let k = 2; taken.has(name.toLowerCase()); k++) name = `${plain.slice(0, mostCharacters - 3)} ${k}`;
  return name;
}
