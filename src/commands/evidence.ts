import { join } from "node:path";
import { evidenceReport } from "../reports/evidenceReport.ts";
import { renderCsv } from "../reports/formats/csv.ts";
import { linesOf } from "../reports/tables/column.ts";
import type { Interest } from "../study/evidence.ts";
import { openSources } from "../study/openSources.ts";
import type { Source } from "../study/source.ts";
import { InputError } from "../text/errors.ts";
import { unknownName } from "../text/messages/studies.ts";
import { readerOf } from "../text/reader.ts";
import { folderFor, putSourceReport, type SourceOptions } from "./sourceReport.ts";

interface Options extends SourceOptions {
  readonly measure?: string;
  readonly solution?: string;
  readonly interest?: Interest;
}

/** `panel evidence`: prints what sources say that the panel does not measure, and writes the report. */
export async function evidenceCommand(
  named: readonly string[],
  options: Options,
  dataFolder: string,
): Promise<void> {
  const byDefault = join("reports", "evidence");
  const names = ["evidence.csv", "criteria.csv", "themes.csv"];
  folderFor(options, byDefault, names);
  const { sources, registry } = await openSources(named, dataFolder);
  const folder = folderFor(options, byDefault, names);
  const { measure, solution, interest } = options;
  checkTerm(measure, sources, ({ evidence }) => evidence.map((row) => row.measure));
  checkTerm(solution, sources, ({ evidence, criteria, themes }) => [
    ...[...evidence, ...criteria].map((row) => row.solution),
    ...themes.map(({ setting }) => setting),
  ]);
  const request = {
    command: "evidence",
    measure: measure ?? null,
    solution: solution ?? null,
    interest: interest ?? null,
  } as const;
  const report = evidenceReport(sources, registry, request);
  const tables = [report.main, ...report.sections].filter(({ rows }) => rows.length > 0);
  await putSourceReport(
    report,
    folder,
    {
      tables: new Map(
        tables.map((table) => [`${table.key}.csv`, renderCsv(linesOf(table, readerOf(options.lang)))]),
      ),
      charts: new Map(),
    },
    options,
    { sources: sources.map(({ id }) => id) },
  );
}

/** Throws for a measure or a solution that no row has. */
function checkTerm(
  wanted: string | undefined,
  sources: readonly Source[],
  termsOf: (source: Source) => readonly string[],
): void {
  const known = [...new Set(sources.flatMap(termsOf))].sort();
  if (wanted !== undefined && !known.includes(wanted))
    throw new InputError(unknownName("term", wanted, known), {}, { value: wanted });
}
