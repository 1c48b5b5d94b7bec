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
const firstLetters = new Set(Array.from("tesga", (letter) => letter.charCodeAt(0)));
const smallLetter = 0x20;

/** Whether a text may be a word of totals, by its first letter and its length: most rows are known not to be at once. */
const mayBeTotal = (first: number, length: number) =>
  length <= mostLetters && firstLetters.has(first | smallLetter);

/** The last rows of a table, as far as words of totals begin them. */
export class FootRows {
  #totals: TotalRow[] = [];
  readonly #header: readonly string[];

  constructor(header: readonly string[]) {
    this.#header = header;
  }

  /** Sees the next row. */
  see(fields: readonly string[], row: number): void {
    const at = fields.findIndex((field) => field !== "");
    const text = fields[at] ?? "";
    this.#take(mayBeTotal(text.charCodeAt(0), text.length) ? text : "", at, row);
  }

  seeBytes({ piece, bounds, decode }: ByteRecord, row: number): void {
    let at = 0;
    while (at < this.#header.length - 1 && bounds[at + 1]! - 1 <= bounds[at]!) at++;
    const [start, end] = [bounds[at]!, bounds[at + 1]! - 1];
    this.#take(mayBeTotal(piece[start] ?? 0, end - start) ? decode(start, end) : "", at, row);
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
