import { brokenMessage, brokenSchema, packingNotRead } from "../../../text/messages/columnar.ts";
import { versionNotRead } from "../../../text/messages/formats.ts";
import { Blocks } from "../columnar/blocks.ts";
import { CutShort, Damage, Refusal } from "../columnar/damage.ts";
import type { Packing } from "../columnar/packings.ts";
import type { StoredBytes } from "../storedTable.ts";
import { FlatTable } from "./flatbuffer.ts";
import { type ArrowField, fieldsOf } from "./schema.ts";

/** A batch of rows, or of values of a dictionary. */
export interface Batch {
  readonly rows: number;
  /** The lengths of its parts, and how many values of each are missing. */
  readonly nodes: readonly (readonly [number, number])[];
  /** Where its buffers lie in its body, and their lengths. */
  readonly buffers: readonly (readonly [number, number])[];
  /** How many buffers of texts each column of views has. */
  readonly views: readonly number[];
  readonly packing: Packing | undefined;
  readonly body: number;
  readonly bodyLength: number;
  /** The dictionary whose values it has, and whether they follow those that it has already. */
  readonly dictionary?: { readonly id: number; readonly more: boolean } | undefined;
}

export interface Messages {
  readonly fields: readonly ArrowField[];
  readonly batches: readonly Batch[];
}

const headers = { schema: 1, dictionary: 2, batch: 3 } as const;
const continuation = 0xffffffff;
/** Version 4 of the metadata, as its enumeration counts. */
const firstVersion = 3;

/** What the footer of a file says (Arrow columnar format 1.5, IPC File Format); some writers tell the schema nowhere else. */
export function footerFields(footer: Buffer): readonly ArrowField[] {
  const table = FlatTable.root(footer);
  const schema = table.table(1);
  if (!schema) throw new Damage(brokenSchema);
  return fieldsOf(schema, table.short(0));
}

/** What the messages from `start` to `end` say (Encapsulated message format); data are left where they lie. */
export async function messagesOf(
  bytes: StoredBytes,
  start: number,
  end: number,
  known?: readonly ArrowField[],
): Promise<Messages> {
  const blocks = new Blocks(bytes, end);
  const batches: Batch[] = [];
  let fields = known;
  for (let at = start; at < end; ) {
    const prefix = await blocks.upTo(at, 8);
    if (prefix.length < 4) throw new CutShort();
    const marked = prefix.readUInt32LE(0) === continuation;
    if (marked && prefix.length < 8) throw new CutShort();
    const length = prefix.readInt32LE(marked ? 4 : 0);
    at += marked ? 8 : 4;
    if (length === 0) break;
    if (length < 0) throw new Damage(brokenMessage);
    const message = FlatTable.root(await blocks.take(at, length));
    at += length;
    const [version, header, bodyLength] = [message.short(0), message.table(2), message.long(3)];
    if (version < firstVersion) throw new Refusal(versionNotRead("Arrow", "1.0"), `V${version + 1}`);
    if (!header || bodyLength < 0) throw new Damage(brokenMessage);
    if (at + bodyLength > end) throw new CutShort();
    const kind = message.byte(1);
    if (kind === headers.schema) fields ??= fieldsOf(header, version);
    if (kind === headers.batch) batches.push(batchOf(header, at, bodyLength));
    if (kind === headers.dictionary) {
      const data = header.table(1);
      if (!data) throw new Damage(brokenMessage);
      const dictionary = { id: header.long(0), more: header.byte(2) !== 0 };
      batches.push({ ...batchOf(data, at, bodyLength), dictionary });
    }
    at += bodyLength;
  }
  if (!fields) throw new CutShort();
  return { fields, batches };
}

const packings: readonly Packing[] = ["LZ4_FRAME", "ZSTD"];

function batchOf(header: FlatTable, body: number, bodyLength: number): Batch {
  const compression = header.table(3);
  const codec = compression?.byte(0) ?? 0;
  const packing = compression && packings[codec];
  if (compression && !packing) throw new Refusal(packingNotRead, String(codec));
  const rows = header.long(0);
  if (!(rows >= 0 && rows < 2 ** 31)) throw new Damage(brokenMessage);
  return {
    rows,
    nodes: header.pairs(1),
    buffers: header.pairs(2),
    views: header.longs(4),
    packing,
    body,
    bodyLength,
  };
}
