import { InputError } from "../text/errors.ts";
import { type Cell, makeSheet, type Sheet } from "./sheet.ts";
import { readInput } from "./workbook.ts";

/**
 * Reads a CSV file in UTF-8. The delimiter (comma, semicolon or tab) is the one that the header line has most of; where
 * it is no comma, numbers may have a decimal comma.
 */
export async function readDelimited(file: string): Promise<Sheet> {
  const text = decodeUtf8(file, await readInput(file));
  const { parse } = await import("csv-parse/sync");
  const headerLine = text.slice(0, text.search(/\r?\n|$/));
  const delimiter = [",", ";", "\t"].reduce((best, next) =>
    count(headerLine, next) > count(headerLine, best) ? next : best,
  );
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      delimiter,
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as never;
  } catch (error) {
    const { lines } = error as { lines?: number };
    throw new InputError(
      "this is no readable CSV",
      { file, line: lines },
      { advice: "Check the quotes around this line" },
    );
  }
  const [header, ...lines] = records;
  const rows = lines.filter(({ record }) => record.some((field) => field !== ""));
  for (const { record, info } of rows)
    if (record.length !== header!.record.length)
      throw new InputError(`the line has ${record.length} fields, the header ${header!.record.length}`, {
        file,
        line: info.lines,
      });
  return makeSheet(
    { file, decimalComma: delimiter !== "," },
    header?.record ?? [],
    rows.map(({ record }) => record.map(cellOf)),
    rows.map(({ info }) => info.lines),
  );
}

const cellOf = (text: string): Cell => (text === "" ? null : text);

const count = (text: string, delimiter: string) => text.split(delimiter).length - 1;

function decodeUtf8(file: string, bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new InputError("the file is not UTF-8 text", { file }, { advice: "Save it as CSV UTF-8" });
  }
}
