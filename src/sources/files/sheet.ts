import { InputError, type Place } from "../../text/errors.ts";
import type { Label } from "../../text/language.ts";
import { columnAbsent, noRows, resultNotStored, sameColumnName } from "../../text/messages/files.ts";
import type { Cell } from "../layout/cell.ts";
import { distinctNames } from "../layout/columnNames.ts";
import { absentResult } from "../xlsx/errorValues.ts";
import type { Notation } from "./decimalMark.ts";

/** A rectangle of cells as it stands in a file, before anything is known of its variables. */
export interface Sheet {
  readonly file: string;
  /** The sheet's name; undefined for a text file. */
  readonly sheet?: string | undefined;
  /** What commas mean in numbers that are written as text: nothing, decimals, or what the file does not tell. */
  readonly commas?: "decimal" | "untold" | undefined;
  /** How its numbers are written, where somebody says it. */
  readonly notation?: Notation | undefined;
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** The row's number in the file as its reader sees it, the header being row 1. */
  readonly rowNumbers: readonly number[];
}

/** Builds a sheet from its header and rows; refuses an empty one. Letters have one form of Unicode. */
export function makeSheet(
  place: Pick<Sheet, "file" | "sheet" | "commas">,
  header: readonly Cell[],
  rows: readonly (readonly Cell[])[],
  rowNumbers: readonly number[],
): Sheet {
  const names = header.map((name) =>
    String(name ?? "")
      .trim()
      .normalize("NFC"),
  );
  if (rows.length === 0) throw new InputError(noRows, { file: place.file, sheet: place.sheet });
  const normal = rows.map((cells) =>
    cells.map((cell) => (typeof cell === "string" ? cell.normalize("NFC") : cell)),
  );
  return { ...place, header: names, rows: normal, rowNumbers };
}

/** Refuses columns of one name: nobody can tell which is meant. */
export function checkHeader(place: Place, header: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of header) {
    if (name === "") continue;
    if (seen.has(name)) throw new InputError(sameColumnName, place, { value: name });
    seen.add(name);
  }
}

/** Where a row stands, for messages: a row of a spreadsheet or a line of a text file. */
export function placeOf(sheet: Sheet, row?: number, column?: string): Place {
  const number = row === undefined ? undefined : sheet.rowNumbers[row];
  return {
    file: sheet.file,
    sheet: sheet.sheet,
    [sheet.sheet === undefined ? "line" : "row"]: number,
    column,
  };
}

/**
 * The cells of a column by its name, or by the one that it has after its place, such as `...4`; throws when the sheet lacks
 * it, with advice on what else to do.
 */
export function columnOf(sheet: Sheet, name: string, advice?: Label): Cell[] {
  const written = sheet.header.indexOf(name);
  const at = written < 0 ? distinctNames(sheet.header).indexOf(name) : written;
  if (at < 0) throw new InputError(columnAbsent(name, sheet.header, advice), placeOf(sheet));
  if (sheet.header.indexOf(name, at + 1) >= 0)
    throw new InputError(sameColumnName, placeOf(sheet), { value: name });
  return sheet.rows.map((row, number) => {
    const cell = row[at] ?? null;
    if (cell === absentResult) throw new InputError(resultNotStored, placeOf(sheet, number, name));
    return cell;
  });
}
