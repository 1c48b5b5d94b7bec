import type { EstimateRow } from "../analyses/estimateRow.ts";
import type { OutcomeTable } from "../analyses/outcomes.ts";
import type { CellTable, Relation } from "./cellTable.ts";
import type { Count } from "./layers.ts";

/** A row of a table with its cell, and the cell of what its percentage is of. */
export interface PlacedRow {
  readonly row: EstimateRow;
  readonly cell: number;
  readonly base: number;
}

/** The cells that tables of outcomes print, or from which their percentages let them be told, and how they add up. */
export interface TableCells extends CellTable {
  readonly counts: readonly Count[];
  /** The rows of each table: its own, the margins of its group variables, and all groups together. */
  readonly rows: readonly (readonly PlacedRow[])[];
  /** The cell of all respondents of each table. */
  readonly wholes: readonly number[];
  /** Groups that several tables count, of other respondents where other answers are missing. */
  readonly sameGroups: readonly (readonly number[])[];
}

/** Collects cells under keys, those of one key once. */
class Cells {
  readonly counts: Count[] = [];
  readonly relations: Relation[] = [];
  readonly #indices = new Map<string, number>();
  readonly #groups = new Map<string, Set<number>>();

  add(key: string, { n, total }: Count): number {
    const known = this.#indices.get(key);
    if (known !== undefined) return known;
    this.#indices.set(key, this.counts.length);
    return this.counts.push({ n, total }) - 1;
  }

  /** A group: one cell wherever it has the same respondents. */
  addGroup(levels: readonly (string | null)[], count: Count): number {
    const group = JSON.stringify(levels);
    const cell = this.add(`${group} ${count.n} ${count.total.toPrecision(12)}`, count);
    this.#groups.set(group, (this.#groups.get(group) ?? new Set()).add(cell));
    return cell;
  }

  relate(total: number, parts: readonly number[]): void {
    const others = parts.filter((part) => part !== total);
    if (others.length > 0) this.relations.push({ total, parts: others });
  }

  sameGroups(): number[][] {
    return [...this.#groups.values()].flatMap((cells) => (cells.size > 1 ? [[...cells]] : []));
  }
}

/** The cells of tables by the same groups; a group that has the same respondents in several is one cell. */
export function cellsOfTables(tables: readonly OutcomeTable[]): TableCells {
  const cells = new Cells();
  const placed = tables.map((table) => place(table, cells));
  return {
    size: cells.counts.length,
    relations: cells.relations,
    counts: cells.counts,
    rows: placed.map(({ rows }) => rows),
    wholes: placed.map(({ whole }) => whole),
    sameGroups: cells.sameGroups(),
  };
}

function place(table: OutcomeTable, cells: Cells): { rows: PlacedRow[]; whole: number } {
  const { result, outcome, kind } = table;
  const { rows, subtotals, overall, by } = result;
  const all = [...rows, ...subtotals, ...overall];
  const groups = (row: EstimateRow) => groupsOf(table, row);
  const whole = cells.addGroup(
    by.map(() => null),
    countOf(rows),
  );
  const cellOf = (row: EstimateRow) =>
    kind === "mean"
      ? cells.addGroup(groups(row), countOf([row]))
      : cells.add(JSON.stringify([outcome, row.levels]), countOf([row]));
  const own = all.map((row) => ({ row, cell: cellOf(row) }));
  const baseOf = basesOf(table, own, cells, whole);
  const placed = own.map((entry) => ({ ...entry, base: baseOf(entry.row) }));
  // A margin is the sum of the rows of its levels; of all groups together those are all rows of a level.
  for (const { row, cell } of own.slice(rows.length))
    cells.relate(
      cell,
      own.slice(0, rows.length).flatMap((other) => (isPartOf(other.row, row) ? other.cell : [])),
    );
  const bases = [...new Set(placed.slice(0, rows.length).map(({ base }) => base))];
  if (overall.length === 0) cells.relate(whole, bases);
  return { rows: placed, whole };
}

/** Puts in what percentages are of: their sums of weights follow from any one of the percentages and its own sum. */
function basesOf(
  table: OutcomeTable,
  own: readonly { readonly row: EstimateRow; readonly cell: number }[],
  cells: Cells,
  whole: number,
): (row: EstimateRow) => number {
  if (table.kind === "mean") {
    const cellOf = new Map(own.map(({ row, cell }) => [row, cell]));
    return (row) => cellOf.get(row)!;
  }
  const { percent, rows, variables } = table.result;
  const at = variables.indexOf(table.outcome);
  const keyOf = (row: EstimateRow) =>
    JSON.stringify({ by: groupsOf(table, row), outcome: row.levels[at], total: null }[percent]);
  // Margins of what is of each level, or of the whole table, add up to what its rows do.
  const summed = percent === "by" ? own : own.slice(0, rows.length);
  const bases = new Map(
    [...new Set(summed.map(({ row }) => keyOf(row)))].map((key) => {
      const entries = summed.filter(({ row }) => keyOf(row) === key);
      const count = countOf(entries.map(({ row }) => row));
      const base =
        percent === "by"
          ? cells.addGroup(groupsOf(table, entries[0]!.row), count)
          : percent === "outcome"
            ? cells.add(JSON.stringify([table.outcome, key]), count)
            : whole;
      cells.relate(
        base,
        entries.map(({ cell }) => cell),
      );
      return [key, base];
    }),
  );
  return (row) => bases.get(keyOf(row))!;
}

/** The levels of the groups of a row. */
function groupsOf(table: OutcomeTable, { levels }: EstimateRow): readonly (string | null)[] {
  if (table.kind === "mean") return levels;
  return levels.toSpliced(table.result.variables.indexOf(table.outcome), 1);
}

const isPartOf = ({ levels }: EstimateRow, margin: EstimateRow) =>
  margin.levels.every((level, at) => level === null || level === levels[at]);

const countOf = (rows: readonly EstimateRow[]): Count => ({
  n: rows.reduce((sum, { n }) => sum + (n ?? 0), 0),
  total: rows.reduce((sum, { total }) => sum + (total ?? 0), 0),
});
