import type { CellRange } from "../xlsx/worksheet.ts";
import type { Shown } from "./shown.ts";

/** A rectangle of a sheet: its cells by row and column, and the ranges that are merged. */
export class Block {
  readonly merged: readonly CellRange[];
  /** The rows that have cells, from top to bottom. */
  readonly rows: readonly number[];
  /** The columns that have cells, from left to right. */
  readonly columns: readonly number[];
  /** The cells in reading order. */
  readonly cells: readonly Shown[];
  readonly #cells: ReadonlyMap<number, ReadonlyMap<number, Shown>>;
  readonly #rows: ReadonlyMap<number, readonly Shown[]>;

  constructor(cells: readonly Shown[], merged: readonly CellRange[]) {
    const byRow = new Map<number, Map<number, Shown>>();
    for (const cell of cells) {
      const row = byRow.get(cell.row) ?? new Map<number, Shown>();
      byRow.set(cell.row, row.set(cell.column, cell));
    }
    this.#cells = byRow;
    this.rows = ascending(byRow.keys());
    this.columns = ascending(cells.map(({ column }) => column));
    this.#rows = new Map(
      this.rows.map((row) => [row, [...byRow.get(row)!.values()].sort((a, b) => a.column - b.column)]),
    );
    this.cells = this.rows.flatMap((row) => this.#rows.get(row)!);
    this.merged = merged;
  }

  at(row: number, column: number): Shown | undefined {
    return this.#cells.get(row)?.get(column);
  }

  in(row: number): readonly Shown[] {
    return this.#rows.get(row) ?? [];
  }

  /** The merged range that a place belongs to. */
  rangeAt(row: number, column: number): CellRange | undefined {
    return this.merged.find(
      ({ top, left, bottom, right }) => row >= top && row <= bottom && column >= left && column <= right,
    );
  }

  /** The cell that is read at a place: its own, or that of the merged range over it. */
  readAt(row: number, column: number): Shown | undefined {
    const own = this.at(row, column);
    if (own) return own;
    const range = this.rangeAt(row, column);
    return range && this.at(range.top, range.left);
  }

  /** Whether the words of a row stand over others that are set in below them. */
  isOverSetIn(row: number): boolean {
    const [own] = this.in(row);
    const [below] = this.in(this.rows[this.rows.indexOf(row) + 1] ?? row);
    return own?.kind === "words" && below?.column === own.column && below.indent > own.indent;
  }

  /** The part of the block in some rows and columns. */
  within(rows: (row: number) => boolean, columns: (column: number) => boolean = () => true): Block {
    return new Block(
      this.cells.filter(({ row, column }) => rows(row) && columns(column)),
      this.merged,
    );
  }
}

const ascending = (numbers: Iterable<number>) => [...new Set(numbers)].sort((a, b) => a - b);
