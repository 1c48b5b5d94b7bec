import { InputError } from "../../../text/errors.ts";
import type { Label } from "../../../text/language.ts";
import { cutShort, damagedPart, notOfFormat } from "../../../text/messages/formats.ts";
import { spssParts } from "../../../text/messages/spss.ts";
import type { StoredBytes } from "../storedTable.ts";
import { base30 } from "./base30.ts";

const format = "SPSS portable (.por)";
const blockSize = 1 << 18;
const lineWidth = 80;
/** Where the table of characters and the mark of the format are in the header. */
const [tableAt, markAt, headerEnd] = [200, 456, 464];
const mark = "SPSSPORT";

/** The characters that the table of a file gives the bytes of, by their positions in it (PSPP, "Portable File Characters"). */
const [firstCharacter, characters] = [
  64,
  "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz .<(+|&[]!$*);^-/|,%_>?`:#@'=\"",
];

const [lineFeed, carriageReturn, blank, slash, star, point] = [0x0a, 0x0d, 0x20, 0x2f, 0x2a, 0x2e];
/** No text and no number of a file is longer. */
const [longestText, longestNumber] = [32_767, 255];
const longestField = longestText + 2 * longestNumber;

/** The fields of a portable file, one after the other; each is there whole once `fill` was called before it. */
export class PortableText {
  readonly #bytes: StoredBytes;
  #text: Buffer = Buffer.alloc(0);
  #at = 0;
  /** How many bytes of the file were read, and how many characters of the last line. */
  #read = 0;
  #column = 0;
  #asciiOf: Uint8Array | undefined;

  private constructor(bytes: StoredBytes) {
    this.#bytes = bytes;
  }

  /** The fields after the header; throws where this is no portable file. */
  static async open(bytes: StoredBytes): Promise<PortableText> {
    const fields = new PortableText(bytes);
    await fields.fill();
    fields.#readHeader();
    return fields;
  }

  /** Whether more is to be read before the next field. */
  get isLow(): boolean {
    return this.#text.length - this.#at < longestField && this.#read < this.#bytes.size;
  }

  /** Reads so much that the next field is there. */
  async fill(): Promise<void> {
    while (this.isLow) {
      const block = await this.#bytes.read(this.#read, blockSize);
      if (block.length === 0) throw this.#cutShort();
      this.#read += block.length;
      this.#text = Buffer.concat([this.#text.subarray(this.#at), this.#unwrapped(block)]);
      this.#at = 0;
    }
  }

  /** How many bytes are left, blanks at the ends of lines being counted where they are read. */
  get left(): number {
    return this.#text.length - this.#at + this.#bytes.size - this.#read;
  }

  /** The next character, which stays the next. */
  get next(): string {
    if (this.#at >= this.#text.length) throw this.#cutShort();
    return String.fromCharCode(this.#text[this.#at]!);
  }

  character(): string {
    const { next } = this;
    this.#at++;
    return next;
  }

  /** The next number; NaN for the system-missing one. */
  number(): number {
    const text = this.#text;
    while (text[this.#at] === blank) this.#at++;
    if (text[this.#at] === star && text[this.#at + 1] === point) {
      this.#at += 2;
      return Number.NaN;
    }
    const from = this.#at;
    const to = text.indexOf(slash, from);
    if (to < 0 && text.length - from <= longestNumber) throw this.#cutShort();
    const number = to < 0 || to - from > longestNumber ? undefined : base30(text, from, to);
    if (number === undefined)
      throw this.damaged(
        spssParts.number,
        text.toString("latin1", from, Math.min(from + 20, to < 0 ? from + 20 : to)),
      );
    this.#at = to + 1;
    return number;
  }

  /** The bytes of the next text. */
  string(): Buffer {
    const length = this.number();
    if (!(Number.isInteger(length) && length >= 0 && length <= longestText))
      throw this.damaged(spssParts.text, length);
    const end = this.#at + length;
    if (end > this.#text.length) throw this.#cutShort();
    const string = this.#text.subarray(this.#at, end);
    this.#at = end;
    return string;
  }

  damaged(part: Label, value?: unknown): InputError {
    const details = value === undefined ? {} : { value };
    return new InputError(damagedPart(format, part), { file: this.#bytes.file }, details);
  }

  #cutShort(): InputError {
    return new InputError(cutShort(format), { file: this.#bytes.file });
  }

  /** A file of another machine than one of ASCII is translated by its table of characters. */
  #readHeader(): void {
    const header = this.#text.subarray(0, headerEnd);
    const isMarked = () => header.toString("latin1", markAt) === mark;
    if (header.length === headerEnd && !isMarked()) {
      this.#asciiOf = asciiTable(header.subarray(tableAt, markAt));
      translate(this.#text, this.#asciiOf);
    }
    if (!isMarked()) throw new InputError(notOfFormat(format), { file: this.#bytes.file });
    this.#at = headerEnd;
  }

  /** The characters of a block of the file without the ends of its lines, short lines being filled up with blanks. */
  #unwrapped(block: Buffer): Buffer {
    const lines = block.reduce((count, byte) => (byte === lineFeed ? count + 1 : count), 0);
    const text = Buffer.alloc(block.length + lines * lineWidth, blank);
    let filled = 0;
    for (const byte of block) {
      if (byte === carriageReturn) continue;
      if (byte === lineFeed) {
        filled += Math.max(0, lineWidth - this.#column);
        this.#column = 0;
      } else {
        text[filled++] = byte;
        this.#column++;
      }
    }
    const characters = text.subarray(0, filled);
    if (this.#asciiOf) translate(characters, this.#asciiOf);
    return characters;
  }
}

/** The ASCII character of each byte; bytes that the table does not tell of stay. */
function asciiTable(table: Buffer): Uint8Array {
  const asciiOf = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const unused = table[firstCharacter];
  for (let at = 0; at < characters.length; at++) {
    const byte = table[firstCharacter + at]!;
    if (at === 0 || byte !== unused) asciiOf[byte] = characters.charCodeAt(at);
  }
  return asciiOf;
}

function translate(text: Buffer, asciiOf: Uint8Array): void {
  for (let at = 0; at < text.length; at++) text[at] = asciiOf[text[at]!]!;
}
