import { baseOf, type OutcomeTable } from "../analyses/outcomes.ts";
import type { Sample } from "../samples/sample.ts";
import type { Label } from "../text/language.ts";
import { ofOutcome } from "../text/messages/modelTitles.ts";
import { associationTests, by as byGroups, percentBases } from "../text/messages/tableNotes.ts";
import { equalMeans, meanOfFew, outcomeTitles, percentAndMeans } from "../text/messages/tables.ts";
import { both, type Labels, type Reader } from "../text/reader.ts";
import { absentNotes, crosstabReport, disclosureNotes, type TableLayout } from "./crosstabReport.ts";
import { estimateReport } from "./estimateReport.ts";
import { tablesByKey, testRecord } from "./formats/renderReport.ts";
import { labelsFor } from "./labelRecords.ts";
import { designNote, effectNotes } from "./notes/designNotes.ts";
import { methodNotes, shownParts } from "./notes/methodNotes.ts";
import { selectionNotes } from "./notes/selectionNotes.ts";
import type { Report } from "./report.ts";
import { resultTable } from "./tables/column.ts";
import {
  baseColumns,
  type DesignSize,
  levelOf,
  type OutcomeTest,
  outcomeColumns,
  outcomeTestColumns,
} from "./tables/outcomeColumns.ts";
import { outcomeRows } from "./tables/outcomeRows.ts";
import { testOf, wideTable } from "./tables/wideColumns.ts";

/** One outcome with the sample that it is computed from: where rows are deleted, each has its own. */
export interface TabulatedOutcome {
  readonly sample: Sample;
  readonly table: OutcomeTable;
}

/** A table of several outcomes, a "Table 1"; `sample` is that of all rows. */
export function outcomesReport(
  sample: Sample,
  tabulated: readonly TabulatedOutcome[],
  { request, ...layout }: TableLayout & { readonly request: object },
): Report {
  const { effects, digits, wide, disclosure } = layout;
  const { codebook } = sample.table;
  const tables = tabulated.map(({ table }) => table);
  const { by } = tables[0]!.result;
  const reports = tabulated.map(({ sample: own, table }) => ({
    table,
    report: reportOf(own, table, layout),
  }));
  const title = titleOf(tables, by, codebook);
  const linesOf = (part: "rows" | "subtotals" | "overall") =>
    tables.map((table) => outcomeRows(table, part, digits));
  const [rows, subtotals, overall] = [linesOf("rows"), linesOf("subtotals"), linesOf("overall")];
  const margins = subtotals.flat().length > 0;
  const long = outcomeColumns(codebook, by, [...rows, ...subtotals, ...overall].flat(), {
    ...{ level: levelOf(tables), effects, margins },
    ...{ fixed: digits !== undefined, disclosure: disclosure !== undefined },
  });
  const across = wide && wideTable(tables, sample.table, { show: wide, digits });
  const bases = tables.map(({ outcome, result: { design } }) => ({ outcome, design }));
  const sizes = sizesOf(tabulated[0]!.sample);
  const differ = new Set(bases.map(({ design }) => sizes.map((size) => design[size]).join())).size > 1;
  const tests = testsOf(tables);
  const shown = { ...shownParts(wide), untitledPoints: true };
  return {
    origin: sample.origin,
    title,
    request,
    labels: labelsFor(codebook, [...by, ...tables.map(({ outcome }) => outcome)]),
    main: across
      ? resultTable("outcomes", title, across.columns, across.rows)
      : resultTable("outcomes", title, long, rows.flat()),
    digest: across
      ? undefined
      : resultTable(
          undefined,
          title,
          long,
          tables.flatMap((_, at) => [...rows[at]!, ...subtotals[at]!, ...overall[at]!]),
        ),
    entries: (reader) => reports.map(({ table, report }) => outcomeRecord(table, report, reader)),
    sections: [
      ...reports.flatMap(({ table: { outcome }, report }) =>
        report.sections
          .filter(({ audience, rows: own }) => audience !== "files" && own.length > 0)
          .map((section) => ({
            ...section,
            key: undefined,
            title: ofOutcome(section.title, nameOf(codebook, outcome)),
          })),
      ),
      resultTable(undefined, outcomeTitles.tests, outcomeTestColumns(codebook, tests), tests),
      resultTable(undefined, outcomeTitles.bases, baseColumns(codebook, bases, differ ? sizes : []), bases),
    ],
    notes: [
      ...disclosureNotes(disclosure),
      ...selectionNotes(sample),
      ...effectNotes(tables[0]!.result.replacement, bases[0]!.design, effects),
      designNote(tabulated[0]!.sample.design, sample.names, differ ? undefined : bases[0]!.design),
      ...methodNotes(
        sample.design,
        tables.flatMap((table) => (table.kind === "levels" ? [table.result] : [])),
        tables.flatMap((table) => (table.kind === "mean" ? [table.result] : [])),
        shown,
      ),
      ...codeNotes(tabulated),
      ...(across ? absentNotes(across, codebook, shown) : []),
    ],
  };
}

/** What the design of an outcome counts; of replicate weights the degrees of freedom alone. */
const sizesOf = ({ design, names: { strata, cluster } }: Sample): DesignSize[] => [
  ...(design.replication || strata.length === 0 ? [] : (["strata"] as const)),
  ...(design.replication || cluster === undefined ? [] : (["clusters"] as const)),
  "df",
];

const nameOf = (labels: Labels, variable: string): Label => both((reader) => reader.label(labels, variable));

/** The report that an outcome has alone. */
const reportOf = (sample: Sample, table: OutcomeTable, { wide: _, ...layout }: TableLayout): Report =>
  table.kind === "levels"
    ? crosstabReport(sample, table.result, { ...layout, request: {} })
    : estimateReport(sample, table.result, { ...layout, request: {} });

/** What JSON says of an outcome: what its document would say if it were alone. */
function outcomeRecord(
  { outcome: name, kind }: OutcomeTable,
  { design, main, sections, test }: Report,
  reader: Reader,
): object {
  return {
    ...{ name, kind, design },
    ...tablesByKey([main, ...sections], reader),
    ...(test && { test: testRecord(test, reader) }),
  };
}

function testsOf(tables: readonly OutcomeTable[]): OutcomeTest[] {
  return tables.flatMap((table) => {
    const result = testOf(table);
    if (!result) return [];
    const method = table.kind === "levels" ? associationTests[table.result.test!.name] : equalMeans;
    return [{ outcome: table.outcome, method, result }];
  });
}

function titleOf(tables: readonly OutcomeTable[], by: readonly string[], labels: Labels): Label {
  const base = baseOf(tables);
  const shown = percentAndMeans(
    base && percentBases[by.length === 0 ? "total" : base],
    tables.some(({ kind }) => kind === "mean"),
  );
  return both((reader) => {
    const own = tables.map(({ outcome }) => reader.label(labels, outcome)).join(", ");
    const groups = by.map((name) => reader.label(labels, name)).join(" × ");
    return `${groups === "" ? own : `${own} ${reader.say(byGroups)} ${groups}`}, ${reader.say(shown)}`;
  });
}

/** Numbers of so many values at most may be the codes of categories; means of zeros and ones are shares. */
const mostCodes = 10;

/** Which means are of few whole numbers, and may be meant as categories. */
function codeNotes(tabulated: readonly TabulatedOutcome[]): Label[] {
  return tabulated.flatMap(({ sample, table: { kind, outcome } }) => {
    if (kind === "levels") return [];
    const { levels } = sample.table.factor(outcome);
    const isFew = levels.length > 1 && levels.length <= mostCodes && levels.join() !== "0,1";
    return isFew && levels.every((value) => Number.isInteger(Number(value)))
      ? [meanOfFew(outcome, levels.length)]
      : [];
  });
}
