import { isInDatabase } from "../engines/sources.ts";
import type { FileTableOptions } from "./fileTable.ts";
import { kindOf } from "./kinds.ts";
import { readFileTable } from "./readFileTable.ts";
import { withoutNested } from "./storedFile.ts";
import { type RawRows, readStoredRows } from "./storedRows.ts";

/** The rows of a file as they stand in it, without columns of lists and structures. */
export async function readRawRows(file: string, options: FileTableOptions = {}): Promise<RawRows> {
  if (!isInDatabase(file, options) && kindOf(file) === "stored")
    return readStoredRows(file, options.encoding, withoutNested);
  const table = await readFileTable(file, options);
  const columns = table.columnNames().map((name) => {
    const column = table.typed(name);
    return { name, answers: "numbers" in column ? column.numbers() : column.factor() };
  });
  return { rows: table.rows, columns };
}
