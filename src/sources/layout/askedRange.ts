import { InputError } from "../../text/errors.ts";
import { notRange } from "../../text/messages/files.ts";
import { type CellRange, columnIn, mostColumns, mostRows } from "../xlsx/worksheet.ts";

/**
 * A range as people write it: `B5:H40`; `B5:H`, down to the last row; `B:H`, where nothing tells the first row; `5:40`, where
 * nothing tells the columns.
 */
export interface AskedRange extends Omit<CellRange, "top" | "left"> {
  readonly top: number | undefined;
  readonly left: number | undefined;
}

/** Whether a text is a range. */
export const isRange = (text: string) => rangeIn(text) !== undefined;

/** The range that a text is, whichever of its corners comes first. Throws where it is none. */
export function askedRange(text: string): AskedRange {
  const range = rangeIn(text);
  if (!range) throw new InputError(notRange([]), { field: "--range" }, { value: text });
  return range;
}

function rangeIn(text: string): AskedRange | undefined {
  const [, one = "", from, other = "", to] =
    /^\$?([A-Z]{1,3})?(?:\$?(\d{1,7}))?:\$?([A-Z]{1,3})?(?:\$?(\d{1,7}))?$/i.exec(text.trim()) ?? [];
  const columns = [columnIn(one), columnIn(other)];
  const rows = [from, to].filter((digits) => digits !== undefined).map(Number);
  const areRows = one === "" && other === "" && rows.length === 2;
  const [left, right] = areRows ? [undefined, mostColumns] : [Math.min(...columns), Math.max(...columns)];
  const top = from === undefined ? undefined : Math.min(...rows);
  const bottom = to === undefined ? mostRows : Math.max(...rows);
  const isInSheet = (left ?? 1) >= 1 && right <= mostColumns && (top ?? 1) >= 1 && bottom <= mostRows;
  if (!isInSheet || (top === undefined && to !== undefined)) return undefined;
  return { top, left, bottom, right };
}

/** A text of `Sheet!B5:H40` or `'My sheet'!B5:H40`, in its two parts; without the first where it names no sheet. */
export function partsOfRange(text: string): { readonly sheet?: string; readonly range: string } {
  const [, quoted, plain, range] = /^(?:'((?:[^']|'')+)'|([^'!]+))!(.*)$/s.exec(text.trim()) ?? [];
  if (range === undefined) return { range: text };
  return { sheet: (quoted?.replaceAll("''", "'") ?? plain!).normalize("NFC"), range };
}
