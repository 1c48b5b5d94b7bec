import type { OutcomeTable } from "../../analyses/outcomes.ts";
import type { Table } from "../../sources/tables/table.ts";
import type { AssociationTest, NoTest } from "../../survey/association.ts";
import type { Label } from "../../text/language.ts";
import { decimalsOfCounts } from "../../text/numbers.ts";
import { both, type Labels, plain } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import type { Column } from "./column.ts";
import { estimateColumns } from "./estimateColumns.ts";
import { levelText, lineColumns } from "./outcomeColumns.ts";
import {
  allLevels,
  errorDecimalsOf,
  kindOfOutcome,
  type OutcomeRow,
  outcomeRows,
  sumOf,
} from "./outcomeRows.ts";

/** What may stand beside the estimates of each group, and whether the sum of an outcome's levels has a line. */
export const shownBeside = ["n", "weighted", "base", "se", "ci", "total"] as const;
export type ShownBeside = (typeof shownBeside)[number];

/** How a table with its groups across is laid out. */
export interface WideStyle {
  readonly show: readonly ShownBeside[];
  readonly digits: number | undefined;
}

/** A group across: the levels of the group variables, null where it is of all of them. */
type Group = readonly (string | null)[];

/** A line of a table whose groups are across: the estimates of a level, or a mean, by group. */
export interface WideRow extends Pick<OutcomeRow, "outcome" | "statistic" | "level" | "decimals"> {
  readonly cells: ReadonlyMap<string, OutcomeRow>;
  /** The p-value of the outcome's test, on its first line. */
  readonly p: number | null;
}

/** A table whose groups are across. */
export interface WideTable {
  readonly columns: readonly Column<WideRow>[];
  readonly rows: readonly WideRow[];
  /** The cells without an estimate, a standard error or an interval, with the reason. */
  readonly absent: readonly {
    readonly row: WideRow;
    readonly group: Label;
    readonly cell: Pick<OutcomeRow, "estimate"> & { readonly reason: Label };
  }[];
}

const keyOf = (group: Group) => JSON.stringify(group);

/** The tables of outcomes with the groups across, those of the margins and of all groups last, and a line for each level. */
export function wideTable(
  tables: readonly OutcomeTable[],
  table: Table,
  { show, digits }: WideStyle,
): WideTable {
  const labels = table.codebook;
  const [first] = tables as [OutcomeTable];
  const { by, level } = first.result;
  const lines = tables.map((own) => {
    const [rows, subtotals, overall] = (["rows", "subtotals", "overall"] as const).map((part) =>
      outcomeRows(own, part, digits),
    ) as [OutcomeRow[], OutcomeRow[], OutcomeRow[]];
    return { own, rows, subtotals, overall };
  });
  const groups = [
    ...inOrder(groupsIn(lines.flatMap(({ rows }) => rows)), by, table),
    ...groupsIn(lines.flatMap(({ subtotals }) => subtotals)),
    ...groupsIn(lines.flatMap(({ overall }) => overall)),
  ];
  const rows = lines.flatMap(({ own, ...parts }) => {
    const all = [...parts.rows, ...parts.subtotals, ...parts.overall];
    const levels = [...new Set(all.map((row) => row.level))].map((name) =>
      all.filter((row) => row.level === name),
    );
    const whole =
      own.kind === "levels" && own.result.percent !== "by"
        ? sumOf(parts.rows.map(({ total }) => total))
        : undefined;
    const totals = groupsIn(all).map((group) =>
      allLevels(
        all.filter((row) => keyOf(row.groups) === keyOf(group)),
        whole,
      ),
    );
    const shown = [...levels, ...(own.kind === "levels" && show.includes("total") ? [totals] : [])];
    return shown.map((cells, at): WideRow => {
      const { outcome, statistic, level: name, decimals } = cells[0]!;
      const byGroup = new Map(cells.map((row) => [keyOf(row.groups), row]));
      return { outcome, statistic, level: name, decimals, cells: byGroup, p: at === 0 ? pOf(own) : null };
    });
  });
  const nameOf = (group: Group): Label =>
    both((reader) => {
      const named = by.flatMap((variable, at) => {
        const own = group[at] ?? null;
        return own === null ? [] : [reader.label(labels, variable, own)];
      });
      return named.length === 0 ? reader.say(words.everybody) : named.join(" × ");
    });
  return {
    columns: [
      ...namesOf(tables, labels),
      ...groupColumns(groups, rows, nameOf, { show, digits, level }),
      ...testColumn(tables),
    ],
    rows,
    absent: rows.flatMap((row) =>
      groups.flatMap((group) => {
        const cell = row.cells.get(keyOf(group));
        return cell?.reason
          ? [{ row, group: nameOf(group), cell: { estimate: cell.estimate, reason: cell.reason } }]
          : [];
      }),
    ),
  };
}

/** The groups of some lines, each once. */
const groupsIn = (rows: readonly OutcomeRow[]): Group[] => [
  ...new Map(rows.map(({ groups }) => [keyOf(groups), groups])).values(),
];

/** Groups in the order of the levels: outcomes whose rows differ may have other groups. */
function inOrder(groups: readonly Group[], by: readonly string[], table: Table): Group[] {
  const ranks = by.map((name) => new Map(table.factor(name).levels.map((level, at) => [level, at])));
  const rankOf = (group: Group, at: number) => ranks[at]!.get(group[at]!) ?? ranks[at]!.size;
  return [...groups].sort((a, b) => {
    const apart = by.findIndex((_, at) => a[at] !== b[at]);
    return apart < 0 ? 0 : rankOf(a, apart) - rankOf(b, apart);
  });
}

/** The columns that name the lines; of a single outcome its levels stand below its name. */
function namesOf(tables: readonly OutcomeTable[], labels: Labels): Column<WideRow>[] {
  const { outcome, level, statistic } = lineColumns(labels);
  const [first, ...others] = tables as [OutcomeTable];
  const alone = others.length === 0;
  const name = both((reader) => reader.label(labels, first.outcome));
  const over = (column: Column<OutcomeRow>) => column as unknown as Column<WideRow>;
  return [
    { ...over(outcome), audience: alone ? "files" : undefined },
    {
      ...over(level),
      ...(alone && { title: name }),
      text: (row, reader) => levelText(row, labels, reader),
    },
    over(statistic),
  ];
}

/** The columns of each group: its estimates, and what is shown beside them. */
function groupColumns(
  groups: readonly Group[],
  rows: readonly WideRow[],
  nameOf: (group: Group) => Label,
  { show, digits, level }: WideStyle & { readonly level: number },
): Column<WideRow>[] {
  const taken = new Set(["data", "outcome", "level", "statistic", "p"]);
  const cells = rows.flatMap((row) => [...row.cells.values()]);
  const decimals = decimalsOfCounts(cells.map(({ total }) => total));
  return groups.flatMap((group) => {
    const cellOf = (row: WideRow) => row.cells.get(keyOf(group));
    const name = nameOf(group);
    const titled = (title: Label): Label => ({
      fr: `${name.fr}, ${title.fr}`,
      en: `${name.en}, ${title.en}`,
    });
    const [estimate, se, low, high] = estimateColumns<OutcomeRow>({
      kind: "share",
      kindIn: kindOfOutcome,
      title: name,
      level,
      decimals: (row) => row.decimals,
      errorDecimals: errorDecimalsOf,
      fixed: digits !== undefined,
    }) as [Column<OutcomeRow>, Column<OutcomeRow>, Column<OutcomeRow>, Column<OutcomeRow>];
    const count = (part: "n" | "total" | "base", title: Label): Column<OutcomeRow> => ({
      key: part,
      title,
      kind: part === "total" ? "number" : "count",
      decimals: part === "total" ? decimals : 0,
      value: (row) => row[part],
    });
    const beside: readonly Column<OutcomeRow>[] = [
      ...(show.includes("se") ? [se] : []),
      ...(show.includes("ci") ? [low, high] : []),
      ...(show.includes("n") ? [count("n", plain("n"))] : []),
      ...(show.includes("weighted") ? [count("total", words.weightedCount)] : []),
      ...(show.includes("base") ? [count("base", words.base)] : []),
    ];
    let key = group.filter((own) => own !== null).join(" × ") || "all";
    const keys = () => [key, ...beside.map((column) => `${key} ${column.key}`)];
    while (keys().some((own) => taken.has(own))) key += "_";
    for (const own of keys()) taken.add(own);
    return [
      inGroup({ ...estimate, key, unit: key, text: absentMark }, cellOf),
      ...beside.map((column) =>
        inGroup({ ...column, key: `${key} ${column.key}`, unit: key, title: titled(column.title) }, cellOf),
      ),
    ];
  });
}

/** A dash where there is no estimate. */
const absentMark = ({ estimate, withheld }: OutcomeRow) => (estimate === null && !withheld ? "–" : undefined);

/** A column of a group's cells; blank where the group has none in a line. */
function inGroup(
  { kind, kindIn, value, text, mark, high, decimals, title, key, audience, unit, fixed }: Column<OutcomeRow>,
  cellOf: (row: WideRow) => OutcomeRow | undefined,
): Column<WideRow> {
  const of = <Value>(row: WideRow, read: (cell: OutcomeRow) => Value) => {
    const cell = cellOf(row);
    return cell && read(cell);
  };
  return {
    ...{ key, title, kind, audience, unit, fixed },
    kindIn: kindIn && ((row) => of(row, kindIn) ?? kind),
    value: (row, reader) => of(row, (cell) => value(cell, reader)),
    text: text && ((row, reader) => of(row, (cell) => text(cell, reader))),
    mark: mark && ((row) => of(row, mark)),
    high: high && ((row) => of(row, high) ?? null),
    decimals: (row) => (typeof decimals === "function" ? (of(row, decimals) ?? 0) : (decimals ?? 0)),
  };
}

/** The p-values of several outcomes' tests; that of one outcome stands in a line of its own. */
function testColumn(tables: readonly OutcomeTable[]): Column<WideRow>[] {
  if (tables.length === 1 || tables.every((own) => testOf(own) === undefined)) return [];
  return [{ key: "p", title: plain("p"), kind: "p", value: ({ p }) => p }];
}

/** The test of an outcome, where one was asked for. */
export const testOf = ({ kind, result }: OutcomeTable): AssociationTest | NoTest | undefined =>
  kind === "levels" ? result.test?.result : result.equality;

function pOf(table: OutcomeTable): number | null {
  const found = testOf(table);
  return found && "p" in found ? found.p : null;
}
