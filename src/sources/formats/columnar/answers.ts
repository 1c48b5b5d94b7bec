import { type CodeArray, codeArray, type Factor } from "../../tables/factor.ts";
import type { StoredColumn } from "../storedTable.ts";
import type { ByteStrings, StoredNumbers, StoredValues } from "./storedValues.ts";
import { unscaled } from "./unscaled.ts";

/** What stored values stand for. */
export type Meaning =
  /** Numbers as they are; of time, seconds. */
  | { readonly is: "number"; readonly time?: StoredColumn["time"] }
  | { readonly is: "text" }
  /** Whole numbers to divide by a power of ten; as byte strings they are in two's complement. */
  | { readonly is: "decimal"; readonly scale: number; readonly order: "big" | "little" }
  /** Whole numbers of some unit of time, which is this fraction of seconds. */
  | {
      readonly is: "ticks";
      readonly time?: StoredColumn["time"];
      readonly seconds: readonly [number, number];
    };

/** The answers to a variable while they are read: those of rows that no part has given yet are missing. */
interface AnswersRead<Decoded> {
  readonly rows: Decoded;
  /** What stored values are as answers, in the same order. */
  decode(values: StoredValues): Decoded;
}
export type ColumnAnswers = NumberAnswers | TextAnswers;

/**
 * The answers that `read` puts in place: numbers, or texts, such as those of numbers that have more digits than a number can hold,
 * for which it reads them again.
 */
export async function answersRead(
  rows: number,
  meaning: Meaning,
  encoding: string | undefined,
  read: (answers: ColumnAnswers) => Promise<void>,
): Promise<Float64Array | Factor> {
  if (meaning.is !== "text") {
    const numbers = new NumberAnswers(rows, meaning);
    await read(numbers);
    if (!numbers.tooLong) return numbers.rows;
  }
  const texts = new TextAnswers(rows, meaning, encoding);
  await read(texts);
  return texts.factor();
}

/** Puts answers in their rows from `first` on: one for each row, or each that is present. */
export function place(
  rows: Float64Array | Int32Array,
  first: number,
  count: number,
  present: Uint8Array | undefined,
  answer: (at: number) => number,
): void {
  let at = 0;
  for (let row = 0; row < count; row++)
    if (present === undefined || present[row] === 1) rows[first + row] = answer(at++);
}

class NumberAnswers implements AnswersRead<Float64Array> {
  readonly rows: Float64Array;
  /** Whether a whole number was met that is more than a number can hold exactly. */
  tooLong = false;
  readonly #meaning: Meaning;

  constructor(rows: number, meaning: Meaning) {
    this.rows = new Float64Array(rows).fill(Number.NaN);
    this.#meaning = meaning;
  }

  decode(values: StoredValues): Float64Array {
    const meaning = this.#meaning;
    if (meaning.is === "decimal") return this.#decimals(values, meaning.scale, meaning.order);
    if (meaning.is === "ticks") return times(values as StoredNumbers, meaning.seconds);
    return new Float64Array(values as Float64Array);
  }

  #decimals(values: StoredValues, scale: number, order: "big" | "little"): Float64Array {
    const { numbers, exactly } = unscaled(values, order);
    if (scale === 0) {
      this.tooLong ||= !numbers.every(Number.isSafeInteger);
      return numbers;
    }
    const power = scale > 0 && scale <= 22 ? Number(`1e${scale}`) : undefined;
    for (let at = 0; at < numbers.length; at++)
      numbers[at] =
        power && Number.isSafeInteger(numbers[at]!)
          ? numbers[at]! / power
          : Number(`${exactly(at)}e${-scale}`);
    return numbers;
  }
}

/** Numbers of seconds: what a unit is of whole seconds apart from the rest, so that no digit is lost that a number can hold. */
function times(values: StoredNumbers, [multiple, part]: readonly [number, number]): Float64Array {
  const { numbers, exactly } = unscaled(values, "little");
  const units = BigInt(part);
  for (let at = 0; at < numbers.length; at++) {
    const count = numbers[at]!;
    if (Number.isSafeInteger(count)) numbers[at] = (count * multiple) / part;
    else {
      const whole = exactly(at) / units;
      numbers[at] = Number(whole) + Number(exactly(at) - whole * units) / part;
    }
  }
  return numbers;
}

class TextAnswers implements AnswersRead<Int32Array> {
  readonly rows: Int32Array;
  readonly #meaning: Meaning;
  readonly #decoder: InstanceType<typeof TextDecoder>;
  readonly #known = new Map<string, number>();
  readonly #codeOf = new Map<string, number>();
  readonly #levels: string[] = [];

  constructor(rows: number, meaning: Meaning, encoding = "utf-8") {
    this.rows = new Int32Array(rows).fill(-1);
    this.#meaning = meaning;
    this.#decoder = new TextDecoder(encoding, { ignoreBOM: true });
  }

  decode(values: StoredValues): Int32Array {
    if (this.#meaning.is === "decimal") {
      const { exactly } = unscaled(values, this.#meaning.order);
      return Int32Array.from({ length: lengthOf(values) }, (_, at) => this.#code(String(exactly(at))));
    }
    const { bytes, starts, ends } = values as ByteStrings;
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return starts.map((start, at) => this.#codeOfBytes(buffer, start, ends[at]!));
  }

  factor(): Factor {
    const codes: CodeArray = codeArray(this.#levels.length, 0);
    return {
      levels: this.#levels,
      codes:
        codes instanceof Int32Array ? this.rows : (codes.constructor as typeof Int8Array).from(this.rows),
    };
  }

  /** The code of a text, which is decoded only where its bytes are new. */
  #codeOfBytes(bytes: Buffer, start: number, end: number): number {
    const key = bytes.toString("latin1", start, end);
    let code = this.#known.get(key);
    if (code === undefined) {
      code = this.#code(this.#decoder.decode(bytes.subarray(start, end)));
      this.#known.set(key, code);
    }
    return code;
  }

  #code(text: string): number {
    let code = this.#codeOf.get(text);
    if (code === undefined) {
      code = this.#levels.push(text) - 1;
      this.#codeOf.set(text, code);
    }
    return code;
  }
}

const lengthOf = (values: StoredValues) => ("starts" in values ? values.starts.length : values.length);
