import type { StoredNumbers } from "./storedValues.ts";

/** Numbers from little-endian bytes, of which there are enough. */
type Typed = (bytes: Uint8Array, count: number) => StoredNumbers;

/** A copy begins where an array of any type may. */
const copy = (bytes: Uint8Array, count: number, width: number) =>
  new Uint8Array(bytes.subarray(0, count * width)).buffer;

export const typedNumbers = {
  INT8: (bytes, count) => new Int8Array(copy(bytes, count, 1)),
  UINT8: (bytes, count) => new Uint8Array(copy(bytes, count, 1)),
  INT16: (bytes, count) => new Int16Array(copy(bytes, count, 2)),
  UINT16: (bytes, count) => new Uint16Array(copy(bytes, count, 2)),
  INT32: (bytes, count) => new Int32Array(copy(bytes, count, 4)),
  UINT32: (bytes, count) => new Uint32Array(copy(bytes, count, 4)),
  INT64: (bytes, count) => new BigInt64Array(copy(bytes, count, 8)),
  UINT64: (bytes, count) => new BigUint64Array(copy(bytes, count, 8)),
  FLOAT: (bytes, count) => new Float32Array(copy(bytes, count, 4)),
  DOUBLE: (bytes, count) => new Float64Array(copy(bytes, count, 8)),
} as const satisfies Readonly<Record<string, Typed>>;

/** Numbers of half precision (IEEE 754 binary16). */
export const halfFloats = (halves: Uint16Array): Float64Array =>
  Float64Array.from(halves, (half) => {
    const [exponent, fraction] = [(half >> 10) & 0x1f, half & 0x3ff];
    const size =
      exponent === 0x1f
        ? fraction === 0
          ? Number.POSITIVE_INFINITY
          : Number.NaN
        : exponent === 0
          ? fraction * 2 ** -24
          : (1 + fraction / 1024) * 2 ** (exponent - 15);
    return half >> 15 ? -size : size;
  });
