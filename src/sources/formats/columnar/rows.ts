import { brokenRows } from "../../../text/messages/columnar.ts";
import type { StoredBytes } from "../storedTable.ts";
import { Damage } from "./damage.ts";

/** Runs of one answer take next to no bytes, but no file has as many rows as this for each of its bytes. */
const mostRowsPerByte = 2 ** 16;

/** A number of rows that the file can have. */
export function checkedRows(rows: number, { size }: StoredBytes): number {
  if (!(rows >= 0 && rows < 2 ** 31 && rows <= size * mostRowsPerByte)) throw new Damage(brokenRows);
  return rows;
}
