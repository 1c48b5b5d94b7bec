import { cellCount, type Levels } from "./publication.ts";

/** The entries of rows in the cells of some variables, collected row after row. */
export class Table {
  readonly scope: readonly string[];
  readonly rows: readonly number[][];
  readonly values: readonly number[][];
  /** Whether a cell cannot occur, by a definition. */
  readonly isVoid: Uint8Array;

  constructor(scope: readonly string[], levels: Levels) {
    const count = cellCount(scope, levels);
    this.scope = scope;
    this.rows = lists(count);
    this.values = lists(count);
    this.isVoid = new Uint8Array(count);
  }

  put(cell: number, row: number, value: number): void {
    if (value === 0) return;
    this.rows[cell]!.push(row);
    this.values[cell]!.push(value);
  }

  has(scope: readonly string[]): boolean {
    return scope.every((name) => this.scope.includes(name));
  }
}

const lists = (count: number): number[][] => Array.from({ length: count }, () => []);

/** The smallest of the tables that have all variables of a scope. */
export const smallestWith = (scope: readonly string[], tables: readonly Table[]): Table | undefined =>
  tables
    .filter((own) => own.has(scope))
    .reduce<Table | undefined>(
      (best, own) => (best && best.rows.length <= own.rows.length ? best : own),
      undefined,
    );
