import type { CellStyle } from "./styles.ts";
import { plain } from "./styles.ts";
import { type CellValue, storedValue } from "./values.ts";
import type { SheetEntry, Xlsx } from "./workbook.ts";
import type { SheetFrame } from "./worksheet.ts";

/** A cell with a value, where it stands and how it is shown. */
export interface GridCell {
  readonly row: number;
  readonly column: number;
  readonly value: CellValue;
  readonly style: CellStyle;
}

/** A worksheet as it stands: its cells that have values, in reading order, and what frames them. */
export interface Grid extends SheetFrame {
  readonly name: string;
  readonly isHidden: boolean;
  readonly cells: readonly GridCell[];
}

/** Reads a worksheet with all that its cells show. */
export async function readGrid(workbook: Xlsx, sheet: SheetEntry): Promise<Grid> {
  const cells: GridCell[] = [];
  const { styles } = workbook.context;
  const frame = await workbook.read(sheet, (stored) => {
    const value = storedValue(stored, workbook.context);
    if (value === null) return;
    const { row, column } = stored;
    const style = stored.style === undefined ? plain : (styles[stored.style] ?? plain);
    cells.push({ row, column, value, style });
  });
  cells.sort((a, b) => a.row - b.row || a.column - b.column);
  return { name: sheet.name, isHidden: sheet.isHidden, cells, ...frame };
}
