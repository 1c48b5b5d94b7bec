import { brokenMessage } from "../../../text/messages/columnar.ts";
import { Damage } from "../columnar/damage.ts";

/**
 * A table of a FlatBuffers binary (flatbuffers.dev, Internals), in which each field is found by its number; a field that is not
 * there has its default. Every offset is checked, and a vector never has more entries than there are bytes.
 */
export class FlatTable {
  readonly #bytes: Buffer;
  readonly #at: number;
  readonly #fields: number;
  readonly #size: number;

  private constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#at = at;
    this.#fields = at - int32(bytes, at);
    this.#size = uint16(bytes, this.#fields);
  }

  static root(bytes: Buffer): FlatTable {
    return new FlatTable(bytes, uint32(bytes, 0));
  }

  byte(field: number, otherwise = 0): number {
    const at = this.#place(field);
    return at === 0 ? otherwise : inside(this.#bytes, at, 1).readInt8(at);
  }

  short(field: number, otherwise = 0): number {
    const at = this.#place(field);
    return at === 0 ? otherwise : inside(this.#bytes, at, 2).readInt16LE(at);
  }

  int(field: number, otherwise = 0): number {
    const at = this.#place(field);
    return at === 0 ? otherwise : int32(this.#bytes, at);
  }

  long(field: number): number {
    const at = this.#place(field);
    return at === 0 ? 0 : int64(this.#bytes, at);
  }

  table(field: number): FlatTable | undefined {
    const at = this.#place(field);
    return at === 0 ? undefined : new FlatTable(this.#bytes, at + uint32(this.#bytes, at));
  }

  text(field: number): string | undefined {
    const [start, length] = this.#vector(field, 1);
    return start === 0 ? undefined : this.#bytes.toString("utf8", start, start + length);
  }

  tables(field: number): readonly FlatTable[] {
    const [start, length] = this.#vector(field, 4);
    return Array.from({ length }, (_, index) => {
      const at = start + 4 * index;
      return new FlatTable(this.#bytes, at + uint32(this.#bytes, at));
    });
  }

  longs(field: number): readonly number[] {
    const [start, length] = this.#vector(field, 8);
    return Array.from({ length }, (_, index) => int64(this.#bytes, start + 8 * index));
  }

  /** Structures of two numbers of 64 bits. */
  pairs(field: number): readonly (readonly [number, number])[] {
    const [start, length] = this.#vector(field, 16);
    return Array.from({ length }, (_, index) => {
      const at = start + 16 * index;
      return [int64(this.#bytes, at), int64(this.#bytes, at + 8)];
    });
  }

  /** Where a field lies; 0 where it has its default. */
  #place(field: number): number {
    const entry = 4 + 2 * field;
    if (entry + 2 > this.#size) return 0;
    const offset = uint16(this.#bytes, this.#fields + entry);
    return offset === 0 ? 0 : this.#at + offset;
  }

  /** Where the entries of a vector begin, and how many there are. */
  #vector(field: number, width: number): readonly [number, number] {
    const at = this.#place(field);
    if (at === 0) return [0, 0];
    const vector = at + uint32(this.#bytes, at);
    const length = uint32(this.#bytes, vector);
    inside(this.#bytes, vector + 4, length * width);
    return [vector + 4, length];
  }
}

function inside(bytes: Buffer, at: number, length: number): Buffer {
  if (!(at >= 0 && at + length <= bytes.length)) throw new Damage(brokenMessage);
  return bytes;
}

const uint16 = (bytes: Buffer, at: number) => inside(bytes, at, 2).readUInt16LE(at);
const int32 = (bytes: Buffer, at: number) => inside(bytes, at, 4).readInt32LE(at);
const uint32 = (bytes: Buffer, at: number) => inside(bytes, at, 4).readUInt32LE(at);

/** Counts and sizes are below 2^53, where they are no damage. */
function int64(bytes: Buffer, at: number): number {
  return Number(inside(bytes, at, 8).readBigInt64LE(at));
}
