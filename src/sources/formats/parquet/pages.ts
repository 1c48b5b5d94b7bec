import { crc32 } from "node:zlib";
import type { ColumnMetaData, Encoding, PageHeader } from "hyparquet";
import type { parquetHeader } from "hyparquet/src/column.js";
import { brokenPage, packingNotRead, pageEncodingNotRead } from "../../../text/messages/columnar.ts";
import { Blocks } from "../columnar/blocks.ts";
import { CutShort, Damage, Refusal } from "../columnar/damage.ts";
import { type Unpack, unpacker } from "../columnar/packings.ts";
import type { StoredValues } from "../columnar/storedValues.ts";
import type { StoredBytes } from "../storedTable.ts";
import { hybrid } from "./encodings.ts";
import type { ParquetColumn } from "./schema.ts";
import { valuesOf } from "./values.ts";

/** What a column has in the rows of a page: its values, or the places of its values in the dictionary that came last. */
export interface DataPage {
  readonly rows: number;
  /** 1 for a row that has a value; undefined where all have one. */
  readonly present: Uint8Array | undefined;
  readonly content: { readonly values: StoredValues } | { readonly places: Int32Array };
}
export type Page = { readonly dictionary: StoredValues } | DataPage;

/** The pages of a column in a row group (parquet-format 2.11: Data Pages), read one after the other. */
export async function* pagesOf(
  bytes: StoredBytes,
  chunk: ColumnMetaData,
  column: ParquetColumn,
  rows: number,
): AsyncGenerator<Page> {
  const unpack = chunk.codec === "UNCOMPRESSED" ? undefined : await unpacker(chunk.codec);
  if (chunk.codec !== "UNCOMPRESSED" && !unpack) throw new Refusal(packingNotRead, String(chunk.codec));
  const { parquetHeader } = await import("hyparquet/src/column.js");
  let at = Number(firstByte(chunk));
  const end = at + Number(chunk.total_compressed_size) + untoldBytes;
  const blocks = new Blocks(bytes, end);
  let entries = 0;
  for (let left = rows; left > 0; ) {
    const { header, size } = await headerAt(blocks, at, end, parquetHeader);
    const stored = await blocks.take(at + size, header.compressed_page_size);
    at += size + stored.length;
    if (header.crc !== undefined && crc32(stored) !== Number(header.crc) >>> 0) throw new Damage(brokenPage);
    if (header.type === "DICTIONARY_PAGE") {
      const dictionary = dictionaryOf(stored, header, column, unpack);
      entries = header.dictionary_page_header!.num_values;
      yield { dictionary };
    } else if (header.type === "DATA_PAGE" || header.type === "DATA_PAGE_V2") {
      const page = dataPage(stored, header, column, unpack, left);
      if ("places" in page.content && page.content.places.some((place) => place >= entries))
        throw new Damage(brokenPage);
      left -= page.rows;
      yield page;
    }
  }
}

/** Old writers leave the header of the dictionary out of the size that they tell (PARQUET-816). */
const untoldBytes = 100;

/** Some writers tell no dictionary where there is one, or tell one at 0, where no page can be. */
const firstByte = ({ data_page_offset, dictionary_page_offset }: ColumnMetaData) =>
  dictionary_page_offset && dictionary_page_offset < data_page_offset
    ? dictionary_page_offset
    : data_page_offset;

/** A damaged header may tell anything in place of a number. */
const isCount = (told: unknown): told is number => Number.isInteger(told) && (told as number) >= 0;

/** Headers are tens of bytes, and more where they tell the least and the greatest of long texts. */
const headerSizes = [2 ** 12, 2 ** 22] as const;

async function headerAt(blocks: Blocks, at: number, end: number, parse: typeof parquetHeader) {
  for (const most of headerSizes) {
    const bytes = await blocks.upTo(at, Math.min(most, end - at));
    if (bytes.length === 0) throw end > at ? new CutShort() : new Damage(brokenPage);
    const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), offset: 0 };
    try {
      const header = parse(reader);
      if (![header.compressed_page_size, header.uncompressed_page_size].every(isCount)) break;
      return { header, size: reader.offset };
    } catch {
      // The header may be longer than what was read of it.
    }
  }
  throw new Damage(brokenPage);
}

function dictionaryOf(
  bytes: Buffer,
  header: PageHeader,
  { element }: ParquetColumn,
  unpack: Unpack | undefined,
): StoredValues {
  const count = header.dictionary_page_header?.num_values;
  const page = unpack ? unpack(bytes, header.uncompressed_page_size) : bytes;
  if (!isCount(count) || count > Math.max(8 * page.length, 1)) throw new Damage(brokenPage);
  return valuesOf(page, count, "PLAIN", element)!;
}

function dataPage(
  bytes: Buffer,
  header: PageHeader,
  column: ParquetColumn,
  unpack: Unpack | undefined,
  most: number,
): DataPage {
  const told = header.data_page_header ?? header.data_page_header_v2;
  if (!told || !isCount(told.num_values) || told.num_values > most) throw new Damage(brokenPage);
  const rows = told.num_values;
  const optional = column.element.repetition_type === "OPTIONAL";
  const { levels, values } = header.data_page_header_v2
    ? partsOfSecond(bytes, header, unpack)
    : partsOfFirst(unpack ? unpack(bytes, header.uncompressed_page_size) : bytes, optional);
  const present = optional ? Uint8Array.from(hybrid(levels, 1, rows)) : undefined;
  const count = present ? present.reduce((sum, level) => sum + level, 0) : rows;
  return {
    rows,
    present: count === rows ? undefined : present,
    content: contentOf(values, count, told.encoding, column),
  };
}

/** The definition levels and the values of a page of the first version, which lie behind one another. */
function partsOfFirst(page: Uint8Array, optional: boolean) {
  if (!optional) return { levels: page.subarray(0, 0), values: page };
  const length = page.length < 4 ? -1 : new DataView(page.buffer, page.byteOffset).getInt32(0, true);
  if (!(length >= 0 && 4 + length <= page.length)) throw new Damage(brokenPage);
  return { levels: page.subarray(4, 4 + length), values: page.subarray(4 + length) };
}

/** Those of a page of the second version, whose levels are never packed. */
function partsOfSecond(bytes: Buffer, header: PageHeader, unpack: Unpack | undefined) {
  const { repetition_levels_byte_length, definition_levels_byte_length, is_compressed } =
    header.data_page_header_v2!;
  const start = Number(repetition_levels_byte_length ?? 0);
  const end = start + Number(definition_levels_byte_length ?? 0);
  if (!isCount(start) || !isCount(end) || start > end || end > bytes.length) throw new Damage(brokenPage);
  const packed = bytes.subarray(end);
  const size = header.uncompressed_page_size - end;
  const values = unpack && is_compressed !== false && packed.length > 0 ? unpack(packed, size) : packed;
  return { levels: bytes.subarray(start, end), values };
}

function contentOf(
  values: Uint8Array,
  count: number,
  encoding: Encoding,
  { element }: ParquetColumn,
): DataPage["content"] {
  if (encoding === "PLAIN_DICTIONARY" || encoding === "RLE_DICTIONARY") {
    if (count > 0 && values.length === 0) throw new Damage(brokenPage);
    return { places: hybrid(values.subarray(1), values[0] ?? 0, count) };
  }
  const stored = valuesOf(values, count, encoding, element);
  if (stored === undefined) throw new Refusal(pageEncodingNotRead, String(encoding));
  return { values: stored };
}
