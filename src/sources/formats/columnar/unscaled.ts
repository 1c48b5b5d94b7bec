import type { ByteStrings, StoredValues } from "./storedValues.ts";

/** Whole numbers as numbers, which are exact where they are safe integers, and exactly. */
export interface Unscaled {
  readonly numbers: Float64Array;
  readonly exactly: (at: number) => bigint;
}

export function unscaled(values: StoredValues, order: "big" | "little"): Unscaled {
  if ("starts" in values) return ofBytes(values, order);
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) {
    // Halves of 32 bits, which need no BigInt for each value.
    const low = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
    const high =
      values instanceof BigInt64Array ? new Int32Array(low.buffer, low.byteOffset, low.length) : low;
    const numbers = new Float64Array(values.length);
    for (let at = 0; at < numbers.length; at++) numbers[at] = high[2 * at + 1]! * 2 ** 32 + low[2 * at]!;
    return { numbers, exactly: (at) => values[at]! };
  }
  return { numbers: new Float64Array(values), exactly: (at) => BigInt(values[at]!) };
}

function ofBytes({ bytes, starts, ends }: ByteStrings, order: "big" | "little"): Unscaled {
  const numbers = new Float64Array(starts.length);
  for (let at = 0; at < numbers.length; at++) {
    const [start, end] = [starts[at]!, ends[at]!];
    const first = order === "big" ? start : end - 1;
    const step = order === "big" ? 1 : -1;
    let number = start === end ? 0 : (bytes[first]! << 24) >> 24;
    for (let digit = 1; digit < end - start; digit++) number = number * 256 + bytes[first + step * digit]!;
    numbers[at] = number;
  }
  return { numbers, exactly: (at) => bigOf(bytes.subarray(starts[at]!, ends[at]!), order) };
}

function bigOf(bytes: Uint8Array, order: "big" | "little"): bigint {
  const digits = order === "big" ? bytes : Uint8Array.from(bytes).reverse();
  return BigInt.asIntN(
    8 * digits.length,
    digits.reduce((value, digit) => value * 256n + BigInt(digit), 0n),
  );
}
