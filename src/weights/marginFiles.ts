import { extname } from "node:path";
import type { Sheet } from "../sources/files/sheet.ts";
import { readSheets } from "../sources/files/sheets.ts";
import { type Margin, readMargins } from "./margins.ts";

/** The margins of CSV files and workbooks, and of files that tell of an earlier calibration. */
export async function marginsIn(files: readonly string[]): Promise<Margin[]> {
  const sheets: Sheet[] = [];
  const recorded: Margin[] = [];
  for (const file of files)
    if (extname(file).toLowerCase() === ".json")
      recorded.push(...(await (await import("./history.ts")).recordedMargins(file)));
    else sheets.push(...(await readSheets(file)));
  return [...readMargins(sheets), ...recorded];
}
