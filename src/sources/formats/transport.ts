import { cutShort } from "../../text/messages/formats.ts";
import { firstTableEmpty } from "../../text/messages/transport.ts";
import { BlockReader } from "./blocks.ts";
import { ByteTexts } from "./byteTexts.ts";
import { endOfText } from "./paddedText.ts";
import type { StoredReader } from "./storedTable.ts";
import { numberCells, textCells } from "./transport/cells.ts";
import { timeFormatOf } from "./transport/dates.ts";
import { type Description, describeTransport, recordLength } from "./transport/description.ts";

const format = "SAS XPORT";

/**
 * Reads the first table of a SAS transport file (XPORT) of version 5 or 8, as SAS describes them in "Record Layout of a SAS
 * Version 5 or 6 Data Set in SAS Transport (XPORT) Format" (TS-140) and the same for version 8 or 9. Numbers are the doubles that
 * are nearest to IBM's. The missing value . and those from .A to .Z and ._ are NaN, and the latter are counted as marks. A text of
 * blanks is missing, and blanks at the end of one are left out. Dates and times are in seconds. The file does not tell what its
 * texts are written in: each is taken for UTF-8 where its bytes are, else for windows-1252. Throws an InputError where the file
 * is none of these, or is damaged or cut short, or where its first table has no rows and others follow.
 */
export const readTransport: StoredReader = async (bytes, options) => {
  const reader = new BlockReader(bytes, format);
  const texts = new ByteTexts(reader, options.encoding ? [options.encoding] : ["utf-8", "windows-1252"]);
  const table = await describeTransport(reader, texts);
  const start = reader.at;
  const { end, isLast } = await endOfTable(reader);
  const rows = table.width === 0 ? 0 : await rowsOf(reader, table, start, end);
  if (rows === 0 && !isLast) throw reader.fault(firstTableEmpty);
  const header = table.variables.map(({ name }) => name);
  const wanted = new Set(options.columns ? options.columns(header) : header);
  const variables = table.variables.filter(({ name }) => wanted.has(name));
  const cells = variables.map((variable) =>
    variable.isNumber ? numberCells(variable, rows) : textCells(variable, rows, texts),
  );
  reader.at = start;
  for await (const block of reader.rows(table.width, rows)) for (const column of cells) column.read(block);
  return {
    label: table.label || undefined,
    header,
    rows,
    columns: variables.map(({ name, label, isNumber, format }, at) => ({
      name,
      label: label || undefined,
      valueLabels: [],
      time: isNumber ? timeFormatOf(format)?.time : undefined,
      ...cells[at]!.answers(),
    })),
  };
};

/** How the record that announces a table begins. */
const tableBegins = "HEADER RECORD*******MEMB";

/** Where the rows of the table end: at another table, or with the file. */
async function endOfTable(reader: BlockReader): Promise<{ end: number; isLast: boolean }> {
  const start = reader.at;
  const end = start + reader.left;
  for await (const { bytes, first } of reader.rows(recordLength, Math.floor(reader.left / recordLength)))
    for (let at = bytes.indexOf(tableBegins); at >= 0; at = bytes.indexOf(tableBegins, at + 1))
      if (at % recordLength === 0) return { end: start + first * recordLength + at, isLast: false };
  return { end, isLast: true };
}

/**
 * How many rows there are. Where the file does not tell, blanks fill up the last record, and rows of blanks within it are taken
 * for that, as SAS does.
 */
async function rowsOf(
  reader: BlockReader,
  { width, rows: told }: Description,
  start: number,
  end: number,
): Promise<number> {
  const length = end - start;
  if (told !== undefined) {
    if (told * width > length) throw reader.fault(cutShort(format));
    return told;
  }
  let rows = Math.floor(length / width);
  reader.at = Math.max(start, end - 2 * recordLength);
  const [tailAt, tail] = [reader.at, await reader.take(end - reader.at)];
  const isFilling = (from: number) =>
    from >= tailAt && endOfText(tail, from - tailAt, tail.length) === from - tailAt;
  const fills = (rows: number) => length - rows * width < recordLength && isFilling(start + rows * width);
  if (!fills(rows)) throw reader.fault(cutShort(format));
  while (rows > 0 && fills(rows - 1)) rows--;
  return rows;
}
