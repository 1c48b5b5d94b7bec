import { createReadStream } from "node:fs";
import { InputError, type Place } from "../text/errors.ts";
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
  for await (const { text, delimiter, multiline } of wholeRecords(file, () => line)) {
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

/** A piece of a file that ends where a record does. */
interface Piece {
  readonly text: string;
  readonly delimiter: string;
  /** Whether a field may have a line break. */
  readonly multiline: boolean;
}

/** The file in pieces cut at line breaks outside quotes, without the quotes that only enclose. */
async function* wholeRecords(file: string, line: () => number): AsyncGenerator<Piece> {
  let rest: Buffer = Buffer.alloc(0);
  let delimiter: string | undefined;
  const decode = (bytes: Uint8Array) => decodeUtf8(bytes, { file, line: line() });
  for await (const bytes of readBytes(file)) {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    if (delimiter === undefined) {
      const headerEnd = rest.indexOf(breakCode);
      if (headerEnd < 0) continue;
      delimiter = delimiterOf(decode(rest.subarray(0, headerEnd)));
    }
    const { end, plain, multiline } = scan(rest, delimiter.charCodeAt(0));
    if (end === 0) continue;
    yield { text: decode(plain ?? rest.subarray(0, end)), delimiter, multiline };
    rest = rest.subarray(end);
  }
  const text = decode(rest);
  if (count(text, '"') % 2 === 1)
    throw new InputError(
      "this is no readable CSV: a quote is not closed",
      { file, line: line() },
      { advice: "Check the quotes from this line on" },
    );
  if (text !== "") yield { text, delimiter: delimiter ?? delimiterOf(text), multiline: true };
}

async function* readBytes(file: string): AsyncGenerator<Buffer> {
  try {
    for await (const bytes of createReadStream(file, { highWaterMark: pieceSize })) yield bytes as Buffer;
  } catch (error) {
    throw unreadable(file, error);
  }
}

function decodeUtf8(bytes: Uint8Array, place: Place): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new InputError("the file is not UTF-8 text, from about this line on", place, {
      advice: "Save it as CSV UTF-8",
    });
  }
}

const quoteCode = '"'.charCodeAt(0);
const breakCode = "\n".charCodeAt(0);
const returnCode = "\r".charCodeAt(0);

/**
 * Where the last line break outside quotes ends, whether there are line breaks inside, and the bytes up to there without
 * their quotes, if these only enclose whole fields that have no delimiters, line breaks or quotes of their own: the
 * parser is much faster without quotes. The bytes begin with a record.
 */
function scan(bytes: Buffer, delimiterCode: number): { end: number; plain?: Buffer; multiline: boolean } {
  if (!bytes.includes(quoteCode)) return { end: bytes.lastIndexOf(breakCode) + 1, multiline: false };
  const bounds = (code = breakCode) => code === delimiterCode || code === breakCode || code === returnCode;
  const plain = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  let plainEnd = 0;
  let inside = false;
  let multiline = false;
  let enclosing = true;
  let end = 0;
  for (let at = 0; at < bytes.length; at++) {
    const code = bytes[at]!;
    if (code === quoteCode) {
      if (enclosing && !bounds(bytes[inside ? at + 1 : at - 1])) enclosing = false;
      inside = !inside;
      continue;
    }
    plain[length++] = code;
    if (code === breakCode && !inside) {
      end = at + 1;
      plainEnd = length;
    } else if (inside && (code === breakCode || code === delimiterCode)) {
      enclosing = false;
      multiline ||= code === breakCode;
    }
  }
  return enclosing ? { end, plain: plain.subarray(0, plainEnd), multiline } : { end, multiline };
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
