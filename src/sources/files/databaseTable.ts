import { type GroupsOf, groupedRows } from "../engines/groupedRows.ts";
import { fileOf, type OpenDatabase, openDatabase } from "../engines/sources.ts";
import { type FileTable, type FileTableOptions, missingCodesOf } from "./fileTable.ts";
import { checkInput } from "./input.ts";
import { tableOfStored, wantedColumns } from "./storedTable.ts";
import { checkChoiceInDatabase } from "./tableChoice.ts";

/** Reads each column by itself, as its values and how many rows have each: tables of one column. */
export function readDatabaseColumns(data: string, options: FileTableOptions): Promise<FileTable[]> {
  return withDatabase(data, options, async (opened) => {
    const header = (await opened.engine.columns(opened.relation)).map(({ name }) => name.normalize("NFC"));
    const tables: FileTable[] = [];
    for (const name of header)
      tables.push(
        await tableIn(opened, data, { ...options, columns: () => [name] }, () => ({ weight: undefined })),
      );
    return tables;
  });
}

/**
 * Reads the columns that are wanted of a table, query or file by a database. Where `groups` says so, rows that agree in all of them but
 * the weight are one row of the table.
 */
export function readDatabaseTable(
  data: string,
  options: FileTableOptions,
  groups?: GroupsOf,
): Promise<FileTable> {
  return withDatabase(data, options, (opened) => tableIn(opened, data, options, groups));
}

async function withDatabase<Result>(
  data: string,
  options: FileTableOptions,
  work: (opened: OpenDatabase) => Promise<Result>,
): Promise<Result> {
  checkChoiceInDatabase(data, options);
  const only = fileOf(data, options);
  if (only !== undefined) await checkInput(only);
  const opened = await openDatabase(data, options);
  try {
    for (const file of opened.files) await checkInput(file);
    return await work(opened);
  } finally {
    await opened.engine.close();
  }
}

async function tableIn(
  { engine, relation }: OpenDatabase,
  data: string,
  options: FileTableOptions,
  groups?: GroupsOf,
): Promise<FileTable> {
  const asNumbers = new Set<string>();
  const columns = wantedColumns(data, options, asNumbers);
  const { stored, aggregates } = await groupedRows(engine, relation, {
    file: data,
    columns,
    groups: groups && ((header) => withoutCodes(groups(header), options)),
  });
  return tableOfStored(data, { ...stored, told: engine.notes }, options, asNumbers, { aggregates });
}

/** Weights of which some are codes of missing answers are not added up: the sum would hide the codes. */
function withoutCodes(found: ReturnType<GroupsOf>, options: FileTableOptions): ReturnType<GroupsOf> {
  if (found?.weight === undefined) return found;
  const codes = [...missingCodesOf(found.weight, true, options), ...(options.na ?? [])];
  return codes.length > 0 ? undefined : found;
}
