import { readDelimited } from "./delimited.ts";
import { kindOf } from "./kinds.ts";
import { isProvenance } from "./provenance.ts";
import type { Sheet } from "./sheet.ts";
import { readStoredSheet } from "./storedRows.ts";
import { openWorkbook } from "./workbook.ts";

/** All tables of a file: the only one, or every sheet of a workbook but the one on its provenance. */
export async function readSheets(file: string): Promise<Sheet[]> {
  const kind = kindOf(file);
  if (kind === "text") return [await readDelimited(file)];
  if (kind === "stored") return [await readStoredSheet(file)];
  const workbook = await openWorkbook(file);
  return workbook.sheetNames.filter((name) => !isProvenance(name)).map((name) => workbook.sheet(name));
}
