import { InputError } from "../../text/errors.ts";
import { notRange } from "../../text/messages/files.ts";
import { type CellRange, columnIn, mostColumns, mostRows } from "../xlsx/worksheet.ts";

/** A range as people write it: `B5:H40`; `B5:H`, down to the last row; `B:H`, where nothing tells the first row. */
export interface AskedRange extends Omit<CellRange, "top"> {
  readonly top: number | undefined;
}

/** The range that a text names, whichever of its corners comes first. Throws where it names none. */
export function askedRange(text: string): AskedRange {
  const [, one = "", from, other = "", to] =
    /^\$?([A-Z]{1,3})(?:\$?(\d{1,7}))?:\$?([A-Z]{1,3})(?:\$?(\d{1,7}))?$/i.exec(text.trim()) ?? [];
  const columns = [columnIn(one), columnIn(other)];
  const [left, right] = [Math.min(...columns), Math.max(...columns)];
  const rows = [from, to].filter((digits) => digits !== undefined).map(Number);
  const top = from === undefined ? undefined : Math.min(...rows);
  const bottom = to === undefined ? mostRows : Math.max(...rows);
  const isInSheet = left >= 1 && right <= mostColumns && (top ?? 1) >= 1 && bottom <= mostRows;
  if (!isInSheet || (top === undefined && to !== undefined))
    throw new InputError(notRange, { field: "--range" }, { value: text });
  return { top, left, bottom, right };
}
