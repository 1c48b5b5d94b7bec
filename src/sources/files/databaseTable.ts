import { existsSync } from "node:fs";
import { type GroupsOf, groupedRows } from "../engines/groupedRows.ts";
import { type OpenDatabase, openDatabase } from "../engines/sources.ts";
import { noteRead } from "./filesRead.ts";
import type { FileTable, FileTableOptions } from "./fileTable.ts";
import { tableOfStored, wantedColumns } from "./storedTable.ts";

/** Reads each column by itself, as its values and how many rows have each: tables of one column. */
export async function readDatabaseColumns(data: string, options: FileTableOptions): Promise<FileTable[]> {
  const { engine, relation } = await open(data, options);
  try {
    const header = (await engine.columns(relation)).map(({ name }) => name.normalize("NFC"));
    const tables: FileTable[] = [];
    for (const name of header)
      tables.push(
        await tableIn({ engine, relation }, data, { ...options, columns: () => [name] }, () => ({
          weight: undefined,
        })),
      );
    return tables;
  } finally {
    engine.close();
  }
}

/**
 * Reads the columns that are wanted of a table, query or file by a database. Where `groups` says so, rows that agree in all of them but
 * the weight are one row of the table.
 */
export async function readDatabaseTable(
  data: string,
  options: FileTableOptions,
  groups?: GroupsOf,
): Promise<FileTable> {
  const opened = await open(data, options);
  try {
    return await tableIn(opened, data, options, groups);
  } finally {
    opened.engine.close();
  }
}

async function open(data: string, options: FileTableOptions): Promise<OpenDatabase> {
  const opened = await openDatabase(data, options);
  for (const file of [options.database, data]) if (file !== undefined && existsSync(file)) noteRead(file);
  return opened;
}

async function tableIn(
  { engine, relation }: OpenDatabase,
  data: string,
  options: FileTableOptions,
  groups?: GroupsOf,
): Promise<FileTable> {
  const asNumbers = new Set<string>();
  const columns = wantedColumns(data, options, asNumbers);
  const { stored, aggregates } = await groupedRows(engine, relation, { file: data, columns, groups });
  return tableOfStored(data, stored, options, asNumbers, aggregates);
}
