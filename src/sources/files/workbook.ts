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
import type { TableArea } from "../layout/tableArea.ts";
import { WorkbookFault } from "../xlsx/faults.ts";
import type { Xlsx } from "../xlsx/workbook.ts";
import { readInput } from "./input.ts";
import { makeSheet, type Sheet } from "./sheet.ts";
import type { TableChoice } from "./tableChoice.ts";

/** A spreadsheet workbook (xlsx) that is open for reading. */
export interface OpenWorkbook {
  readonly file: string;
  readonly sheetNames: readonly string[];
  /** The cells of a sheet in pairs of the first two columns, if there is such a sheet. */
  pairs(name: string): ReadonlyMap<string, string> | undefined;
  /** The named sheet; throws when the workbook lacks it or it is empty. */
  sheet(name: string): Sheet & { readonly area: TableArea };
}

/** Whether a sheet, one of several, will be read, and if a choice says so, where in it its table is. */
export type SheetChoice = (name: string, all: readonly string[]) => boolean | TableChoice;

/**
 * Opens an xlsx workbook; throws when the file is absent or damaged. `choose` tells which sheets will be read, all of them by
 * default; of one without a choice the first row is the header.
 */
export function openWorkbook(file: string, choose: SheetChoice = () => true): Promise<OpenWorkbook> {
  return usingWorkbook(file, async (opened) => {
    const { readTable } = await import("../layout/sheetTable.ts");
    const sheetNames = opened.sheets.map(({ name }) => name);
    const sheets: SheetTable[] = [];
    for (const entry of opened.sheets) {
      const choice = choose(entry.name, sheetNames);
      if (choice === false) continue;
      sheets.push(await readTable(opened, entry, file, choice === true ? undefined : choice));
    }
    return {
      file,
      sheetNames,
      pairs: (name) => {
        const found = sheets.find((sheet) => sheet.name.trim().toLowerCase() === name);
        return (
          found && new Map([found.header, ...found.rows].map(([key, value]) => [plain(key), plain(value)]))
        );
      },
      sheet: (name) => {
        const found = sheets.find((sheet) => sheet.name === name);
        if (!found) throw new InputError(sheetAbsent(name, sheetNames), { file });
        const { header, rows, rowNumbers, area } = found;
        return { ...makeSheet({ file, sheet: name }, header, rows, rowNumbers), area };
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
