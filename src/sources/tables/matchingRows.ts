import * as aq from "arquero";
import type { ColumnValues } from "./codebook.ts";

// Functions as they are, and not names of columns, which arquero would load a parser of JavaScript for.
const key = aq.escape((row: { key: unknown }) => row.key) as never;
const number = aq.escape((row: { number: number }) => row.number);

/** The row of `others` that has each row's key, −1 where none has; a missing key is that of no row. */
export function matchingRows(keys: ColumnValues, others: ColumnValues): Int32Array {
  const numbered = new aq.ColumnTable({ key: others, number: Int32Array.from(others, (_, row) => row) });
  const found = new aq.ColumnTable({ key: keys }).lookup(numbered, [key, key], { number });
  return Int32Array.from(found.array("number") as (number | undefined)[], (row) => row ?? -1);
}
