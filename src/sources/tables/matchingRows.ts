import { ColumnTable } from "arquero";
import type { ColumnValues } from "./codebook.ts";

/** The row of `others` that has each row's key, −1 where none has; a missing key is that of no row. */
export function matchingRows(keys: ColumnValues, others: ColumnValues): Int32Array {
  const rows = Int32Array.from(others, (_, row) => row);
  const found = new ColumnTable({ key: keys }).lookup(
    new ColumnTable({ key: others, row: rows }),
    "key",
    "row",
  );
  return Int32Array.from(found.column("row")! as Iterable<number | undefined>, (row) => row ?? -1);
}
