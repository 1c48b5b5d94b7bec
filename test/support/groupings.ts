import type { FileTable } from "../../src/sources/files/fileTable.ts";
import type { Table } from "../../src/sources/tables/table.ts";
import { groupedByDuckdb } from "./throughDuckdb.ts";
import { groupedByPostgres, hasPostgres } from "./throughPostgres.ts";

/** A database that makes groups of a table's rows: those that agree in everything but the weight. */
interface Grouping {
  /** Whether it can be had here. */
  readonly isHere: boolean;
  readonly grouped: (table: Table, weight: string | undefined) => Promise<FileTable>;
}

/** The databases of which the groups give what rows give. */
export const groupings = {
  DuckDB: { isHere: true, grouped: groupedByDuckdb },
  PostgreSQL: { isHere: hasPostgres, grouped: groupedByPostgres },
} as const satisfies Readonly<Record<string, Grouping>>;

type GroupingName = keyof typeof groupings;

/** What estimates come from: rows, or the groups of them that a database makes. */
export type RowSource = "rows" | GroupingName;

const databases = Object.keys(groupings) as GroupingName[];

/** Those that can be had here, and those that cannot. */
export const sourcesHere: readonly RowSource[] = [
  "rows",
  ...databases.filter((name) => groupings[name].isHere),
];
export const sourcesAbsent: readonly RowSource[] = databases.filter((name) => !groupings[name].isHere);
