import type { StoredBytes } from "../storedTable.ts";
import { CutShort } from "./damage.ts";

const blockSize = 2 ** 20;

/** A part of a file, read in blocks: what lies side by side is read at once. */
export class Blocks {
  readonly #bytes: StoredBytes;
  readonly #end: number;
  #block: Buffer = Buffer.alloc(0);
  #at = 0;

  /** `end` is where the part ends, and the file at the latest. */
  constructor(bytes: StoredBytes, end: number) {
    this.#bytes = bytes;
    this.#end = Math.min(end, bytes.size);
  }

  /** These bytes; throws where the part ends before them. */
  async take(at: number, length: number): Promise<Buffer> {
    const taken = await this.upTo(at, length);
    if (taken.length < length) throw new CutShort();
    return taken;
  }

  /** These bytes, or those before the end. */
  async upTo(at: number, length: number): Promise<Buffer> {
    const end = Math.min(at + length, this.#end);
    if (!(at >= 0 && at < end)) return Buffer.alloc(0);
    if (at < this.#at || end > this.#at + this.#block.length) {
      this.#block = await this.#bytes.read(at, Math.min(Math.max(end - at, blockSize), this.#end - at));
      this.#at = at;
    }
    return this.#block.subarray(at - this.#at, end - this.#at);
  }
}
