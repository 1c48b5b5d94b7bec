import { endOfText, startOfRecords } from "../../sources/files/delimited.ts";
import type { Encoding } from "../../sources/files/encodings.ts";
import type { FileTable } from "../../sources/files/fileTable.ts";
import { checkText, readInput } from "../../sources/files/input.ts";
import { isOfKind } from "../../sources/files/kinds.ts";
import { readStoredRows } from "../../sources/files/storedRows.ts";
import { readTextBytes } from "../../sources/files/textBytes.ts";
import { InputError } from "../../text/errors.ts";
import { noRoomForColumns } from "../../text/messages/files.ts";
import { epoch } from "../formats/packedAnew.ts";
import { checkSheetSize } from "../formats/sheetSize.ts";
import type { FileContent } from "./outputs.ts";
import { csvOf } from "./rowsFile.ts";

/** Columns to add to a file: their names, and the number in each row of the table that was read from it. */
export interface AddedColumns {
  readonly names: readonly string[];
  readonly valueAt: (row: number, column: number) => number;
}

/** A file of data with columns of numbers added right of its table, and else as it was. Throws where something stands there. */
export function extendFile(file: FileTable, added: AddedColumns): Promise<FileContent> {
  const { file: path } = file.place();
  if (isOfKind("stored", path!)) return extendStored(file, added);
  return isOfKind("workbook", path!) ? extendWorkbook(file, added) : extendText(file, added);
}

/** The rows of a file that knows its variables, as CSV: codes as they are. */
async function extendStored(table: FileTable, { names, valueAt }: AddedColumns): Promise<FileContent> {
  const { rows, columns } = await readStoredRows(table.place().file!, table.standing.said.encoding);
  const added = names.map((name, column) => ({
    name,
    answers: Float64Array.from({ length: rows }, (_, row) => valueAt(row, column)),
  }));
  return csvOf({ rows, columns: [...columns, ...added] });
}

async function extendWorkbook(table: FileTable, { names, valueAt }: AddedColumns): Promise<Uint8Array> {
  const { file, sheet } = table.place();
  const { headerRow, left } = table.standing;
  const end = left - 1 + table.header.length;
  checkSheetSize(table.rows + headerRow!, end + names.length, { file, sheet });
  const { default: exceljs } = await import("exceljs");
  const { workbookBytes } = await import("../formats/workbookBytes.ts");
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load((await readInput(file!)) as never);
  // exceljs puts the time of writing where the file tells none.
  workbook.created ??= epoch;
  workbook.modified = epoch;
  const worksheet = workbook.worksheets.find(({ name }) => name.normalize("NFC") === sheet)!;
  const put = (row: number, column: number, value: string | number) => {
    const cell = worksheet.getRow(row).getCell(end + column + 1);
    if (String(cell.value ?? "").trim() !== "")
      throw new InputError(noRoomForColumns, { file, sheet, row }, { value: cell.address });
    cell.value = value;
  };
  names.forEach((name, column) => {
    put(headerRow!, column, name);
    for (let row = 0; row < table.rows; row++) put(table.place(row).row!, column, valueAt(row, column));
  });
  return workbookBytes(workbook);
}

/** Text is written in pieces of about this many characters. */
const pieceLength = 1 << 16;

async function extendText(table: FileTable, { names, valueAt }: AddedColumns): Promise<Iterable<string>> {
  const { skip = 0, header: headerRows = 1, encoding } = table.standing.said;
  const { begin, text, delimiter, rest } = await partsOf(table.place().file!, skip, encoding);
  const shown = hasDecimalComma(text, delimiter)
    ? (value: number) => String(value).replace(".", ",")
    : String;
  const headOf = (column: number, row: number) => (row === -1 ? names[column]! : "");
  return (function* () {
    let piece = begin;
    let row = -headerRows;
    for (const { record, end } of recordsIn(text, delimiter)) {
      piece += record;
      if (!isBlank(record, delimiter)) {
        for (let column = 0; column < names.length; column++)
          piece += delimiter + (row < 0 ? headOf(column, row) : shown(valueAt(row, column)));
        row++;
      }
      piece += end;
      if (piece.length < pieceLength) continue;
      yield piece;
      piece = "";
    }
    if (row !== table.rows) throw new Error(`${row} rows where ${table.rows} were read`);
    yield piece + rest;
  })();
}

/** The records of a file as a text, and what stands before and behind them. */
async function partsOf(file: string, skip: number, encoding: Encoding | undefined) {
  const bytes = await readTextBytes(file, encoding);
  checkText(bytes, file);
  const end = endOfText(bytes, bytes.length);
  const { begin, delimiter } = startOfRecords(bytes.subarray(0, end), file, skip, true);
  return {
    begin: bytes.toString("utf8", 0, begin),
    text: bytes.toString("utf8", begin, end),
    delimiter,
    rest: bytes.toString("utf8", end),
  };
}

/** The records of a text, with the line breaks that end them; breaks inside quoted fields end none. */
function* recordsIn(
  text: string,
  delimiter: string,
): Generator<{ readonly record: string; readonly end: string }> {
  const breaks = /\r\n|\n|\r/g;
  let start = 0;
  let quote = text.indexOf('"');
  while (start < text.length) {
    breaks.lastIndex = start;
    let found = breaks.exec(text);
    if (quote >= 0 && quote < start) quote = text.indexOf('"', start);
    if (quote >= 0 && quote < (found?.index ?? text.length)) {
      breaks.lastIndex = endOfFields(text, start, delimiter);
      found = breaks.exec(text);
    }
    const end = found?.index ?? text.length;
    yield { record: text.slice(start, end), end: found?.[0] ?? "" };
    start = end + (found?.[0].length ?? 0) || text.length;
  }
}

/** Where the last quoted field of a record ends; a quote inside a field that does not begin with one is a character. */
function endOfFields(text: string, start: number, delimiter: string): number {
  let at = start;
  for (;;) {
    if (text[at] === "\ufeff") at++;
    if (text[at] === '"') {
      do at = text.indexOf('"', at + 1) + 1;
      while (at > 0 && text[at] === '"');
      if (at === 0) return text.length;
    }
    while (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") at++;
    if (text[at] !== delimiter) return at;
    at++;
  }
}

/** Whether a record has nothing but delimiters, spaces and empty quotes; most begin with a letter or a digit. */
const isBlank = (record: string, delimiter: string) =>
  !/^[\p{L}\p{N}]/u.test(record) && record.split(delimiter).every((field) => /^("\s*")?$/.test(field.trim()));

/** Records that tell how numbers are written. */
const sampled = 1000;

/** Whether numbers have a decimal comma: whether more fields are such numbers than have a decimal point. */
function hasDecimalComma(text: string, delimiter: string): boolean {
  if (delimiter === ",") return false;
  let [commas, points, records] = [0, 0, 0];
  for (const { record } of recordsIn(text, delimiter)) {
    for (const field of record.split(delimiter)) {
      if (/^\s*"?-?\d+,\d+"?\s*$/.test(field)) commas++;
      else if (/^\s*"?-?\d+\.\d+"?\s*$/.test(field)) points++;
    }
    if (++records > sampled) break;
  }
  return commas > points;
}
