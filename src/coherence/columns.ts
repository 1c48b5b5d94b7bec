import type { Table } from "./table.ts";

/** Entries of a row, or of an objective, by the columns that have some; the number of that row in columns that are generated. */
export interface Entries {
  readonly indices: readonly number[];
  readonly values: readonly number[];
  readonly row?: number;
}

/** The matrix by columns, as sparse solvers take it. */
export interface SparseColumns {
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

/** What a column is made of while it is built. */
export interface Column {
  readonly clique: number;
  readonly cells: readonly number[];
  readonly rows: readonly number[];
  readonly values: readonly number[];
}

/** The cells of a clique as columns; cells with the same entries, which no row tells apart, as one. */
export function distinctColumns({ rows, values, isVoid }: Table, clique: number): Column[] {
  const columns = new Map<string, Column & { cells: number[] }>();
  rows.forEach((own, cell) => {
    if (isVoid[cell]) return;
    const key = `${own.join()};${values[cell]!.join()}`;
    const same = columns.get(key);
    if (same) same.cells.push(cell);
    else columns.set(key, { clique, cells: [cell], rows: own, values: values[cell]! });
  });
  return [...columns.values()];
}

/** The columns without the rows from `count` on. */
export function sparse(columns: readonly Column[], count: number): SparseColumns {
  const starts = new Int32Array(columns.length + 1);
  const indices: number[] = [];
  const values: number[] = [];
  columns.forEach(({ rows, values: own }, at) => {
    rows.forEach((row, entry) => {
      if (row >= count) return;
      indices.push(row);
      values.push(own[entry]!);
    });
    starts[at + 1] = indices.length;
  });
  return { starts, indices: Int32Array.from(indices), values: Float64Array.from(values) };
}

/** The entries of one row. */
export function entriesOf(columns: readonly Column[], row: number): Entries {
  const found = columns.flatMap(({ rows, values }, at) => {
    const entry = rows.indexOf(row);
    return entry < 0 ? [] : [{ at, value: values[entry]! }];
  });
  return { indices: found.map(({ at }) => at), values: found.map(({ value }) => value), row };
}
