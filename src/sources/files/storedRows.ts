import type { StoredColumn, StoredOptions } from "../formats/storedTable.ts";
import { isoTime } from "../formats/times.ts";
import type { Cell } from "../layout/cell.ts";
import { distinctNumbers, type Factor } from "../tables/factor.ts";
import { makeSheet, type Sheet } from "./sheet.ts";
import { readStored, withoutNested } from "./storedFile.ts";

/** A variable with its answers as a file has them: codes, and those of missing answers too. */
export interface RawColumn {
  readonly name: string;
  readonly label?: string | undefined;
  /** Numbers, NaN where there is none; or texts, −1 where there is none. */
  readonly answers: Float64Array | Factor;
}

/** All rows of a file. */
export interface RawRows {
  readonly rows: number;
  readonly columns: readonly RawColumn[];
}

/** The rows of a file that knows its variables, as they stand in it; dates are texts as ISO writes them. All columns by default. */
export async function readStoredRows(
  file: string,
  encoding?: string,
  chosen?: StoredOptions["columns"],
): Promise<RawRows> {
  const { rows, columns } = await readStored(file, { encoding, columns: chosen });
  return {
    rows,
    columns: columns.map((column) => ({
      name: column.name.normalize("NFC"),
      label: column.label?.trim().normalize("NFC") || undefined,
      answers: writtenOf(column),
    })),
  };
}

/** The answers, with times as ISO writes them. */
function writtenOf({ time, answers }: StoredColumn): Float64Array | Factor {
  if (time === undefined || !(answers instanceof Float64Array)) return answers;
  const { values, codes } = distinctNumbers(answers);
  return { levels: Array.from(values, (seconds) => isoTime(seconds, time)), codes };
}

/** The answer of a row; null where there is none. */
export function rawCellAt({ answers }: RawColumn): (row: number) => Cell {
  if (answers instanceof Float64Array)
    return (row) => {
      const value = answers[row]!;
      return Number.isNaN(value) ? null : value;
    };
  return (row) => answers.levels[answers.codes[row]!] || null;
}

/** The rows of a file that knows its variables as cells, for a declaration that says what they mean. */
export async function readStoredSheet(file: string, encoding?: string): Promise<Sheet> {
  const { rows, columns } = await readStoredRows(file, encoding, withoutNested);
  const cells = columns.map(rawCellAt);
  const all = Array.from({ length: rows }, (_, row) => cells.map((at) => at(row)));
  return makeSheet(
    { file },
    columns.map(({ name }) => name),
    all,
    all.map((_, row) => row + 1),
  );
}
