import { type Fault, InputError, type Place } from "../../text/errors.ts";
import type { Label } from "../../text/language.ts";
import { cutShort, damagedPart } from "../../text/messages/formats.ts";
import type { StoredBytes } from "./storedTable.ts";

const blockSize = 1 << 20;

/** Some rows of a file, one after another in `bytes`. */
export interface RowBlock {
  readonly bytes: Buffer;
  readonly view: DataView;
  /** Bytes of a row. */
  readonly width: number;
  /** The place of the first of these rows among all. */
  readonly first: number;
  readonly rows: number;
}

/** Reads a file from `at` on, of which it holds one block; `format` names what it is in messages. */
export class BlockReader {
  readonly #bytes: StoredBytes;
  readonly #format: string;
  #block: Buffer = Buffer.alloc(0);
  #blockAt = 0;
  at = 0;

  constructor(bytes: StoredBytes, format: string) {
    this.#bytes = bytes;
    this.#format = format;
  }

  /** How many bytes are still to read. */
  get left(): number {
    return this.#bytes.size - this.at;
  }

  /** The next bytes, which stay as they are when more are read; an InputError where the file ends before. */
  async take(length: number): Promise<Buffer> {
    this.check(length);
    let from = this.at - this.#blockAt;
    if (from < 0 || from + length > this.#block.length) {
      this.#block = await this.#bytes.read(this.at, Math.max(length, blockSize));
      this.#blockAt = this.at;
      from = 0;
      if (this.#block.length < length) throw this.fault(cutShort(this.#format));
    }
    this.at += length;
    return this.#block.subarray(from, from + length);
  }

  skip(length: number): void {
    this.check(length);
    this.at += length;
  }

  /** Throws where the file has fewer bytes to read than these. */
  check(length: number): void {
    if (!(length >= 0 && length <= this.left)) throw this.fault(cutShort(this.#format));
  }

  /** The next rows of so many bytes, by blocks. */
  async *rows(width: number, count: number): AsyncGenerator<RowBlock> {
    const most = Math.max(1, Math.floor(blockSize / width));
    for (let first = 0; first < count; first += most) {
      const rows = Math.min(most, count - first);
      const bytes = await this.take(rows * width);
      yield { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), width, first, rows };
    }
  }

  damaged(part: Label): InputError {
    return this.fault(damagedPart(this.#format, part));
  }

  fault(fault: Fault, place: Pick<Place, "row" | "variable"> = {}): InputError {
    return new InputError(fault, { file: this.#bytes.file, ...place });
  }
}
