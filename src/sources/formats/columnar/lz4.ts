import { brokenPacking } from "../../../text/messages/columnar.ts";
import { Damage } from "./damage.ts";

/** The bytes of one block (LZ4 Block Format Description). */
export function lz4Block(packed: Uint8Array, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  return bytes.subarray(0, unpackBlock(packed, bytes, 0));
}

/** The bytes of blocks as Hadoop writes them, with their sizes before each; or of one block without. */
export function lz4Hadoop(packed: Uint8Array, size: number): Uint8Array {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const bytes = new Uint8Array(size);
  let filled = 0;
  for (let at = 0; at < packed.length; ) {
    const told = at + 8 <= packed.length ? view.getUint32(at) : Number.NaN;
    const end = at + 8 + (at + 8 <= packed.length ? view.getUint32(at + 4) : Number.NaN);
    if (!(filled + told <= size && end <= packed.length)) return lz4Block(packed, size);
    const begin = filled;
    filled = unpackBlock(packed.subarray(at + 8, end), bytes, filled);
    if (filled - begin !== told) throw new Damage(brokenPacking);
    at = end;
  }
  return bytes.subarray(0, filled);
}

const frameMagic = 0x184d2204;
const unpackedBlock = 0x80000000;

/** The bytes of frames (LZ4 Frame Format Description 1.6.1), whose checksums are passed over. */
export function lz4Frames(packed: Uint8Array, size: number): Uint8Array {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const bytes = new Uint8Array(size);
  let [at, filled] = [0, 0];
  while (at < packed.length) {
    if (view.getUint32(at, true) !== frameMagic) throw new Damage(brokenPacking);
    const flags = view.getUint8(at + 4);
    const [blockSum, sized, contentSum, named] = [0x10, 0x08, 0x04, 0x01].map((bit) => (flags & bit) !== 0);
    at += 7 + (sized ? 8 : 0) + (named ? 4 : 0);
    for (;;) {
      const told = view.getUint32(at, true);
      at += 4;
      if (told === 0) break;
      const length = told % unpackedBlock;
      if (at + length > packed.length) throw new Damage(brokenPacking);
      const block = packed.subarray(at, at + length);
      if (told < unpackedBlock) filled = unpackBlock(block, bytes, filled);
      else {
        bytes.set(block, filled);
        filled += length;
      }
      at += length + (blockSum ? 4 : 0);
    }
    if (contentSum) at += 4;
  }
  return bytes.subarray(0, filled);
}

/** Unpacks a block behind what is there already, which it may repeat; returns where it ends. */
function unpackBlock(packed: Uint8Array, bytes: Uint8Array, from: number): number {
  let [at, filled] = [0, from];
  const length = (start: number) => {
    let total = start;
    if (start === 15)
      for (let more = 255; more === 255; total += more) {
        if (at >= packed.length) throw new Damage(brokenPacking);
        more = packed[at++]!;
      }
    return total;
  };
  while (at < packed.length) {
    const token = packed[at++]!;
    const literals = length(token >> 4);
    if (at + literals > packed.length || filled + literals > bytes.length) throw new Damage(brokenPacking);
    bytes.set(packed.subarray(at, at + literals), filled);
    at += literals;
    filled += literals;
    if (at === packed.length) break;
    if (at + 2 > packed.length) throw new Damage(brokenPacking);
    const offset = packed[at]! | (packed[at + 1]! << 8);
    at += 2;
    const end = filled + length(token & 15) + 4;
    if (offset === 0 || offset > filled || end > bytes.length) throw new Damage(brokenPacking);
    for (; filled < end; filled++) bytes[filled] = bytes[filled - offset]!;
  }
  return filled;
}
