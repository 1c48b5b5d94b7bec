import { basename } from "node:path";
import type { WorkbookResult } from "../figures/compareWorkbook.ts";
import {
  absentTables,
  comparedNumbers,
  hiddenCells,
  moreLabels,
} from "../text/messages/publishedWorkbooks.ts";
import type { Reader } from "../text/reader.ts";
import { workbookWords } from "../text/workbookWords.ts";
import { tableBlock } from "./formats/blocks.ts";
import { type Block, heading, paragraph } from "./formats/document.ts";
import { type ResultTable, resultTable } from "./tables/column.ts";
import {
  cellSummary,
  cellTable,
  unknownTableColumns,
  unmatchedLabelTable,
} from "./tables/publishedCellColumns.ts";

/** How many labels that say nothing a report lists; JSON has all. */
const mostLabels = 50;

/** The publisher's workbook beside what is computed: how many numbers agree, those that do not, and what is not compared. */
export function publishedWorkbookBlocks(workbook: WorkbookResult, reader: Reader): Block[] {
  const { file, cells, unmatched, unknown, hidden, absent } = workbook;
  const { say } = reader;
  const others = cells.filter(({ status }) => status !== "reproduced");
  const labels = unmatchedLabelTable(unmatched);
  const unlisted = labels.rows.length - mostLabels;
  const listed = (table: ResultTable) =>
    table.rows.length === 0 ? [] : [heading(3, say(table.title)), tableBlock(table, reader)];
  return [
    heading(2, say(workbookWords.publishersWorkbook)),
    paragraph(
      say(
        comparedNumbers(
          basename(file),
          cells.length,
          unmatched.length + unknown.reduce((sum, table) => sum + table.cells, 0),
        ),
      ),
      "faint",
    ),
    tableBlock(cellSummary(workbook), reader),
    ...listed({ ...cellTable(others), title: workbookWords.notReproduced }),
    ...listed({ ...labels, rows: labels.rows.slice(0, mostLabels) }),
    ...(unlisted > 0 ? [paragraph(say(moreLabels(unlisted)), "faint")] : []),
    ...listed(resultTable("unknown", workbookWords.unknownTables, unknownTableColumns, unknown)),
    ...hidden.map(({ sheet, rows, columns }) => paragraph(say(hiddenCells(sheet, rows, columns)), "faint")),
    ...(absent.length === 0 ? [] : [paragraph(say(absentTables(absent)), "faint")]),
  ];
}
