import { cutShort } from "../../text/messages/formats.ts";
import { firstTableEmpty } from "../../text/messages/transport.ts";
import { BlockReader, type RowBlock } from "./blocks.ts";
import { ByteTexts } from "./byteTexts.ts";
import type { StoredColumn, StoredReader } from "./storedTable.ts";
import { TextAnswers } from "./textAnswers.ts";
import { timeFormatOf } from "./transport/dates.ts";
import {
  type Description,
  describeTransport,
  endOfText,
  recordLength,
  type TransportVariable,
} from "./transport/description.ts";
import { fromIbm, missingName } from "./transport/numbers.ts";

const format = "SAS transport";

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

interface Cells {
  read(block: RowBlock): void;
  answers(): Pick<StoredColumn, "answers" | "marks">;
}

function numberCells({ offset, length, format }: TransportVariable, rows: number): Cells {
  const numbers = new Float64Array(rows);
  const counts = new Map<string, number>();
  const seconds = timeFormatOf(format)?.seconds;
  // A number of fewer bytes has zeros for the rest.
  const whole = new DataView(new ArrayBuffer(8));
  return {
    read({ view, width, first, rows }) {
      for (let row = 0, at = offset; row < rows; row++, at += width) {
        if (length < 8)
          for (let byte = 0; byte < length; byte++) whole.setUint8(byte, view.getUint8(at + byte));
        const high = length < 8 ? whole.getUint32(0) : view.getUint32(at);
        const low = length < 8 ? whole.getUint32(4) : view.getUint32(at + 4);
        const missing = missingName(high, low);
        if (missing !== undefined) counts.set(missing, (counts.get(missing) ?? 0) + 1);
        const value = missing === undefined ? fromIbm(high, low) : Number.NaN;
        numbers[first + row] = seconds ? seconds(value) : value;
      }
    },
    answers: () => {
      counts.delete(".");
      const marks = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([text, rows]) => ({ text, rows }));
      return { answers: numbers, ...(marks.length > 0 ? { marks } : {}) };
    },
  };
}

function textCells({ name, offset, length }: TransportVariable, rows: number, texts: ByteTexts): Cells {
  const answers = new TextAnswers(rows);
  return {
    read({ bytes, width, first, rows }) {
      for (let row = 0, at = offset; row < rows; row++, at += width) {
        const text = texts.read(bytes, at, endOfText(bytes, at, at + length), name, first + row);
        answers.set(first + row, text === "" ? null : text);
      }
    },
    answers: () => ({ answers: answers.factor() }),
  };
}
