import { isUtf8 } from "node:buffer";
import type { DelimitedText } from "../engines/groupedText.ts";
import { openInput } from "./input.ts";

/** The field of a text whose answers have to be plain decimal numbers. */
export interface PlainNumbers {
  readonly at: number;
  readonly hasDecimalComma: boolean;
}

const pieceSize = 1 << 20;
/** A record of more bytes is a quote that is never closed. */
const mostBytes = 1 << 21;
const [zero, nine, quote, newLine, carriage, space, tilde] = ["0", "9", '"', "\n", "\r", " ", "~"].map(
  (character) => character.charCodeAt(0),
) as [number, number, number, number, number, number, number];
const [nul, fileEnd] = [0, 0x1a];

/**
 * How many records a text has whose every reader finds the same in it; undefined where it is not that plain. It is UTF-8, all records are as
 * wide, quotes enclose whole fields, lines end in "\n" or "\r\n", there are no blank records but empty lines, and the numbers that
 * are asked for are digits, with decimals or without, and no codes such as 01.
 */
export async function plainRecords(
  text: DelimitedText,
  numbers: PlainNumbers | undefined,
  signal: AbortSignal,
): Promise<number | undefined> {
  const handle = await openInput(text.file);
  try {
    const scanner = new PlainRecords(text, numbers);
    let buffer = Buffer.allocUnsafe(pieceSize);
    let left = 0;
    for (;;) {
      if (left === buffer.length) buffer = Buffer.concat([buffer], 2 * buffer.length);
      const { bytesRead } = await handle.read(buffer, left, buffer.length - left);
      if (signal.aborted) return undefined;
      const bytes = buffer.subarray(0, left + bytesRead);
      const end = scanner.take(bytes, bytesRead === 0);
      const isOdd = bytes.includes(nul) || bytes.includes(fileEnd) || !isUtf8(bytes.subarray(0, end));
      if (end < 0 || isOdd || bytes.length - end > mostBytes) return undefined;
      if (bytesRead === 0) return scanner.records;
      left = bytes.length - end;
      buffer.copyWithin(0, end, bytes.length);
    }
  } finally {
    await handle.close();
  }
}

class PlainRecords {
  records = 0;
  #skip: number;
  readonly #width: number;
  readonly #delimiter: number;
  readonly #numbers: PlainNumbers | undefined;
  /** Whether a byte may stand anywhere in a field without quotes. */
  readonly #isOrdinary: Uint8Array;

  constructor({ skip, width, delimiter }: DelimitedText, numbers: PlainNumbers | undefined) {
    this.#skip = skip;
    this.#width = width;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#numbers = numbers;
    const others = [quote, newLine, carriage, this.#delimiter];
    this.#isOrdinary = Uint8Array.from({ length: 256 }, (_, code) => Number(!others.includes(code)));
  }

  /** Goes through bytes that begin with a record; returns where the last whole one ends, −1 where one is not plain. */
  take(bytes: Uint8Array, isLast: boolean): number {
    let start = 0;
    while (start < bytes.length) {
      const end = this.#skip > 0 ? lineEnd(bytes, start, isLast) : this.#recordEnd(bytes, start, isLast);
      if (end === incomplete) break;
      if (end === notPlain) return -1;
      if (this.#skip > 0) this.#skip--;
      start = end;
    }
    return start;
  }

  #recordEnd(bytes: Uint8Array, start: number, isLast: boolean): number {
    const isOrdinary = this.#isOrdinary;
    const delimiter = this.#delimiter;
    const numbersAt = this.#numbers?.at;
    const { length } = bytes;
    let field = 0;
    for (let at = start; ; at++) {
      const begin = at;
      if (bytes[at] === quote) at = afterQuotes(bytes, at);
      else while (at < length && isOrdinary[bytes[at]!] === 1) at++;
      const code = at >= 0 && at < length ? bytes[at] : undefined;
      if (code === undefined || (code === carriage && at + 1 === length)) {
        if (!isLast) return incomplete;
        if (code !== undefined || at < 0) return notPlain;
      }
      if (field === numbersAt && at > begin && !this.#isNumber(bytes, begin, at)) return notPlain;
      if (code === delimiter) {
        field++;
        continue;
      }
      const end = code === carriage ? at + 1 : at;
      if (code !== undefined && bytes[end] !== newLine) return notPlain;
      const isEmptyLine = at === start && this.#width > 1;
      if (isEmptyLine) return end + 1;
      if (field + 1 !== this.#width || isBlank(bytes, start, at, delimiter)) return notPlain;
      this.records++;
      return end + 1;
    }
  }

  /** Whether a field, which may be in quotes, is a plain decimal number. */
  #isNumber(bytes: Uint8Array, begin: number, end: number): boolean {
    const isQuoted = bytes[begin] === quote;
    const [first, last] = isQuoted ? [begin + 1, end - 1] : [begin, end];
    let at = digitsEnd(bytes, first, last);
    const whole = at - first;
    if (whole === 0) return false;
    if (at === last) return whole === 1 || bytes[first] !== zero;
    if (bytes[at++] !== (this.#numbers!.hasDecimalComma ? comma : point)) return false;
    return at < last && digitsEnd(bytes, at, last) === last;
  }
}

const [comma, point] = [",".charCodeAt(0), ".".charCodeAt(0)];
const [incomplete, notPlain] = [-1, -2];

/** Where a line ends that is no record: one without line breaks in quotes, or other line breaks. */
function lineEnd(bytes: Uint8Array, start: number, isLast: boolean): number {
  let quotes = 0;
  for (let at = start; at < bytes.length; at++) {
    if (bytes[at] === quote) quotes++;
    if (bytes[at] === carriage && at + 1 < bytes.length && bytes[at + 1] !== newLine) return notPlain;
    if (bytes[at] === newLine) return quotes % 2 === 0 ? at + 1 : notPlain;
  }
  return isLast ? notPlain : incomplete;
}

/** Where the quotes end that begin at `at`; −1 where these bytes do not tell. */
function afterQuotes(bytes: Uint8Array, at: number): number {
  for (let next = at + 1; next < bytes.length; next++) {
    if (bytes[next] !== quote) continue;
    if (bytes[next + 1] !== quote) return next + 1;
    next++;
  }
  return -1;
}

/** Whether a record has no character that is surely none of the many spaces. */
function isBlank(bytes: Uint8Array, start: number, end: number, delimiter: number): boolean {
  for (let at = start; at < end; at++) {
    const code = bytes[at]!;
    if (code > space && code <= tilde && code !== quote && code !== delimiter) return false;
  }
  return true;
}

function digitsEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at]! >= zero && bytes[at]! <= nine) at++;
  return at;
}
