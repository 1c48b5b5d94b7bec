import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { InputError } from "../text/errors.ts";
import { type Cell, makeSheet, type Sheet } from "./sheet.ts";
import { unreadable } from "./workbook.ts";

/** Takes the records of a text file one by one, with the number of the line on which each begins. */
export type TakeRecord = (fields: readonly string[], line: number) => void;

/** Given the header and whether numbers may have a decimal comma, says what to do with the records that follow. */
export type TakeHeader = (header: readonly string[], decimalComma: boolean) => TakeRecord;

/**
 * Reads a CSV file in UTF-8 piece by piece. The delimiter (comma, semicolon or tab) is the one that the header line has
 * most of; where it is no comma, numbers may have a decimal comma. Blank lines are skipped; fields come as they stand.
 */
export async function streamDelimited(file: string, takeHeader: TakeHeader): Promise<void> {
  const { default: Papa } = await import("papaparse");
  const pieces = decode(file);
  let first = "";
  let opening = await pieces.next();
  while (!opening.done) {
    first += opening.value;
    if (/[\r\n]/.test(first)) break;
    opening = await pieces.next();
  }
  const headerLine = first.slice(0, first.search(/\r?\n|\r|$/));
  const delimiter = [",", ";", "\t"].reduce((best, next) =>
    count(headerLine, next) > count(headerLine, best) ? next : best,
  );
  let header: readonly string[] | undefined;
  let take: TakeRecord = () => {};
  let line = 1;
  let quoted = false;
  const watch = (piece: string) => {
    quoted ||= piece.includes('"');
    return piece;
  };
  const visit = (record: string[]) => {
    const begins = line;
    line += quoted ? record.reduce((lines, field) => lines + count(field, "\n"), 1) : 1;
    if (record.every((field) => field.trim() === "")) return;
    if (!header) {
      header = record.map((field) => field.trim());
      take = takeHeader(header, delimiter !== ",");
    } else if (record.length === header.length) take(record, begins);
    else
      throw new InputError(`the line has ${record.length} fields, the header ${header.length}`, {
        file,
        line: begins,
      });
  };
  await new Promise<void>((resolve, reject) => {
    const stream = Readable.from(resume(first, pieces, watch));
    stream.on("error", reject);
    Papa.parse<string[]>(stream, {
      delimiter,
      chunk: ({ data, errors }, parser) => {
        try {
          const fault = errors.find(({ type }) => type === "Quotes");
          if (fault)
            throw new InputError(
              "this is no readable CSV",
              { file, line: line + (fault.row ?? 0) },
              { advice: "Check the quotes around this line" },
            );
          for (const record of data) visit(record);
        } catch (error) {
          reject(error);
          parser.abort();
          stream.destroy();
        }
      },
      complete: () => resolve(),
      error: reject,
    });
  });
}

/** The whole of a CSV file as a sheet. */
export async function readDelimited(file: string): Promise<Sheet> {
  const rows: Cell[][] = [];
  const rowNumbers: number[] = [];
  let header: readonly string[] = [];
  let decimalComma = false;
  await streamDelimited(file, (names, comma) => {
    header = names;
    decimalComma = comma;
    return (fields, line) => {
      rows.push(fields.map((text) => text.trim() || null));
      rowNumbers.push(line);
    };
  });
  return makeSheet({ file, decimalComma }, header, rows, rowNumbers);
}

const count = (text: string, part: string) => text.split(part).length - 1;

const pieceSize = 1 << 18;

async function* decode(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const bytes = createReadStream(file, { highWaterMark: pieceSize });
  try {
    for await (const piece of bytes) yield decoder.decode(piece as Buffer, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (error instanceof TypeError)
      throw new InputError("the file is not UTF-8 text", { file }, { advice: "Save it as CSV UTF-8" });
    throw unreadable(file, error);
  }
}

async function* resume(
  first: string,
  rest: AsyncGenerator<string>,
  watch: (piece: string) => string,
): AsyncGenerator<string> {
  yield watch(first);
  for await (const piece of rest) yield watch(piece);
}
