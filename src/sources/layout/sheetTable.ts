import { InputError } from "../../text/errors.ts";
import { type RowsAside, scatteredCells } from "../../text/messages/files.ts";
import { type CellContext, storedValue } from "../xlsx/values.ts";
import type { SheetEntry, Xlsx } from "../xlsx/workbook.ts";
import type { StoredCell } from "../xlsx/worksheet.ts";
import type { Cell } from "./cell.ts";
import { joinedNames } from "./columnNames.ts";
import { SheetCells } from "./sheetCells.ts";
import { type AreaChoice, areaChosen, areaFromTop } from "./tableArea.ts";

/** A worksheet's table: the names of its columns, and the rows below that are not blank, with their numbers. */
export interface SheetTable {
  readonly name: string;
  /** From the first to the last column that has cells; a name is empty where the sheet gives none. */
  readonly header: readonly string[];
  readonly rowNumbers: readonly number[];
  /** The cells of the row with a number. */
  row(number: number): Cell[];
  /** Its first column, and the last row of its header, where it has one. */
  readonly left: number;
  readonly headerRow: number | undefined;
  readonly aside: RowsAside | undefined;
}

/** Reads a worksheet as a table of numbers and texts. Without a choice its first row is the header. */
export async function readTable(
  workbook: Xlsx,
  sheet: SheetEntry,
  file: string,
  choice?: AreaChoice,
): Promise<SheetTable> {
  const cells = new SheetCells();
  const { merged } = await workbook.read(sheet, (stored) => {
    const value = plainValue(stored, workbook.context);
    if (value !== null) cells.add(stored.row, stored.column, value);
  });
  const place = { file, sheet: sheet.name };
  const area = choice ? areaChosen(cells, choice, place) : areaFromTop(cells);
  const { header: heads, body } = area;
  for (const range of merged) cells.repeatLabel(range, heads.length > 1 && heads.includes(range.top));
  const filled = cells.columnsOf([...heads, ...body]);
  const { left = filled.left, right = filled.right } = area;
  const width = right - left + 1;
  const slots = body.length * width;
  if (slots > mostSlots && slots > leastFilled * cells.count)
    throw new InputError(scatteredCells(body.length, width), place);
  const row = (number: number) => cells.between(number, left, right);
  return {
    name: sheet.name,
    header: joinedNames(heads.map(row), width),
    rowNumbers: body,
    row,
    left,
    headerRow: heads.at(-1),
    aside: area.aside,
  };
}

/** More cells than this are only worth the memory where one in ten holds something. */
const [mostSlots, leastFilled] = [20_000_000, 10];

/** The number or text in a cell; spaces around a text are left aside. */
function plainValue(stored: StoredCell, context: CellContext): number | string | null {
  const found = storedValue(stored, context);
  if (found === null || found.kind === "number") return found?.value ?? null;
  return found.value.trim() || null;
}
