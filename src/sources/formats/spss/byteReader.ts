import { InputError } from "../../../text/errors.ts";
import { cutShort } from "../../../text/messages/formats.ts";
import type { StoredBytes } from "../storedTable.ts";

const blockSize = 1 << 20;

/** The bytes of a file one after the other, read by blocks; throws where the file ends before what is asked for. */
export class ByteReader {
  readonly #bytes: StoredBytes;
  #block: Buffer = Buffer.alloc(0);
  /** Where the block begins in the file. */
  #start = 0;
  #at = 0;
  /** The order of the bytes of numbers. */
  littleEndian = true;

  constructor(bytes: StoredBytes) {
    this.#bytes = bytes;
  }

  get position(): number {
    return this.#start + this.#at;
  }

  /** The next bytes; those of earlier calls keep theirs. */
  async take(length: number): Promise<Buffer> {
    this.#check(length);
    if (this.#at + length > this.#block.length) {
      this.#start = this.position;
      this.#at = 0;
      this.#block = await this.#bytes.read(this.#start, Math.max(length, blockSize));
      if (this.#block.length < length) throw this.#cutShort();
    }
    this.#at += length;
    return this.#block.subarray(this.#at - length, this.#at);
  }

  skip(length: number): void {
    this.#check(length);
    this.#at += length;
  }

  async int32(): Promise<number> {
    const four = await this.take(4);
    return this.littleEndian ? four.readInt32LE() : four.readInt32BE();
  }

  async int64(): Promise<number> {
    const eight = await this.take(8);
    return Number(this.littleEndian ? eight.readBigInt64LE() : eight.readBigInt64BE());
  }

  #check(length: number): void {
    if (!(length >= 0 && this.position + length <= this.#bytes.size)) throw this.#cutShort();
  }

  #cutShort(): InputError {
    return new InputError(cutShort("SPSS"), { file: this.#bytes.file });
  }
}
