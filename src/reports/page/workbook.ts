import type { WorkbookResult } from "../../figures/compareWorkbook.ts";
import type { Reader } from "../../text/reader.ts";
import { workbookWords } from "../../text/workbookWords.ts";
import { type ResultTable, resultTable } from "../tables/column.ts";
import {
  cellSummary,
  cellTable,
  unknownTableColumns,
  unmatchedLabelTable,
} from "../tables/publishedCellColumns.ts";
import { type Html, html } from "./html.ts";
import { tableHtml } from "./tables.ts";

/** The publisher's workbook: how many numbers agree, those that do not, and what is not compared. */
export function workbookHtml(workbook: WorkbookResult, reader: Reader): Html {
  const { cells, unmatched, unknown } = workbook;
  const others = cells.filter(({ status }) => status !== "reproduced");
  const tables: readonly ResultTable[] = [
    cellSummary(workbook),
    { ...cellTable(others), title: workbookWords.notReproduced },
    unmatchedLabelTable(unmatched),
    resultTable("unknown", workbookWords.unknownTables, unknownTableColumns, unknown),
  ];
  return html`${tables
    .filter(({ rows }) => rows.length > 0)
    .map((table) => html`<h3>${reader.say(table.title)}</h3>\n${tableHtml(table, reader)}\n`)}`;
}
