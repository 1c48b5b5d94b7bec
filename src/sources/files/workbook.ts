import { InputError } from "../../text/errors.ts";
import { sheetAbsent, unreadableWorkbook } from "../../text/messages/files.ts";
import { readInput } from "./input.ts";
import { type Cell, makeSheet, type Sheet } from "./sheet.ts";

/** A spreadsheet workbook (xlsx) that is open for reading. */
export interface OpenWorkbook {
  readonly file: string;
  readonly sheetNames: readonly string[];
  /** The cells of a sheet in pairs of the first two columns, if there is such a sheet. */
  pairs(name: string): ReadonlyMap<string, string> | undefined;
  /** The named sheet; throws when the workbook lacks it or it is empty. */
  sheet(name: string): Sheet;
}

/**
 * Opens an xlsx workbook; throws when the file is absent or damaged. `isWanted` tells which sheets will be read, all of
 * them by default.
 */
export async function openWorkbook(
  file: string,
  isWanted: (name: string) => boolean = () => true,
): Promise<OpenWorkbook> {
  const bytes = await readInput(file);
  const parsed = (await import("./workbookParser.ts")).parseWorkbook(bytes, isWanted);
  if (!parsed || parsed.names.length === 0) throw new InputError(unreadableWorkbook, { file });
  const { names: sheetNames, sheets } = parsed;
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
      return makeSheet({ file, sheet: name }, found.header, found.rows, found.rowNumbers);
    },
  };
}

const plain = (cell: Cell | undefined) =>
  String(cell ?? "")
    .trim()
    .toLowerCase();
