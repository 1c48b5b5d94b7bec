import { type CodeArray, codeArray, type Factor } from "../tables/factor.ts";

/** Texts of a column as they are read, row by row, each distinct one kept once. */
export class TextAnswers {
  readonly #codeOf = new Map<string, number>();
  readonly #levels: string[] = [];
  #codes: CodeArray;

  constructor(rows: number) {
    this.#codes = codeArray(0, rows);
  }

  /** Levels that come first, whether a row has them or not. */
  know(levels: readonly string[]): void {
    for (const level of levels) this.#codeFor(level);
  }

  /** The answer of a row; null where it is missing. */
  set(row: number, text: string | null): void {
    const code = text === null ? -1 : this.#codeFor(text);
    this.#codes[row] = code;
  }

  #codeFor(text: string): number {
    const known = this.#codeOf.get(text);
    if (known !== undefined) return known;
    const code = this.#levels.push(text) - 1;
    this.#codeOf.set(text, code);
    if (code === 128) this.#codes = Int16Array.from(this.#codes);
    else if (code === 32_768) this.#codes = Int32Array.from(this.#codes);
    return code;
  }

  factor(): Factor {
    return { levels: this.#levels, codes: this.#codes };
  }
}
