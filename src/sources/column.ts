import { compareNames } from "../text/fold.ts";
import type { Factor } from "./factor.ts";
import { factorOfNumbers } from "./table.ts";

/** What stands for a missing answer in a file without a codebook. */
const missingTexts = ["", "NA", "."];

/** Beyond so many distinct values a column of numbers is kept as numbers alone. */
const mostTexts = 50_000;

/** Whether a number stands for its text: an identifier such as 007, or one of too many digits, is not its number. */
const isItsNumber = (text: string, number: number) =>
  /^[+-]?\d+$/.test(text) ? String(number) === text : true;

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
  /** The code of each text; the first ones are the missing answers, −1. */
  #codeOf = new Map<string, number>(missingTexts.map((text) => [text, -1]));
  #texts: string[] = [];
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
      const missing = missingTexts.includes(text);
      const number = missing ? Number.NaN : this.#parse(text);
      if (number === undefined || !(missing || isItsNumber(text, number))) return false;
      if (row === this.#numbers.length) this.#numbers = doubled(this.#numbers, Float64Array);
      this.#numbers[row] = number;
      return true;
    }
    if (row === this.#codes.length) this.#codes = doubled(this.#codes, Int32Array);
    const code = this.#codeOf.get(text);
    this.#codes[row] = code ?? this.#texts.length;
    if (code === undefined) {
      this.#codeOf.set(text, this.#texts.length);
      this.#texts.push(text);
      if (this.#texts.length === this.#mostTexts) this.#keepNumbers();
    }
    return true;
  }

  /** Goes over to numbers if all texts so far are numbers. */
  #keepNumbers(): void {
    const values = this.#texts.map(this.#parse);
    if (!values.every((value, code) => value !== undefined && isItsNumber(this.#texts[code]!, value))) return;
    this.#numbers = new Float64Array(this.#codes.length);
    for (let row = 0; row < this.#rows; row++) this.#numbers[row] = values[this.#codes[row]!] ?? Number.NaN;
    this.#codeOf.clear();
    this.#texts = [];
    this.#codes = new Int32Array(0);
  }

  finish(): FileColumn {
    const rows = this.#rows;
    if (this.#numbers) {
      const numbers = this.#numbers.subarray(0, rows);
      return {
        type: "numeric",
        factor: once(() => factorOfNumbers(numbers)),
        numbers: () => numbers,
        firstText: () => undefined,
      };
    }
    const codes = this.#codes.subarray(0, rows);
    const texts = this.#texts;
    const values = texts.map(this.#parse);
    const isNumeric = !values.includes(undefined);
    const numbers = once(() => {
      const filled = new Float64Array(rows);
      for (let row = 0; row < rows; row++) filled[row] = values[codes[row]!] ?? Number.NaN;
      return filled;
    });
    const order = isNumeric
      ? (a: number, b: number) => values[a]! - values[b]! || compareNames(texts[a]!, texts[b]!)
      : (a: number, b: number) => compareNames(texts[a]!, texts[b]!);
    return {
      type: isNumeric ? "numeric" : "categorical",
      factor: once(() => sortLevels(texts, codes, order)),
      numbers,
      firstText: () => {
        const row = codes.findIndex((code) => code >= 0 && values[code] === undefined);
        return row < 0 ? undefined : { row, text: texts[codes[row]!]! };
      },
    };
  }
}

/** The result of a function that is run when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** A finite decimal number; undefined for anything else. */
export function parseNumber(text: string): number | undefined {
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

function sortLevels(
  texts: readonly string[],
  codes: Int32Array,
  compare: (a: number, b: number) => number,
): Factor {
  const order = texts.map((_, code) => code).sort(compare);
  const rank = new Int32Array(texts.length);
  order.forEach((code, at) => {
    rank[code] = at;
  });
  return { levels: order.map((code) => texts[code]!), codes: codes.map((code) => rank[code] ?? -1) };
}

function doubled<T extends Int32Array | Float64Array>(array: T, make: new (length: number) => T): T {
  const longer = new make(array.length * 2);
  longer.set(array as never);
  return longer;
}
