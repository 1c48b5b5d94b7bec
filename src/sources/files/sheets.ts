import { extname } from "node:path";
import { delimitedExtensions, isProvenance, unknownKind } from "../datasets/dataset.ts";
import { readDelimited } from "./delimited.ts";
import type { Sheet } from "./sheet.ts";
import { openWorkbook } from "./workbook.ts";

/** All tables of a file: that of a CSV, or every sheet of a workbook but the one on its provenance. */
export async function readSheets(file: string): Promise<Sheet[]> {
  const extension = extname(file).toLowerCase();
  if (delimitedExtensions.includes(extension)) return [await readDelimited(file)];
  if (extension !== ".xlsx") throw unknownKind(file);
  const workbook = await openWorkbook(file);
  return workbook.sheetNames.filter((name) => !isProvenance(name)).map((name) => workbook.sheet(name));
}
