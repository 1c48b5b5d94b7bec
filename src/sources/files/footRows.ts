import { fold } from "../../text/fold.ts";
import type { ByteRecord } from "./delimited.ts";

/** A row at the foot of a table that a word of totals begins. */
export interface TotalRow {
  readonly column: string;
  readonly text: string;
  /** Its line in a text, or its row in a sheet. */
  readonly row: number;
}

const totalWords =
  /^(?:(?:grand |sous[ -]|sub-?)?total(?: general)?|totaux|ensemble(?: (?:de|des|du|de la) .*)?|somme|sum|all)\s*:?$/;
const mostLetters = 40;
const smallLetter = 0x20;
const threeLetters = (first: number, second: number, third: number) =>
  ((first | smallLetter) << 16) | ((second | smallLetter) << 8) | third | smallLetter;
const beginnings = new Set(
  ["tot", "gra", "sou", "sub", "ens", "som", "sum", "all"].map((letters) =>
    threeLetters(letters.charCodeAt(0), letters.charCodeAt(1), letters.charCodeAt(2)),
  ),
);

/** Whether a text may be a word of totals, by its first letters and its length: nearly all are known not to be at once. */
const mayBeTotal = (first: number, second: number, third: number, length: number) =>
  length <= mostLetters && beginnings.has(threeLetters(first, second, third));

/** The last rows of a table, as far as words of totals begin them. */
export class FootRows {
  #totals: TotalRow[] = [];
  readonly #header: readonly string[];

  constructor(header: readonly string[]) {
    this.#header = header;
  }

  /** Sees the next row, whose fields are asked for up to the first that is not blank. */
  see(fieldAt: (column: number) => string, row: number): void {
    let at = 0;
    while (at < this.#header.length - 1 && fieldAt(at) === "") at++;
    const text = fieldAt(at);
    const isLikely = mayBeTotal(text.charCodeAt(0), text.charCodeAt(1), text.charCodeAt(2), text.length);
    this.#take(isLikely ? text : "", at, row);
  }

  seeBytes({ piece, bounds, decode }: ByteRecord, row: number): void {
    let at = 0;
    while (at < this.#header.length - 1 && bounds[at + 1]! - 1 <= bounds[at]!) at++;
    const [start, end] = [bounds[at]!, bounds[at + 1]! - 1];
    const isLikely = mayBeTotal(piece[start]!, piece[start + 1]!, piece[start + 2]!, end - start);
    this.#take(isLikely ? decode(start, end) : "", at, row);
  }

  #take(text: string, at: number, row: number): void {
    if (text !== "" && totalWords.test(fold(text)))
      this.#totals.push({ column: this.#header[at]!, text, row });
    else if (this.#totals.length > 0) this.#totals = [];
  }

  get totals(): readonly TotalRow[] {
    return this.#totals;
  }
}
