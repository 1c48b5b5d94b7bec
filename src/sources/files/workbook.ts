import { type Fault, InputError } from "../../text/errors.ts";
import {
  damagedWorkbook,
  largeWorkbook,
  oldOrLockedWorkbook,
  sheetAbsent,
  unreadableWorkbook,
} from "../../text/messages/files.ts";
import type { Cell } from "../layout/cell.ts";
import type { SheetTable } from "../layout/sheetTable.ts";
import type { AreaChoice } from "../layout/tableArea.ts";
import { WorkbookFault } from "../xlsx/faults.ts";
import type { Xlsx } from "../xlsx/workbook.ts";
import { readInput } from "./input.ts";
import { makeSheet, type Sheet } from "./sheet.ts";

/** A spreadsheet workbook (xlsx) that is open for reading. */
export interface OpenWorkbook {
  readonly file: string;
  readonly sheetNames: readonly string[];
  /** The cells of a sheet in pairs of the first two columns, if there is such a sheet. */
  pairs(name: string): ReadonlyMap<string, string> | undefined;
  /** The table of the named sheet; throws when the workbook lacks it. */
  table(name: string): SheetTable;
  /** The same with all its cells; throws when it has no rows too. */
  sheet(name: string): Sheet;
}

/** Which sheets will be read, and where in them their tables are; where nothing tells it, the first row is the header. */
export type SheetChoice = (workbook: Xlsx) => Promise<ReadonlyMap<string, AreaChoice | undefined>>;

/** All sheets with a name that is wanted, each with its header in the first row. */
export const sheetsNamed =
  (isWanted: (name: string) => boolean): SheetChoice =>
  async ({ sheets }) =>
    new Map(sheets.filter(({ name }) => isWanted(name)).map(({ name }) => [name, undefined]));

/** Opens an xlsx workbook; throws when the file is absent or damaged. */
export function openWorkbook(
  file: string,
  choose: SheetChoice = sheetsNamed(() => true),
): Promise<OpenWorkbook> {
  return usingWorkbook(file, async (opened) => {
    const { readTable } = await import("../layout/sheetTable.ts");
    const sheetNames = opened.sheets.map(({ name }) => name);
    const chosen = await choose(opened);
    const sheets: SheetTable[] = [];
    for (const entry of opened.sheets)
      if (chosen.has(entry.name)) sheets.push(await readTable(opened, entry, file, chosen.get(entry.name)));
    const table = (name: string): SheetTable => {
      const found = sheets.find((sheet) => sheet.name === name);
      if (!found) throw new InputError(sheetAbsent(name, sheetNames), { file });
      return found;
    };
    return {
      file,
      sheetNames,
      table,
      pairs: (name) => {
        const found = sheets.find((sheet) => sheet.name.trim().toLowerCase() === name);
        if (!found) return undefined;
        const rows = [found.header, ...found.rowNumbers.map(found.row)];
        return new Map(rows.map(([key, value]) => [plain(key), plain(value)]));
      },
      sheet: (name) => {
        const { header, row, rowNumbers } = table(name);
        return makeSheet({ file, sheet: name }, header, rowNumbers.map(row), rowNumbers);
      },
    };
  });
}

/** What a function makes of a workbook; where the workbook is none, or damaged, throws a message that says so. */
export async function usingWorkbook<Result>(
  file: string,
  use: (workbook: Xlsx) => Promise<Result>,
): Promise<Result> {
  const bytes = await readInput(file);
  const { openXlsx } = await import("../xlsx/workbook.ts");
  try {
    return await use(await openXlsx(bytes));
  } catch (error) {
    throw error instanceof WorkbookFault ? new InputError(faultOf(error, bytes), { file }) : error;
  }
}

/** How the files begin in which Office keeps old workbooks, and encrypted ones ([MS-CFB], section 2.2). */
const compoundFile = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

function faultOf({ kind, part }: WorkbookFault, bytes: Buffer): Fault {
  if (bytes.subarray(0, compoundFile.length).equals(compoundFile)) return oldOrLockedWorkbook;
  if (part === undefined) return unreadableWorkbook;
  return kind === "too large" ? largeWorkbook(part) : damagedWorkbook(part);
}

const plain = (cell: Cell | undefined) =>
  String(cell ?? "")
    .trim()
    .toLowerCase();
