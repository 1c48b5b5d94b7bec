import { InputError } from "../../text/errors.ts";
import { noRangeInText, noSheetsInText, skipWithRange } from "../../text/messages/files.ts";
import { kindOf } from "./kinds.ts";

/** Where the table of a file stands, as its user says. */
export interface TableChoice {
  /** The sheet of a workbook; the only one with data by default. */
  readonly sheet?: string | undefined;
  /** Of a workbook: the cells of the table and its header, such as B5:H40, B5:H or B:H; what is outside is not read. */
  readonly range?: string | undefined;
  /** The rows or lines before the header; in a workbook, titles and blank rows are recognised by default. */
  readonly skip?: number | undefined;
  /** How many rows name the columns, 1 by default; where none does, they are column1, column2 … */
  readonly header?: number | undefined;
}

/** What was said, without what was not. */
export const saidOf = ({ sheet, range, skip, header }: TableChoice): TableChoice =>
  Object.fromEntries(
    Object.entries({ sheet, range, skip, header }).filter(([, value]) => value !== undefined),
  );

/** Throws for what a kind of file does not have, and for what contradicts itself. */
export function checkChoice(file: string, { sheet, range, skip }: TableChoice): void {
  const isText = kindOf(file) === "text";
  if (isText && sheet !== undefined) throw new InputError(noSheetsInText, { file });
  if (isText && range !== undefined) throw new InputError(noRangeInText, { file });
  if (skip !== undefined && range !== undefined) throw new InputError(skipWithRange, { file });
}
