import { InputError } from "../../../text/errors.ts";
import type { Label } from "../../../text/language.ts";
import { damagedPart } from "../../../text/messages/formats.ts";

/** How the integers of a file are stored. */
export interface Layout {
  readonly file: string;
  readonly littleEndian: boolean;
  /** The bytes of integers that count or point: 8 in files of 64-bit Unix. */
  readonly wordSize: 4 | 8;
}

/** Bytes of a SAS file; asking for what lies outside of them throws that this part of the file is damaged. */
export class Piece {
  readonly bytes: Buffer;
  readonly layout: Layout;
  readonly #part: Label;

  constructor(bytes: Buffer, layout: Layout, part: Label) {
    this.bytes = bytes;
    this.layout = layout;
    this.#part = part;
  }

  get length(): number {
    return this.bytes.length;
  }

  uint8(at: number): number {
    this.#check(at, 1);
    return this.bytes[at]!;
  }

  uint16(at: number): number {
    this.#check(at, 2);
    return this.layout.littleEndian ? this.bytes.readUInt16LE(at) : this.bytes.readUInt16BE(at);
  }

  uint32(at: number): number {
    this.#check(at, 4);
    return this.layout.littleEndian ? this.bytes.readUInt32LE(at) : this.bytes.readUInt32BE(at);
  }

  /** An integer of the word size: exact where the file can have as many bytes. */
  word(at: number): number {
    if (this.layout.wordSize === 4) return this.uint32(at);
    const [high, low] = this.layout.littleEndian ? [at + 4, at] : [at, at + 4];
    return this.uint32(high) * 2 ** 32 + this.uint32(low);
  }

  slice(at: number, length: number, part = this.#part): Piece {
    this.#check(at, length);
    return new Piece(this.bytes.subarray(at, at + length), this.layout, part);
  }

  #check(at: number, length: number): void {
    if (!(at >= 0 && length >= 0 && at + length <= this.bytes.length)) throw this.damaged();
  }

  damaged(part = this.#part): InputError {
    return new InputError(damagedPart("SAS", part), { file: this.layout.file });
  }
}
