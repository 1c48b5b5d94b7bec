import type { CellRange } from "./worksheet.ts";

/** The letters of a column that is counted from 1. */
export function columnLetters(column: number): string {
  let letters = "";
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(letterA + ((rest - 1) % 26)) + letters;
  return letters;
}

/** The address of a cell, such as AB12. */
export const addressOf = ({ row, column }: { readonly row: number; readonly column: number }) =>
  `${columnLetters(column)}${row}`;

/** The address of a range, such as A1:AB12. */
export const addressOfRange = ({ top, left, bottom, right }: CellRange) =>
  `${addressOf({ row: top, column: left })}:${addressOf({ row: bottom, column: right })}`;

const letterA = "A".charCodeAt(0);
