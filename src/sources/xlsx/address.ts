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

const letterA = "A".charCodeAt(0);
