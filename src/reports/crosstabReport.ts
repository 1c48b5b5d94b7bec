import type { CrosstabResult } from "../analyses/crosstab.ts";
import type { EstimateRow } from "../analyses/estimateRow.ts";
import type { Sample } from "../samples/sample.ts";
import type { Label } from "../text/language.ts";
import { withheldNote } from "../text/messages/disclosure.ts";
import { associationTests, by as byGroups, percentBases } from "../text/messages/tableNotes.ts";
import { noEstimateIn, noIntervalOf } from "../text/messages/tables.ts";
import { both, type Labels, plain } from "../text/reader.ts";
import { labelsFor } from "./labelRecords.ts";
import { designNotes, effectNotes } from "./notes/designNotes.ts";
import { methodNotes, type ShownParts, shownParts } from "./notes/methodNotes.ts";
import { selectionNotes } from "./notes/selectionNotes.ts";
import type { Report } from "./report.ts";
import { type Column, recordsOf, resultTable } from "./tables/column.ts";
import {
  countColumns,
  differenceTable,
  estimateColumns,
  levelColumns,
  withheldColumn,
} from "./tables/estimateColumns.ts";
import { percentDecimals } from "./tables/outcomeRows.ts";
import { type ShownBeside, type WideTable, wideTable } from "./tables/wideColumns.ts";

/** How a table of estimates by groups is shown: design effects are for people where they are asked for. */
export interface TableLayout {
  readonly effects: boolean;
  /** Decimals for people, in place of those that the table chooses. */
  readonly digits?: number | undefined;
  /** What stands beside the estimates of a table whose groups are across; without it groups are in lines. */
  readonly wide?: readonly ShownBeside[] | undefined;
  /** Fewer respondents than these are told of nobody, where that is asked for, and how many rows are withheld. */
  readonly disclosure?: { readonly least: number; readonly withheld: number } | undefined;
}

/** A cross-tab with its title, tests and notes. */
export function crosstabReport(
  sample: Sample,
  result: CrosstabResult,
  { request, ...layout }: TableLayout & { readonly request: object },
): Report {
  const { by, outcome, rows, subtotals, overall, differences, test, level } = result;
  const { effects, digits, wide, disclosure } = layout;
  const shown = shownParts(wide);
  const title = crosstabTitle(sample, result);
  const own = crosstabColumns(sample, result, layout);
  const long = resultTable("rows", title, own, rows);
  const across =
    wide && wideTable([{ kind: "levels", outcome, result }], sample.table, { show: wide, digits });
  return {
    origin: sample.origin,
    title,
    request,
    design: result.design,
    labels: labelsFor(sample.table.codebook, result.variables),
    main: across ? resultTable("rows", title, across.columns, across.rows) : long,
    digest: across ? undefined : resultTable(undefined, title, own, [...rows, ...subtotals, ...overall]),
    entries: across && ((reader) => recordsOf(long, reader)),
    sections: [
      ...(subtotals.length > 0
        ? [{ ...resultTable("subtotals", title, own, subtotals), audience: "files" as const }]
        : []),
      ...(overall.length > 0
        ? [{ ...resultTable("overall", title, own.slice(by.length), overall), audience: "files" as const }]
        : []),
      ...(sample.waves.length > 0
        ? [
            differenceTable(differences, sample.table.codebook, [...by.slice(1), outcome], by[0]!, {
              kind: "share",
              level,
              decimals: digits ?? percentDecimals,
            }),
          ]
        : []),
    ],
    test: test && { method: associationTests[test.name], result: test.result },
    notes: [
      ...disclosureNotes(disclosure),
      ...selectionNotes(sample),
      ...effectNotes(result.replacement, result.design, effects),
      ...designNotes(sample, result.design),
      ...methodNotes(sample.design, [result], [], shown),
      ...(across ? absentNotes(across, sample.table.codebook, shown) : []),
    ],
  };
}

/** The rule by which rows are withheld, where there is one. */
export const disclosureNotes = (disclosure: TableLayout["disclosure"]): Label[] =>
  disclosure ? [withheldNote(disclosure.least, disclosure.withheld)] : [];

/** Why cells of a table have no estimate, or lack what is shown beside it. */
export function absentNotes(
  { absent }: Pick<WideTable, "absent">,
  labels: Labels,
  { errors, intervals }: ShownParts,
): Label[] {
  const notes = absent.flatMap(({ row, group, cell: { estimate, reason } }) => {
    if (estimate !== null && !errors && !intervals) return [];
    const outcome = both((reader) => reader.label(labels, row.outcome));
    return [(estimate === null ? noEstimateIn : noIntervalOf)(group, outcome, reason)];
  });
  return [...new Map(notes.map((note) => [note.en, note])).values()];
}

function crosstabColumns(
  { table }: Sample,
  { variables, level, rows, subtotals, overall }: CrosstabResult,
  { effects, digits, disclosure }: TableLayout,
): Column<EstimateRow>[] {
  return [
    ...levelColumns<EstimateRow>(table.codebook, variables, ({ levels }) => levels, {
      margins: subtotals.length > 0,
    }),
    ...proportionColumns(level, effects, [...rows, ...subtotals, ...overall], digits),
    ...(disclosure ? [withheldColumn] : []),
  ];
}

/** The columns of a cross-tab besides those of levels. */
export function proportionColumns(
  level: number,
  effects: boolean,
  rows: readonly EstimateRow[],
  digits?: number,
): Column<EstimateRow>[] {
  const decimals = digits ?? percentDecimals;
  const style = {
    kind: "share",
    title: plain("%"),
    level,
    decimals,
    errorDecimals: decimals + 1,
    fixed: digits !== undefined,
  } as const;
  return [...estimateColumns<EstimateRow>(style), ...countColumns(effects, rows)];
}

function crosstabTitle({ table }: Sample, { outcome, by, percent }: CrosstabResult): Label {
  const base = percentBases[by.length === 0 ? "total" : percent];
  return both((reader) => {
    const [own, ...groups] = [outcome, ...by].map((name) => reader.label(table.codebook, name));
    const what = groups.length === 0 ? own : `${own} ${reader.say(byGroups)} ${groups.join(" × ")}`;
    return `${what}, ${reader.say(base)}`;
  });
}
