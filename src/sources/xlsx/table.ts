import { InputError } from "../../text/errors.ts";
import { scatteredCells } from "../../text/messages/files.ts";
import type { Cell } from "../files/sheet.ts";
import { type CellContext, storedValue } from "./values.ts";
import type { SheetEntry, Xlsx } from "./workbook.ts";
import type { CellRange, StoredCell } from "./worksheet.ts";

/** A worksheet's cells: its first row, and the other rows that are not blank, with their numbers. */
export interface SheetTable {
  readonly name: string;
  readonly header: readonly Cell[];
  /** As wide as the header; of what lies beyond, the first cell follows. */
  readonly rows: readonly (readonly Cell[])[];
  readonly rowNumbers: readonly number[];
}

/** Reads a worksheet as a table of numbers and texts. */
export async function readTable(workbook: Xlsx, sheet: SheetEntry, file: string): Promise<SheetTable> {
  const rows = new Map<number, Cell[]>();
  let cellCount = 0;
  let [row, cells]: [number, Cell[] | undefined] = [0, undefined];
  const { merged } = await workbook.read(sheet, (stored) => {
    const value = cellOf(stored, workbook.context);
    if (value === null) return;
    cellCount++;
    if (stored.row !== row || !cells) {
      row = stored.row;
      cells = rows.get(row) ?? [];
      rows.set(row, cells);
    }
    cells[stored.column - 1] = value;
  });
  for (const range of merged) repeatLabel(rows, range);
  const numbers = Array.from(rows.keys()).sort((a, b) => a - b);
  const rowNumbers = numbers[0] === 1 ? numbers.slice(1) : numbers;
  const first = rows.get(1) ?? [];
  const slots = numbers.length * first.length;
  if (slots > mostSlots && slots > leastFilled * cellCount)
    throw new InputError(scatteredCells(numbers.length, first.length), { file, sheet: sheet.name });
  return {
    name: sheet.name,
    header: filled(first, first.length),
    rows: rowNumbers.map((number) => filled(rows.get(number)!, first.length)),
    rowNumbers,
  };
}

/** More cells than this are only worth the memory where one in ten holds something. */
const [mostSlots, leastFilled] = [20_000_000, 10];

/** The number or text in a cell; spaces around a text are left aside. */
function cellOf(stored: StoredCell, context: CellContext): Cell {
  const found = storedValue(stored, context);
  if (found === null || found.kind === "number") return found?.value ?? null;
  return found.value.trim() || null;
}

/** A row of the header's width; of what lies beyond, the first cell follows, wherever it stands. */
function filled(cells: Cell[], width: number): Cell[] {
  const row: Cell[] = [];
  for (let at = 0; at < width; at++) row.push(cells[at] ?? null);
  if (cells.length > width) row.push(cells.slice(width).find((cell) => cell !== undefined) ?? null);
  return row;
}

/** A merged range of more cells is the frame of a sheet. */
const mostMerged = 100_000;

/**
 * Gives a label that is merged over cells to each of them, as a person reads it, in the rows that have cells of their own. A
 * number stays in the first cell alone, since it would count several times.
 */
function repeatLabel(rows: ReadonlyMap<number, Cell[]>, { top, left, bottom, right }: CellRange): void {
  const label = rows.get(top)?.[left - 1] ?? null;
  if (typeof label !== "string" || (bottom - top + 1) * (right - left + 1) > mostMerged) return;
  for (let row = top; row <= bottom; row++) {
    const cells = rows.get(row);
    if (cells) for (let column = left; column <= right; column++) cells[column - 1] = label;
  }
}
