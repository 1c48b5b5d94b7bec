import { type FileHandle, open } from "node:fs/promises";
import { InputError, type Place } from "../../text/errors.ts";
import { notUtf8, openQuote, wrongWidth } from "../../text/messages/files.ts";
import { emptyHash, hashWith } from "./byteDictionary.ts";
import { type Cell, makeSheet, type Sheet } from "./sheet.ts";
import { unreadable } from "./workbook.ts";

/** A record of bytes without quotes. */
export interface ByteRecord {
  readonly piece: Uint8Array;
  /** The field k goes from bounds[k] to bounds[k + 1] − 1. */
  readonly bounds: Int32Array;
  /** The hash of each field's bytes. */
  readonly hashes: Int32Array;
  decode(start: number, end: number): string;
}

/** Takes the records of a text file one by one, with the number of the line on which each begins. */
export interface TakeRecord {
  texts(fields: readonly string[], line: number): void;
  /** The same where a piece of the file has no quotes; the record's arrays are those of the next one too. */
  bytes?(record: ByteRecord, line: number): void;
}

/** Given the header and whether numbers may have a decimal comma, says what to do with the records that follow. */
export type TakeHeader = (header: readonly string[], decimalComma: boolean) => TakeRecord;

/**
 * Reads a CSV file in UTF-8 piece by piece. The delimiter (comma, semicolon or tab) is the one that the header line has
 * most of; where it is no comma, numbers may have a decimal comma. Blank lines are skipped; fields come as they stand.
 */
export async function streamDelimited(file: string, takeHeader: TakeHeader): Promise<void> {
  const { dsvFormat } = await import("d3-dsv");
  let header: readonly string[] | undefined;
  let take: TakeRecord | undefined;
  let line = 1;
  const refuseWidth = (fields: number, at: number) => {
    throw new InputError(wrongWidth(fields, header!.length), { file, line: at });
  };
  for await (const { bytes, delimiter, multiline, plain } of wholeRecords(file, () => line)) {
    if (plain && take?.bytes) {
      const decode = (start: number, end: number) =>
        decodeUtf8(bytes.subarray(start, end), { file, line }).trim();
      const { record, next } = splitter(bytes, delimiter.charCodeAt(0), header!.length, decode);
      for (let fields = next(); fields >= 0; fields = next()) {
        if (fields > 0 && fields !== header!.length) refuseWidth(fields, line);
        if (fields > 0) take.bytes(record, line);
        line++;
      }
      continue;
    }
    dsvFormat(delimiter).parseRows(decodeUtf8(bytes, { file, line }), (record) => {
      const begins = line;
      line += multiline ? record.reduce((lines, field) => lines + count(field, "\n"), 1) : 1;
      if (record[0]!.trim() === "" && record.every((field) => field.trim() === "")) return;
      if (!header) {
        header = record.map((field) => field.trim());
        take = takeHeader(header, delimiter !== ",");
      } else if (record.length === header.length) take!.texts(record, begins);
      else refuseWidth(record.length, begins);
    });
  }
}

/**
 * Goes through the lines of bytes without quotes. `next` moves the record to the next line and returns how many fields it
 * has, 0 for a blank one and −1 at the end.
 */
function splitter(piece: Uint8Array, delimiterCode: number, width: number, decode: ByteRecord["decode"]) {
  const bounds = new Int32Array(width + 2);
  const hashes = new Int32Array(width + 1);
  let start = 0;
  const next = (): number => {
    if (start >= piece.length) return -1;
    let at = start;
    let fields = 0;
    let blank = true;
    let hash = emptyHash;
    bounds[0] = at;
    for (; at < piece.length; at++) {
      const code = piece[at]!;
      if (code === delimiterCode) {
        if (fields < width) {
          hashes[fields] = hash;
          bounds[fields + 1] = at + 1;
        }
        fields++;
        hash = emptyHash;
      } else if (code === breakCode) break;
      else if (code !== returnCode) {
        hash = hashWith(hash, code);
        if (code > spaceCode) blank = false;
      }
    }
    if (fields < width) {
      hashes[fields] = hash;
      bounds[fields + 1] = (piece[at - 1] === returnCode && at > bounds[fields]! ? at - 1 : at) + 1;
    }
    start = at + 1;
    return blank ? 0 : fields + 1;
  };
  return { record: { piece, bounds, hashes, decode } satisfies ByteRecord, next };
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
    return {
      texts: (fields, line) => {
        rows.push(fields.map((text) => text.trim() || null));
        rowNumbers.push(line);
      },
    };
  });
  return makeSheet({ file, decimalComma }, header, rows, rowNumbers);
}

const pieceSize = 1 << 19;

/** A piece of a file that ends where a record does. */
interface Piece {
  readonly bytes: Uint8Array;
  readonly delimiter: string;
  /** Whether it has no quotes, and no line breaks but "\n" and "\r\n". */
  readonly plain: boolean;
  /** Whether a field may have a line break. */
  readonly multiline: boolean;
}

/**
 * The file in pieces cut at line breaks outside quotes, without the quotes that only enclose. A piece is good until the
 * next one is asked for.
 */
async function* wholeRecords(file: string, line: () => number): AsyncGenerator<Piece> {
  const handle = await openInput(file);
  try {
    let buffer = Buffer.allocUnsafe(2 * pieceSize);
    let length = 0;
    let delimiter: string | undefined;
    const decode = (bytes: Uint8Array) => decodeUtf8(bytes, { file, line: line() });
    for (;;) {
      if (length + pieceSize > buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
      const { bytesRead } = await handle.read(buffer, length, pieceSize);
      if (bytesRead === 0) break;
      length += bytesRead;
      const filled = buffer.subarray(0, length);
      if (delimiter === undefined) {
        const headerEnd = filled.indexOf(breakCode);
        if (headerEnd < 0) continue;
        delimiter = delimiterOf(decode(filled.subarray(0, headerEnd)));
      }
      const { end, plain, multiline } = scan(filled, delimiter.charCodeAt(0));
      if (end === 0) continue;
      yield pieceOf(plain ?? filled.subarray(0, end), delimiter, multiline);
      buffer.copyWithin(0, end, length);
      length -= end;
    }
    const rest = buffer.subarray(0, length);
    const text = decode(rest);
    if (count(text, '"') % 2 === 1) throw new InputError(openQuote, { file, line: line() });
    if (text !== "") yield pieceOf(rest, delimiter ?? delimiterOf(text), true);
  } finally {
    await handle.close();
  }
}

async function openInput(file: string): Promise<FileHandle> {
  try {
    const handle = await open(file);
    if ((await handle.stat()).isDirectory()) {
      await handle.close();
      throw Object.assign(new Error(file), { code: "EISDIR" });
    }
    return handle;
  } catch (error) {
    throw unreadable(file, error);
  }
}

function pieceOf(bytes: Buffer, delimiter: string, multiline: boolean): Piece {
  let loneReturn = false;
  for (let at = bytes.indexOf(returnCode); at >= 0 && !loneReturn; at = bytes.indexOf(returnCode, at + 1))
    loneReturn = bytes[at + 1] !== breakCode;
  return { bytes, delimiter, multiline, plain: !loneReturn && !bytes.includes(quoteCode) };
}

function decodeUtf8(bytes: Uint8Array, place: Place): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new InputError(notUtf8, place);
  }
}

const quoteCode = '"'.charCodeAt(0);
const breakCode = "\n".charCodeAt(0);
const returnCode = "\r".charCodeAt(0);
const spaceCode = " ".charCodeAt(0);

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

/** The delimiter of a CSV: the one that its header line has most of. */
export function delimiterOf(text: string): string {
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
