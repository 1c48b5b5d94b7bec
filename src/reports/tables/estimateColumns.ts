import type { DifferenceRow, EstimateRow } from "../../analyses/estimateRow.ts";
import type { Label } from "../../text/language.ts";
import { withheldTitle } from "../../text/messages/disclosure.ts";
import { upperLimit } from "../../text/messages/tableNotes.ts";
import { decimalsOfCounts } from "../../text/numbers.ts";
import { both, type Labels, plain } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import { type Column, fileColumn, type Kind, type ResultTable, resultTable } from "./column.ts";

/** "95% CI" for a confidence level. */
export function intervalTitle(level: number): Label {
  const share = String(Number((level * 100).toFixed(10)));
  const decimals = (share.split(".")[1] ?? "").length;
  return both((reader) => {
    const percent = reader.number(level * 100, decimals);
    return reader.language === "fr" ? `IC à ${percent} %` : `${percent}% CI`;
  });
}

/** Decimals that show two or three significant digits of the middle standard error. */
export function decimalsFor(errors: readonly (number | null)[]): number {
  const positive = errors.filter((error) => error !== null && error > 0).sort((a, b) => a! - b!);
  const middle = positive[positive.length >> 1];
  return middle === undefined || middle === null
    ? 2
    : Math.min(10, Math.max(0, 1 - Math.floor(Math.log10(middle))));
}

/** How the numbers of an estimate are shown: their kind, their decimals, the level of their interval. */
export interface EstimateStyle<Row> {
  readonly kind: EstimateKind;
  /** That of each row, where there are rows of several kinds. */
  readonly kindIn?: ((row: Row) => EstimateKind) | undefined;
  readonly title: Label;
  /** Its title in workbooks, whose cells show points as percentages. */
  readonly sheetTitle?: Label | undefined;
  readonly level: number;
  readonly decimals: number | ((row: Row) => number);
  /** Of standard errors; those of the estimate by default. */
  readonly errorDecimals?: number | ((row: Row) => number);
  /** Whether the decimals were asked for. */
  readonly fixed?: boolean;
}

type EstimateKind = Extract<Kind, "share" | "points" | "number">;

/** A row that is estimated, or that stands for something that is not. */
export type Estimated = { readonly [Key in "estimate" | "se" | "low" | "high"]: number | null } & {
  readonly withheld?: true | undefined;
};

/** What stands for a number that is withheld in the tables of French official statistics: "secret statistique". */
export const withheldMark = "s";

/** Standard errors of percentages are in points. */
export const errorKind = (kind: Kind): Kind => (kind === "share" ? "points" : kind);

/** The columns of an estimate, its standard error and its interval. */
export function estimateColumns<Row extends Estimated>({
  kind,
  kindIn,
  title,
  sheetTitle,
  level,
  decimals,
  errorDecimals = decimals,
  fixed,
}: EstimateStyle<Row>): Column<Row>[] {
  return [
    {
      ...{ key: "estimate", title, sheetTitle, kind, kindIn, decimals, fixed },
      value: ({ estimate }) => estimate,
      mark: ({ withheld }) => (withheld ? withheldMark : undefined),
    },
    {
      key: "se",
      title: kind === "share" && !kindIn ? words.seInPoints : words.se,
      sheetTitle: words.se,
      kind: errorKind(kind),
      kindIn: kindIn && ((row) => errorKind(kindIn(row))),
      decimals: errorDecimals,
      fixed,
      value: ({ se }) => se,
    },
    {
      key: "low",
      title: intervalTitle(level),
      kind,
      kindIn,
      decimals,
      fixed,
      value: ({ low }) => low,
      high: ({ high }) => high,
    },
    fileColumn("high", kind, ({ high }) => high, {
      kindIn,
      decimals,
      fixed,
      title: upperLimit(intervalTitle(level)),
    }),
  ];
}

/** A row that is tested against zero, or that stands for something that is not. */
type TestedRow = { readonly [Key in "statistic" | "df" | "p"]: number | null };

/** How tests are shown: the letter of their statistic, and whether a note tells the degrees of freedom of all of them. */
export interface TestStyle {
  readonly statistic?: "t" | "z";
  readonly sameFreedom?: boolean;
}

/** The columns of a test against zero: its statistic, its degrees of freedom and its p-value. */
export function testColumns<Row extends TestedRow>({
  statistic: letter = "t",
  sameFreedom = false,
}: TestStyle = {}): Column<Row>[] {
  return [
    {
      key: "statistic",
      title: plain(letter),
      kind: "number",
      decimals: 2,
      value: ({ statistic }) => statistic,
    },
    sameFreedom
      ? fileColumn("df", "number", ({ df }) => df, { title: words.freedom })
      : { key: "df", title: words.freedom, kind: "count", value: ({ df }) => df },
    { key: "p", title: plain("p"), kind: "p", value: ({ p }) => p },
  ];
}

/**
 * The columns of the counts and design effects of some estimates, and why one does not exist or has no interval. Effects are for people too where
 * they are asked for, reasons where there are any.
 */
export function countColumns(effects: boolean, rows: readonly EstimateRow[]): Column<EstimateRow>[] {
  const audience = effects ? undefined : "files";
  return [
    { key: "n", title: plain("n"), kind: "count", value: ({ n }) => n },
    {
      key: "total",
      title: words.weightedCount,
      kind: "number",
      decimals: decimalsOfCounts(rows.map(({ total }) => total)),
      value: ({ total }) => total,
    },
    { key: "base", title: words.base, kind: "count", audience: "files", value: ({ base }) => base },
    { key: "df", title: words.freedom, kind: "count", audience: "files", value: ({ df }) => df },
    { key: "deff", title: words.deff, kind: "number", decimals: 2, audience, value: ({ deff }) => deff },
    {
      key: "effective",
      title: words.effective,
      kind: "number",
      audience,
      value: ({ effective }) => effective,
    },
    { key: "cv", title: words.cv, kind: "share", decimals: 1, audience, value: ({ cv }) => cv },
    {
      key: "note",
      title: words.note,
      kind: "text",
      audience: rows.some(({ reason }) => reason !== null) ? undefined : "files",
      value: ({ reason }, { say }) => reason && say(reason),
      secondary: 1,
      about: "why there is no estimate, standard error or interval",
    },
  ];
}

/** The column that says which rows are withheld, where some may be. */
export const withheldColumn: Column<EstimateRow> = fileColumn(
  "suppressed",
  "text",
  ({ withheld }) => (withheld ? withheldMark : null),
  {
    title: withheldTitle,
    values: [withheldMark],
    onRequest: true,
    about: "s where the row is withheld so that nobody can tell of a few respondents",
  },
);

/** Differences between groups: the levels that both share, those in which they differ, and the test. */
export function differenceTable(
  rows: readonly DifferenceRow[],
  labels: Labels,
  shared: readonly string[],
  varied: string,
  style: DifferenceStyle,
): ResultTable {
  const columns = [
    ...levelColumns<DifferenceRow>(labels, shared, (row) => row.shared),
    ...differenceColumns(labels, varied, style),
  ];
  return resultTable("differences", words.differences, columns, rows);
}

/** How differences are shown: those of proportions in points. */
export interface DifferenceStyle {
  readonly kind: "share" | "number";
  readonly level: number;
  readonly decimals: number;
}

/** The columns of differences besides those of the levels that both groups share. */
export function differenceColumns(
  labels: Labels,
  varied: string,
  { kind, level, decimals }: DifferenceStyle,
): Column<DifferenceRow>[] {
  const share = kind === "share";
  const side = (key: "from" | "to"): Column<DifferenceRow> => ({
    key,
    title: words[key],
    kind: "text",
    value: (row) => row[key],
    text: (row, reader) => reader.label(labels, varied, row[key]),
  });
  return [
    side("from"),
    side("to"),
    ...estimateColumns<DifferenceRow>({
      kind: share ? "points" : "number",
      title: share ? words.differenceInPoints : words.difference,
      sheetTitle: words.difference,
      level,
      decimals,
      errorDecimals: share ? decimals + 1 : decimals,
    }),
    ...testColumns<DifferenceRow>(),
  ];
}

/** The names that results give to their own columns. */
const ownKeys = new Set(
  "data estimate se low high n total base df deff cv effective note suppressed statistic p from to".split(
    " ",
  ),
);

/** What columns of levels stand beside. */
interface LevelStyle {
  /** The keys of further columns. */
  readonly others?: readonly string[];
  /** Whether there are rows of single group variables, so that rows name the variables that they are of all levels of. */
  readonly margins?: boolean;
}

/**
 * The columns of the levels of some variables: their names, with underscores where a result has a column of that name.
 * `levelsOf` gives the levels of a row in the variables' order, none where a row is of all of them.
 */
export function levelColumns<Row>(
  labels: Labels,
  variables: readonly string[],
  levelsOf: (row: Row) => readonly (string | null)[],
  { others = [], margins = false }: LevelStyle = {},
): Column<Row>[] {
  const reserved = new Set([...ownKeys, ...others]);
  const taken = new Set([...reserved, ...variables.filter((name) => !reserved.has(name))]);
  return variables.map((variable, at): Column<Row> => {
    let key = variable;
    while (reserved.has(variable) && taken.has(key)) key += "_";
    taken.add(key);
    return {
      key,
      title: labels.get(variable)?.label ?? plain(variable),
      kind: "text",
      grouping: at < variables.length - 1,
      value: (row) => levelsOf(row)[at],
      text: (row, reader) => {
        const level = levelsOf(row)[at] ?? null;
        if (level !== null) return reader.label(labels, variable, level);
        return at === 0 || margins ? reader.say(words.everybody) : "";
      },
    };
  });
}
