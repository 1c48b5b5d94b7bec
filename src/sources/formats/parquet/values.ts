import type { Encoding, SchemaElement } from "hyparquet";
import { brokenPage } from "../../../text/messages/columnar.ts";
import { Damage } from "../columnar/damage.ts";
import type { ByteStrings, StoredNumbers, StoredValues } from "../columnar/storedValues.ts";
import { halfFloats, typedNumbers } from "../columnar/typedNumbers.ts";
import { deltaLengths, deltaStrings, deltas, hybrid, joined } from "./encodings.ts";

/** The values of a data page by its encoding, or of a dictionary; undefined for an encoding that is not read for their type. */
export function valuesOf(
  bytes: Uint8Array,
  count: number,
  encoding: Encoding,
  element: SchemaElement,
): StoredValues | undefined {
  const stored = storedValues(bytes, count, encoding, element);
  return stored && typed(stored, element);
}

const widths: Readonly<Record<string, number>> = { INT32: 4, INT64: 8, INT96: 12, FLOAT: 4, DOUBLE: 8 };

function storedValues(
  bytes: Uint8Array,
  count: number,
  encoding: Encoding,
  { type, type_length }: SchemaElement,
): StoredValues | undefined {
  const width = type === "FIXED_LEN_BYTE_ARRAY" ? Number(type_length ?? 0) : widths[type!];
  if (encoding === "PLAIN") return plain(bytes, count, type!, width);
  if (encoding === "BYTE_STREAM_SPLIT" && width)
    return plain(joined(bytes, count, width), count, type!, width);
  if (encoding === "RLE" && type === "BOOLEAN") {
    if (bytes.length < 4) throw new Damage(brokenPage);
    return Uint8Array.from(hybrid(bytes.subarray(4), 1, count));
  }
  if (encoding === "DELTA_BINARY_PACKED" && (type === "INT32" || type === "INT64")) {
    const numbers = type === "INT32" ? new Int32Array(count) : new BigInt64Array(count);
    deltas(bytes, 0, numbers);
    return numbers;
  }
  if (encoding === "DELTA_LENGTH_BYTE_ARRAY" && type === "BYTE_ARRAY") return deltaLengths(bytes, count);
  if (encoding === "DELTA_BYTE_ARRAY" && type?.endsWith("BYTE_ARRAY")) return deltaStrings(bytes, count);
  return undefined;
}

/** Values one behind the other (PLAIN). */
function plain(bytes: Uint8Array, count: number, type: string, width: number | undefined): StoredValues {
  if (type === "BYTE_ARRAY") return withLengths(bytes, count);
  if (type === "BOOLEAN") {
    if (count > 8 * bytes.length) throw new Damage(brokenPage);
    return Uint8Array.from({ length: count }, (_, at) => (bytes[at >> 3]! >> (at & 7)) & 1);
  }
  if (width === undefined || count * width > bytes.length) throw new Damage(brokenPage);
  const numbers = typedNumbers[type as keyof typeof typedNumbers];
  return numbers ? numbers(bytes, count) : sameLengths(bytes, count, width);
}

function withLengths(bytes: Uint8Array, count: number): ByteStrings {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (4 * count > bytes.length) throw new Damage(brokenPage);
  const starts = new Int32Array(count);
  const ends = new Int32Array(count);
  for (let value = 0, at = 0; value < count; value++) {
    const start = at + 4;
    if (start > bytes.length) throw new Damage(brokenPage);
    at = start + view.getUint32(start - 4, true);
    if (at > bytes.length) throw new Damage(brokenPage);
    starts[value] = start;
    ends[value] = at;
  }
  return { bytes, starts, ends };
}

function sameLengths(bytes: Uint8Array, count: number, width: number): ByteStrings {
  const starts = Int32Array.from({ length: count }, (_, at) => at * width);
  return { bytes, starts, ends: starts.map((start) => start + width) };
}

/** Physical values as those of their type: without sign, of half precision, of Impala's times, of identifiers. */
function typed(values: StoredValues, { type, logical_type, converted_type }: SchemaElement): StoredValues {
  const unsigned =
    converted_type?.startsWith("UINT") || (logical_type?.type === "INTEGER" && !logical_type.isSigned);
  if (unsigned && values instanceof Int32Array)
    return new Uint32Array(values.buffer, values.byteOffset, values.length);
  if (unsigned && values instanceof BigInt64Array)
    return new BigUint64Array(values.buffer, values.byteOffset, values.length);
  if (type === "INT96") return secondsOf(values as ByteStrings);
  if (logical_type?.type === "FLOAT16") return halves(values as ByteStrings);
  if (logical_type?.type === "UUID") return hexadecimal(values as ByteStrings);
  return values;
}

/** The Julian day of 1970-01-01. */
const epochDay = 2_440_588;

/** Impala's times: nanoseconds of a day in 8 bytes, its Julian number in 4. */
function secondsOf({ bytes, starts }: ByteStrings): StoredNumbers {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float64Array.from(starts, (at) => {
    const nanoseconds = view.getInt32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
    return (view.getInt32(at + 8, true) - epochDay) * 86_400 + nanoseconds / 1e9;
  });
}

function halves({ bytes, starts }: ByteStrings): StoredNumbers {
  return halfFloats(Uint16Array.from(starts, (at) => bytes[at]! | (bytes[at + 1]! << 8)));
}

/** Identifiers of 16 bytes as RFC 9562 writes them. */
function hexadecimal({ bytes, starts, ends }: ByteStrings): ByteStrings {
  const texts = Array.from(starts, (start, at) =>
    Buffer.from(bytes.subarray(start, ends[at]!))
      .toString("hex")
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"),
  );
  return sameLengths(Buffer.from(texts.join("")), texts.length, texts[0]?.length ?? 0);
}
