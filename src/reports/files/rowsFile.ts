import { stringify } from "csv-stringify/sync";
import { provenanceSheet } from "../../sources/files/provenance.ts";
import { type RawRows, rawCellAt } from "../../sources/files/storedRows.ts";
import type { Cell } from "../../sources/layout/cell.ts";
import { InputError } from "../../text/errors.ts";
import { guard } from "../../text/formulaGuard.ts";
import { infiniteNumber, textTooLong } from "../../text/messages/conversions.ts";
import { mostInCell } from "../formats/cellTexts.ts";
import { checkSheetSize } from "../formats/sheetSize.ts";
import { newWorkbook, workbookBytes } from "../formats/workbookBytes.ts";
import type { FileContent } from "./outputs.ts";

/** What a workbook says of the origin of its rows. */
type Said = readonly (readonly [string, string | number])[];

/** How rows are written, by the end of the file's name: codes as they are, and no labels. */
export const rowsWriters: Readonly<Record<string, (rows: RawRows, said: Said) => Promise<FileContent>>> = {
  ".csv": async (rows) => {
    refuseInfinite(rows);
    return csvOf(rows);
  },
  ".xlsx": xlsxOf,
  ".parquet": async ({ columns }) =>
    (await import("../../sources/formats/writeParquet.ts")).parquetBytes(columns),
  ".arrow": async ({ columns }) => (await import("../../sources/formats/writeArrow.ts")).arrowBytes(columns),
};

/** The sheet of rows in a workbook. */
export const dataSheet = "data";

/** Rows are written in pieces of so many. */
const piece = 4096;

/** Rows as CSV, in pieces. */
export function* csvOf({ rows, columns }: RawRows): Generator<string> {
  yield stringify([columns.map(({ name }) => guard(name))]);
  const cells = columns.map(rawCellAt);
  for (let from = 0; from < rows; from += piece)
    yield stringify(rowsFrom(cells, from, Math.min(from + piece, rows)), {
      cast: { string: guard, number: written },
    });
}

/** A number, so that readers do not take its digits for a code. */
const written = (value: number) =>
  Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : String(value);

/** Throws where a number is infinite, for which texts and sheets have no sign that all readers know. */
function refuseInfinite({ columns }: RawRows): void {
  for (const { name, answers } of columns)
    if (answers instanceof Float64Array) {
      const odd = answers.find((value) => Math.abs(value) === Number.POSITIVE_INFINITY);
      if (odd !== undefined) throw new InputError(infiniteNumber, { column: name }, { value: odd });
    }
}

const rowsFrom = (cells: readonly ((row: number) => Cell)[], from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => cells.map((cellAt) => cellAt(from + at)));

async function xlsxOf({ rows, columns }: RawRows, said: Said): Promise<Uint8Array> {
  checkSheetSize(rows + 1, columns.length);
  refuseInfinite({ rows, columns });
  for (const { name, answers } of columns)
    if (!(answers instanceof Float64Array)) {
      const long = answers.levels.find((text) => text.length > mostInCell);
      if (long !== undefined)
        throw new InputError(textTooLong(mostInCell), { column: name }, { value: `${long.slice(0, 40)}…` });
    }
  const workbook = await newWorkbook();
  if (said.length > 0) workbook.addWorksheet(provenanceSheet).addRows([["field", "value"], ...said]);
  const sheet = workbook.addWorksheet(dataSheet);
  sheet.addRow(columns.map(({ name }) => name));
  for (const row of rowsFrom(columns.map(rawCellAt), 0, rows)) sheet.addRow(row);
  return workbookBytes(workbook);
}
