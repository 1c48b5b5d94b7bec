import { extname } from "node:path";
import { delimiterOf } from "../sources/delimited.ts";
import type { FileTable } from "../sources/fileTable.ts";
import { readInput } from "../sources/workbook.ts";
import type { FileContent } from "./folder.ts";

/** Columns to add to a file: their names, and the number in each row of the table that was read from it. */
export interface AddedColumns {
  readonly names: readonly string[];
  readonly valueAt: (row: number, column: number) => number;
}

/** A file of data with columns of numbers added to it, and else as it was. */
export function extendFile(file: FileTable, added: AddedColumns): Promise<FileContent> {
  return extname(file.place().file!).toLowerCase() === ".xlsx"
    ? extendWorkbook(file, added)
    : extendText(file, added);
}

async function extendWorkbook(table: FileTable, { names, valueAt }: AddedColumns): Promise<Uint8Array> {
  const { file, sheet } = table.place();
  const { default: exceljs } = await import("exceljs");
  const { workbookBytes } = await import("./workbookFile.ts");
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load((await readInput(file!)) as never);
  const worksheet = workbook.getWorksheet(sheet)!;
  names.forEach((name, column) => {
    const at = table.header.length + column + 1;
    worksheet.getRow(1).getCell(at).value = name;
    for (let row = 0; row < table.rows; row++)
      worksheet.getRow(table.place(row).row!).getCell(at).value = valueAt(row, column);
  });
  return workbookBytes(workbook);
}

/** Text is written in pieces of about this many characters. */
const pieceLength = 1 << 16;

async function extendText(table: FileTable, { names, valueAt }: AddedColumns): Promise<Iterable<string>> {
  const text = (await readInput(table.place().file!)).toString("utf8");
  const delimiter = delimiterOf(text);
  const shown = decimalComma(text, delimiter) ? (value: number) => String(value).replace(".", ",") : String;
  return (function* () {
    let piece = "";
    let row = -1;
    for (const { record, end } of recordsIn(text)) {
      piece += record;
      if (!isBlank(record, delimiter)) {
        for (let column = 0; column < names.length; column++)
          piece += delimiter + (row < 0 ? names[column]! : shown(valueAt(row, column)));
        row++;
      }
      piece += end;
      if (piece.length < pieceLength) continue;
      yield piece;
      piece = "";
    }
    if (row !== table.rows) throw new Error(`${row} rows where ${table.rows} were read`);
    yield piece;
  })();
}

/** The records of a text, with the line breaks that end them; breaks inside quotes end none. */
function* recordsIn(text: string): Generator<{ readonly record: string; readonly end: string }> {
  const marks = /"|\r\n|\n|\r/g;
  let start = 0;
  let inside = false;
  for (let found = marks.exec(text); found; found = marks.exec(text)) {
    if (found[0] === '"') inside = !inside;
    else if (!inside) {
      yield { record: text.slice(start, found.index), end: found[0] };
      start = marks.lastIndex;
    }
  }
  if (start < text.length) yield { record: text.slice(start), end: "" };
}

const isBlank = (record: string, delimiter: string) =>
  !/[^\s"]/.test(record.slice(0, 80).replaceAll(delimiter, "")) &&
  record.split(delimiter).every((field) => /^("\s*")?$/.test(field.trim()));

/** Whether the numbers of a text have a decimal comma. */
function decimalComma(text: string, delimiter: string): boolean {
  return delimiter !== "," && /\d,\d/.test(text) && !/\d\.\d/.test(text.slice(0, pieceLength));
}
