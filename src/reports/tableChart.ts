import type { TopLevelSpec } from "vega-lite";
import type { CrosstabResult } from "../analyses/crosstab.ts";
import type { EstimateResult } from "../analyses/estimate.ts";
import type { EstimateRow } from "../analyses/estimateRow.ts";
import { forest } from "../charts/forest.ts";
import { groupedBars } from "../charts/groupedBars.ts";
import { stackedBars } from "../charts/stackedBars.ts";
import type { Sample } from "../samples/sample.ts";
import { intervalName, publishedValue } from "../text/messages/charts.ts";
import type { Reader } from "../text/reader.ts";
import { words } from "../text/words.ts";
import { isSilent } from "./chartLabels.ts";
import { dataLine } from "./dataLines.ts";
import { interval } from "./formats/blocks.ts";
import type { Report } from "./report.ts";
import { decimalsFor, intervalTitle } from "./tables/estimateColumns.ts";

/** How a cross-tab is drawn: bars with their intervals, or a bar of 100 % for each group. */
export const crosstabCharts = ["bars", "stacked"] as const;
export type CrosstabChart = (typeof crosstabCharts)[number];

type Subject = Pick<Sample, "origin" | "table">;

/** A cross-tab as bars: with intervals a cluster for each level and a bar for each group, stacked a bar for each group. */
export function crosstabChart(
  result: CrosstabResult,
  type: CrosstabChart,
  sample: Subject,
  { title }: Pick<Report, "title">,
  reader: Reader,
): TopLevelSpec {
  const { codebook } = sample.table;
  const { outcome, variables, rows, level } = result;
  const at = variables.indexOf(outcome);
  const names = { interval: reader.say(intervalName(intervalTitle(level))), published: "" };
  const caption = captionOf(title, sample, reader);
  const values = rows.map((row) => ({
    level: reader.label(codebook, outcome, row.levels[at] ?? ""),
    group: groupName(row, variables, at, sample, reader),
    silent: isSilent(codebook, outcome, row.levels[at] ?? ""),
    value: percent(row.estimate),
    low: percent(row.low),
    high: percent(row.high),
    text:
      row.estimate === null
        ? reader.say(words["not computable"])
        : reader.percent(100 * row.estimate, type === "bars" ? 1 : 0),
  }));
  if (type === "bars")
    return groupedBars(
      values.map((own) => ({ ...own, outcome: own.level })),
      names,
      caption,
    );
  return stackedBars(
    values.map((own) => ({ ...own, bar: own.group })),
    [],
    { start: "", published: reader.say(publishedValue) },
    caption,
  );
}

const percent = (share: number | null) => (share === null ? null : 100 * share);

/** Estimates by groups as points with their intervals. */
export function estimateChart(
  { by, rows, level }: EstimateResult,
  sample: Subject,
  { title }: Pick<Report, "title">,
  reader: Reader,
): TopLevelSpec {
  const decimals = decimalsFor(rows.map(({ se }) => se));
  const lines = rows.map((row) => ({
    key: row.levels.join("\0"),
    label: groupName(row, by, -1, sample, reader),
    kind: "estimate" as const,
    inGroup: true,
    ...{ estimate: row.estimate, low: row.low, high: row.high },
    text:
      row.estimate === null
        ? reader.say(words["not computable"])
        : `${reader.number(row.estimate, decimals)} ${interval(row.low, row.high, decimals, reader)}`,
  }));
  return forest(
    [{ title: "", lines }],
    { title: null, column: `[${reader.say(intervalTitle(level))}]`, kind: "level" },
    captionOf(title, sample, reader),
  );
}

const captionOf = (title: Report["title"], { origin }: Subject, { say, language }: Reader) => ({
  language,
  title: say(title),
  subtitle: [say(dataLine(origin))],
});

/** The levels of a row's groups, without that of the outcome. */
function groupName(
  { levels }: EstimateRow,
  variables: readonly string[],
  outcome: number,
  { table }: Subject,
  reader: Reader,
): string {
  const named = variables.flatMap((variable, at) => {
    const level = levels[at] ?? null;
    return at === outcome || level === null ? [] : [reader.label(table.codebook, variable, level)];
  });
  return named.length === 0 ? reader.say(words.everybody) : named.join(" × ");
}
