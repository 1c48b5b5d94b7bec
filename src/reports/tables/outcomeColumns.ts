import type { OutcomeTable } from "../../analyses/outcomes.ts";
import type { AssociationTest, NoTest } from "../../survey/association.ts";
import type { DesignSummary } from "../../survey/domains.ts";
import type { Label } from "../../text/language.ts";
import { modelTitles } from "../../text/messages/modelTitles.ts";
import { deletedTitle, outcomeTitles } from "../../text/messages/tables.ts";
import { decimalsOfCounts } from "../../text/numbers.ts";
import { type Labels, plain, type Reader } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import { type Column, fileColumn } from "./column.ts";
import { countColumns, estimateColumns, levelColumns, withheldColumn } from "./estimateColumns.ts";
import { errorDecimalsOf, kindOfOutcome, type OutcomeRow, outcomeStatistics } from "./outcomeRows.ts";

/** The names of the columns that say what a line is about. */
const outcomeKeys = ["outcome", "level", "statistic"];

/** The column of the outcomes' names. */
const outcomeColumn = (labels: Labels): Column<OutcomeRow> => ({
  key: "outcome",
  title: words.variable,
  kind: "text",
  grouping: true,
  value: ({ outcome }) => outcome,
  text: ({ outcome }, reader) => reader.label(labels, outcome),
});

/** What people read of a line's level. */
export function levelText(
  { outcome, statistic, level }: Pick<OutcomeRow, "outcome" | "statistic" | "level">,
  labels: Labels,
  reader: Reader,
): string {
  if (statistic === "mean") return reader.say(words.mean);
  return level === null ? reader.say(outcomeTitles.allLevels) : reader.label(labels, outcome, level);
}

/** The columns that name the lines of a table of several outcomes, groups aside. */
export function lineColumns(labels: Labels): {
  readonly outcome: Column<OutcomeRow>;
  readonly level: Column<OutcomeRow>;
  readonly statistic: Column<OutcomeRow>;
} {
  return {
    outcome: outcomeColumn(labels),
    level: {
      key: "level",
      title: words.level,
      kind: "text",
      value: ({ level }) => level,
      text: (row, reader) => levelText(row, labels, reader),
    },
    statistic: fileColumn<OutcomeRow>("statistic", "text", ({ statistic }) => statistic, {
      title: outcomeTitles.statistic,
      values: outcomeStatistics,
      text: ({ statistic }, reader) => reader.say(outcomeTitles.statistics[statistic]),
    }),
  };
}

/** How a table of several outcomes is shown. */
interface OutcomeStyle {
  readonly level: number;
  readonly effects: boolean;
  /** Whether there are rows of single group variables. */
  readonly margins: boolean;
  /** Whether decimals were asked for. */
  readonly fixed: boolean;
  /** Whether rows may be withheld. */
  readonly disclosure: boolean;
}

/** The columns of a table of several outcomes: a line for each group and level, or mean. */
export function outcomeColumns(
  labels: Labels,
  by: readonly string[],
  rows: readonly OutcomeRow[],
  { level, effects, margins, fixed, disclosure }: OutcomeStyle,
): Column<OutcomeRow>[] {
  const lines = lineColumns(labels);
  return [
    lines.outcome,
    ...levelColumns<OutcomeRow>(labels, by, ({ groups }) => groups, { others: outcomeKeys, margins }).map(
      (column) => ({
        ...column,
        grouping: true,
      }),
    ),
    lines.level,
    lines.statistic,
    ...estimateColumns<OutcomeRow>({
      kind: "share",
      kindIn: kindOfOutcome,
      title: outcomeTitles.estimate,
      level,
      decimals: ({ decimals }) => decimals,
      errorDecimals: errorDecimalsOf,
      fixed,
    }),
    ...(countColumns(effects, rows) as Column<OutcomeRow>[]),
    ...(disclosure ? [withheldColumn as Column<OutcomeRow>] : []),
  ];
}

/** An outcome with its rows, or with its test. */
interface OfOutcome {
  readonly outcome: string;
}

/** The rows that an outcome rests on, and those that are left out. */
export interface OutcomeBase extends OfOutcome {
  readonly design: DesignSummary;
}

/** What the design of an outcome counts. */
export type DesignSize = Extract<keyof DesignSummary, "strata" | "clusters" | "df">;

const sizeTitles: Readonly<Record<DesignSize, Label>> = {
  strata: modelTitles.strata,
  clusters: modelTitles.clusters,
  df: words.freedom,
};

/** The columns of the rows that outcomes rest on; with what `sizes` names of the design. */
export function baseColumns(
  labels: Labels,
  bases: readonly OutcomeBase[],
  sizes: readonly DesignSize[],
): Column<OutcomeBase>[] {
  const count = (key: keyof DesignSummary, title: Label, always = false): Column<OutcomeBase>[] =>
    always || bases.some(({ design }) => design[key] > 0)
      ? [{ key, title, kind: "count", value: ({ design }) => design[key] }]
      : [];
  return [
    nameColumn(labels),
    ...count("used", plain("n"), true),
    {
      key: "sumOfWeights",
      title: words.weightedCount,
      kind: "number",
      decimals: decimalsOfCounts(bases.map(({ design }) => design.sumOfWeights)),
      value: ({ design }) => design.sumOfWeights,
    },
    ...count(
      "missing",
      bases.some(({ design }) => design.deleted > 0) ? deletedTitle : outcomeTitles.missing,
      true,
    ),
    ...count("outside", outcomeTitles.outside),
    ...count("unknown", outcomeTitles.unknown),
    ...count("weightless", outcomeTitles.weightless),
    ...sizes.flatMap((size) => count(size, sizeTitles[size], true)),
  ];
}

/** The test of an outcome. */
export interface OutcomeTest extends OfOutcome {
  readonly method: Label;
  readonly result: AssociationTest | NoTest;
}

const numberOf = ({ result }: OutcomeTest, key: keyof AssociationTest) =>
  "reason" in result ? null : result[key];

export function outcomeTestColumns(labels: Labels, tests: readonly OutcomeTest[]): Column<OutcomeTest>[] {
  const freedom = (key: "df1" | "df2"): Column<OutcomeTest> => ({
    key,
    title: modelTitles[key],
    kind: "number",
    decimals: (row) => (Number.isInteger(numberOf(row, key)) ? 0 : 2),
    value: (row) => numberOf(row, key),
  });
  return [
    nameColumn(labels),
    { key: "method", title: words.test, kind: "text", value: ({ method }, { say }) => say(method) },
    {
      key: "statistic",
      title: plain("F"),
      kind: "number",
      decimals: 2,
      value: (row) => numberOf(row, "statistic"),
    },
    freedom("df1"),
    freedom("df2"),
    { key: "p", title: plain("p"), kind: "p", value: (row) => numberOf(row, "p") },
    {
      key: "note",
      title: words.note,
      kind: "text",
      audience: tests.some(({ result }) => "reason" in result) ? undefined : "files",
      value: ({ result }, { say }) => ("reason" in result ? say(result.reason) : null),
    },
  ];
}

const nameColumn = <Row extends OfOutcome>(labels: Labels): Column<Row> => ({
  key: "outcome",
  title: words.variable,
  kind: "text",
  value: ({ outcome }) => outcome,
  text: ({ outcome }, reader) => reader.label(labels, outcome),
});

/** The level of confidence that the tables of outcomes share. */
export const levelOf = ([first]: readonly OutcomeTable[]): number => first!.result.level;
