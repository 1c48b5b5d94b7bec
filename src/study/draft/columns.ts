import { sheetAt } from "../../sources/datasets/dataset.ts";
import { numberOf } from "../../sources/datasets/decode.ts";
import type { FileReading, WaveFile } from "../../sources/datasets/description.ts";
import { isDateVariable } from "../../sources/expressions/dates.ts";
import type { Coding } from "../../sources/files/coding.ts";
import { readCoding } from "../../sources/files/coding.ts";
import type { FileTable } from "../../sources/files/fileTable.ts";
import { isOfKind } from "../../sources/files/kinds.ts";
import { readLabels, sheetsOfLabels, type VariableLabels } from "../../sources/files/labels.ts";
import { isProvenance } from "../../sources/files/provenance.ts";
import { readFileTable } from "../../sources/files/readFileTable.ts";
import type { Sheet } from "../../sources/files/sheet.ts";
import { type RawRows, rawCellAt } from "../../sources/files/storedRows.ts";
import { openWorkbook } from "../../sources/files/workbook.ts";
import type { Cell } from "../../sources/layout/cell.ts";
import { distinctNames } from "../../sources/layout/columnNames.ts";
import type { Variable } from "../../sources/tables/codebook.ts";
import { addressOfRange } from "../../sources/xlsx/address.ts";
import { InputError } from "../../text/errors.ts";
import type { Label } from "../../text/language.ts";
import { unitsBelowHeader } from "../../text/messages/drafts.ts";
import { saysNothing } from "../../text/nonAnswers.ts";

/** A column of a file, as its answers tell what it is. */
export interface Column {
  readonly name: string;
  readonly kind: "number" | "levels" | "dates" | "no answers" | "numbers as texts";
  readonly variable: Variable;
  /** Its cells in the order of the rows. */
  readonly cells: readonly Cell[];
  /** Its numbers, where it is one: NaN where an answer is missing. */
  readonly numbers: Float64Array | undefined;
  /** The texts of its answers, and how many rows have each. */
  readonly answers: ReadonlyMap<string, number>;
  /** The rows without an answer. */
  readonly missing: number;
  /** The texts that are read as missing answers. */
  readonly marks: readonly string[];
  /** The few texts that alone keep a column from being one of numbers. */
  readonly textsAmongNumbers: readonly string[];
  /** The codes that a file of labels says to be no answers, and their labels. */
  readonly nonAnswers: readonly { readonly code: string; readonly label: Label }[];
}

/** A file of rows, as far as it tells what it holds. */
export interface Surveyed {
  readonly file: string;
  /** Where in it the table is, if not from the first row on, and how it is read. */
  readonly reading: FileReading;
  readonly rows: number;
  readonly columns: readonly Column[];
  readonly table: FileTable;
  /** Whether the file tells its codes of missing answers, so that others may be suggested, but are none. */
  readonly tellsMissing?: boolean | undefined;
}

export interface SurveyChoice extends FileReading {
  readonly labels?: string | undefined;
}

/** Reads a file of rows, with the labels that its workbook or another file has. */
export async function surveyFile(file: string, choice: SurveyChoice): Promise<Surveyed> {
  const isWorkbook = isOfKind("workbook", file);
  const ofLabels = isWorkbook ? await sheetsOfLabels(file) : [];
  const sheet = choice.sheet ?? (isWorkbook ? await sheetBeside(file, ofLabels) : undefined);
  const labelsFile = choice.labels ?? (ofLabels.length > 0 ? file : undefined);
  const { labels: _, ...said } = choice;
  const labels =
    labelsFile !== undefined
      ? await readLabels(labelsFile)
      : isOfKind("stored", file)
        ? labelsIn(await readFileTable(file, said))
        : new Map<string, VariableLabels>();
  const coding = codingOf(await readCoding({ labels: labelsFile }), labels);
  const table = await readFileTable(file, { ...said, sheet, coding });
  const reading = readingOf(table, said);
  const cells = await sheetAt({ file, ...reading });
  const names = distinctNames(cells.header);
  return {
    file,
    reading,
    rows: cells.rows.length,
    columns: table.columnNames().map((name) => {
      const at = names.indexOf(name);
      const own = cells.rows.map((row) => row[at] ?? null);
      return columnOf(table, name, own, (text) => isRead(text, cells), labels.get(name));
    }),
    table,
  };
}

/** The rows of a table as they are written to a file. */
export function surveyedRows(
  table: FileTable,
  { rows, columns }: RawRows,
  { file, sheet }: Pick<WaveFile, "file" | "sheet">,
): Surveyed {
  const own = columns.map((column) => {
    const at = rawCellAt(column);
    const cells = Array.from({ length: rows }, (_, row) => at(row));
    return columnOf(table, column.name, cells, () => true, undefined);
  });
  return { file, reading: { sheet }, rows, columns: own, table, tellsMissing: true };
}

/** The only filled sheet besides those of labels; undefined where there is none or another one, for the reader to tell. */
async function sheetBeside(file: string, ofLabels: readonly string[]): Promise<string | undefined> {
  if (ofLabels.length === 0) return undefined;
  const workbook = await openWorkbook(file);
  const others = workbook.sheetNames.filter(
    (name) => !ofLabels.includes(name) && !isProvenance(name) && workbook.table(name).rowNumbers.length > 0,
  );
  return others.length === 1 ? others[0] : undefined;
}

/** The labels that a file of a statistical program has of its own codes. */
const labelsIn = (table: FileTable): ReadonlyMap<string, VariableLabels> =>
  new Map(
    Array.from(table.codebook, ([name, { label, ...variable }]) => {
      const levels = variable.type === "categorical" ? variable.levels : [];
      return [name, { label, codes: levels.filter((level) => level.label.en !== level.name) }];
    }),
  );

/** Labels with the codes that they say to be no answers, which are missing. */
function codingOf(coding: Coding, labels: ReadonlyMap<string, VariableLabels>): Coding {
  return { ...coding, missingCodes: (name) => nonAnswersOf(labels.get(name)).map(({ code }) => code) };
}

const nonAnswersOf = (labels: VariableLabels | undefined) =>
  (labels?.codes ?? [])
    .filter(({ label }) => saysNothing(label))
    .map(({ name, label }) => ({ code: name, label }));

/** How a declaration says what was said, or was seen in a workbook. */
function readingOf(table: FileTable, { header, encoding, decimal, ...said }: FileReading): FileReading {
  const { sheet } = table.place();
  if (sheet === undefined) return { skip: said.skip, header, encoding, decimal };
  if ((header ?? 1) === 1) return { sheet, range: rangeOf(table), decimal };
  return { sheet, range: said.range, skip: said.skip, header, decimal };
}

/** The cells of a table that does not begin in the first row of its sheet, or that has remarks around it. */
function rangeOf(table: FileTable): string | undefined {
  const { headerRow, left } = table.standing;
  const aside = table.notes.find((note) => note.kind === "rows aside");
  const wasSaid = table.standing.said.range !== undefined;
  if (table.rows === 0 || headerRow === undefined || !(aside || wasSaid || headerRow > 1)) return undefined;
  const place = table.place(table.rows - 1);
  if (aside && aside.units.length > 0)
    throw new InputError(unitsBelowHeader, { ...place, row: aside.units[0] });
  return addressOfRange({ top: headerRow, left, bottom: place.row!, right: left + table.header.length - 1 });
}

/** A column with its cells; `isNumberRead` says whether a declared number may be written so. */
function columnOf(
  table: FileTable,
  name: string,
  cells: readonly Cell[],
  isNumberRead: (text: string) => boolean,
  labels: VariableLabels | undefined,
): Column {
  const { variable } = table.typed(name);
  const numbers = variable.type === "numeric" ? table.numbers(name) : undefined;
  const codes = numbers ? undefined : table.factor(name).codes;
  const isMissing = (row: number) => (numbers ? Number.isNaN(numbers[row]!) : codes![row]! < 0);
  const answers = new Map<string, number>();
  const marks = new Set<string>();
  let missing = 0;
  cells.forEach((cell, row) => {
    if (isMissing(row)) {
      missing++;
      if (cell !== null) marks.add(String(cell));
    } else answers.set(String(cell), (answers.get(String(cell)) ?? 0) + 1);
  });
  const kind =
    answers.size === 0
      ? "no answers"
      : numbers
        ? Array.from(answers.keys()).every(isNumberRead)
          ? "number"
          : "numbers as texts"
        : isDateVariable(variable)
          ? "dates"
          : "levels";
  const nonAnswers = nonAnswersOf(labels);
  const told = new Set(nonAnswers.map(({ code }) => code));
  return {
    ...{ name, kind, variable, cells, numbers, answers, missing, nonAnswers },
    marks: [...marks].filter((text) => !told.has(text)),
    textsAmongNumbers: table.notes.flatMap((note) =>
      note.kind === "texts among numbers" && note.column === name ? note.texts.map(({ text }) => text) : [],
    ),
  };
}

/** Whether a declared number may be written so. */
function isRead(text: string, sheet: Sheet): boolean {
  try {
    return numberOf(text, sheet) !== undefined;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}
