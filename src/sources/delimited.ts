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
  let header: readonly string[] | undefined;
  let take: TakeRecord = () => {};
  let line = 1;
  for await (const { text, delimiter, multiline } of wholeRecords(decode(file), file, () => line)) {
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
  readonly delimiter: string;
  /** Whether a field has a line break. */
  readonly multiline: boolean;
}

/** Cuts the text at line breaks outside quotes, and takes away quotes that only enclose: the parser is faster without. */
async function* wholeRecords(
  texts: AsyncGenerator<string>,
  file: string,
  line: () => number,
): AsyncGenerator<Piece> {
  let rest = "";
  let delimiter: string | undefined;
  for await (const text of texts) {
    rest += text;
    if (delimiter === undefined && !rest.includes("\n")) continue;
    delimiter ??= delimiterOf(rest);
    const { end, multiline, enclosing } = scan(rest, delimiter);
    if (end === 0) continue;
    const piece = rest.slice(0, end);
    yield { text: enclosing ? piece.replaceAll('"', "") : piece, delimiter, multiline };
    rest = rest.slice(end);
  }
  if (count(rest, '"') % 2 === 1)
    throw new InputError(
      "this is no readable CSV: a quote is not closed",
      { file, line: line() },
      { advice: "Check the quotes from this line on" },
    );
  if (rest !== "") yield { text: rest, delimiter: delimiter ?? delimiterOf(rest), multiline: true };
}

const quoteCode = '"'.charCodeAt(0);
const breakCode = "\n".charCodeAt(0);
const returnCode = "\r".charCodeAt(0);

/**
 * The position after the last line break outside quotes; whether there are line breaks inside; and whether the quotes
 * only enclose whole fields without delimiters, line breaks or quotes of their own. The text begins with a record.
 */
function scan(text: string, delimiter: string) {
  if (!text.includes('"')) return { end: text.lastIndexOf("\n") + 1, multiline: false, enclosing: false };
  const delimiterCode = delimiter.charCodeAt(0);
  const codeAt = (at: number) => (at >= 0 && at < text.length ? text.charCodeAt(at) : breakCode);
  const bounds = (code: number) => code === delimiterCode || code === breakCode || code === returnCode;
  let inside = false;
  let multiline = false;
  let enclosing = true;
  let end = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quoteCode) {
      if (enclosing && !bounds(codeAt(inside ? at + 1 : at - 1))) enclosing = false;
      inside = !inside;
    } else if (code === breakCode && !inside) end = at + 1;
    else if (inside && (code === breakCode || code === delimiterCode)) {
      enclosing = false;
      multiline ||= code === breakCode;
    }
  }
  return { end, multiline, enclosing };
}

function delimiterOf(text: string): string {
  const headerLine = text.slice(0, text.search(/\r?\n|\r|$/)).replaceAll(/"[^"]*"/g, "");
  return [",", ";", "\t"].reduce((best, next) =>
    count(headerLine, next) > count(headerLine, best) ? next : best,
  );
}

function count(text: string, part: string): number {
  let found = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) found++;
  return found;
}
