import { InputError } from "../../../text/errors.ts";
import { cutShort } from "../../../text/messages/formats.ts";
import { sasParts } from "../../../text/messages/sas.ts";
import type { StoredBytes } from "../storedTable.ts";
import type { SasHeader } from "./header.ts";
import { Piece } from "./piece.ts";

const blockSize = 1 << 20;

/** The pages of a file from the one of this number on, which counts from 0; the file is read by blocks of whole pages. */
export async function* pagesOf(bytes: StoredBytes, header: SasHeader, first = 0): AsyncGenerator<Piece> {
  const { size, pageSize, pageCount } = header;
  const together = Math.max(1, Math.floor(blockSize / pageSize));
  for (let page = first; page < pageCount; page += together) {
    const wanted = Math.min(together, pageCount - page) * pageSize;
    const block = await bytes.read(size + page * pageSize, wanted);
    if (block.length < wanted) throw new InputError(cutShort("SAS"), { file: header.file });
    for (let at = 0; at < wanted; at += pageSize)
      yield new Piece(block.subarray(at, at + pageSize), header, sasParts.page);
  }
}

/** What a page of a data set holds: subheaders, rows after their pointers, or both. */
export interface PageContent {
  readonly page: Piece;
  readonly hasSubheaders: boolean;
  readonly subheaders: number;
  /** The rows that are no subheaders, those that are deleted among them. */
  readonly rows: number;
  readonly hasDeletedRows: boolean;
}

/** The bits of the type of a page. */
const bits = { deleted: 0x0080, kind: 0x0f00, data: 0x0100, mix: 0x0200, index: 0x9000 };

const headSize = ({ layout }: Piece) => 8 + 4 * layout.wordSize;

export function contentOf(page: Piece): PageContent {
  const end = headSize(page);
  const [type, blocks, subheaders] = [page.uint16(end - 8), page.uint16(end - 6), page.uint16(end - 4)];
  const kind = type & bits.kind;
  const isData = kind === bits.data;
  const hasSubheaders = !isData && (type & bits.index) === 0;
  const pointers = hasSubheaders ? subheaders : 0;
  const rows = isData || (hasSubheaders && kind === bits.mix) ? Math.max(0, blocks - pointers) : 0;
  return { page, hasSubheaders, subheaders: pointers, rows, hasDeletedRows: (type & bits.deleted) !== 0 };
}

/** Where a subheader or a compressed row lies on its page. */
export interface Pointer {
  readonly at: number;
  readonly length: number;
  readonly isPacked: boolean;
  /** Whether it may be a row, which has no signature. */
  readonly mayBeRow: boolean;
}

/**
 * The bits of what a pointer tells of compression. What is skipped are rows that are deleted, that go on on the next page, where they
 * are whole, or that were moved to another page, where they are read.
 */
const pointerBits = { skipped: 1, packed: 4 };

const pointerSize = ({ layout }: Piece) => 3 * layout.wordSize;

export function* pointersOf({ page, hasSubheaders, subheaders }: PageContent): Generator<Pointer> {
  if (!hasSubheaders) return;
  const { wordSize } = page.layout;
  for (let pointer = 0; pointer < subheaders; pointer++) {
    const start = headSize(page) + pointer * pointerSize(page);
    const [at, length] = [page.word(start), page.word(start + wordSize)];
    const [flags, type] = [page.uint8(start + 2 * wordSize), page.uint8(start + 2 * wordSize + 1)];
    if (length === 0 || (flags & pointerBits.skipped) !== 0) continue;
    if (at + length > page.length) throw page.damaged();
    yield { at, length, isPacked: (flags & pointerBits.packed) !== 0, mayBeRow: type === 1 };
  }
}

/** Stat/Transfer does not align the rows after the pointers, and calls itself by a release without a maintenance. */
const isUnaligned = (page: Piece, at: number, release: string) =>
  /^[89]\.0000M0/.test(release) && ![0, 0x20202020].includes(page.uint32(at));

/** Where the rows after the pointers begin. */
export function rowsAt({ page, subheaders }: PageContent, release: string): number {
  const end = headSize(page) + subheaders * pointerSize(page);
  return end % 8 === 0 || isUnaligned(page, end, release) ? end : end + 4;
}

/** The bits of the rows after the pointers that are deleted: of the first row in the highest bit of the first byte. */
export function deletedBits({ page, rows }: PageContent, rowsEnd: number): Buffer {
  const unusedBytes = page.word(3 * page.layout.wordSize);
  return page.slice(rowsEnd + unusedBytes, Math.ceil(rows / 8)).bytes;
}
