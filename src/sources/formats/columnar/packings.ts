import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { brokenPacking } from "../../../text/messages/columnar.ts";
import { Damage, undamaged } from "./damage.ts";
import { lz4Block, lz4Frames, lz4Hadoop } from "./lz4.ts";

/** The bytes that were packed, of which there are `size`. */
export type Unpack = (packed: Uint8Array, size: number) => Uint8Array;

/** How Parquet and Arrow pack bytes, by Parquet's name or, for frames of LZ4, Arrow's. */
export type Packing = "SNAPPY" | "GZIP" | "BROTLI" | "ZSTD" | "LZ4" | "LZ4_RAW" | "LZ4_FRAME";

const unpackers: Readonly<Record<Packing, () => Promise<Unpack>>> = {
  GZIP: async () => (packed, size) => gunzipSync(packed, { maxOutputLength: Math.max(size, 1) }),
  BROTLI: async () => (packed, size) => brotliDecompressSync(packed, { maxOutputLength: Math.max(size, 1) }),
  LZ4: async () => lz4Hadoop,
  LZ4_RAW: async () => lz4Block,
  LZ4_FRAME: async () => lz4Frames,
  SNAPPY: async () => {
    const { snappyUncompressor } = await import("hysnappy");
    const unpack = snappyUncompressor();
    return (packed, size) => (snappySize(packed) === size ? unpack(packed, size) : new Uint8Array(0));
  },
  ZSTD: async () => {
    const { decompress } = await import("fzstd");
    return (packed, size) => (zstdFits(packed, size) ? decompress(packed) : new Uint8Array(0));
  },
};

/** No packing makes a tiny file of as much: a size beyond is no size, and its memory is not asked for. */
const mostPacking = 2 ** 16;

/** What unpacks bytes that are packed so; undefined where that is not known. */
export async function unpacker(packing: string): Promise<Unpack | undefined> {
  if (!(packing in unpackers)) return undefined;
  const unpack = await unpackers[packing as Packing]();
  return (packed, size) => {
    if (!(size >= 0 && size <= mostPacking * (packed.length + 1))) throw new Damage(brokenPacking);
    const bytes = undamaged(brokenPacking, () => unpack(packed, size));
    if (bytes.length !== size) throw new Damage(brokenPacking);
    return bytes;
  };
}

/** The size that Snappy's preamble tells. */
function snappySize(packed: Uint8Array): number {
  let size = 0;
  for (let at = 0; at < 5; at++) {
    size += (packed[at]! & 0x7f) * 2 ** (7 * at);
    if (packed[at]! < 0x80) return size;
  }
  return Number.NaN;
}

const largestWindow = 2 ** 27;

/** Whether the header of a frame (RFC 8878, section 3.1.1.1) asks for no more room than its content takes. */
function zstdFits(packed: Uint8Array, size: number): boolean {
  const header = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const flags = header[4]!;
  const [sizeFlag, single, dictionaryFlag] = [flags >> 6, (flags >> 5) & 1, flags & 3];
  const sizeBytes = sizeFlag === 0 ? single : 2 ** sizeFlag;
  const window = single ? 0 : 2 ** (10 + (header[5]! >> 3));
  const at = 6 - single + (dictionaryFlag === 3 ? 4 : dictionaryFlag);
  if (sizeBytes === 0) return window <= largestWindow;
  const told = sizeBytes === 8 ? Number(header.readBigUInt64LE(at)) : header.readUIntLE(at, sizeBytes);
  return told + (sizeBytes === 2 ? 256 : 0) === size;
}
