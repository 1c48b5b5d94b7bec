import { type GroupsOf, groupedRows } from "../engines/groupedRows.ts";
import { fileOf, openDatabase } from "../engines/sources.ts";
import type { FileTable, FileTableOptions } from "./fileTable.ts";
import { checkInput } from "./input.ts";
import { tableOfStored, wantedColumns } from "./storedTable.ts";
import { checkChoiceInDatabase } from "./tableChoice.ts";

/**
 * Reads the columns that are wanted of a table, query or file by a database. Where `groups` says so, rows that agree in all of them but
 * the weight are one row of the table.
 */
export async function readDatabaseTable(
  data: string,
  options: FileTableOptions,
  groups?: GroupsOf,
): Promise<FileTable> {
  checkChoiceInDatabase(data, options);
  const only = fileOf(data, options);
  if (only !== undefined) await checkInput(only);
  const { engine, relation, files } = await openDatabase(data, options);
  try {
    for (const file of files) await checkInput(file);
    const asNumbers = new Set<string>();
    const columns = wantedColumns(data, options, asNumbers);
    const { stored, aggregates } = await groupedRows(engine, relation, { file: data, columns, groups });
    return tableOfStored(data, stored, options, asNumbers, aggregates);
  } finally {
    engine.close();
  }
}
