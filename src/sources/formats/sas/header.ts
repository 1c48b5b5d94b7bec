import { InputError } from "../../../text/errors.ts";
import { cutShort, damagedPart, notOfFormat } from "../../../text/messages/formats.ts";
import { sasParts } from "../../../text/messages/sas.ts";
import type { StoredBytes } from "../storedTable.ts";
import { type Layout, Piece } from "./piece.ts";

/** What a SAS file tells in its first bytes. */
export interface SasHeader extends Layout {
  readonly size: number;
  readonly pageSize: number;
  readonly pageCount: number;
  /** The bytes that fill up some structures, so that what follows is aligned. */
  readonly padding: 0 | 4;
  /** The SAS number of what its texts are written in. */
  readonly encoding: number;
  /** The version of the program that wrote it, such as 9.0401M6. */
  readonly release: string;
}

/** The file types by the byte of the magic number that tells them apart. */
const magicOf = (kind: number) =>
  Buffer.from(`${"00".repeat(12)}c2ea81${kind.toString(16)}b31411cfbd92080009c7318c181f1011`, "hex");
const magics = { ".sas7bdat": magicOf(0x60), ".sas7bcat": magicOf(0x63) };

const [wide, fixedBytes, smallest, largestHeader, largestPage] = [0x33, 1024, 1024, 2 ** 24, 2 ** 24];

/**
 * Reads the header of a data set or of a catalog ("SAS7BDAT Database Binary Format" by M. Shotwell, section "SAS7BDAT Header", which
 * catalogs share); throws where the file is another one, or is shorter than its pages.
 */
export async function readHeader(bytes: StoredBytes, extension: keyof typeof magics): Promise<SasHeader> {
  const { file } = bytes;
  const first = await bytes.read(0, fixedBytes);
  const magic = magics[extension];
  if (!first.subarray(0, magic.length).equals(magic))
    throw new InputError(notOfFormat(`SAS ${extension}`), { file });
  if (first.length < fixedBytes) throw new InputError(cutShort("SAS"), { file });
  const layout: Layout = { file, littleEndian: first[37] === 1, wordSize: first[32] === wide ? 8 : 4 };
  const padding = first[35] === wide ? 4 : 0;
  const piece = new Piece(first, layout, sasParts.header);
  const [size, pageSize] = [piece.uint32(196 + padding), piece.uint32(200 + padding)];
  const pageCount = piece.word(204 + padding);
  const isOutside = (value: number, largest: number) => value < smallest || value > largest;
  if (isOutside(size, largestHeader) || isOutside(pageSize, largestPage))
    throw new InputError(damagedPart("SAS", sasParts.header), { file });
  if (size + pageCount * pageSize > bytes.size) throw new InputError(cutShort("SAS"), { file });
  const releaseAt = 212 + padding + layout.wordSize;
  const release = first.toString("latin1", releaseAt, releaseAt + 8);
  return { ...layout, size, pageSize, pageCount, padding, encoding: first[70]!, release };
}
