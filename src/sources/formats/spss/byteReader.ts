import { BlockReader } from "../blocks.ts";
import type { StoredBytes } from "../storedTable.ts";

/** Reads a system file, whose numbers have their bytes in an order of their own. */
export class ByteReader extends BlockReader {
  littleEndian = true;

  constructor(bytes: StoredBytes) {
    super(bytes, "SPSS");
  }

  async int32(): Promise<number> {
    const four = await this.take(4);
    return this.littleEndian ? four.readInt32LE() : four.readInt32BE();
  }

  async int64(): Promise<number> {
    const eight = await this.take(8);
    return Number(this.littleEndian ? eight.readBigInt64LE() : eight.readBigInt64BE());
  }
}
