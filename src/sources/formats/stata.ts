import { BlockReader } from "./blocks.ts";
import { type Cells, type LongTexts, longTextCells, numberCells, textCells } from "./stata/cells.ts";
import { timeFormatOf } from "./stata/dates.ts";
import { type Description, describeStata, type StataVariable } from "./stata/description.ts";
import { readLongTexts } from "./stata/longTexts.ts";
import { readValueLabels } from "./stata/valueLabels.ts";
import type { StoredColumn, StoredReader, ValueLabel } from "./storedTable.ts";

/**
 * Reads a .dta file of Stata 8 to 18, releases 113, 114, 115, 117, 118 and 119 of the format, as Stata's help files dta_113 to
 * dta_119 describe it. Numbers are exact. The missing value . and those from .a to .z are NaN, and the latter are counted as
 * marks; a label of one has its name as value. An empty text is missing. Dates and times are in seconds; a week, month, quarter
 * or half-year is its first day. Texts before release 118 are taken for windows-1252. The weight is that of `svyset`. Throws an
 * InputError where the file is none of these, or is damaged or cut short.
 */
export const readStata: StoredReader = async (bytes, options) => {
  const reader = new BlockReader(bytes, "Stata");
  const file = await describeStata(reader, options.encoding);
  const header = file.variables.map(({ name }) => name);
  const wanted = new Set(options.columns ? options.columns(header) : header);
  const variables = file.variables.filter(({ name }) => wanted.has(name));
  const longTexts: LongTexts = new Map([[0, null]]);
  const cells = variables.map((variable) => cellsOf(file, variable, longTexts));
  reader.at = file.dataAt;
  for await (const block of reader.rows(file.width, file.rows))
    for (const column of cells) column.read(block);
  if (longTexts.size > 1) await readLongTexts(reader, file, longTexts);
  const labels = await readValueLabels(reader, file, new Set(variables.map(({ labelSet }) => labelSet)));
  return {
    label: file.label.trimEnd() || undefined,
    header,
    rows: file.rows,
    columns: variables.map((variable, at) => columnOf(variable, cells[at]!, labels.get(variable.labelSet))),
    weight: file.weight,
  };
};

function cellsOf(file: Description, variable: StataVariable, longTexts: LongTexts): Cells {
  const { storage } = variable;
  if (storage === "long text") return longTextCells(variable, file, longTexts);
  return "text" in storage ? textCells(variable, storage.text, file) : numberCells(variable, storage, file);
}

function columnOf(
  { name, label, format, storage }: StataVariable,
  cells: Cells,
  labels: readonly ValueLabel[] = [],
): StoredColumn {
  const isNumber = storage !== "long text" && !("text" in storage);
  const time = isNumber ? timeFormatOf(format) : undefined;
  const asSeconds = (value: number | string) =>
    time && typeof value === "number" ? time.seconds(value) : value;
  return {
    name,
    label: label || undefined,
    valueLabels: isNumber ? labels.map(({ value, label }) => ({ value: asSeconds(value), label })) : [],
    time: time?.time,
    ...cells.answers(),
  };
}
