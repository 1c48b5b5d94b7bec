import { readFile } from "node:fs/promises";
import type { CellValue, Workbook, Worksheet } from "exceljs";
import { InputError } from "../text/errors.ts";
import { suggest } from "../text/suggest.ts";
import { type Cell, makeSheet, type Sheet } from "./sheet.ts";

/** A spreadsheet workbook (xlsx) that is open for reading. */
export interface OpenWorkbook {
  readonly file: string;
  readonly sheetNames: readonly string[];
  /** The named sheet; throws when the workbook lacks it or it is empty. */
  sheet(name: string): Sheet;
}

/** Opens an xlsx workbook; throws when the file is absent or damaged. */
export async function openWorkbook(file: string): Promise<OpenWorkbook> {
  const bytes = await readInput(file);
  const { default: exceljs } = await import("exceljs");
  const workbook = new exceljs.Workbook();
  try {
    await workbook.xlsx.load(bytes as never);
  } catch {
    throw damaged(file);
  }
  if (workbook.worksheets.length === 0) throw damaged(file);
  const sheetNames = workbook.worksheets.map((worksheet) => worksheet.name);
  return { file, sheetNames, sheet: (name) => readSheet(file, sheetNames, name, workbook) };
}

/** The bytes of a file; throws a message that says what hinders reading it. */
export async function readInput(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "there is no such file" : `the file cannot be read (${code})`;
    throw new InputError(reason, { file }, { advice: "Check the path" });
  }
}

function damaged(file: string): InputError {
  return new InputError(
    "this is no readable xlsx workbook",
    { file },
    { advice: "Open it and save it anew as .xlsx" },
  );
}

function readSheet(file: string, sheetNames: readonly string[], name: string, workbook: Workbook): Sheet {
  const worksheet = workbook.getWorksheet(name);
  if (!worksheet)
    throw new InputError(`sheet "${name}" is absent`, { file }, { advice: suggest(name, sheetNames) });
  const header = cellsOf(worksheet, 1);
  const rows: Cell[][] = [];
  const rowNumbers: number[] = [];
  for (let number = 2; number <= worksheet.rowCount; number++) {
    const cells = cellsOf(worksheet, number);
    if (cells.every((cell) => cell === null)) continue;
    rows.push(cells);
    rowNumbers.push(number);
  }
  return makeSheet({ file, sheet: name }, header, rows, rowNumbers);
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
  if ("result" in value) return cellOf(value.result);
  if ("error" in value) return value.error;
  return "text" in value ? cellOf(value.text) : null;
}
