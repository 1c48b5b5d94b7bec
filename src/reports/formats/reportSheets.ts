import type { Worksheet } from "exceljs";
import type { Label } from "../../text/language.ts";
import { textsCut } from "../../text/messages/outputs.ts";
import type { Reader } from "../../text/reader.ts";
import { dataLine } from "../dataLines.ts";
import type { Report } from "../report.ts";
import { fileColumns, type ResultTable } from "../tables/column.ts";
import { cellText, mostInCell } from "./cellTexts.ts";
import { forPeople, testLine } from "./renderReport.ts";
import { sheetName } from "./sheetName.ts";
import { checkSheetSize } from "./sheetSize.ts";
import { cellStyles, cellsOf, formatOf, titlesOf } from "./tableWorkbook.ts";
import { newWorkbook, workbookBytes } from "./workbookBytes.ts";

/**
 * A workbook with a sheet for each report: below the data and the title of the workbook its own title and table, its further tables below, then its test and its notes. Numbers are numbers in full
 * precision, texts are texts, never a formula.
 */
export async function reportSheets(
  reports: readonly Report[],
  title: Label,
  reader: Reader,
): Promise<Uint8Array> {
  const { say } = reader;
  const workbook = await newWorkbook();
  workbook.title = say(title);
  for (const report of reports) {
    let cut = 0;
    const shown = (text: string) => cellText(text, () => cut++);
    const { main, digest, sections, test, notes, origin } = report;
    const names = workbook.worksheets.map(({ name }) => name);
    const sheet = workbook.addWorksheet(sheetName(say(report.title), names), {
      views: [{ state: "frozen", ySplit: 4 }],
    });
    const above = [origin ? say(dataLine(origin)) : "", say(title), say(report.title)];
    sheet.addRows(above.map((line) => [shown(line)]));
    addTable(sheet, digest ?? main, reader, shown);
    for (const section of sections.filter((own) => own.rows.length > 0 && forPeople(own))) {
      sheet.addRows([[], [shown(say(section.title))]]);
      addTable(sheet, section, reader, shown);
    }
    const lines = [...(test ? [testLine(test, reader)] : []), ...notes.map(say)].map(shown);
    if (cut > 0) lines.push(say(textsCut(cut, mostInCell)));
    sheet.addRows([[], ...lines.map((line) => [line])]);
  }
  return workbookBytes(workbook);
}

/** A table below what the sheet has: a line of titles and its rows, each number in the format of its kind. */
function addTable(
  sheet: Worksheet,
  table: ResultTable,
  reader: Reader,
  shown: (text: string) => string,
): void {
  const columns = fileColumns(table);
  checkSheetSize(sheet.rowCount + table.rows.length + 1, columns.length);
  sheet.addRow(titlesOf(columns, reader).map(shown)).font = { bold: true };
  for (const row of table.rows) {
    const added = sheet.addRow(cellsOf(row, columns, reader, shown));
    columns.forEach((column, at) => {
      const numFmt = formatOf(column, row);
      if (numFmt) added.getCell(at + 1).numFmt = numFmt;
    });
  }
  columns.forEach(({ kind }, at) => {
    const column = sheet.getColumn(at + 1);
    column.width = Math.max(column.width ?? 0, cellStyles[kind].width);
  });
}
