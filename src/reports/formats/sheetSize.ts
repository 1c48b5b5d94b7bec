import { InputError, type Place } from "../../text/errors.ts";
import { sheetTooLarge } from "../../text/messages/outputs.ts";

/** The rows and columns of a sheet, for every program that reads xlsx. */
const most = [1_048_576, 16_384] as const;

/** Throws where a sheet would have more rows or columns than there can be. */
export function checkSheetSize(rows: number, columns: number, place: Place = {}): void {
  if (rows > most[0] || columns > most[1]) throw new InputError(sheetTooLarge(rows, columns, most), place);
}
