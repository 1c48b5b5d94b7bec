import type { Reproduction } from "../figures/reproduce.ts";
import type { Study } from "../study/study.ts";
import type { Reader } from "../text/reader.ts";
import { renderCsv } from "./formats/csv.ts";
import { markedRecords } from "./formats/renderReport.ts";
import type { ResultTable } from "./tables/column.ts";
import { figureTable } from "./tables/figureColumns.ts";
import { findingTable } from "./tables/findingColumns.ts";
import { allTermTable, disagreementTable } from "./tables/studyModelColumns.ts";
import { studyTableOfRows } from "./tables/studyTableColumns.ts";

/** The report's CSV files by name; every record starts with the kind of data that it was computed from. */
export function reproductionFiles(reproduction: Reproduction, reader: Reader): Map<string, string> {
  const { dataset, figures, tables } = reproduction;
  const disagreements = disagreementTable(reproduction);
  const files: (readonly [string, ResultTable])[] = [
    ["figures", figureTable(figures, reproduction)],
    ["findings", findingTable(reproduction)],
    ["models", allTermTable(reproduction)],
    ...(disagreements.rows.length > 0 ? [["disagreements", disagreements] as const] : []),
    ...tables.map(
      (table) => [`table-${table.description.id}`, studyTableOfRows(table, reproduction)] as const,
    ),
  ];
  return new Map(
    files.map(([name, table]) => [`${name}.csv`, renderCsv(markedRecords(table, dataset, reader))]),
  );
}

/** The names of all files that the report of a study may have. */
export const reportNames = ({ tables, charts }: Study): readonly string[] => [
  "report.md",
  "report.html",
  ...["figures", "findings", "models", "disagreements"].map((name) => `${name}.csv`),
  ...tables.map(({ id }) => `table-${id}.csv`),
  ...charts.map(({ id }) => `${id}.svg`),
];
