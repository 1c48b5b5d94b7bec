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
  /** Which of the codes comes next. */
  #next = 8;
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

  /** Expands the input from `from` on until the room is full or the input does not suffice, and returns where it stopped. */
  expand(input: Buffer, from: number): number {
    const [out, words, wordsOf, codes] = [this.#out, this.#words, this.#wordsOf, this.#codes];
    let [at, filled, next] = [from, this.#filled, this.#next];
    while (filled < out.length && !this.hasEnded) {
      if (next === codes.length) {
        if (at + codes.length > input.length) break;
        for (let number = 0; number < codes.length; number++) codes[number] = input[at++]!;
        next = 0;
      }
      const told = codes[next]!;
      if (told === code.stored) {
        if (at + 8 > input.length) break;
        for (let byte = 0; byte < 8; byte++) out[filled++] = input[at++]!;
      } else if (told === code.end) {
        this.hasEnded = true;
      } else if (told !== code.nothing) {
        words[filled >> 2] = wordsOf[2 * told]!;
        words[(filled >> 2) + 1] = wordsOf[2 * told + 1]!;
        filled += 8;
      }
      next++;
    }
    [this.#filled, this.#next] = [filled, next];
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
