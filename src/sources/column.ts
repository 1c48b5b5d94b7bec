import { compareNames } from "../text/fold.ts";
import type { Factor } from "./factor.ts";
import { factorOfNumbers } from "./table.ts";

/** What stands for a missing answer in a file without a codebook. */
const missingTexts = new Set(["", "NA", "."]);

/** Beyond so many distinct values a column of numbers is kept as numbers alone. */
const mostTexts = 50_000;

/** A column of a file without a codebook: numeric when every answer is a number. */
export interface FileColumn {
  readonly type: "numeric" | "categorical";
  factor(): Factor;
  /** The answers as numbers; NaN where one is missing or no number. */
  numbers(): Float64Array;
  /** The first row whose answer is no number, with its text. */
  firstText(): { readonly row: number; readonly text: string } | undefined;
}

/** Takes a column's fields one by one and keeps each distinct text once, or numbers where nearly all are distinct. */
export class ColumnBuilder {
  readonly #mostTexts: number;
  readonly #parse: (text: string) => number | undefined;
  #texts = new Map<string, number>();
  #codes: Int32Array = new Int32Array(1024);
  #numbers: Float64Array | undefined;
  #rows = 0;

  /** With `keepTexts` numbers are never kept as numbers alone. */
  constructor(decimalComma: boolean, keepTexts = false) {
    this.#mostTexts = keepTexts ? Number.POSITIVE_INFINITY : mostTexts;
    this.#parse = decimalComma ? (text) => parseNumber(text.replace(",", ".")) : parseNumber;
  }

  /** Whether the field could be taken; a text among numbers that are no longer kept as texts cannot. */
  add(text: string): boolean {
    const row = this.#rows++;
    if (this.#numbers) {
      const number = missingTexts.has(text) ? Number.NaN : this.#parse(text);
      if (number === undefined) return false;
      if (row === this.#numbers.length) this.#numbers = doubled(this.#numbers, Float64Array);
      this.#numbers[row] = number;
      return true;
    }
    if (row === this.#codes.length) this.#codes = doubled(this.#codes, Int32Array);
    const code = missingTexts.has(text) ? -1 : (this.#texts.get(text) ?? this.#texts.size);
    this.#codes[row] = code;
    if (code === this.#texts.size) {
      this.#texts.set(text, code);
      if (this.#texts.size > this.#mostTexts) this.#keepNumbers();
    }
    return true;
  }

  /** Goes over to numbers if all texts so far are numbers. */
  #keepNumbers(): void {
    const values = Array.from(this.#texts.keys(), this.#parse);
    if (values.includes(undefined)) return;
    this.#numbers = Float64Array.from(this.#codes, (code) => values[code] ?? Number.NaN);
    this.#texts = new Map();
    this.#codes = new Int32Array(0);
  }

  finish(): FileColumn {
    const rows = this.#rows;
    if (this.#numbers) {
      const numbers = this.#numbers.subarray(0, rows);
      return {
        type: "numeric",
        factor: () => factorOfNumbers(numbers),
        numbers: () => numbers,
        firstText: () => undefined,
      };
    }
    const codes = this.#codes.subarray(0, rows);
    const texts = [...this.#texts.keys()];
    const values = texts.map(this.#parse);
    const isNumeric = !values.includes(undefined);
    const numbers = () => Float64Array.from(codes, (code) => values[code] ?? Number.NaN);
    const nameOf = new Map(values.map((value, code) => [value, texts[code]!]));
    return {
      type: isNumeric ? "numeric" : "categorical",
      factor: () =>
        isNumeric ? factorOfNumbers(numbers(), (value) => nameOf.get(value)!) : sortLevels(texts, codes),
      numbers,
      firstText: () => {
        const row = codes.findIndex((code) => code >= 0 && values[code] === undefined);
        return row < 0 ? undefined : { row, text: texts[codes[row]!]! };
      },
    };
  }
}

/** A finite decimal number; undefined for anything else. */
export function parseNumber(text: string): number | undefined {
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

function sortLevels(texts: readonly string[], codes: Int32Array): Factor {
  const order = texts.map((_, code) => code).sort((a, b) => compareNames(texts[a]!, texts[b]!));
  const rank = new Int32Array(texts.length);
  order.forEach((code, at) => {
    rank[code] = at;
  });
  return {
    levels: order.map((code) => texts[code]!),
    codes: codes.map((code) => (code < 0 ? -1 : rank[code]!)),
  };
}

function doubled<T extends Int32Array | Float64Array>(array: T, make: new (length: number) => T): T {
  const longer = new make(array.length * 2);
  longer.set(array as never);
  return longer;
}
