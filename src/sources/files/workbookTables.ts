import { InputError } from "../../text/errors.ts";
import { sheetAbsent } from "../../text/messages/files.ts";
import { type SheetTables, tablesOf } from "../layout/sheetTables.ts";
import { readGrid } from "../xlsx/grid.ts";
import type { CellRange } from "../xlsx/worksheet.ts";
import { usingWorkbook } from "./workbook.ts";

/** A sheet of a workbook with its tables. */
export interface UnderstoodSheet extends SheetTables {
  readonly name: string;
  readonly isHidden: boolean;
  readonly merged: readonly CellRange[];
}

/** The tables of a workbook, or of one of its sheets, as a person reads them. */
export function readWorkbookTables(file: string, sheet?: string): Promise<UnderstoodSheet[]> {
  return usingWorkbook(file, async (workbook) => {
    const asked = workbook.sheets.filter(
      ({ name }) => sheet === undefined || name === sheet.normalize("NFC"),
    );
    if (asked.length === 0)
      throw new InputError(
        sheetAbsent(
          sheet!,
          workbook.sheets.map(({ name }) => name),
        ),
        { file },
      );
    const understood: UnderstoodSheet[] = [];
    for (const entry of asked) {
      const grid = await readGrid(workbook, entry);
      const { name, isHidden, merged } = grid;
      understood.push({ name, isHidden, merged, ...tablesOf(grid) });
    }
    return understood;
  });
}
