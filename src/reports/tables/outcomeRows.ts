import type { EstimateRow } from "../../analyses/estimateRow.ts";
import type { OutcomeTable } from "../../analyses/outcomes.ts";
import { decimalsFor, type Estimated } from "./estimateColumns.ts";

/** What a line of a table of several outcomes estimates; `all levels` is the sum of an outcome's levels. */
export const outcomeStatistics = ["proportion", "mean", "all levels"] as const;
export type OutcomeStatistic = (typeof outcomeStatistics)[number];

/** A line of a table of several outcomes: a level of one of them, or its mean, in a group. */
export interface OutcomeRow extends EstimateRow {
  readonly outcome: string;
  readonly statistic: OutcomeStatistic;
  /** The level of the outcome; null of a mean. */
  readonly level: string | null;
  /** The levels of the group variables; null where all groups are together. */
  readonly groups: readonly (string | null)[];
  /** Decimals for people. */
  readonly decimals: number;
}

/** Of percentages. */
export const percentDecimals = 1;

/** The lines of a part of an outcome's table: its groups, their subtotals, or all groups together. */
export function outcomeRows(
  table: OutcomeTable,
  part: "rows" | "subtotals" | "overall",
  digits: number | undefined,
): OutcomeRow[] {
  const { outcome, result } = table;
  if (table.kind === "mean") {
    const decimals = digits ?? decimalsFor(result.rows.map(({ se }) => se));
    return result[part].map((row) => ({
      ...row,
      ...{ outcome, statistic: "mean", level: null, groups: row.levels, decimals },
    }));
  }
  const at = table.result.variables.indexOf(outcome);
  return result[part].map((row) => ({
    ...row,
    ...{ outcome, statistic: "proportion", level: row.levels[at]!, groups: row.levels.toSpliced(at, 1) },
    decimals: digits ?? percentDecimals,
  }));
}

/** The kind of a line's estimate. */
export const kindOfOutcome = ({ statistic }: Pick<OutcomeRow, "statistic">) =>
  statistic === "mean" ? "number" : "share";

/** Decimals of a line's standard error: of percentages one more, in points. */
export const errorDecimalsOf = ({ statistic, decimals }: Pick<OutcomeRow, "statistic" | "decimals">) =>
  statistic === "mean" ? decimals : decimals + 1;

/** The sum of an outcome's levels in a group: 100 % of it, or its share of the table. */
export function allLevels(levels: readonly OutcomeRow[], wholeTotal: number | null | undefined): OutcomeRow {
  const [first] = levels as [OutcomeRow];
  const sum = (key: "n" | "total") => sumOf(levels.map((row) => row[key]));
  const total = sum("total");
  const blank: Estimated = { estimate: null, se: null, low: null, high: null };
  const exists = levels.some(({ estimate }) => estimate !== null);
  return {
    ...first,
    ...blank,
    statistic: "all levels",
    level: null,
    estimate: exists ? (wholeTotal === undefined ? 1 : shareOf(total, wholeTotal)) : null,
    n: sum("n"),
    total,
    withheld: total === null || undefined,
  };
}

/** The sum of counts; null where one of them is withheld. */
export const sumOf = (counts: readonly (number | null)[]): number | null =>
  counts.reduce((sum, own) => (sum === null || own === null ? null : sum + own), 0);

const shareOf = (part: number | null, whole: number | null) =>
  part === null || whole === null ? null : part / whole;
