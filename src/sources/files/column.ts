import { parseDecimal } from "../../numerics/decimals.ts";
import { compareNames } from "../../text/fold.ts";
import type { Label } from "../../text/language.ts";
import type { ColumnsWithoutName, LevelsAlike, RowsAside } from "../../text/messages/files.ts";
import { plain } from "../../text/reader.ts";
import { isMark } from "../layout/marks.ts";
import { ByteDictionary } from "../tables/byteDictionary.ts";
import type { NumericVariable } from "../tables/codebook.ts";
import type { CodeArray } from "../tables/factor.ts";
import { inLevelOrder } from "../tables/levelOrder.ts";
import { factorColumn, lazyNumbers, levelOf, numberColumn, type TypedColumn } from "../tables/typedColumn.ts";
import { isErrorValue } from "../xlsx/errorValues.ts";
import { isSameCode } from "./codes.ts";
import { hasDecimalComma, type Notation, numberParser, type ParseText, Points } from "./decimalMark.ts";
import type { ByteRecord } from "./delimited.ts";
import type { TotalRow } from "./footRows.ts";
import { commasOf, isCode, workbookParser } from "./textNumbers.ts";

/** What stands for a missing answer in a file without a codebook, where nobody says otherwise. */
export const missingTexts: readonly string[] = ["NA", "."];

/** A text of a column, and the number of its rows. */
export interface TextCount {
  readonly text: string;
  readonly rows: number;
}

/** What a reader should know of how the columns of a file were read. */
export type ReadingNote =
  /** These texts are taken for missing answers. */
  | { readonly kind: "marks"; readonly column: string; readonly texts: readonly TextCount[] }
  /** These texts alone keep the column from being numeric. */
  | { readonly kind: "texts among numbers"; readonly column: string; readonly texts: readonly TextCount[] }
  /** The commas of these numbers, which nobody explains or which part the fields too, keep the column from being numeric. */
  | {
      readonly kind: "commas untold" | "commas decimal";
      readonly column: string;
      readonly texts: readonly TextCount[];
    }
  /** These marks of missing answers, which somebody names, are in none of the columns that were read. */
  | { readonly kind: "marks absent"; readonly texts: readonly string[] }
  /** These texts may be dates, in one of these orders. */
  | { readonly kind: "dates untold"; readonly column: string; readonly orders: readonly string[] }
  /** These texts keep a column of dates from being one. */
  | { readonly kind: "texts among dates"; readonly column: string; readonly texts: readonly TextCount[] }
  /** These levels differ by case, accents, spaces or marks alone: sets of them; the column is also written as in expressions. */
  | ({ readonly kind: "levels alike" } & LevelsAlike)
  /** A last row that a word of totals begins, in a column that is named as in conditions. */
  | ({ readonly kind: "total row"; readonly isSheet: boolean } & TotalRow)
  /** What of a sheet was recognised as no part of its table. */
  | ({ readonly kind: "rows aside"; readonly sheet: string } & RowsAside)
  /** These names were given to columns that hold data and have none. */
  | ({ readonly kind: "columns without name" } & ColumnsWithoutName)
  /** These columns share a name in the file. */
  | { readonly kind: "columns of one name"; readonly names: readonly string[] }
  /** All columns of numbers have numbers as names. */
  | { readonly kind: "numbers as names"; readonly names: readonly string[] }
  /** These columns hold lists or structures, and were left out. */
  | { readonly kind: "columns left out"; readonly names: readonly string[] }
  /** These codes are missing answers, as somebody says. */
  | { readonly kind: "missing codes"; readonly column: string; readonly texts: readonly TextCount[] }
  /** These codes of missing answers are in none of the rows: of a column, or of any. */
  | { readonly kind: "codes absent"; readonly column?: string | undefined; readonly texts: readonly string[] }
  /** These codes of a labelled column have no label. */
  | { readonly kind: "codes without label"; readonly column: string; readonly texts: readonly TextCount[] }
  /** These numbers have no label in a file that labels others of the column, which stays numeric. */
  | { readonly kind: "values without label"; readonly column: string; readonly texts: readonly TextCount[] }
  /** The file says to weight by this variable. */
  | { readonly kind: "weight of file"; readonly name: string }
  /** What a server tells of the way to it. */
  | { readonly kind: "connection"; readonly told: Label }
  /** These variables of a file of labels are not in the data. */
  | { readonly kind: "labels of others"; readonly file: string; readonly names: readonly string[] };

/** A column that is read. */
export interface FinishedColumn {
  readonly column: TypedColumn;
  readonly notes: readonly ReadingNote[];
  /** The codes of missing answers that occurred. */
  readonly coded: readonly TextCount[];
  /** The marks that somebody names and that occurred. */
  readonly marks: readonly string[];
}

/** How the texts of a file are to be read. */
export interface Reading {
  readonly notation: Notation;
  /** The texts that are missing answers, besides empty cells and errors; NA, . and known marks among numbers by default. */
  readonly na?: readonly string[] | undefined;
  /** Whether the texts are cells of a workbook, where people write numbers as they like. */
  readonly inWorkbook?: boolean;
}

/** So many texts among so many numbers are worth a word. */
const fewTexts = 3;
const manyNumbers = 5;

/** Beyond so many distinct values a column of numbers is kept as numbers alone. */
const mostTexts = 5_000;

/** Whether a number stands for its text: an identifier such as 007, or one of too many digits, is not its number. */
const isItsNumber = (text: string, number: number) =>
  /^[+-]?\d+$/.test(text) ? String(number) === text : true;

/** Takes a column's fields one by one and keeps each distinct text once, or numbers where nearly all are distinct. */
export class ColumnBuilder {
  #mostTexts: number;
  readonly #point: number;
  readonly #parse: ParseText;
  readonly #reading: Reading;
  readonly #missing: ReadonlySet<string>;
  /** The rows of each mark where numbers alone are kept. */
  readonly #marks = new Map<string, number>();
  /** The marks of missing answers that somebody names. */
  readonly #named: readonly string[];
  /** The code of each text: −1 of a missing answer, and below it those of the marks that are named, so that they are counted. */
  #codeOf: Map<string, number>;
  #texts: string[] = [];
  /** The same codes by the bytes of the texts. */
  #codeOfBytes = new ByteDictionary();
  #codes: CodeArray = new Int8Array(64);
  #numbers: Float64Array | undefined;
  /** Where a comma may be that of decimals, what points are. */
  readonly #points: Points | undefined;
  #rows = 0;
  readonly #rowsAt: (row: number) => number;

  /**
   * What the column is expected to hold: texts are always kept as texts, numbers as numbers alone; and how many rows of the file each
   * row stands for.
   */
  constructor(reading: Reading, expected?: "texts" | "numbers", rowsAt = (_row: number) => 1) {
    const { notation, na = missingTexts } = reading;
    this.#reading = reading;
    this.#rowsAt = rowsAt;
    this.#missing = new Set(["", ...na]);
    this.#named = (reading.na ?? []).filter((text) => text !== "");
    this.#codeOf = new Map([
      ...Array.from(this.#missing, (text) => [text, -1] as const),
      ...this.#named.map((text, at) => [text, namedCode(at)] as const),
    ]);
    this.#mostTexts = expected === "texts" ? Number.POSITIVE_INFINITY : mostTexts;
    if (expected === "numbers") this.#numbers = new Float64Array(1 << 10);
    this.#point = (hasDecimalComma(notation) ? "," : ".").charCodeAt(0);
    this.#parse = numberParser(notation);
    this.#points = notation === "comma" ? new Points() : undefined;
  }

  /** Whether the field could be taken; a text among numbers that are no longer kept as texts cannot. */
  add(text: string): boolean {
    const row = this.#rows++;
    if (this.#numbers) {
      const mark = this.#isMissing(text);
      const missing = mark || this.#missing.has(text);
      if (mark || (missing && this.#named.includes(text)))
        this.#marks.set(text, (this.#marks.get(text) ?? 0) + this.#rowsAt(row));
      const number = missing ? Number.NaN : this.#parse(text);
      this.#points?.see(text, () => row);
      if (number === undefined || !(missing || isItsNumber(text, number))) return false;
      if (row === this.#numbers.length) this.#numbers = doubled(this.#numbers);
      this.#numbers[row] = number;
      return true;
    }
    this.#put(row, this.#codeOf.get(text) ?? this.#newText(text));
    if (this.#texts.length === this.#mostTexts) this.#keepNumbers();
    return true;
  }

  /** Takes a number, NaN where there is none, into a column that is expected to hold numbers. */
  addNumber(number: number): void {
    const row = this.#rows++;
    if (row === this.#numbers!.length) this.#numbers = doubled(this.#numbers!);
    this.#numbers![row] = number;
  }

  /** The code of a text that is met for the first time; the same letters in another form of Unicode are the same text. */
  #newText(text: string): number {
    const normal = text.normalize("NFC");
    const code = this.#codeOf.get(normal) ?? this.#texts.push(normal) - 1;
    this.#codeOf.set(normal, code);
    this.#codeOf.set(text, code);
    return code;
  }

  /** Whether a text among numbers is an error or a mark of missing answers. */
  #isMissing(text: string): boolean {
    return isErrorValue(text) || (this.#reading.na === undefined && !this.#missing.has(text) && isMark(text));
  }

  /** The same of a field of a record of bytes, which makes a text of them where they are new. */
  addField({ piece, bounds, decode }: ByteRecord, field: number): boolean {
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
    const code = this.#codeOfBytes.get(piece, start, end);
    if (code !== undefined) {
      this.#put(this.#rows++, code);
      return true;
    }
    const row = this.#rows;
    const taken = this.add(decode(start, end));
    if (!this.#numbers) this.#codeOfBytes.set(piece, start, end, this.#codes[row]!);
    return taken;
  }

  #put(row: number, code: number): void {
    if (row === this.#codes.length) this.#codes = doubled(this.#codes);
    if ((code > 127 || code < -128) && this.#codes instanceof Int8Array)
      this.#codes = Int16Array.from(this.#codes);
    if (code > 32_767 && this.#codes instanceof Int16Array) this.#codes = Int32Array.from(this.#codes);
    this.#codes[row] = code;
  }

  /** Goes over to numbers if all texts so far are numbers, or marks among them. */
  #keepNumbers(): void {
    const marks = this.#texts.map((text) => this.#isMissing(text));
    const values = this.#texts.map((text, code) => (marks[code] ? Number.NaN : this.#parse(text)));
    const areNumbers = values.every(
      (value, code) => value !== undefined && (marks[code] || isItsNumber(this.#texts[code]!, value)),
    );
    if (!areNumbers) {
      this.#mostTexts = Number.POSITIVE_INFINITY;
      return;
    }
    for (const { text, rows } of [...this.#namedCounts(), ...this.#counts((code) => marks[code]!)])
      this.#marks.set(text, rows);
    this.#seePoints();
    this.#numbers = new Float64Array(this.#codes.length);
    for (let row = 0; row < this.#rows; row++) this.#numbers[row] = values[this.#codes[row]!] ?? Number.NaN;
    this.#codeOf.clear();
    this.#codeOfBytes = new ByteDictionary();
    this.#texts = [];
    this.#codes = new Int8Array(0);
  }

  #seePoints(): void {
    if (!this.#points) return;
    for (const [code, text] of this.#texts.entries()) this.#points.see(text, () => this.#codes.indexOf(code));
  }

  /** A number whose points may be those of thousands, in a file whose commas are decimal. */
  get pointsUntold(): Points["untold"] {
    this.#seePoints();
    return this.#points?.untold;
  }

  /** Whether any row has an answer. */
  get hasAnswers(): boolean {
    return (
      this.#texts.length > 0 ||
      !!this.#numbers?.subarray(0, this.#rows).some((number) => !Number.isNaN(number))
    );
  }

  /** The rows of the texts that are wanted, in the order of these. */
  #counts(isWanted: (code: number) => boolean): TextCount[] {
    if (!this.#texts.some((_, code) => isWanted(code))) return [];
    const rows = new Float64Array(this.#texts.length);
    for (let row = 0; row < this.#rows; row++)
      if (this.#codes[row]! >= 0) rows[this.#codes[row]!]! += this.#rowsAt(row);
    return this.#texts
      .flatMap((text, code) => (isWanted(code) ? [{ text, rows: rows[code]! }] : []))
      .sort((one, other) => compareNames(one.text, other.text));
  }

  /** The rows of the marks that are named, of those that occur. */
  #namedCounts(): TextCount[] {
    if (this.#named.length === 0) return [];
    const rows = this.#named.map(() => 0);
    for (let row = 0; row < this.#rows; row++) {
      const at = namedCode(this.#codes[row]!);
      if (at >= 0) rows[at]! += this.#rowsAt(row);
    }
    return this.#named.flatMap((text, at) => (rows[at]! > 0 ? [{ text, rows: rows[at]! }] : []));
  }

  /**
   * The column of a variable: a numeric one when all answers are numbers but for marks of missing ones, and no codes; else a
   * categorical one, in which marks are levels and only errors are missing. Codes of missing answers are none of its answers.
   */
  finish(name: string, missingCodes: readonly string[] = []): FinishedColumn {
    const numeric = { name, type: "numeric", label: plain(name) } as const;
    if (this.#numbers) {
      const named = this.#named.filter((text) => this.#marks.has(text));
      const others = [...this.#marks.keys()].filter((text) => !named.includes(text));
      const marks = [...named, ...others.sort(compareNames)];
      const numbers = this.#numbers.subarray(0, this.#rows);
      const coded = removeNumbers(numbers, missingCodes, this.#parse, this.#rowsAt);
      return {
        column: numberColumn(numeric, numbers),
        notes: marked(
          name,
          marks.map((text) => ({ text, rows: this.#marks.get(text)! })),
        ),
        coded,
        marks,
      };
    }
    const named = this.#namedCounts();
    const marks = named.map(({ text }) => text);
    const texts = this.#texts;
    const codeAt = texts.map((text) => missingCodes.find((code) => isSameCode(code, text, this.#parse)));
    const coded = this.#codedCounts(missingCodes, codeAt);
    const isCoded = (code: number) => codeAt[code] !== undefined;
    const { inWorkbook, notation } = this.#reading;
    const parse = inWorkbook
      ? workbookParser(
          texts.filter((text, code) => !isCoded(code) && !this.#isMissing(text)),
          notation,
        )
      : this.#parse;
    const isNumber = texts.map((text, code) => !isCoded(code) && parse(text) !== undefined);
    const isOther = texts.map((text, code) => !(isNumber[code] || isCoded(code) || this.#isMissing(text)));
    const numbers = isNumber.filter(Boolean).length;
    const others = isOther.filter(Boolean).length;
    const haveCodes = texts.some((text, code) => !isCoded(code) && isCode(text));
    const areErrors = texts.every((text, code) => isCoded(code) || isErrorValue(text));
    const isNumeric = others === 0 && !haveCodes && (numbers > 0 || areErrors);
    const isKept = (code: number) =>
      !isCoded(code) && (isNumeric ? isNumber[code]! : !isErrorValue(texts[code]!));
    const kept = texts.filter((_, code) => isKept(code));
    const commas = notation === "point" ? commasOf(texts.filter((_, code) => isOther[code])) : undefined;
    const areFew = others <= fewTexts && numbers >= manyNumbers;
    const kind = commas ? (`commas ${commas}` as const) : areFew ? "texts among numbers" : undefined;
    const told: ReadingNote[] =
      kind && !haveCodes && others > 0
        ? [{ kind, column: name, texts: this.#counts((code) => isOther[code]!) }]
        : [];
    const notes = [
      ...marked(name, [...named, ...this.#counts((code) => !(isKept(code) || isCoded(code)))]),
      ...told,
    ];
    if (isNumeric) return { column: this.#numeric(numeric, kept, parse), notes, coded, marks };
    const levels = numbers === kept.length ? kept.sort(byValue(parse)) : inLevelOrder(kept);
    const codes = this.#recoded(levels);
    return {
      column: factorColumn({ ...numeric, type: "categorical", levels: levels.map(levelOf) }, codes),
      notes,
      coded,
      marks,
    };
  }

  /** The rows of each code of missing answers that occurs; `codeAt` has the code that each text is. */
  #codedCounts(codes: readonly string[], codeAt: readonly (string | undefined)[]): TextCount[] {
    const rows = new Map<string, number>();
    for (const { text, rows: own } of this.#counts((code) => codeAt[code] !== undefined)) {
      const code = codeAt[this.#texts.indexOf(text)]!;
      rows.set(code, (rows.get(code) ?? 0) + own);
    }
    return codes.flatMap((text) => (rows.has(text) ? [{ text, rows: rows.get(text)! }] : []));
  }

  #numeric(variable: NumericVariable, texts: readonly string[], parse: ParseText): TypedColumn {
    const rows = this.#rows;
    const levels = [...texts].sort(byValue(parse));
    const codes = this.#recoded(levels);
    const values = Float64Array.from(levels, (text) => parse(text)!);
    return lazyNumbers(
      variable,
      rows,
      () => {
        const filled = new Float64Array(rows);
        for (let row = 0; row < rows; row++) filled[row] = values[codes[row]!] ?? Number.NaN;
        return filled;
      },
      () => ({ levels, codes }),
    );
  }

  #recoded(levels: readonly string[]): CodeArray {
    const codes = this.#codes.subarray(0, this.#rows);
    recode(codes, this.#texts, levels);
    return codes;
  }
}

const byValue = (parse: ParseText) => (a: string, b: string) => parse(a)! - parse(b)! || compareNames(a, b);

/** Makes numbers missing, in place, that are codes of missing answers; returns the rows of those that occur. */
function removeNumbers(
  numbers: Float64Array,
  codes: readonly string[],
  parse: ParseText,
  rowsAt: (row: number) => number,
): TextCount[] {
  return codes.flatMap((text) => {
    const code = parse(text);
    let rows = 0;
    for (let row = 0; code !== undefined && row < numbers.length; row++) {
      if (numbers[row] !== code) continue;
      numbers[row] = Number.NaN;
      rows += rowsAt(row);
    }
    return rows > 0 ? [{ text, rows }] : [];
  });
}

const marked = (column: string, texts: readonly TextCount[]): ReadingNote[] =>
  texts.length > 0 ? [{ kind: "marks", column, texts }] : [];

/** Between the code of a mark that is named and its place among them. */
const namedCode = (of: number) => -2 - of;

/** Gives the rows, in place, the codes of the same texts in another order, −1 where the text is left out or missing. */
function recode(codes: CodeArray, before: readonly string[], after: readonly string[]): void {
  const rankOf = new Map(after.map((text, rank) => [text, rank]));
  const ranks = Int32Array.from(before, (text) => rankOf.get(text) ?? -1);
  for (let row = 0; row < codes.length; row++) codes[row] = codes[row]! >= 0 ? ranks[codes[row]!]! : -1;
}

function doubled<T extends CodeArray | Float64Array>(array: T): T {
  const longer = new (array.constructor as new (length: number) => T)(Math.max(array.length * 2, 1024));
  longer.set(array as never);
  return longer;
}
