import { basename } from "node:path";
import type { UnderstoodSheet } from "../sources/files/workbookTables.ts";
import type { CellParts, Observation } from "../sources/layout/sheetTables.ts";
import {
  hiddenCells,
  hiddenSheets,
  seeNumbers,
  sheetsWithoutTable,
  tablesFound,
  understoodSheets,
} from "../text/messages/workbooks.ts";
import { plain, type Reader } from "../text/reader.ts";
import { words } from "../text/words.ts";
import type { Report } from "./report.ts";
import { datumOf, resultTable } from "./tables/column.ts";
import {
  entryColumns,
  type InTable,
  looseColumns,
  noteColumns,
  observationColumns,
  type PlacedTable,
  partColumns,
  tableColumns,
  type UnderstoodCell,
} from "./tables/workbookColumns.ts";

export interface WorkbookRequest {
  readonly command: "workbook";
  readonly file: string;
  readonly sheet: string | null;
  readonly explain: boolean;
}

/** The tables of a workbook: all in a list, or those of a sheet with their numbers. */
export function workbookReport(sheets: readonly UnderstoodSheet[], request: WorkbookRequest): Report {
  const placed = sheets.flatMap(({ name, tables }) =>
    tables.map((table, at): PlacedTable => ({ sheet: name, number: at + 1, table })),
  );
  const rowsOf = <Row>(rows: (of: PlacedTable) => readonly Row[]): InTable<Row>[] =>
    placed.flatMap((of) => rows(of).map((row) => ({ ...of, row })));
  const observations = rowsOf(({ table }) => table.observations);
  const loose = sheets.flatMap(({ name, text }) => text.map((cell) => ({ sheet: name, cell })));
  const list = resultTable("tables", words.tables, tableColumns, placed);
  const isOne = request.sheet !== null;
  const understood = resultTable("cells", understoodSheets, partColumns, cellsOf(sheets));
  return {
    title: plain(basename(request.file)),
    request: { ...request, file: basename(request.file) },
    main: resultTable("observations", words.numbers, observationColumns(observations), observations),
    entries: (reader) => observations.map((own) => entryOf(own, reader)),
    digest: request.explain ? understood : isOne ? undefined : list,
    sections: [
      { ...list, audience: "files" },
      {
        ...resultTable(
          "notes",
          words.notes,
          noteColumns,
          rowsOf(({ table }) => table.notes),
        ),
        ...(isOne ? {} : { audience: "files" }),
      },
      { ...resultTable("words", words.looseWords, looseColumns, loose), audience: "files" },
      ...(request.explain ? [{ ...understood, audience: "files" } as const] : []),
    ],
    notes: [tablesFound(placed.length, sheets.length), ...noticesOf(sheets), ...(isOne ? [] : [seeNumbers])],
  };
}

/** A number for JSON, with its labels as lists. */
function entryOf(own: InTable<Observation>, reader: Reader): object {
  const record = entryColumns.map((column) => [column.key, datumOf(column, own, reader)] as const);
  const { rowLabels, columnLabels } = own.row;
  return { ...Object.fromEntries(record), row_labels: rowLabels, column_labels: columnLabels };
}

/** What a reader should know of the sheets. */
function noticesOf(sheets: readonly UnderstoodSheet[]) {
  const namesOf = (which: (sheet: UnderstoodSheet) => boolean) =>
    sheets.filter(which).map(({ name }) => name);
  const without = namesOf(({ tables, text }) => tables.length === 0 && text.length > 0);
  const hidden = namesOf(({ isHidden }) => isHidden);
  return [
    ...(without.length > 0 ? [sheetsWithoutTable(without)] : []),
    ...(hidden.length > 0 ? [hiddenSheets(hidden)] : []),
    ...sheets
      .filter(({ hiddenRows, hiddenColumns }) => hiddenRows + hiddenColumns > 0)
      .map((sheet) => hiddenCells(sheet.name, sheet.hiddenRows, sheet.hiddenColumns)),
  ];
}

/** The cells of sheets in reading order, each with what it was understood as. */
export function cellsOf(sheets: readonly UnderstoodSheet[]): UnderstoodCell[] {
  return sheets.flatMap(({ name, tables, text }) => {
    const ofTables = tables.flatMap(({ parts }, at) =>
      (Object.keys(parts) as (keyof CellParts)[]).flatMap((part) =>
        parts[part].map((cell): UnderstoodCell => ({ sheet: name, number: at + 1, part, cell })),
      ),
    );
    const loose = text.map((cell): UnderstoodCell => ({ sheet: name, number: 0, part: "words", cell }));
    return [...ofTables, ...loose].sort((a, b) => a.cell.row - b.cell.row || a.cell.column - b.cell.column);
  });
}
