import type { StoredBytes } from "../storedTable.ts";
import { Bytecode } from "./bytecode.ts";
import type { SystemRecords } from "./records.ts";
import { inflatedPieces, type ZlibBlock } from "./zlibBlocks.ts";

const pieceSize = 1 << 20;

/** Where the cases of a system file are. */
export interface CaseSource {
  readonly bytes: StoredBytes;
  readonly records: SystemRecords;
  readonly caseBytes: number;
  /** The blocks that hold them where they are packed by zlib. */
  readonly blocks: readonly ZlibBlock[];
}

/** The most cases that the bytes of the file can hold: a code of one byte may stand for eight. */
export function mostCases({ bytes, records, caseBytes, blocks }: CaseSource): number {
  if (caseBytes === 0) return 0;
  const stored = bytes.size - records.end;
  if (records.packing === "none") return Math.floor(stored / caseBytes);
  const codes = records.packing === "zlib" ? blocks.reduce((sum, { size }) => sum + size, 0) : stored;
  return Math.floor((codes * 8) / caseBytes);
}

/**
 * Whole cases, eight bytes for each record of a variable, some at a time; the last may be cut. The bytes are good until the next
 * are asked for.
 */
export async function* caseBatches(source: CaseSource): AsyncGenerator<Buffer> {
  const { bytes, records, caseBytes } = source;
  const size = caseBytes * Math.max(1, Math.floor(pieceSize / caseBytes));
  if (records.packing === "none") {
    for (let at = records.end; at < bytes.size; at += size) yield await bytes.read(at, size);
    return;
  }
  const bytecode = new Bytecode(records, size);
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of packedPieces(source)) {
    const input = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    let at = bytecode.expand(input, 0);
    while (bytecode.isFull) {
      yield bytecode.emptied();
      at = bytecode.expand(input, at);
    }
    rest = input.subarray(at);
    if (bytecode.hasEnded) break;
  }
  yield bytecode.emptied();
}

function packedPieces({ bytes, records, blocks }: CaseSource): AsyncGenerator<Buffer> {
  return records.packing === "zlib" ? inflatedPieces(bytes, blocks) : storedPieces(bytes, records.end);
}

async function* storedPieces(bytes: StoredBytes, from: number): AsyncGenerator<Buffer> {
  for (let at = from; at < bytes.size; at += pieceSize) yield await bytes.read(at, pieceSize);
}
