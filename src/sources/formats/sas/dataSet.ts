import type { StoredBytes, StoredColumn, StoredOptions, StoredTable, ValueLabel } from "../storedTable.ts";
import { type AnswerReader, NumberReader, TextReader } from "./answers.ts";
import { readCatalog } from "./catalog.ts";
import { readHeader } from "./header.ts";
import { checkRows, readRows } from "./rows.ts";
import { readDescription } from "./subheaders.ts";
import { encodingOf, textsIn } from "./texts.ts";
import { type SasVariable, textOf, variablesOf } from "./variables.ts";

/**
 * Reads a data set of SAS (.sas7bdat) of 32 or 64 bits, in either order of bytes, packed or not: M. Shotwell, "SAS7BDAT Database
 * Binary Format", and what ReadStat, pandas and Parso know beyond it. Rows that are deleted are left out; a blank text is missing;
 * missing numbers are counted by their names, `.`, `._` and `.A` to `.Z`. Dates are told by the format of a variable. Values have the
 * labels that the catalog has for the format, where one is given. Throws an InputError where the file is damaged.
 */
export async function readSas(bytes: StoredBytes, options: StoredOptions): Promise<StoredTable> {
  const { file } = bytes;
  const header = await readHeader(bytes, ".sas7bdat");
  const encoding = options.encoding ?? encodingOf(header.encoding);
  const texts = textsIn(file, encoding, header.encoding);
  const description = await readDescription(bytes, header);
  const { told } = description;
  const variables = variablesOf(told, texts, file);
  checkRows(told, header, bytes.size);
  const names = variables.map(({ name }) => name);
  const asked = options.columns && new Set(options.columns(names));
  const read = variables.filter(({ name }) => asked?.has(name) ?? true);
  const readers = read.map(
    (variable): AnswerReader =>
      variable.isText
        ? new TextReader(variable, texts, told.rowCount)
        : new NumberReader(variable, header.littleEndian, told.rowCount),
  );
  const rows = await readRows(bytes, header, description, (batch, row) => {
    for (const reader of readers) reader.take(batch, row);
  });
  const labels =
    options.catalog && (await readCatalog(options.catalog, { encoding: options.encoding, untold: encoding }));
  const label = textOf(told, told.label, texts, file);
  return {
    ...(label === "" ? {} : { label }),
    header: names,
    rows,
    columns: read.map((variable, at) => columnOf(variable, labels?.get(variable.format), readers[at]!, rows)),
  };
}

const columnOf = (
  { name, label }: SasVariable,
  valueLabels: readonly ValueLabel[] = [],
  reader: AnswerReader,
  rows: number,
): StoredColumn => ({ name, ...(label === "" ? {} : { label }), valueLabels, ...reader.answers(rows) });
