import { InputError, type Place } from "../../text/errors.ts";
import { unguard } from "../../text/formulaGuard.ts";
import { beyondEnd, longRecord, openQuote, textAfterQuote, wrongWidth } from "../../text/messages/files.ts";
import type { Cell } from "../layout/cell.ts";
import { joinedNames } from "../layout/columnNames.ts";
import { tellsOfCommas } from "./decimalMark.ts";
import { layoutOf } from "./delimiter.ts";
import type { Encoding } from "./encodings.ts";
import { checkText, endOfLine } from "./input.ts";
import { makeSheet, type Sheet } from "./sheet.ts";
import type { TableChoice } from "./tableChoice.ts";
import { openText } from "./textBytes.ts";

/** A record of bytes without quotes. */
export interface ByteRecord {
  readonly piece: Uint8Array;
  /** The field k goes from bounds[k] to bounds[k + 1] − 1. */
  readonly bounds: Int32Array;
  decode(start: number, end: number): string;
}

/** Takes the records of a text file one by one, with the number of the line on which each begins. */
export interface TakeRecord {
  texts(fields: readonly string[], line: number): void;
  /** The same where a piece of the file has no quotes; the record's arrays are those of the next one too. */
  bytes?(record: ByteRecord, line: number): void;
}

/** Given the header and the delimiter, says what to do with the records that follow. */
export type TakeHeader = (header: readonly string[], delimiter: string) => TakeRecord;

/**
 * Reads a CSV file piece by piece, from the lines that are skipped on. Its first lines tell the delimiter: comma,
 * semicolon or tab. Blank lines are skipped; fields come as they stand, but for the quotes that keep spreadsheets from running
 * them. Only the first `pieces` are read, each of half a megabyte.
 */
export async function streamDelimited(
  file: string,
  takeHeader: TakeHeader,
  { skip = 0, header: headerRows = 1, encoding }: Pick<TableChoice, "skip" | "header" | "encoding"> = {},
  pieces = Number.POSITIVE_INFINITY,
): Promise<void> {
  const { dsvFormat } = await import("d3-dsv");
  const heading: string[][] = [];
  let header: readonly string[] | undefined;
  let take: TakeRecord | undefined;
  const at = { line: 1 };
  const decoder = new TextDecoder();
  const refuseWidth = (fields: number, line: number, width = header!.length) => {
    throw new InputError(wrongWidth(fields, width), { file, line });
  };
  let left = pieces;
  for await (const { bytes, delimiter, multiline, plain } of wholeRecords(file, encoding, at, skip)) {
    if (left-- === 0) return;
    if (plain && take?.bytes) {
      const decode = (start: number, end: number) =>
        unguard(decoder.decode(bytes.subarray(start, end))).trim();
      const { record, next } = splitter(bytes, delimiter.charCodeAt(0), header!.length, decode);
      for (let fields = next(); fields >= 0; fields = next()) {
        if (fields > 0 && fields !== header!.length) refuseWidth(fields, at.line);
        if (fields > 0) take.bytes(record, at.line);
        at.line++;
      }
      continue;
    }
    const mayBeGuarded = bytes.includes(apostropheCode);
    dsvFormat(delimiter).parseRows(decoder.decode(bytes), (fields) => {
      const record = mayBeGuarded ? fields.map(unguard) : fields;
      const begins = at.line;
      at.line += multiline ? record.reduce((lines, field) => lines + count(field, "\n"), 1) : 1;
      if (record[0]!.trim() === "" && record.every((field) => field.trim() === "")) return;
      if (!take) {
        const width = heading[0]?.length ?? record.length;
        if (record.length !== width) refuseWidth(record.length, begins, width);
        if (headerRows > 0) heading.push(record);
        if (heading.length < headerRows) return;
        header = joinedNames(heading, width);
        take = takeHeader(header, delimiter);
        if (headerRows > 0) return;
      }
      if (record.length === header!.length) take.texts(record, begins);
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
  const { length } = piece;
  let start = 0;
  const next = (): number => {
    if (start >= length) return -1;
    const begin = start;
    let at = begin;
    let fields = 0;
    bounds[0] = begin;
    for (; at < length; at++) {
      const code = piece[at]!;
      if (code === delimiterCode) {
        if (fields < width) bounds[fields + 1] = at + 1;
        fields++;
      } else if (code === breakCode) break;
    }
    const end = at > begin && piece[at - 1] === returnCode ? at - 1 : at;
    if (fields < width) bounds[fields + 1] = end + 1;
    start = at + 1;
    return isBlank(piece, begin, end, delimiterCode) ? 0 : fields + 1;
  };
  return { record: { piece, bounds, decode } satisfies ByteRecord, next };
}

/** Whether a line has nothing but delimiters, spaces and what counts as one in ASCII. */
function isBlank(piece: Uint8Array, begin: number, end: number, delimiterCode: number): boolean {
  for (let at = begin; at < end; at++)
    if (piece[at]! > spaceCode && piece[at] !== delimiterCode) return false;
  return true;
}

/** The whole of a CSV file as a sheet. */
export async function readDelimited(
  file: string,
  choice?: Pick<TableChoice, "skip" | "header" | "encoding">,
): Promise<Sheet> {
  const rows: Cell[][] = [];
  const rowNumbers: number[] = [];
  let header: readonly string[] = [];
  let commas: Sheet["commas"];
  const takeHeader: TakeHeader = (names, delimiter) => {
    header = names;
    if (delimiter !== ",") commas = "untold";
    return {
      texts: (fields, line) => {
        const cells = fields.map((text) => text.trim() || null);
        if (commas === "untold" && cells.some((cell) => cell !== null && tellsOfCommas(cell) === "decimal"))
          commas = "decimal";
        rows.push(cells);
        rowNumbers.push(line);
      },
    };
  };
  await streamDelimited(file, takeHeader, choice);
  return makeSheet({ file, commas }, header, rows, rowNumbers);
}

const pieceSize = 1 << 19;
/** A record of more megabytes is a file without line breaks, or a quote that is never closed. */
const mostMegabytes = 8;

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
 * next one is asked for; its reader keeps the number of the line on which the next one begins.
 */
async function* wholeRecords(
  file: string,
  encoding: Encoding | undefined,
  at: { line: number },
  skip: number,
): AsyncGenerator<Piece> {
  const text = await openText(file, encoding);
  try {
    let buffer = Buffer.allocUnsafe(2 * pieceSize);
    let length = 0;
    let delimiter: string | undefined;
    for (let ended = false; !ended; ) {
      // What is left of a long record is scanned anew with as much again, so that its cost stays linear.
      const wanted = Math.max(pieceSize, length);
      if (length + wanted > buffer.length) buffer = Buffer.concat([buffer], 2 * (length + wanted));
      const bytesRead = await text.read(buffer, length, wanted);
      length += bytesRead;
      ended = bytesRead === 0;
      if (ended) length = endOfText(buffer, length);
      let begin = 0;
      if (delimiter === undefined) {
        const start = startOfRecords(buffer.subarray(0, length), file, skip, ended);
        const rest = buffer.subarray(start.begin, length);
        const holdsHeader = rest.includes(breakCode) || rest.length >= mostMegabytes * 1e6;
        if (!ended && !holdsHeader) continue;
        ({ delimiter, begin } = start);
        at.line += start.lines;
      }
      const filled = buffer.subarray(begin, length);
      if (filled.includes(0)) checkText(filled, file, at.line);
      const { end, plain, multiline } = scan(filled, delimiter.charCodeAt(0), ended, { file, line: at.line });
      if (end > 0) {
        const bytes = filled.subarray(0, end);
        checkText(bytes, file, at.line);
        yield pieceOf(plain ?? bytes, delimiter, multiline);
      } else if (filled.length > mostMegabytes * 1e6)
        throw new InputError(longRecord(mostMegabytes), { file, line: at.line });
      buffer.copyWithin(0, begin + end, length);
      length -= begin + end;
    }
  } finally {
    await text.close();
  }
}

/** What stands before the records of a text: the lines that are skipped, and a first one that names the delimiter. */
export function startOfRecords(bytes: Buffer, file: string, skip: number, isWhole: boolean) {
  const first = beginOfText(bytes);
  let [begin, lines] = [first, 0];
  for (; lines < skip && begin < bytes.length; lines++) begin = endOfLine(bytes, begin);
  if (isWhole && skip > 0 && begin === bytes.length)
    throw new InputError(beyondEnd(skip, lines, "line"), { file, field: "--skip" });
  const top = layoutOf(bytes.toString("utf8", first), isWhole);
  if (top.preamble === 0)
    return { ...(skip === 0 ? top : layoutOf(bytes.toString("utf8", begin), isWhole)), begin, lines };
  return { ...top, begin: Math.max(begin, first + top.preamble), lines: Math.max(lines, 1) };
}

/** Where the text begins: behind its byte-order marks. */
function beginOfText(bytes: Uint8Array): number {
  let at = 0;
  while (bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) at += 3;
  return at;
}

/** Where the text ends: before the mark with which DOS ends a file (Ctrl-Z). */
export const endOfText = (bytes: Uint8Array, length: number): number =>
  length > 0 && bytes[length - 1] === 0x1a ? length - 1 : length;

function pieceOf(bytes: Buffer, delimiter: string, multiline: boolean): Piece {
  let loneReturn = false;
  for (let at = bytes.indexOf(returnCode); at >= 0 && !loneReturn; at = bytes.indexOf(returnCode, at + 1))
    loneReturn = bytes[at + 1] !== breakCode;
  return { bytes, delimiter, multiline, plain: !loneReturn && !bytes.includes(quoteCode) };
}

const quoteCode = '"'.charCodeAt(0);
const apostropheCode = "'".charCodeAt(0);
const breakCode = "\n".charCodeAt(0);
const returnCode = "\r".charCodeAt(0);
const spaceCode = " ".charCodeAt(0);

interface Scanned {
  readonly end: number;
  readonly plain?: Buffer;
  readonly multiline: boolean;
}

/**
 * Where the last line break outside quotes ends, whether there are line breaks inside, and the bytes up to there without
 * their quotes, if these only enclose whole fields that have no delimiters, line breaks or quotes of their own: the
 * parser is much faster without quotes. The bytes begin with a record; a quote within a field that does not begin with
 * one is a character.
 */
function scan(bytes: Buffer, delimiterCode: number, isLast: boolean, place: Place): Scanned {
  if (!bytes.includes(quoteCode)) return { end: isLast ? bytes.length : endOfLines(bytes), multiline: false };
  const plain = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  let plainEnd = 0;
  let multiline = false;
  let enclosing = true;
  let end = 0;
  let line = place.line!;
  let begins = true;
  for (let at = 0; at < bytes.length; at++) {
    const code = bytes[at]!;
    if (code === quoteCode && begins) {
      const field = quotedField(bytes, at, delimiterCode);
      if (field.end < 0) {
        if (isLast) throw new InputError(openQuote, { ...place, line });
        break;
      }
      const next = bytes[field.end];
      if (next !== undefined && next !== delimiterCode && next !== breakCode && next !== returnCode)
        throw new InputError(textAfterQuote, { ...place, line: line + field.lines });
      if (!field.isPlain) enclosing = false;
      multiline ||= field.lines > 0;
      line += field.lines;
      if (enclosing) length += bytes.copy(plain, length, at + 1, field.end - 1);
      at = field.end - 1;
      begins = false;
      continue;
    }
    if (code === quoteCode) enclosing = false;
    if (enclosing) plain[length++] = code;
    const ends =
      code === breakCode || (code === returnCode && at + 1 < bytes.length && bytes[at + 1] !== breakCode);
    begins = ends || code === delimiterCode;
    if (!ends) continue;
    line++;
    end = at + 1;
    plainEnd = length;
  }
  if (isLast) [end, plainEnd] = [bytes.length, length];
  return enclosing ? { end, plain: plain.subarray(0, plainEnd), multiline } : { end, multiline };
}

/** Where the quoted field that begins at `at` ends (−1: not in these bytes), its line breaks, and whether its quotes only enclose. */
function quotedField(bytes: Buffer, at: number, delimiterCode: number) {
  let lines = 0;
  let isPlain = true;
  for (let next = at + 1; next < bytes.length; next++) {
    const code = bytes[next]!;
    if (code === quoteCode) {
      if (bytes[next + 1] !== quoteCode) return { end: next + 1, lines, isPlain };
      isPlain = false;
      next++;
    } else if (code === breakCode || code === returnCode || code === delimiterCode) {
      isPlain = false;
      if (code === breakCode) lines++;
    }
  }
  return { end: -1, lines, isPlain };
}

/** Where the last line of bytes without quotes ends; a return that is the last byte may be half a line break. */
function endOfLines(bytes: Buffer): number {
  const end = bytes.lastIndexOf(breakCode) + 1;
  return end > 0 ? end : bytes.lastIndexOf(returnCode, bytes.length - 2) + 1;
}

function count(text: string, part: string): number {
  let found = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) found++;
  return found;
}
