import type { EstimateResult } from "../analyses/estimate.ts";
import type { EstimateRow } from "../analyses/estimateRow.ts";
import type { Sample } from "../samples/sample.ts";
import type { Label } from "../text/language.ts";
import {
  by as byGroups,
  limitsBeyond,
  tooFewClusters,
  tTest,
  woodruffIntervals,
} from "../text/messages/tableNotes.ts";
import { equalMeans } from "../text/messages/tables.ts";
import { both, type Labels, type Reader } from "../text/reader.ts";
import { words } from "../text/words.ts";
import type { TableLayout } from "./crosstabReport.ts";
import { labelsFor } from "./labelRecords.ts";
import { designNotes, effectNotes } from "./notes/designNotes.ts";
import { methodNotes, shownParts } from "./notes/methodNotes.ts";
import { selectionNotes } from "./notes/selectionNotes.ts";
import type { Report, TestOutcome } from "./report.ts";
import { type Column, resultTable } from "./tables/column.ts";
import {
  countColumns,
  decimalsFor,
  differenceTable,
  estimateColumns,
  intervalTitle,
  levelColumns,
  withheldColumn,
} from "./tables/estimateColumns.ts";

/** Estimates with their title, tests and notes. */
export function estimateReport(
  sample: Sample,
  result: EstimateResult,
  { effects, digits, disclosure, request }: Omit<TableLayout, "wide"> & { readonly request: object },
): Report {
  const { by, rows, subtotals, overall, statistic, design } = result;
  const quantile = statistic.kind === "quantile";
  const title = titleOf(sample, result);
  const own = columnsOf(sample, result, { effects: effects && !quantile, digits, disclosure });
  return {
    origin: sample.origin,
    title,
    request,
    design,
    labels: labelsFor(sample.table.codebook, by),
    main: resultTable("rows", title, own, rows),
    digest: resultTable(undefined, title, own, [...rows, ...subtotals, ...overall]),
    sections: [
      ...(subtotals.length > 0
        ? [{ ...resultTable("subtotals", title, own, subtotals), audience: "files" as const }]
        : []),
      ...(overall.length > 0
        ? [{ ...resultTable("overall", title, own.slice(by.length), overall), audience: "files" as const }]
        : []),
      ...differenceSections(sample, result, digits),
    ],
    test: result.tested
      ? tTestOf(result)
      : result.equality && { method: equalMeans, result: result.equality },
    notes: [
      ...selectionNotes(sample),
      ...(quantile ? [] : effectNotes(result.replacement, design, effects)),
      ...designNotes(sample, design),
      ...(quantile ? woodruffNotes(result) : methodNotes(sample.design, [], [result], shownParts(undefined))),
    ],
  };
}

/** How the intervals of quantiles were made, and why some lack a limit though there are degrees of freedom. */
function woodruffNotes({ rows, overall, level }: EstimateResult): Label[] {
  const lacks = ({ df, low, high }: EstimateRow) => df !== null && df >= 1 && (low === null || high === null);
  return [
    woodruffIntervals(intervalTitle(level)),
    ...([...rows, ...overall].some(lacks) ? [limitsBeyond] : []),
  ];
}

function columnsOf(
  { table }: Sample,
  result: EstimateResult,
  { effects, digits, disclosure }: TableLayout,
): Column<EstimateRow>[] {
  const { by, statistic, level, rows, subtotals, overall } = result;
  const isMedian = statistic.kind === "quantile" && statistic.probability === 0.5;
  return [
    ...levelColumns<EstimateRow>(table.codebook, by, ({ levels }) => levels),
    ...estimateColumns<EstimateRow>({
      kind: "number",
      title: words[isMedian ? "median" : statistic.kind],
      level,
      decimals: digits ?? decimalsFor(rows.map(({ se }) => se)),
      fixed: digits !== undefined,
    }),
    ...countColumns(effects, [...rows, ...subtotals, ...overall]),
    ...(disclosure ? [withheldColumn] : []),
  ];
}

function differenceSections({ table, waves }: Sample, result: EstimateResult, digits: number | undefined) {
  const { by, differences, tested, level } = result;
  if (differences.length === 0 || (!tested && waves.length === 0)) return [];
  const decimals = digits ?? decimalsFor(differences.map(({ se }) => se));
  const shared = tested ? [] : by.slice(1);
  return [differenceTable(differences, table.codebook, shared, by[0]!, { kind: "number", level, decimals })];
}

/** What is estimated, in words. */
function titleOf({ table }: Sample, { variable, statistic, by }: EstimateResult): Label {
  return both((reader) => {
    const name = statisticName(variable, statistic, table.codebook, reader);
    const groups = by.map((own) => reader.label(table.codebook, own)).join(" × ");
    return groups === "" ? name : `${name} ${reader.say(byGroups)} ${groups}`;
  });
}

function statisticName(
  variable: string,
  statistic: EstimateResult["statistic"],
  labels: Labels,
  reader: Reader,
): string {
  const of = reader.label(labels, variable);
  if (statistic.kind === "ratio")
    return `${reader.say(words.ratio)} ${of} / ${reader.label(labels, statistic.denominator)}`;
  if (statistic.kind !== "quantile") return `${of}, ${reader.say(words[statistic.kind])}`;
  if (statistic.probability === 0.5) return `${of}, ${reader.say(words.median)}`;
  const places = Math.min(10, String(statistic.probability).length - 2);
  return `${of}, ${reader.say(words.quantile)} ${reader.number(statistic.probability, places)}`;
}

function tTestOf({ differences }: EstimateResult): TestOutcome {
  const { statistic, df, p } = differences[0]!;
  if (statistic === null || df === null || p === null)
    return { method: tTest, result: { reason: tooFewClusters } };
  return { method: tTest, result: { statistic, df1: df, df2: null, p } };
}
