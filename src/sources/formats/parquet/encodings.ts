import { brokenPage } from "../../../text/messages/columnar.ts";
import { Damage } from "../columnar/damage.ts";
import type { ByteStrings } from "../columnar/storedValues.ts";

/** No dictionary has more entries than 24 bits number. */
const widest = 24;

/** Small whole numbers in runs and in groups of packed bits (parquet-format 2.11, Encodings.md: RLE / Bit-Packing Hybrid). */
export function hybrid(bytes: Uint8Array, width: number, count: number): Int32Array {
  if (width > widest) throw new Damage(brokenPage);
  const numbers = new Int32Array(count);
  let [at, filled] = [0, 0];
  while (filled < count) {
    let header = 0;
    for (let shift = 0; ; shift += 7) {
      if (at >= bytes.length || shift > 28) throw new Damage(brokenPage);
      header |= (bytes[at]! & 0x7f) << shift;
      if (bytes[at++]! < 0x80) break;
    }
    const length = header >>> 1;
    const size = header & 1 ? length * width : Math.ceil(width / 8);
    const end = Math.min(count, filled + (header & 1 ? 8 * length : length));
    const needed = header & 1 ? Math.ceil(((end - filled) * width) / 8) : size;
    if (end === filled || at + needed > bytes.length) throw new Damage(brokenPage);
    if (header & 1) unpackBits(bytes, at, width, numbers.subarray(filled, end));
    else numbers.fill(littleEndian(bytes, at, size), filled, end);
    at += size;
    filled = end;
  }
  return numbers;
}

function unpackBits(bytes: Uint8Array, from: number, width: number, numbers: Int32Array): void {
  const mask = 2 ** width - 1;
  let [at, bits, held] = [from, 0, 0];
  for (let index = 0; index < numbers.length; index++) {
    for (; held < width; held += 8) bits |= bytes[at++]! << held;
    numbers[index] = bits & mask;
    bits >>>= width;
    held -= width;
  }
}

const littleEndian = (bytes: Uint8Array, at: number, size: number) =>
  bytes.subarray(at, at + size).reduceRight((value, byte) => value * 256 + byte, 0);

/** Reads whole numbers by their differences (DELTA_BINARY_PACKED); returns where they end. */
export function deltas(bytes: Uint8Array, from: number, numbers: Int32Array | BigInt64Array): number {
  const cursor = { bytes, at: from };
  const [block, parts] = [Number(varint(cursor)), Number(varint(cursor))];
  const partSize = block / parts;
  if (!(block <= largestBlock && partSize >= 8 && partSize % 8 === 0)) throw new Damage(brokenPage);
  varint(cursor);
  // Halves of 32 bits, which need no BigInt for each number; numbers of 32 bits are the low ones.
  const halves = new Int32Array(numbers.buffer, numbers.byteOffset, numbers.byteLength / 4);
  const stride = halves.length / numbers.length;
  const put = (index: number) => {
    halves[index * stride] = value.low | 0;
    if (stride === 2) halves[2 * index + 1] = value.high;
  };
  const value = split(zigzag(varint(cursor)));
  if (numbers.length > 0) put(0);
  for (let index = 1; index < numbers.length; ) {
    const least = split(zigzag(varint(cursor)));
    const widths = bytes.subarray(cursor.at, cursor.at + parts);
    if (widths.length < parts) throw new Damage(brokenPage);
    cursor.at += parts;
    for (let part = 0; part < parts && index < numbers.length; part++) {
      const width = widths[part]!;
      const end = cursor.at + (partSize / 8) * width;
      if (width > 64 || end > bytes.length) throw new Damage(brokenPage);
      for (let taken = 0; taken < partSize && index < numbers.length; taken++, index++) {
        const bit = taken * width;
        const low = value.low + least.low + bitsAt(bytes, cursor.at, bit, Math.min(width, 32));
        const high = width > 32 ? bitsAt(bytes, cursor.at, bit + 32, width - 32) : 0;
        value.high = (value.high + least.high + high + Math.floor(low / 2 ** 32)) | 0;
        value.low = low % 2 ** 32;
        put(index);
      }
      cursor.at = end;
    }
  }
  return cursor.at;
}

const largestBlock = 2 ** 20;

interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

function varint(cursor: Cursor): bigint {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = cursor.bytes[cursor.at++];
    if (byte === undefined) break;
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  throw new Damage(brokenPage);
}

const zigzag = (value: bigint) => (value >> 1n) ^ -(value & 1n);
const split = (value: bigint) => ({
  low: Number(BigInt.asUintN(32, value)),
  high: Number(BigInt.asIntN(32, value >> 32n)),
});

/** A number of up to 32 bits, the first of which is the lowest. */
function bitsAt(bytes: Uint8Array, from: number, bit: number, width: number): number {
  let [number, power] = [0, 1];
  let shift = bit & 7;
  for (let at = from + (bit >> 3), left = width; left > 0; at++) {
    const taken = Math.min(8 - shift, left);
    number += ((bytes[at]! >> shift) & ((1 << taken) - 1)) * power;
    power *= 1 << taken;
    left -= taken;
    shift = 0;
  }
  return number;
}

/** Byte strings behind all their lengths (DELTA_LENGTH_BYTE_ARRAY). */
export function deltaLengths(bytes: Uint8Array, count: number): ByteStrings {
  const lengths = new Int32Array(count);
  return sideBySide(bytes, deltas(bytes, 0, lengths), lengths);
}

/** More than a page ever shares. */
const mostRepeated = 2 ** 12;

/** Byte strings that begin as those before them do (DELTA_BYTE_ARRAY). */
export function deltaStrings(bytes: Uint8Array, count: number): ByteStrings {
  const [shared, rest] = [new Int32Array(count), new Int32Array(count)];
  const { starts, ends } = sideBySide(bytes, deltas(bytes, deltas(bytes, 0, shared), rest), rest);
  // No text is longer than all that is written of texts.
  if (!shared.every((length) => length >= 0 && length <= bytes.length)) throw new Damage(brokenPage);
  const total = shared.reduce((sum, length, at) => sum + length + rest[at]!, 0);
  if (total > mostRepeated * bytes.length) throw new Damage(brokenPage);
  const whole = new Uint8Array(total);
  const begins = new Int32Array(count);
  const finishes = new Int32Array(count);
  for (let at = 0, end = 0; at < count; at++) {
    const [start, length] = [end, shared[at]!];
    const before = at === 0 ? 0 : begins[at - 1]!;
    if (length > start - before) throw new Damage(brokenPage);
    whole.copyWithin(start, before, before + length);
    whole.set(bytes.subarray(starts[at]!, ends[at]!), start + length);
    end = start + length + rest[at]!;
    [begins[at], finishes[at]] = [start, end];
  }
  return { bytes: whole, starts: begins, ends: finishes };
}

function sideBySide(bytes: Uint8Array, from: number, lengths: Int32Array): ByteStrings {
  const starts = new Int32Array(lengths.length);
  const ends = new Int32Array(lengths.length);
  let end = from;
  for (let at = 0; at < lengths.length; at++) {
    if (lengths[at]! < 0 || end + lengths[at]! > bytes.length) throw new Damage(brokenPage);
    starts[at] = end;
    end += lengths[at]!;
    ends[at] = end;
  }
  return { bytes, starts, ends };
}

/** The bytes of values of `width` bytes, whose first bytes come first, then their second, and so on (BYTE_STREAM_SPLIT). */
export function joined(bytes: Uint8Array, count: number, width: number): Uint8Array {
  if (count * width > bytes.length) throw new Damage(brokenPage);
  const values = new Uint8Array(count * width);
  for (let byte = 0; byte < width; byte++)
    for (let at = 0; at < count; at++) values[at * width + byte] = bytes[byte * count + at]!;
  return values;
}
