import { parseDecimal } from "../../numerics/decimals.ts";
import { compareNames } from "../../text/fold.ts";
import { plain } from "../../text/reader.ts";
import type { CodeArray } from "../tables/factor.ts";
import { factorColumn, lazyNumbers, levelOf, numberColumn, type TypedColumn } from "../tables/typedColumn.ts";
import { ByteDictionary } from "./byteDictionary.ts";
import { type Notation, numberParser } from "./decimalMark.ts";
import type { ByteRecord } from "./delimited.ts";

/** What stands for a missing answer in a file without a codebook. */
const missingTexts = ["", "NA", "."];

/** Beyond so many distinct values a column of numbers is kept as numbers alone. */
const mostTexts = 5_000;

/** Whether a number stands for its text: an identifier such as 007, or one of too many digits, is not its number. */
const isItsNumber = (text: string, number: number) =>
  /^[+-]?\d+$/.test(text) ? String(number) === text : true;

/** Takes a column's fields one by one and keeps each distinct text once, or numbers where nearly all are distinct. */
export class ColumnBuilder {
  readonly #mostTexts: number;
  readonly #point: number;
  readonly #parse: (text: string) => number | undefined;
  /** The code of each text; the first ones are the missing answers, −1. */
  #codeOf = new Map<string, number>(missingTexts.map((text) => [text, -1]));
  #texts: string[] = [];
  /** The same codes by the bytes of the texts. */
  #codeOfBytes = new ByteDictionary();
  #codes: CodeArray = new Int8Array(64);
  #numbers: Float64Array | undefined;
  #rows = 0;

  /** What the column is expected to hold: texts are always kept as texts, numbers as numbers alone. */
  constructor(notation: Notation, expected?: "texts" | "numbers") {
    this.#mostTexts = expected === "texts" ? Number.POSITIVE_INFINITY : mostTexts;
    if (expected === "numbers") this.#numbers = new Float64Array(1 << 10);
    this.#point = (notation === "comma" ? "," : ".").charCodeAt(0);
    this.#parse = numberParser(notation);
  }

  /** Whether the field could be taken; a text among numbers that are no longer kept as texts cannot. */
  add(text: string): boolean {
    const row = this.#rows++;
    if (this.#numbers) {
      const missing = missingTexts.includes(text);
      const number = missing ? Number.NaN : this.#parse(text);
      if (number === undefined || !(missing || isItsNumber(text, number))) return false;
      if (row === this.#numbers.length) this.#numbers = doubled(this.#numbers);
      this.#numbers[row] = number;
      return true;
    }
    const code = this.#codeOf.get(text);
    this.#put(row, code ?? this.#texts.length);
    if (code === undefined) {
      this.#codeOf.set(text, this.#texts.length);
      this.#texts.push(text);
      if (this.#texts.length === this.#mostTexts) this.#keepNumbers();
    }
    return true;
  }

  /** The same of a field of a record of bytes, which makes a text of them where they are new. */
  addField({ piece, bounds, hashes, decode }: ByteRecord, field: number): boolean {
    const start = bounds[field]!;
    const end = bounds[field + 1]! - 1;
    if (this.#numbers) {
      const number = parseDecimal(piece, start, end, this.#point);
      if (Number.isNaN(number)) return this.add(decode(start, end));
      const row = this.#rows++;
      if (row === this.#numbers.length) this.#numbers = doubled(this.#numbers);
      this.#numbers[row] = number;
      return true;
    }
    const code = this.#codeOfBytes.get(piece, start, end, hashes[field]!);
    if (code !== undefined) {
      this.#put(this.#rows++, code);
      return true;
    }
    const row = this.#rows;
    const taken = this.add(decode(start, end));
    if (!this.#numbers) this.#codeOfBytes.set(piece, start, end, hashes[field]!, this.#codes[row]!);
    return taken;
  }

  #put(row: number, code: number): void {
    if (row === this.#codes.length) this.#codes = doubled(this.#codes);
    if (code > 127 && this.#codes instanceof Int8Array) this.#codes = Int16Array.from(this.#codes);
    if (code > 32_767 && this.#codes instanceof Int16Array) this.#codes = Int32Array.from(this.#codes);
    this.#codes[row] = code;
  }

  /** Goes over to numbers if all texts so far are numbers. */
  #keepNumbers(): void {
    const values = this.#texts.map(this.#parse);
    if (!values.every((value, code) => value !== undefined && isItsNumber(this.#texts[code]!, value))) return;
    this.#numbers = new Float64Array(this.#codes.length);
    for (let row = 0; row < this.#rows; row++) this.#numbers[row] = values[this.#codes[row]!] ?? Number.NaN;
    this.#codeOf.clear();
    this.#codeOfBytes = new ByteDictionary();
    this.#texts = [];
    this.#codes = new Int8Array(0);
  }

  /** Whether any row has an answer. */
  get hasAnswers(): boolean {
    return (
      this.#texts.length > 0 ||
      !!this.#numbers?.subarray(0, this.#rows).some((number) => !Number.isNaN(number))
    );
  }

  /** The column of a variable: a numeric one when all answers are numbers, else a categorical one. */
  finish(name: string): TypedColumn {
    const rows = this.#rows;
    const numeric = { name, type: "numeric", label: plain(name) } as const;
    if (this.#numbers) return numberColumn(numeric, this.#numbers.subarray(0, rows));
    const isNumeric = this.#texts.every((text) => this.#parse(text) !== undefined);
    const order = isNumeric
      ? (a: string, b: string) => this.#parse(a)! - this.#parse(b)! || compareNames(a, b)
      : compareNames;
    const levels = [...this.#texts].sort(order);
    const codes = this.#codes.subarray(0, rows);
    recode(codes, this.#texts, levels);
    if (!isNumeric)
      return factorColumn({ ...numeric, type: "categorical", levels: levels.map(levelOf) }, codes);
    const values = Float64Array.from(levels, (text) => this.#parse(text)!);
    return lazyNumbers(
      numeric,
      rows,
      () => {
        const filled = new Float64Array(rows);
        for (let row = 0; row < rows; row++) filled[row] = values[codes[row]!] ?? Number.NaN;
        return filled;
      },
      () => ({ levels, codes }),
    );
  }
}

/** Gives the rows, in place, the codes of the same texts in another order. */
function recode(codes: CodeArray, before: readonly string[], after: readonly string[]): void {
  const rankOf = new Map(after.map((text, rank) => [text, rank]));
  const ranks = Int32Array.from(before, (text) => rankOf.get(text)!);
  for (let row = 0; row < codes.length; row++) if (codes[row]! >= 0) codes[row] = ranks[codes[row]!]!;
}

function doubled<T extends CodeArray | Float64Array>(array: T): T {
  const longer = new (array.constructor as new (length: number) => T)(Math.max(array.length * 2, 1024));
  longer.set(array as never);
  return longer;
}
