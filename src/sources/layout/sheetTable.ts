import { InputError } from "../../text/errors.ts";
import { scatteredCells } from "../../text/messages/files.ts";
import { type CellContext, storedValue } from "../xlsx/values.ts";
import type { SheetEntry, Xlsx } from "../xlsx/workbook.ts";
import type { CellRange, StoredCell } from "../xlsx/worksheet.ts";
import type { Cell } from "./cell.ts";
import { joinedNames } from "./columnNames.ts";
import { type AreaChoice, areaChosen, areaFromTop, type TableArea } from "./tableArea.ts";

/** A worksheet's table: the names of its columns, and the rows below that are not blank, with their numbers. */
export interface SheetTable {
  readonly name: string;
  readonly header: readonly Cell[];
  /** As wide as the header; of what lies beyond, the first cell follows. */
  readonly rows: readonly (readonly Cell[])[];
  readonly rowNumbers: readonly number[];
  readonly area: TableArea;
}

/** Reads a worksheet as a table of numbers and texts. Without a choice its first row is the header. */
export async function readTable(
  workbook: Xlsx,
  sheet: SheetEntry,
  file: string,
  choice?: AreaChoice,
): Promise<SheetTable> {
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
  const place = { file, sheet: sheet.name };
  const area = choice ? areaChosen(rows, choice, place) : areaFromTop(rows);
  const { left, right, header: heads } = area;
  for (const range of merged) repeatLabel(rows, range, heads.length > 1 && heads.includes(range.top));
  const end = right ?? Math.max(0, ...heads.map((number) => rows.get(number)?.length ?? 0));
  const width = end - left + 1;
  const slots = rows.size * width;
  if (slots > mostSlots && slots > leastFilled * cellCount)
    throw new InputError(scatteredCells(rows.size, width), place);
  const heading = heads.map((number) => filled(rows.get(number) ?? [], left, end));
  return {
    name: sheet.name,
    header: joinedNames(heading, width),
    rows: area.body.map((number) => filled(rows.get(number)!, left, end, right === undefined)),
    rowNumbers: area.body,
    area,
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

/** The cells of a row between two columns; where `beyond` is asked for, the first cell beyond follows, wherever it stands. */
function filled(cells: readonly Cell[], left: number, right: number, beyond = false): Cell[] {
  const row: Cell[] = [];
  for (let at = left - 1; at < right; at++) row.push(cells[at] ?? null);
  if (beyond && cells.length > right) row.push(cells.slice(right).find((cell) => cell !== undefined) ?? null);
  return row;
}

/** A merged range of more cells is the frame of a sheet. */
const mostMerged = 100_000;

/**
 * Gives a label that is merged over cells to each of them, as a person reads it, in the rows that have cells of their own. A
 * number stays in the first cell alone, since it would count several times, unless it is a label of the header.
 */
function repeatLabel(
  rows: ReadonlyMap<number, Cell[]>,
  { top, left, bottom, right }: CellRange,
  isHead: boolean,
): void {
  const label = rows.get(top)?.[left - 1] ?? null;
  const isLabel = typeof label === "string" || (isHead && label !== null);
  if (!isLabel || (bottom - top + 1) * (right - left + 1) > mostMerged) return;
  for (let row = top; row <= bottom; row++) {
    const cells = rows.get(row);
    if (cells) for (let column = left; column <= right; column++) cells[column - 1] = label;
  }
}
