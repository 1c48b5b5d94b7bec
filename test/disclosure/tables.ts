import type { CellTable, Relation } from "../../src/disclosure/cellTable.ts";

/** A table with its totals: a row of numbers for each of its rows, the last one and the last column being totals. */
export interface TotalledTable {
  readonly table: CellTable;
  readonly values: readonly number[];
  /** The index of a cell. */
  readonly at: (row: number, column: number) => number;
  readonly isTotal: (cell: number) => boolean;
}

const range = (count: number) => Array.from({ length: count }, (_, at) => at);

/** A two-way table with the totals of its rows and columns, and of all of it. */
export function withTotals(counts: readonly (readonly number[])[]): TotalledTable {
  const [rows, columns] = [counts.length, counts[0]!.length];
  const at = (row: number, column: number) => row * (columns + 1) + column;
  const inRows = counts.map((row) => [...row, row.reduce((sum, own) => sum + own, 0)]);
  const totals = range(columns + 1).map((column) => inRows.reduce((sum, row) => sum + row[column]!, 0));
  const relations: Relation[] = [
    ...range(rows + 1).map((row) => ({
      total: at(row, columns),
      parts: range(columns).map((column) => at(row, column)),
    })),
    ...range(columns).map((column) => ({
      total: at(rows, column),
      parts: range(rows).map((row) => at(row, column)),
    })),
  ];
  return {
    table: { size: (rows + 1) * (columns + 1), relations },
    values: [...inRows, totals].flat(),
    at,
    isTotal: (cell) => cell % (columns + 1) === columns || cell >= rows * (columns + 1),
  };
}
