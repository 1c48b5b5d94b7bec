import { stataParts } from "../../../text/messages/stata.ts";
import type { BlockReader } from "../blocks.ts";
import type { ByteTexts } from "../byteTexts.ts";
import { type LongTexts, referenceOf } from "./cells.ts";
import { type Description, expectAt } from "./description.ts";
import { unsigned } from "./numbers.ts";
import { another } from "./tags.ts";

const kinds = { binary: 129, text: 130 };
/** More bytes than this are no answer that a table could show. */
const mostBytes = 2 ** 28;

/**
 * Fills in the texts (GSOs) that are referred to. A binary one that is no text in the encoding of the file, or has a byte 0, is a
 * missing answer.
 */
export async function readLongTexts(
  reader: BlockReader,
  file: Description,
  longTexts: LongTexts,
): Promise<void> {
  const { layout, littleEndian, rows, texts } = file;
  await expectAt(reader, file.longTextsAt, "strls");
  while (await another(reader, "GSO", "strls")) {
    const head = await reader.take(4 + layout.textRow + 1 + 4);
    const reference = referenceOf(
      unsigned(head, 0, 4, littleEndian),
      unsigned(head, 4, layout.textRow, littleEndian),
      rows,
    );
    const kind = head[4 + layout.textRow];
    const length = unsigned(head, 5 + layout.textRow, 4, littleEndian);
    if (!longTexts.has(reference)) reader.skip(length);
    else if (kind === kinds.text && length > 0 && length <= mostBytes)
      // A text ends with a byte 0, which is counted.
      longTexts.set(reference, texts.read(await reader.take(length), 0, length - 1) || null);
    else if (kind === kinds.binary) longTexts.set(reference, await binaryText(reader, length, texts));
    else throw reader.damaged(stataParts.longTexts);
  }
  for (const text of longTexts.values()) if (text === undefined) throw reader.damaged(stataParts.longTexts);
}

async function binaryText(reader: BlockReader, length: number, texts: ByteTexts): Promise<string | null> {
  if (length > mostBytes) {
    reader.skip(length);
    return null;
  }
  const bytes = await reader.take(length);
  return bytes.includes(0) ? null : texts.find(bytes, 0, length) || null;
}
