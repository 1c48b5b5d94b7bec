import { ByteDictionary } from "../../tables/byteDictionary.ts";
import { endOfText } from "../paddedText.ts";
import type { StoredColumn } from "../storedTable.ts";
import { TextAnswers } from "../textAnswers.ts";
import { secondsOf, timeShownBy } from "./displayFormats.ts";
import { missingName } from "./missing.ts";
import type { Texts } from "./texts.ts";
import type { SasVariable } from "./variables.ts";

/** Rows whose bytes lie where `starts` tells, of which the first `count` are meant. */
export interface RowBatch {
  readonly bytes: Buffer;
  /** The same bytes, for numbers. */
  readonly view: DataView;
  readonly starts: Int32Array;
  readonly count: number;
}

export const viewOf = (bytes: Buffer) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** Takes the answers of one variable. */
export interface AnswerReader {
  /** The answers of rows of which the first has this number. */
  take(batch: RowBatch, row: number): void;
  /** All of them, as many as there are rows. */
  answers(rows: number): Pick<StoredColumn, "answers" | "time" | "marks">;
}

/** Numbers are doubles, of which narrow variables keep the first bytes, those of sign and exponent. */
export class NumberReader implements AnswerReader {
  readonly #variable: SasVariable;
  readonly #littleEndian: boolean;
  readonly #numbers: Float64Array;
  /** The rows of each kind of missing number, by the byte that tells it. */
  readonly #missing = new Uint32Array(256);
  readonly #whole = new DataView(new ArrayBuffer(8));

  constructor(variable: SasVariable, littleEndian: boolean, rows: number) {
    this.#variable = variable;
    this.#littleEndian = littleEndian;
    this.#numbers = new Float64Array(rows);
  }

  take({ bytes, view, starts, count }: RowBatch, row: number): void {
    const { at, width } = this.#variable;
    const [numbers, littleEndian, isWhole] = [this.#numbers, this.#littleEndian, width === 8];
    const mark = at + (littleEndian ? width - 3 : 2);
    for (let of = 0; of < count; of++) {
      const start = starts[of]!;
      const number = isWhole ? view.getFloat64(start + at, littleEndian) : this.#narrow(bytes, start + at);
      numbers[row + of] = number;
      if (Number.isNaN(number)) this.#missing[~bytes[start + mark]! & 0xff]!++;
    }
  }

  #narrow(bytes: Buffer, start: number): number {
    const { width } = this.#variable;
    const first = this.#littleEndian ? 8 - width : 0;
    for (let byte = 0; byte < width; byte++) this.#whole.setUint8(first + byte, bytes[start + byte]!);
    return this.#whole.getFloat64(0, this.#littleEndian);
  }

  answers(rows: number): Pick<StoredColumn, "answers" | "time" | "marks"> {
    const answers = this.#numbers.subarray(0, rows);
    const time = timeShownBy(this.#variable.format);
    if (time !== undefined && time !== "time")
      for (let row = 0; row < rows; row++) answers[row] = secondsOf[time](answers[row]!);
    const counts = new Map<string, number>();
    for (const [byte, count] of this.#missing.entries())
      if (count > 0) counts.set(missingName(byte), (counts.get(missingName(byte)) ?? 0) + count);
    const marks = Array.from(counts, ([text, count]) => ({ text, rows: count }));
    return { answers, time, ...(marks.length > 0 ? { marks } : {}) };
  }
}

/** Texts, of which blank ones are missing, as they are in SAS. */
export class TextReader implements AnswerReader {
  readonly #variable: SasVariable;
  readonly #texts: Texts;
  readonly #answers: TextAnswers;
  /** The texts that occurred, and the place of each by its bytes. */
  readonly #known: string[] = [];
  readonly #places = new ByteDictionary();

  constructor(variable: SasVariable, texts: Texts, rows: number) {
    this.#variable = variable;
    this.#texts = texts;
    this.#answers = new TextAnswers(rows);
  }

  take({ bytes, starts, count }: RowBatch, row: number): void {
    const { at, width } = this.#variable;
    const answers = this.#answers;
    for (let of = 0; of < count; of++) {
      const start = starts[of]! + at;
      const end = endOfText(bytes, start, start + width);
      answers.set(row + of, end === start ? null : this.#read(bytes, start, end, row + of));
    }
  }

  #read(bytes: Buffer, start: number, end: number, row: number): string {
    const place = this.#places.get(bytes, start, end);
    if (place !== undefined) return this.#known[place]!;
    const { name: variable, width } = this.#variable;
    const text = this.#texts.read(bytes, start, start + width, { variable, row: row + 1 });
    this.#places.set(bytes, start, end, this.#known.push(text) - 1);
    return text;
  }

  answers(rows: number): Pick<StoredColumn, "answers"> {
    const { levels, codes } = this.#answers.factor();
    return { answers: { levels, codes: codes.subarray(0, rows) } };
  }
}
