import { existsSync } from "node:fs";
import { type GroupsOf, groupedRows } from "../engines/groupedRows.ts";
import { openDatabase } from "../engines/sources.ts";
import { noteRead } from "./filesRead.ts";
import type { FileTable, FileTableOptions } from "./fileTable.ts";
import { tableOfStored, wantedColumns } from "./storedTable.ts";

/**
 * Reads the columns that are wanted of a table, query or file by a database. Where `groups` says so, rows that agree in all of them but
 * the weight are one row of the table.
 */
export async function readDatabaseTable(
  data: string,
  options: FileTableOptions,
  groups?: GroupsOf,
): Promise<FileTable> {
  const { engine, relation } = await openDatabase(data, options);
  for (const file of [options.database, data]) if (file !== undefined && existsSync(file)) noteRead(file);
  try {
    const asNumbers = new Set<string>();
    const columns = wantedColumns(data, options, asNumbers);
    const { stored, aggregates } = await groupedRows(engine, relation, { file: data, columns, groups });
    return tableOfStored(data, stored, options, asNumbers, aggregates);
  } finally {
    engine.close();
  }
}
