import type { TopLevelSpec } from "vega-lite";
import type { CrosstabResult } from "../analyses/crosstab.ts";
import type { EstimateResult } from "../analyses/estimate.ts";
import type { EstimateRow } from "../analyses/estimateRow.ts";
import { forest } from "../charts/forest.ts";
import { groupedBars } from "../charts/groupedBars.ts";
import { stackedBars } from "../charts/stackedBars.ts";
import { InputError } from "../text/errors.ts";
import { intervalName, publishedValue, stackedBars as stackedPercentages } from "../text/messages/charts.ts";
import { withheldMarks } from "../text/messages/disclosure.ts";
import type { Labels, Reader } from "../text/reader.ts";
import { words } from "../text/words.ts";
import { isSilent } from "./chartLabels.ts";
import { interval } from "./formats/blocks.ts";
import type { ChartSubject } from "./report.ts";
import { decimalsFor, intervalTitle, withheldMark } from "./tables/estimateColumns.ts";

/** How a cross-tab is drawn: bars with their intervals, or a bar of 100 % for each group. */
export const crosstabCharts = ["bars", "stacked"] as const;
export type CrosstabChart = (typeof crosstabCharts)[number];

type CrosstabDrawn = Pick<CrosstabResult, "outcome" | "percent" | "variables" | "level"> & Drawn;
type EstimatesDrawn = Pick<EstimateResult, "by" | "level"> & Drawn;

interface Drawn {
  readonly rows: readonly Pick<EstimateRow, "levels" | "estimate" | "se" | "low" | "high" | "withheld">[];
  /** Decimals of the numbers, where they are asked for. */
  readonly digits?: number | undefined;
}

/** Throws for bars of 100 % of what are no percentages of groups. */
export function checkCrosstabChart(type: CrosstabChart, percent: CrosstabResult["percent"]): void {
  if (type === "stacked" && percent !== "by")
    throw new InputError(stackedPercentages, { field: "--chart-type" }, { value: type });
}

/** A cross-tab as bars: with intervals a cluster for each level and a bar for each group, stacked a bar for each group. */
export function crosstabChart(
  { outcome, variables, rows, level, digits }: CrosstabDrawn,
  type: CrosstabChart,
  subject: ChartSubject,
  reader: Reader,
): TopLevelSpec {
  const { labels } = subject;
  const at = variables.indexOf(outcome);
  const names = { interval: reader.say(intervalName(intervalTitle(level))), published: "" };
  const marks = rows.some((row) => row.withheld) ? [withheldMarks[type]] : [];
  const caption = captionOf({ ...subject, scope: [...subject.scope, ...marks] }, reader);
  const groupOf = (row: CrosstabDrawn["rows"][number]) => groupName(row, variables, at, labels, reader);
  const values = rows.map((row) => ({
    level: reader.label(labels, outcome, row.levels[at] ?? ""),
    group: groupOf(row),
    silent: isSilent(labels, outcome, row.levels[at] ?? ""),
    value: percent(row.estimate),
    low: percent(row.low),
    high: percent(row.high),
    text: row.withheld
      ? withheldMark
      : row.estimate === null
        ? reader.say(words["not computable"])
        : reader.percent(100 * row.estimate, digits ?? (type === "bars" ? 1 : 0)),
  }));
  if (type === "bars")
    return groupedBars(
      values.map((own) => ({ ...own, outcome: own.level })),
      names,
      caption,
    );
  // A bar of which a part is withheld would have the others in wrong places.
  const withheld = new Set(rows.filter((row) => row.withheld).map(groupOf));
  const mark = { value: null, text: withheldMark };
  return stackedBars(
    values.map((own) => ({ ...own, bar: own.group, ...(withheld.has(own.group) ? mark : {}) })),
    [],
    { start: "", published: reader.say(publishedValue) },
    caption,
  );
}

const percent = (share: number | null) => (share === null ? null : 100 * share);

/** Estimates by groups as points with their intervals. */
export function estimateChart(
  { by, rows, level, digits }: EstimatesDrawn,
  subject: ChartSubject,
  reader: Reader,
): TopLevelSpec {
  const decimals = digits ?? decimalsFor(rows.map(({ se }) => se));
  const lines = rows.map((row) => ({
    key: row.levels.join("\0"),
    label: groupName(row, by, -1, subject.labels, reader),
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
    captionOf(subject, reader),
  );
}

const captionOf = ({ title, notice, scope }: ChartSubject, { say, language }: Reader) => ({
  language,
  title: say(title),
  subtitle: [say(notice)],
  footnotes: scope.map(say),
});

/** The levels of a row's groups, without that of the outcome. */
function groupName(
  { levels }: Pick<EstimateRow, "levels">,
  variables: readonly string[],
  outcome: number,
  labels: Labels,
  reader: Reader,
): string {
  const named = variables.flatMap((variable, at) => {
    const level = levels[at] ?? null;
    return at === outcome || level === null ? [] : [reader.label(labels, variable, level)];
  });
  return named.length === 0 ? reader.say(words.everybody) : named.join(" × ");
}
