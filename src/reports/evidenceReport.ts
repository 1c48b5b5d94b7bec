import type { Interest } from "../study/evidence.ts";
import type { Registry } from "../study/registry.ts";
import type { Source } from "../study/source.ts";
import { evidenceNote, evidenceTitle } from "../text/messages/sources.ts";
import type { Report } from "./report.ts";
import { criterionTable, evidenceTable, type Of, themeTable } from "./tables/evidenceColumns.ts";

/** What of the registry is shown: all of it, or rows of one measure, one solution or one interest. */
export interface EvidenceRequest {
  readonly command: "evidence";
  readonly measure: string | null;
  readonly solution: string | null;
  readonly interest: Interest | null;
}

/**
 * What sources say that the panel does not measure: quantities, in the order of their measures, and, where no measure is asked
 * for, criteria and themes.
 */
export function evidenceReport(
  sources: readonly Source[],
  registry: Registry,
  request: EvidenceRequest,
): Report {
  const { measure, solution, interest } = request;
  const asked = (wanted: string | null, found: string) => wanted === null || wanted === found;
  const rowsOf = <Row>(rows: (source: Source) => readonly Row[]): Of<Row>[] =>
    sources.flatMap((source) => rows(source).map((row) => ({ source, row })));
  const quantities = rowsOf(({ evidence }) => evidence).filter(
    ({ row }) =>
      asked(measure, row.measure) && asked(solution, row.solution) && asked(interest, row.interest),
  );
  const measures = [...new Set(quantities.map(({ row }) => row.measure))];
  const criteria = rowsOf((source) => source.criteria).filter(
    ({ row, source }) =>
      measure === null && asked(solution, row.solution) && asked(interest, source.interest),
  );
  const themes = rowsOf((source) => source.themes).filter(
    ({ row, source }) => measure === null && asked(solution, row.setting) && asked(interest, source.interest),
  );
  return {
    title: evidenceTitle,
    request,
    main: evidenceTable(
      quantities.sort((a, b) => measures.indexOf(a.row.measure) - measures.indexOf(b.row.measure)),
      registry,
    ),
    sections: [criterionTable(criteria), themeTable(themes)],
    notes: [evidenceNote],
  };
}
