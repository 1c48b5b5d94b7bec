import { InputError } from "../../../text/errors.ts";
import { damagedPart } from "../../../text/messages/formats.ts";
import { sasParts } from "../../../text/messages/sas.ts";
import type { StoredBytes, StoredOptions, ValueLabel } from "../storedTable.ts";
import { readHeader, type SasHeader } from "./header.ts";
import { pagesOf } from "./pages.ts";
import { Piece } from "./piece.ts";
import { encodingOf, type Texts, textsIn } from "./texts.ts";

/** How a catalog is read. */
export interface CatalogOptions extends Pick<StoredOptions, "encoding"> {
  /** What its texts are written in where it does not tell; windows-1252 by default. */
  readonly untold?: string | undefined;
}

/**
 * Reads the labels of values from a catalog of SAS (.sas7bcat), by the names of their formats in capitals, which those of texts begin
 * with `$`. Nobody has described the format of catalogs: this is what ReadStat knows of it, and what files show. Labels of ranges and of
 * missing numbers, which are no values, are left out. Throws an InputError where the file is damaged.
 */
export async function readCatalog(
  bytes: StoredBytes,
  options: CatalogOptions,
): Promise<ReadonlyMap<string, readonly ValueLabel[]>> {
  const header = await readHeader(bytes, ".sas7bcat");
  const encoding = options.encoding ?? encodingOf(header.encoding, options.untold);
  const texts = textsIn(bytes.file, encoding, header.encoding);
  const formats = new Map<string, readonly ValueLabel[]>();
  for (const place of await entriesOf(bytes, header)) {
    const format = formatIn(await blockAt(bytes, header, place), header, texts);
    if (format && !formats.has(format.name)) formats.set(format.name, format.labels);
  }
  return formats;
}

/** Where a block begins: on the page of this number, which counts from 1, and at these bytes of it. */
interface BlockPlace {
  readonly page: number;
  readonly at: number;
}

const [entryName, formatMark, labelAlign] = ["XLSR", "O".charCodeAt(0), 4];

/** The blocks of formats that the directory of a catalog leads to, in the order of the directory. */
async function entriesOf(bytes: StoredBytes, header: SasHeader): Promise<BlockPlace[]> {
  const word = header.wordSize;
  const markAt = 42 + header.padding + (word === 8 ? 32 : 8);
  const places = new Map<string, BlockPlace>();
  for await (const page of pagesOf(bytes, header))
    for (let at = page.bytes.indexOf(entryName); at >= 0; at = page.bytes.indexOf(entryName, at + 1)) {
      if (at % labelAlign !== 0 || page.bytes[at + markAt] !== formatMark) continue;
      const place = { page: page.word(at + word), at: page.uint16(at + 2 * word) };
      places.set(`${place.page} ${place.at}`, place);
    }
  return [...places.values()];
}

/** The bytes of a block: of the links of its chain, each of which tells where the next one lies. */
async function blockAt(bytes: StoredBytes, header: SasHeader, first: BlockPlace): Promise<Piece> {
  const { size, pageSize, pageCount, wordSize } = header;
  const damaged = new InputError(damagedPart("SAS", sasParts.labels), { file: bytes.file });
  const seen = new Set<number>();
  const links: Buffer[] = [];
  for (let place = first; place.page > 0 && place.at > 0; ) {
    const begin = size + (place.page - 1) * pageSize + place.at;
    if (place.page > pageCount || seen.has(begin)) throw damaged;
    seen.add(begin);
    const headBytes = await bytes.read(begin, 4 * wordSize);
    const head = new Piece(headBytes, header, sasParts.labels);
    place = { page: head.word(0), at: head.uint16(wordSize) };
    const length = head.uint16(wordSize + 2);
    const link = await bytes.read(begin + 4 * wordSize, length);
    if (link.length < length) throw damaged;
    links.push(link);
  }
  return new Piece(Buffer.concat(links), header, sasParts.labels);
}

/** The kinds of the records that a block of a format consists of, each of which has this many bytes before those that it counts. */
const records = { format: 3, value: 4, label: 5 };
const recordHead = 6;

/** The labels of a format; undefined where the block is of something else. */
function formatIn(
  block: Piece,
  { wordSize, padding }: SasHeader,
  texts: Texts,
): { readonly name: string; readonly labels: readonly ValueLabel[] } | undefined {
  if (block.length < recordHead || block.uint16(0) !== records.format) return undefined;
  const head = block.slice(0, recordHead + block.uint16(2));
  const name = nameOf(head, wordSize, padding, texts);
  const values: { readonly value: number | string | undefined; readonly label: number }[] = [];
  const labels: string[] = [];
  for (let at = head.length; at + recordHead <= block.length; ) {
    const [kind, length] = [block.uint16(at), recordHead + block.uint16(at + 2)];
    if (kind !== records.value && kind !== records.label) break;
    const record = block.slice(at, length);
    if (kind === records.label) {
      const { bytes } = record.slice(10, record.uint16(8));
      labels.push(texts.read(bytes, 0, bytes.length));
    } else values.push({ value: valueIn(record, name, texts), label: record.uint32(10 + padding) });
    at += length;
  }
  const told = values
    .filter(({ value, label }) => value !== undefined && label < labels.length)
    .sort((a, b) => a.label - b.label);
  return { name, labels: told.map(({ value, label }) => ({ value: value!, label: labels[label]! })) };
}

const longName = 32;

/** The name of a format: within its first record, and at the end of it where it is long. */
function nameOf(head: Piece, wordSize: number, padding: number, texts: Texts): string {
  const short = 106 + (wordSize === 8 ? 32 : 0) + (padding === 0 ? 0 : 20);
  const isLong = head.length >= short + longName;
  const { bytes } = isLong ? head.slice(head.length - longName, longName) : head.slice(8, 8);
  return texts.read(bytes, 0, bytes.length).toUpperCase();
}

const [valueAt, textSize] = [22, 16];

/** The value of a record, whose first and last value are the same; undefined of a range, and of a missing number. */
function valueIn(record: Piece, format: string, texts: Texts): number | string | undefined {
  if (!format.startsWith("$")) {
    const { bytes } = record.slice(valueAt, 16);
    const [first, last] = [bytes.readDoubleBE(0), bytes.readDoubleBE(8)];
    // Numbers are stored with the opposite sign; a missing one is a very small number.
    return first === last && !isMissing(bytes) ? 0 - first : undefined;
  }
  const { bytes } = record.slice(valueAt, record.length - valueAt);
  return bytes.length === textSize ? texts.read(bytes, 0, bytes.length) : undefined;
}

/** A missing number has its name in the third byte, between zeros and ones. */
const isMissing = (bytes: Buffer) =>
  bytes.readUInt16BE(0) === 0 && bytes.readUInt32BE(3) === 0xffffffff && bytes[7] === 0xff;
