import exceljs, { type CellValue, type Worksheet } from "exceljs";
import type { Cell } from "./sheet.ts";

/** A worksheet's cells: its first row, and the other rows that are not blank, with their numbers. */
export interface ParsedSheet {
  readonly name: string;
  readonly header: readonly Cell[];
  readonly rows: readonly (readonly Cell[])[];
  readonly rowNumbers: readonly number[];
}

/** The worksheets of an xlsx file; undefined when the bytes are none. */
export async function parseWorkbook(bytes: Uint8Array): Promise<ParsedSheet[] | undefined> {
  const workbook = new exceljs.Workbook();
  try {
    await workbook.xlsx.load(bytes as never);
  } catch {
    return undefined;
  }
  return workbook.worksheets.map(parseSheet);
}

function parseSheet(worksheet: Worksheet): ParsedSheet {
  const rows: Cell[][] = [];
  const rowNumbers: number[] = [];
  for (let number = 2; number <= worksheet.rowCount; number++) {
    const cells = cellsOf(worksheet, number);
    if (cells.every((cell) => cell === null)) continue;
    rows.push(cells);
    rowNumbers.push(number);
  }
  return { name: worksheet.name, header: cellsOf(worksheet, 1), rows, rowNumbers };
}

function cellsOf(worksheet: Worksheet, number: number): Cell[] {
  const values = worksheet.getRow(number).values;
  return Array.isArray(values)
    ? Array.from({ length: values.length - 1 }, (_, at) => cellOf(values[at + 1]))
    : [];
}

/** The text or number that a person sees in a cell: of a formula its last result, of rich text its letters. */
function cellOf(value: CellValue | undefined): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "number") return value;
  if (typeof value === "string") return value.trim() === "" ? null : value.trim();
  if (typeof value === "boolean") return String(value);
  if (value instanceof Date) return value.toISOString();
  if ("richText" in value) return cellOf(value.richText.map((part) => part.text).join(""));
  if ("formula" in value || "sharedFormula" in value)
    return value.result === undefined ? "a formula without a stored result" : cellOf(value.result);
  if ("error" in value) return value.error;
  return "text" in value ? cellOf(value.text) : null;
}
