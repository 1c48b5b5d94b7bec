import { isUtf8 } from "node:buffer";
import type { DelimitedText } from "../engines/groupedText.ts";
import { openInput } from "./input.ts";
import { type PlainNumbers, PlainRecords } from "./plainRecords.ts";

const pieceSize = 1 << 20;
/** A record of more bytes is a quote that is never closed. */
const mostBytes = 1 << 21;
const [nul, fileEnd] = [0, 0x1a];

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
