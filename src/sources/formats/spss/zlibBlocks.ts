import { inflateSync } from "node:zlib";
import { spssParts } from "../../../text/messages/spss.ts";
import type { StoredBytes } from "../storedTable.ts";
import { ByteReader } from "./byteReader.ts";
import { damagedFile, type SystemRecords } from "./records.ts";

/** Bytecode that zlib packed. */
export interface ZlibBlock {
  readonly at: number;
  readonly packed: number;
  /** Its bytes once it is unpacked. */
  readonly size: number;
}

/** Deflate packs to a thousandth at best; a block that SPSS writes has some four million bytes. */
const [mostPacking, largestBlock] = [1032, 1 << 28];
const [headerSize, entrySize] = [24, 24];

/** The blocks of the cases of a .zsav file, from the table at its end (PSPP, "ZLIB compressed data"). */
export async function readZlibBlocks(bytes: StoredBytes, records: SystemRecords): Promise<ZlibBlock[]> {
  const reader = new ByteReader(bytes);
  reader.littleEndian = records.littleEndian;
  reader.skip(records.end);
  const [start, table, tableLength] = [await reader.int64(), await reader.int64(), await reader.int64()];
  const damaged = damagedFile(bytes.file, spssParts.blocks);
  if (start !== records.end || table < records.end + headerSize) throw damaged;
  reader.skip(table - reader.at);
  reader.skip(20);
  const count = await reader.int32();
  if (count < 0 || headerSize + count * entrySize !== tableLength) throw damaged;
  const blocks: ZlibBlock[] = [];
  for (let at = records.end + headerSize; blocks.length < count; at += blocks.at(-1)!.packed) {
    reader.skip(8);
    const told = await reader.int64();
    const [size, packed] = [await reader.int32(), await reader.int32()];
    if (told !== at || size < 0 || size > largestBlock || packed <= 0 || at + packed > table) throw damaged;
    if (size > mostPacking * packed) throw damaged;
    blocks.push({ at, packed, size });
  }
  return blocks;
}

/** The bytes of the blocks. */
export async function* inflatedPieces(
  bytes: StoredBytes,
  blocks: readonly ZlibBlock[],
): AsyncGenerator<Buffer> {
  for (const { at, packed, size } of blocks) {
    const block = inflated(await bytes.read(at, packed), size);
    if (block?.length !== size) throw damagedFile(bytes.file, spssParts.blocks);
    yield block;
  }
}

function inflated(packed: Buffer, size: number): Buffer | undefined {
  try {
    return inflateSync(packed, { chunkSize: Math.max(size, 64), maxOutputLength: Math.max(size, 1) });
  } catch {
    return undefined;
  }
}
