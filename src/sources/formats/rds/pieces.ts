import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { brokenGzip, rdsPacking } from "../../../text/messages/rds.ts";
import { CutShort, Damage, Refusal } from "../columnar/damage.ts";
import type { StoredBytes } from "../storedTable.ts";

const pieceSize = 2 ** 20;

/** The first bytes of files that R compresses otherwise than by gzip. */
const otherPackings: readonly (readonly [string, string])[] = [
  ["bzip2", "425a68"],
  ["xz", "fd377a585a00"],
  ["xz (lzma)", "5d0000"],
  ["zstd", "28b52ffd"],
];

/** The bytes of a file piece by piece, without the gzip around them. */
export async function* piecesOf(bytes: StoredBytes): AsyncGenerator<Buffer> {
  const start = (await bytes.read(0, 6)).toString("hex");
  const other = otherPackings.find(([, magic]) => start.startsWith(magic));
  if (other) throw new Refusal(rdsPacking, other[0]);
  if (!start.startsWith("1f8b")) {
    yield* stored(bytes);
    return;
  }
  const unpacked = createGunzip({ chunkSize: pieceSize });
  // Errors come to whoever reads what is unpacked.
  pipeline(Readable.from(stored(bytes)), unpacked, () => {});
  try {
    for await (const piece of unpacked) yield piece as Buffer;
  } catch (error) {
    const { code } = error as { readonly code?: string };
    if (code === "Z_BUF_ERROR") throw new CutShort();
    if (code?.startsWith("Z_")) throw new Damage(brokenGzip);
    throw error;
  }
}

async function* stored(bytes: StoredBytes): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.size; at += pieceSize) yield await bytes.read(at, pieceSize);
}

/** Gzip packs to a thousandth at best. */
const mostPacking = 1032;

/** Bytes that are taken one after the other from the pieces of a file. */
export class ByteStream {
  /** How many bytes the file can hold at most. */
  readonly most: number;
  readonly #pieces: AsyncIterator<Buffer>;
  #piece: Buffer = Buffer.alloc(0);
  #at = 0;

  constructor(bytes: StoredBytes) {
    this.most = bytes.size * mostPacking;
    this.#pieces = piecesOf(bytes);
  }

  /** Whether so many bytes can be taken at once without waiting for the file. */
  holds(length: number): boolean {
    return this.#at + length <= this.#piece.length;
  }

  /** Waits until so many bytes can be taken at once. */
  async need(length: number): Promise<void> {
    if (length > this.most) throw new CutShort();
    const parts = [this.#piece.subarray(this.#at)];
    let held = parts[0]!.length;
    while (held < length) {
      const { done, value } = await this.#pieces.next();
      if (done) throw new CutShort();
      parts.push(value);
      held += value.length;
    }
    this.#piece = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    this.#at = 0;
  }

  /** The next bytes, which are held; they are valid until more are needed. */
  take(length: number): Buffer {
    this.#at += length;
    return this.#piece.subarray(this.#at - length, this.#at);
  }

  /** The next bytes, of which there is one at least, up to so many of a size. */
  async some(count: number, size: number): Promise<Buffer> {
    if (!this.holds(size)) await this.need(size);
    const held = Math.floor((this.#piece.length - this.#at) / size);
    return this.take(Math.min(count, held) * size);
  }

  async int(): Promise<number> {
    if (!this.holds(4)) await this.need(4);
    return this.take(4).readInt32BE(0);
  }

  async skip(length: number): Promise<void> {
    for (let left = length; left > 0; ) left -= (await this.some(left, 1)).length;
  }

  /** Reads on to the end, where gzip tells whether all was as it should be. */
  async finish(): Promise<void> {
    while (!(await this.#pieces.next()).done);
  }

  /** Leaves the rest unread. */
  async close(): Promise<void> {
    await this.#pieces.return?.();
  }
}
