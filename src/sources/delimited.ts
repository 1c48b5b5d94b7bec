import { createReadStream } from "node:fs";
import { InputError } from "../text/errors.ts";
import { type Cell, makeSheet, type Sheet } from "./sheet.ts";
import { unreadable } from "./workbook.ts";

/** Takes the records of a text file one by one, with the number of the line on which each begins. */
export type TakeRecord = (fields: readonly string[], line: number) => void;

/** Given the header and whether numbers may have a decimal comma, says what to do with the records that follow. */
export type TakeHeader = (header: readonly string[], decimalComma: boolean) => TakeRecord;

/**
 * Reads a CSV file in UTF-8 piece by piece. The delimiter (comma, semicolon or tab) is the one that the header line has
 * most of; where it is no comma, numbers may have a decimal comma. Blank lines are skipped; fields come as they stand.
 */
export async function streamDelimited(file: string, takeHeader: TakeHeader): Promise<void> {
  const { dsvFormat } = await import("d3-dsv");
  let delimiter: string | undefined;
  let header: readonly string[] | undefined;
  let take: TakeRecord = () => {};
  let line = 1;
  for await (const { text, multiline } of wholeRecords(decode(file), file, () => line)) {
    delimiter ??= delimiterOf(text);
    dsvFormat(delimiter).parseRows(text, (record) => {
      const begins = line;
      line += multiline ? record.reduce((lines, field) => lines + count(field, "\n"), 1) : 1;
      if (record[0]!.trim() === "" && record.every((field) => field.trim() === "")) return;
      if (!header) {
        header = record.map((field) => field.trim());
        take = takeHeader(header, delimiter !== ",");
      } else if (record.length === header.length) take(record, begins);
      else
        throw new InputError(
          `the line has ${record.length} fields, the header ${header.length}`,
          { file, line: begins },
          { advice: "Check the quotes and delimiters of this line" },
        );
    });
  }
}

/** The whole of a CSV file as a sheet. */
export async function readDelimited(file: string): Promise<Sheet> {
  const rows: Cell[][] = [];
  const rowNumbers: number[] = [];
  let header: readonly string[] = [];
  let decimalComma = false;
  await streamDelimited(file, (names, comma) => {
    header = names;
    decimalComma = comma;
    return (fields, line) => {
      rows.push(fields.map((text) => text.trim() || null));
      rowNumbers.push(line);
    };
  });
  return makeSheet({ file, decimalComma }, header, rows, rowNumbers);
}

const pieceSize = 1 << 18;

async function* decode(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const bytes = createReadStream(file, { highWaterMark: pieceSize });
  try {
    for await (const piece of bytes) yield decoder.decode(piece as Buffer, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (error instanceof TypeError)
      throw new InputError("the file is not UTF-8 text", { file }, { advice: "Save it as CSV UTF-8" });
    throw unreadable(file, error);
  }
}

/** A piece of a file that ends where a record does. */
interface Piece {
  readonly text: string;
  /** Whether a field has a line break. */
  readonly multiline: boolean;
}

/** Cuts the text at line breaks outside quotes, which are those with an even number of quotes before them. */
async function* wholeRecords(
  texts: AsyncGenerator<string>,
  file: string,
  line: () => number,
): AsyncGenerator<Piece> {
  let rest = "";
  for await (const text of texts) {
    rest += text;
    const { end, multiline } = scan(rest);
    if (end === 0) continue;
    yield { text: rest.slice(0, end), multiline };
    rest = rest.slice(end);
  }
  if (count(rest, '"') % 2 === 1)
    throw new InputError(
      "this is no readable CSV: a quote is not closed",
      { file, line: line() },
      { advice: "Check the quotes from this line on" },
    );
  if (rest !== "") yield { text: rest, multiline: true };
}

/** The position after the last line break outside quotes, and whether there are line breaks inside. */
function scan(text: string): { readonly end: number; readonly multiline: boolean } {
  let quote = text.indexOf('"');
  if (quote < 0) return { end: text.lastIndexOf("\n") + 1, multiline: false };
  let inside = false;
  let multiline = false;
  let end = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    for (; quote >= 0 && quote < at; quote = text.indexOf('"', quote + 1)) inside = !inside;
    if (inside) multiline = true;
    else end = at + 1;
  }
  return { end, multiline };
}

function delimiterOf(text: string): string {
  const headerLine = text.slice(0, text.search(/\r?\n|\r|$/));
  return [",", ";", "\t"].reduce((best, next) =>
    count(headerLine, next) > count(headerLine, best) ? next : best,
  );
}

function count(text: string, part: string): number {
  let found = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) found++;
  return found;
}
