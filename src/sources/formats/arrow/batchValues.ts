import { brokenBuffer } from "../../../text/messages/columnar.ts";
import { Blocks } from "../columnar/blocks.ts";
import { Damage } from "../columnar/damage.ts";
import { unpacker } from "../columnar/packings.ts";
import type { ByteStrings, StoredValues } from "../columnar/storedValues.ts";
import type { StoredBytes } from "../storedTable.ts";
import type { Batch } from "./messages.ts";
import type { Layout } from "./schema.ts";

/** Where the parts of a field begin among those of a batch. */
export interface Position {
  readonly node: number;
  readonly buffer: number;
  readonly view: number;
}

/** The values of a field in a batch. */
export interface BatchValues {
  readonly length: number;
  /** 1 where there is a value; undefined where there always is. */
  readonly present: Uint8Array | undefined;
  /** Those that are there. */
  readonly values: StoredValues;
}

export async function valuesIn(
  bytes: StoredBytes,
  batch: Batch,
  { node, buffer, view }: Position,
  layout: Layout,
): Promise<BatchValues> {
  const [length, missing] = batch.nodes[node] ?? [-1, 0];
  if (length !== batch.rows) throw new Damage(brokenBuffer);
  if (layout.of === "nothing")
    return { length, present: new Uint8Array(length), values: new Float64Array(0) };
  const count = layout.of === "texts" ? 3 : 2 + (layout.of === "views" ? (batch.views[view] ?? 0) : 0);
  // Its buffers lie side by side, and are read at once.
  const ends = batch.buffers.slice(buffer, buffer + count).map(([offset, size]) => offset + size);
  const blocks = new Blocks(bytes, batch.body + Math.max(...ends));
  const read = (index: number) => bufferOf(blocks, batch, buffer + index);
  const validity = missing === 0 ? undefined : await read(0);
  const present = validity && validity.length > 0 ? bits(validity, length) : undefined;
  return { length, present, values: await stored(layout, length, present, read, count - 2) };
}

async function stored(
  layout: Exclude<Layout, { of: "nothing" }>,
  length: number,
  present: Uint8Array | undefined,
  read: (index: number) => Promise<Uint8Array>,
  textBuffers: number,
): Promise<StoredValues> {
  if (layout.of === "views") {
    const views = await read(1);
    const texts: Uint8Array[] = [];
    for (let index = 0; index < textBuffers; index++) texts.push(await read(2 + index));
    return textsOfViews(views, texts, length, present);
  }
  if (layout.of === "texts")
    return textsByOffsets(await read(1), await read(2), length, present, layout.offset);
  const bytes = await read(1);
  if (layout.of === "bits") return there(bits(bytes, length), present);
  if (bytes.length < length * layout.width) throw new Damage(brokenBuffer);
  return there(layout.values(bytes, length), present);
}

/** The values that are there, of those of all rows. */
function there(values: StoredValues, present: Uint8Array | undefined): StoredValues {
  if (!present) return values;
  const kept = (_: unknown, at: number) => present[at] === 1;
  if ("starts" in values)
    return { bytes: values.bytes, starts: values.starts.filter(kept), ends: values.ends.filter(kept) };
  return (values as Float64Array).filter(kept);
}

function bits(bytes: Uint8Array, length: number): Uint8Array {
  if (length > 8 * bytes.length) throw new Damage(brokenBuffer);
  const values = new Uint8Array(length);
  for (let at = 0; at < length; at++) values[at] = (bytes[at >> 3]! >> (at & 7)) & 1;
  return values;
}

function textsByOffsets(
  offsets: Uint8Array,
  bytes: Uint8Array,
  length: number,
  present: Uint8Array | undefined,
  width: 4 | 8,
): ByteStrings {
  // A batch without rows may be without the one offset that it should have.
  if (length > 0 && offsets.length < (length + 1) * width) throw new Damage(brokenBuffer);
  const view = new DataView(offsets.buffer, offsets.byteOffset, offsets.byteLength);
  const offset = (at: number) =>
    width === 4 ? view.getInt32(4 * at, true) : Number(view.getBigInt64(8 * at, true));
  const rows = Int32Array.from({ length }, (_, at) => at);
  const kept = present ? rows.filter((at) => present[at] === 1) : rows;
  const texts = { bytes, starts: kept.map(offset), ends: kept.map((at) => offset(at + 1)) };
  if (
    !texts.starts.every(
      (start, at) => start >= 0 && start <= texts.ends[at]! && texts.ends[at]! <= bytes.length,
    )
  )
    throw new Damage(brokenBuffer);
  return texts;
}

const shortest = 12;

/** Texts of up to 12 bytes lie in their views, behind their lengths; longer ones in a buffer, which the view tells, from an offset on. */
function textsOfViews(
  views: Uint8Array,
  buffers: readonly Uint8Array[],
  length: number,
  present: Uint8Array | undefined,
): ByteStrings {
  if (views.length < 16 * length) throw new Damage(brokenBuffer);
  const view = new DataView(views.buffer, views.byteOffset, views.byteLength);
  const texts: Uint8Array[] = [];
  for (let at = 0; at < length; at++) {
    if (present && present[at] === 0) continue;
    const size = view.getInt32(16 * at, true);
    const inline = size <= shortest;
    const bytes = inline ? views : buffers[view.getInt32(16 * at + 8, true)];
    const start = inline ? 16 * at + 4 : view.getInt32(16 * at + 12, true);
    if (!bytes || size < 0 || start < 0 || start + size > bytes.length) throw new Damage(brokenBuffer);
    texts.push(bytes.subarray(start, start + size));
  }
  const ends = new Int32Array(texts.length);
  texts.reduce((end, text, at) => {
    ends[at] = end + text.length;
    return ends[at]!;
  }, 0);
  return { bytes: Buffer.concat(texts), starts: ends.map((end, at) => end - texts[at]!.length), ends };
}

async function bufferOf(blocks: Blocks, batch: Batch, index: number): Promise<Uint8Array> {
  const [offset, length] = batch.buffers[index] ?? [-1, 0];
  if (!(offset >= 0 && length >= 0 && offset + length <= batch.bodyLength)) throw new Damage(brokenBuffer);
  const bytes = await blocks.take(batch.body + offset, length);
  if (!batch.packing || length === 0) return bytes;
  if (length < 8) throw new Damage(brokenBuffer);
  const size = Number(bytes.readBigInt64LE(0));
  const packed = bytes.subarray(8);
  return size === -1 ? packed : (await unpacker(batch.packing))!(packed, size);
}
