import { isUtf8 } from "node:buffer";
import type { DelimitedText } from "../engines/groupedText.ts";
import { openInput } from "./input.ts";

const codeOf = (character: string) => character.charCodeAt(0);

/** The field of a text whose answers have to be plain decimal numbers. */
export interface PlainNumbers {
  readonly at: number;
  readonly hasDecimalComma: boolean;
}

const pieceSize = 1 << 20;
/** A record of more bytes is a quote that is never closed. */
const mostBytes = 1 << 21;
const [zero, nine, comma, point] = ["0", "9", ",", "."].map(codeOf) as [number, number, number, number];
const [quote, newLine, carriage] = ['"', "\n", "\r"].map(codeOf) as [number, number, number];
const [space, tilde] = [" ", "~"].map(codeOf) as [number, number];
const [nul, fileEnd] = [0, 0x1a];
/** A byte four times, and the low bits of four bytes, in the words by which lines are found. */
const [fourBreaks, lowBits] = [0x0a0a0a0a, 0x7f7f7f7f];

/**
 * How many records a text has in which a reader that refuses ragged ones finds what any other does; undefined where it is not that
 * plain. It is UTF-8, quotes enclose whole fields, lines end in "\n" or "\r\n", there are no blank records but empty lines, and none has
 * more fields than `width` of which the last ones are empty, which DuckDB takes for none; the numbers that are asked for are digits, with
 * decimals or without, and no codes such as 01.
 */
export async function plainRecords(
  text: DelimitedText,
  numbers: PlainNumbers | undefined,
  signal: AbortSignal,
): Promise<number | undefined> {
  const handle = await openInput(text.file);
  try {
    const scanner = new PlainRecords(text, numbers);
    let buffer = Buffer.allocUnsafeSlow(pieceSize);
    let left = 0;
    for (;;) {
      if (left === buffer.length) {
        const longer = Buffer.allocUnsafeSlow(2 * buffer.length);
        buffer.copy(longer);
        buffer = longer;
      }
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
  readonly #numbersAt: number | undefined;
  /** What stands before decimals; nothing does where it separates fields as well. */
  readonly #mark: number | undefined;
  /** Whether a byte may stand anywhere in a field without quotes. */
  readonly #isOrdinary: Uint8Array;

  constructor({ skip, width, delimiter }: DelimitedText, numbers: PlainNumbers | undefined) {
    this.#skip = skip;
    this.#width = width;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#numbersAt = numbers?.at;
    const mark = numbers?.hasDecimalComma ? comma : point;
    this.#mark = mark === this.#delimiter ? undefined : mark;
    const others = [quote, newLine, carriage, this.#delimiter];
    this.#isOrdinary = Uint8Array.from({ length: 256 }, (_, code) => Number(!others.includes(code)));
  }

  /** Goes through bytes that begin with a record; returns where the last whole one ends, −1 where one is not plain. */
  take(bytes: Buffer, isLast: boolean): number {
    let start = 0;
    while (this.#skip > 0 && start < bytes.length) {
      const end = lineEnd(bytes, start, isLast);
      if (end < 0) return end === incomplete ? start : notPlain;
      this.#skip--;
      start = end;
    }
    if (!isLast && !bytes.includes(quote)) return this.#lines(bytes, start);
    while (start < bytes.length) {
      const end = this.#recordEnd(bytes, start, isLast);
      if (end === incomplete) break;
      if (end === notPlain) return notPlain;
      start = end;
    }
    return start;
  }

  /** The same of bytes without quotes, of which four at a time are looked at. */
  #lines(bytes: Buffer, start: number): number {
    const end = bytes.lastIndexOf(newLine) + 1;
    if (end <= start) return start;
    if (hasLoneReturn(bytes, end)) return notPlain;
    const words = new Int32Array(bytes.buffer, 0, (end + 3) >> 2);
    let begin = start;
    for (let word = start >> 2; word < words.length; word++) {
      const others = words[word]! ^ fourBreaks;
      let breaks = ~(((others & lowBits) + lowBits) | others | lowBits);
      for (; breaks !== 0; breaks &= breaks - 1) {
        const at = 4 * word + ((31 - Math.clz32(breaks & -breaks)) >> 3);
        if (at < begin || at >= end) continue;
        if (!this.#isPlainLine(bytes, begin, bytes[at - 1] === carriage ? at - 1 : at)) return notPlain;
        begin = at + 1;
      }
    }
    return end;
  }

  /** Whether a line without quotes is a plain record, which is counted, or an empty line. */
  #isPlainLine(bytes: Buffer, begin: number, end: number): boolean {
    if (end <= begin) return this.#width > 1;
    if (isBlank(bytes, begin, end, this.#delimiter)) return false;
    const numbersAt = this.#numbersAt;
    if (numbersAt !== undefined && !this.#hasNumber(bytes, begin, end, numbersAt)) return false;
    if (bytes[end - 1] === this.#delimiter) {
      let fields = 1;
      for (let at = begin; at < end; at++) if (bytes[at] === this.#delimiter) fields++;
      if (fields !== this.#width) return false;
    }
    this.records++;
    return true;
  }

  /** Whether a field of a line without quotes is a plain decimal number. */
  #hasNumber(bytes: Buffer, begin: number, end: number, field: number): boolean {
    let start = begin;
    for (let left = field; left > 0 && start < end; start++) if (bytes[start] === this.#delimiter) left--;
    const at = numberEnd(bytes, start, this.#mark);
    return at === end || (at >= 0 && bytes[at] === this.#delimiter);
  }

  #recordEnd(bytes: Buffer, start: number, isLast: boolean): number {
    const isOrdinary = this.#isOrdinary;
    const delimiter = this.#delimiter;
    const numbersAt = this.#numbersAt;
    const { length } = bytes;
    let field = 0;
    let at = start;
    for (; ; at++, field++) {
      const begin = at;
      const inQuotes = bytes[at] === quote ? 1 : 0;
      if (inQuotes === 1) at = afterQuotes(bytes, at);
      else while (at < length && isOrdinary[bytes[at]!] === 1) at++;
      if (at < 0 || (at === length && !isLast)) return isLast ? notPlain : incomplete;
      if (field === numbersAt && at > begin) {
        if (numberEnd(bytes, begin + inQuotes, this.#mark) !== at - inQuotes) return notPlain;
      }
      if (at === length || bytes[at] !== delimiter) break;
    }
    const end = bytes[at] === carriage ? at + 1 : at;
    if (end >= length && !isLast) return incomplete;
    if (end < length ? bytes[end] !== newLine : end > at) return notPlain;
    const isEmptyLine = at === start && this.#width > 1;
    if (isEmptyLine) return end + 1;
    if (field + 1 !== this.#width || isBlank(bytes, start, at, delimiter)) return notPlain;
    this.records++;
    return end + 1;
  }
}

const [notPlain, incomplete] = [-1, -2];

/** Whether a return stands before the end that no break follows. */
function hasLoneReturn(bytes: Buffer, end: number): boolean {
  if (!bytes.includes(carriage)) return false;
  for (let at = 0; at < end; at++) if (bytes[at] === carriage && bytes[at + 1] !== newLine) return true;
  return false;
}

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

/** Where the plain decimal number ends that begins at `start`; −1 where none does. */
function numberEnd(bytes: Buffer, start: number, mark: number | undefined): number {
  const whole = digitsEnd(bytes, start);
  if (whole === start) return -1;
  if (bytes[whole] !== mark) return whole === start + 1 || bytes[start] !== zero ? whole : -1;
  const end = digitsEnd(bytes, whole + 1);
  return end > whole + 1 ? end : -1;
}

function digitsEnd(bytes: Buffer, start: number): number {
  let at = start;
  while (bytes[at]! >= zero && bytes[at]! <= nine) at++;
  return at;
}
