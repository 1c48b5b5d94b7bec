/** Codes of eight bytes each; those below `end` are small whole numbers, but for `nothing`. */
const code = { nothing: 0, end: 252, stored: 253, blanks: 254, systemMissing: 255 };

/**
 * Expands the bytecode of system files (PSPP, "Data Record"): eight codes of a byte, then the eight bytes of each code that says
 * that they are stored.
 */
export class Bytecode {
  readonly #out: Buffer;
  readonly #words: Int32Array;
  /** The eight bytes of each code, as two words. */
  readonly #wordsOf: Int32Array;
  readonly #codes = new Uint8Array(8);
  #code = 8;
  #filled = 0;
  hasEnded = false;

  /** Room for `size` bytes, which are a multiple of eight. */
  constructor(format: { readonly littleEndian: boolean; readonly bias: number }, size: number) {
    const room = new ArrayBuffer(size);
    this.#out = Buffer.from(room);
    this.#words = new Int32Array(room);
    this.#wordsOf = wordsOfCodes(format);
  }

  get isFull(): boolean {
    return this.#filled === this.#out.length;
  }

  /** What was expanded; its room is used again. */
  emptied(): Buffer {
    const expanded = this.#out.subarray(0, this.#filled);
    this.#filled = 0;
    return expanded;
  }

  /** Expands the input from `at` on until the room is full or the input does not suffice, and returns where it stopped. */
  expand(input: Buffer, from: number): number {
    let at = from;
    while (this.#filled < this.#out.length && !this.hasEnded) {
      if (this.#code === 8) {
        if (at + 8 > input.length) break;
        this.#codes.set(input.subarray(at, at + 8));
        this.#code = 0;
        at += 8;
      }
      const next = this.#codes[this.#code]!;
      if (next === code.stored) {
        if (at + 8 > input.length) break;
        for (let byte = 0; byte < 8; byte++) this.#out[this.#filled + byte] = input[at + byte]!;
        at += 8;
        this.#filled += 8;
      } else if (next === code.end) {
        this.hasEnded = true;
      } else if (next !== code.nothing) {
        this.#words[this.#filled >> 2] = this.#wordsOf[2 * next]!;
        this.#words[(this.#filled >> 2) + 1] = this.#wordsOf[2 * next + 1]!;
        this.#filled += 8;
      }
      this.#code++;
    }
    return at;
  }
}

const codes = 256;

function wordsOfCodes({
  littleEndian,
  bias,
}: {
  readonly littleEndian: boolean;
  readonly bias: number;
}): Int32Array {
  const words = new Int32Array(2 * codes);
  const view = new DataView(words.buffer);
  for (let number = 0; number < code.end; number++) view.setFloat64(8 * number, number - bias, littleEndian);
  view.setFloat64(8 * code.systemMissing, -Number.MAX_VALUE, littleEndian);
  new Uint8Array(words.buffer).fill(0x20, 8 * code.blanks, 8 * code.blanks + 8);
  return words;
}
