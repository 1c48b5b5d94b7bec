import { type CodeArray, codeArray, type Factor } from "../tables/factor.ts";

/** Texts of a column as they are read, row by row, each distinct one kept once. */
export class TextAnswers {
  readonly #codeOf = new Map<string, number>();
  readonly #levels: string[] = [];
  #codes: CodeArray;

  constructor(rows: number) {
    this.#codes = codeArray(0, rows);
  }

  /** The answer of a row; null where it is missing. */
  set(row: number, text: string | null): void {
    if (text === null) {
      this.#codes[row] = -1;
      return;
    }
    let code = this.#codeOf.get(text);
    if (code === undefined) {
      code = this.#levels.push(text) - 1;
      this.#codeOf.set(text, code);
      if (code === 128) this.#codes = Int16Array.from(this.#codes);
      else if (code === 32_768) this.#codes = Int32Array.from(this.#codes);
    }
    this.#codes[row] = code;
  }

  factor(): Factor {
    return { levels: this.#levels, codes: this.#codes };
  }
}
