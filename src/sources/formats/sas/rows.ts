import { InputError } from "../../../text/errors.ts";
import { cutShort, damagedPart } from "../../../text/messages/formats.ts";
import { sasParts } from "../../../text/messages/sas.ts";
import type { StoredBytes } from "../storedTable.ts";
import { type RowBatch, viewOf } from "./answers.ts";
import { mostPacking, packingNamedIn, type Unpack } from "./compression.ts";
import type { SasHeader } from "./header.ts";
import { contentOf, deletedBits, type PageContent, pagesOf, rowsAt } from "./pages.ts";
import { type Description, subheadersOf } from "./subheaders.ts";

/** Takes rows, of which the first has this number. */
export type TakeRows = (batch: RowBatch, row: number) => void;

const batchSize = 1 << 18;

/** Throws where a file has not the room for the rows that it announces. */
export function checkRows(told: Description, header: SasHeader, fileSize: number): void {
  const { rowCount, rowLength, texts } = told;
  if (rowCount === 0) return;
  const isPacked = texts[0] !== undefined && packingNamedIn(texts[0].bytes) !== undefined;
  const perRow = isPacked ? 3 * header.wordSize + rowLength / mostPacking : rowLength;
  if (rowLength === 0 || rowLength > mostPacking * fileSize)
    throw new InputError(damagedPart("SAS", sasParts.rows), { file: header.file });
  if (rowCount * perRow > fileSize) throw new InputError(cutShort("SAS"), { file: header.file });
}

/** Reads the rows that are not deleted, batch by batch, and returns their number. Those that were moved come where they lie. */
export async function readRows(
  bytes: StoredBytes,
  header: SasHeader,
  { told, firstRows }: { readonly told: Description; readonly firstRows: number },
  take: TakeRows,
): Promise<number> {
  const { rowCount, deletedCount } = told;
  const packed = new PackedRows(told, header);
  let [rows, deleted] = [0, 0];
  const give = (batch: RowBatch) => {
    const count = Math.min(batch.count, rowCount - rows);
    if (count > 0) take({ ...batch, count }, rows);
    rows += count;
  };
  for await (const page of pagesOf(bytes, header, firstRows)) {
    if (rows + deleted >= rowCount) break;
    const content = contentOf(page);
    for (const batch of packed.of(content)) give(batch);
    if (content.rows > 0) {
      const batch = plainRows(content, told, header, Math.min(content.rows, rowCount - rows - deleted));
      deleted += batch.deleted;
      give(batch);
    }
  }
  if (rows + Math.max(deleted, deletedCount) < rowCount)
    throw new InputError(cutShort("SAS"), { file: header.file });
  return rows;
}

/** The rows after the pointers of a page, the first so many of them, but for those that are deleted. */
function plainRows(
  content: PageContent,
  { rowLength }: Description,
  { release }: SasHeader,
  count: number,
): RowBatch & { readonly deleted: number } {
  const begin = rowsAt(content, release);
  const end = begin + content.rows * rowLength;
  if (end > content.page.length) throw content.page.damaged(sasParts.rows);
  const flags = content.hasDeletedRows ? deletedBits(content, end) : undefined;
  const starts = new Int32Array(count);
  let kept = 0;
  for (let row = 0; row < count; row++) {
    const isDeleted = flags !== undefined && ((flags[row >> 3]! >> (7 - (row & 7))) & 1) === 1;
    if (!isDeleted) starts[kept++] = begin + row * rowLength;
  }
  const { bytes } = content.page;
  return { bytes, view: viewOf(bytes), starts, count: kept, deleted: count - kept };
}

/** Unpacks the rows that lie on pages as subheaders do. */
class PackedRows {
  readonly #rowLength: number;
  readonly #header: SasHeader;
  readonly #unpack: Unpack | undefined;
  #bytes: Buffer = Buffer.alloc(0);
  #starts: Int32Array = new Int32Array(0);

  constructor({ rowLength, texts }: Description, header: SasHeader) {
    this.#rowLength = rowLength;
    this.#header = header;
    this.#unpack = texts[0] && packingNamedIn(texts[0].bytes);
  }

  /** The rows of a page in batches, each of which takes the place of the one before. */
  *of(content: PageContent): Generator<RowBatch> {
    let count = 0;
    for (const { at, length, isPacked } of subheadersOf(content).rows) {
      if (this.#starts.length === 0) this.#makeRoom();
      if (count === this.#starts.length) {
        yield this.#batch(count);
        count = 0;
      }
      const target = this.#bytes.subarray(this.#starts[count]!, this.#starts[count]! + this.#rowLength);
      const source = content.page.bytes;
      const isWhole = isPacked
        ? this.#unpack?.(source, at, at + length, target)
        : source.copy(target, 0, at, at + length) === this.#rowLength;
      if (!isWhole) throw new InputError(damagedPart("SAS", sasParts.packedRow), { file: this.#header.file });
      count++;
    }
    if (count > 0) yield this.#batch(count);
  }

  #batch(count: number): RowBatch {
    return { bytes: this.#bytes, view: viewOf(this.#bytes), starts: this.#starts, count };
  }

  #makeRoom(): void {
    const rows = Math.max(1, Math.floor(batchSize / this.#rowLength));
    this.#bytes = Buffer.alloc(rows * this.#rowLength);
    this.#starts = Int32Array.from({ length: rows }, (_, row) => row * this.#rowLength);
  }
}
