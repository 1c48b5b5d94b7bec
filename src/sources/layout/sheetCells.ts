import type { CellRange } from "../xlsx/worksheet.ts";
import type { Cell } from "./cell.ts";
import type { StoredRows } from "./tableArea.ts";

/** Sets texts apart from numbers, beside the number of a column. */
const textBit = 1 << 15;

/** The filled cells of a sheet: their values in typed arrays, since there may be millions, and what is repeated in others. */
export class SheetCells implements StoredRows {
  /** The rows that have cells, and where those of each begin, in the order in which they came. */
  #rows: number[] = [];
  #starts: number[] = [];
  /** Of each cell its column, and its number, or where its text is in the list. */
  #columns = new Uint16Array(1 << 10);
  #values = new Float64Array(1 << 10);
  #texts: string[] = [];
  #last = 0;
  #isOrdered = true;
  /** The labels that stand in other cells than their own. */
  readonly #repeated = new Map<number, Map<number, Cell>>();
  count = 0;

  /** Rows and columns are counted from 1; of two cells in one place the second counts. */
  add(row: number, column: number, value: number | string): void {
    if (row !== this.#last) {
      if (row < this.#last) this.#isOrdered = false;
      this.#last = row;
      this.#rows.push(row);
      this.#starts.push(this.count);
    }
    if (this.count === this.#values.length) this.#grow();
    const isText = typeof value === "string";
    this.#columns[this.count] = isText ? column | textBit : column;
    this.#values[this.count++] = isText ? this.#texts.push(value) - 1 : value;
  }

  /** The rows that have cells, in order. */
  keys(): MapIterator<number> {
    return this.#ordered().values();
  }

  /** The cells of a row from its first column on; undefined where it has none. */
  get(row: number): readonly (Cell | undefined)[] | undefined {
    const cells: (Cell | undefined)[] = [];
    if (this.#find(row) < 0) return undefined;
    this.#each(row, (column, cell) => {
      cells[column - 1] = cell;
    });
    return cells;
  }

  /** The same between two columns; null is an empty cell. */
  between(row: number, left: number, right: number): Cell[] {
    const cells = new Array<Cell>(right - left + 1).fill(null);
    this.#each(row, (column, cell) => {
      if (column >= left && column <= right) cells[column - left] = cell;
    });
    return cells;
  }

  /** The first and the last column that have cells in some rows; the last is 0 where there are none. */
  columnsOf(rows: readonly number[]): { readonly left: number; readonly right: number } {
    let [left, right] = [Number.POSITIVE_INFINITY, 0];
    for (const row of rows)
      this.#each(row, (column) => {
        left = Math.min(left, column);
        right = Math.max(right, column);
      });
    return { left: right === 0 ? 1 : left, right };
  }

  /**
   * Gives a label that is merged over cells to each of them, as a person reads it, in the rows that have cells of their own. A
   * number stays in the first cell alone, since it would count several times, unless it is a label of the header.
   */
  repeatLabel({ top, left, bottom, right }: CellRange, isHead: boolean): void {
    const label = this.get(top)?.[left - 1] ?? null;
    const isLabel = typeof label === "string" || (isHead && label !== null);
    if (!isLabel || (bottom - top + 1) * (right - left + 1) > mostMerged) return;
    for (let row = top; row <= bottom; row++) {
      if (this.#find(row) < 0) continue;
      const cells = this.#repeated.get(row) ?? new Map<number, Cell>();
      this.#repeated.set(row, cells);
      for (let column = left; column <= right; column++) cells.set(column, label);
    }
  }

  #ordered(): readonly number[] {
    if (!this.#isOrdered) this.#order();
    return this.#rows;
  }

  #each(row: number, tell: (column: number, cell: Cell) => void): void {
    const found = this.#find(row);
    if (found < 0) return;
    const end = this.#starts[found + 1] ?? this.count;
    for (let at = this.#starts[found]!; at < end; at++) {
      const column = this.#columns[at]!;
      const value = this.#values[at]!;
      if (column >= textBit) tell(column - textBit, this.#texts[value]!);
      else tell(column, value);
    }
    this.#repeated.get(row)?.forEach((cell, column) => {
      tell(column, cell);
    });
  }

  /** Which of the rows has a number; -1 where it has no cells. */
  #find(row: number): number {
    const rows = this.#ordered();
    let [low, high] = [0, Math.min(rows.length, row)];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (rows[middle]! < row) low = middle + 1;
      else high = middle;
    }
    return rows[low] === row ? low : -1;
  }

  #grow(): void {
    const [columns, values] = [this.#columns, this.#values];
    this.#columns = new Uint16Array(2 * columns.length);
    this.#columns.set(columns);
    this.#values = new Float64Array(2 * values.length);
    this.#values.set(values);
  }

  /** Brings the cells of a file whose rows are out of order, or come again, into the order of rows. */
  #order(): void {
    const [rows, starts, columns, values, texts] = [
      this.#rows,
      this.#starts,
      this.#columns,
      this.#values,
      this.#texts,
    ];
    const { count } = this;
    [this.#rows, this.#starts, this.#texts] = [[], [], []];
    [this.count, this.#last, this.#isOrdered] = [0, 0, true];
    [this.#columns, this.#values] = [new Uint16Array(columns.length), new Float64Array(values.length)];
    for (const run of [...rows.keys()].sort((a, b) => rows[a]! - rows[b]!))
      for (let at = starts[run]!; at < (starts[run + 1] ?? count); at++) {
        const column = columns[at]!;
        const value = values[at]!;
        this.add(rows[run]!, column & (textBit - 1), column >= textBit ? texts[value]! : value);
      }
  }
}

/** A merged range of more cells is the frame of a sheet. */
const mostMerged = 100_000;
