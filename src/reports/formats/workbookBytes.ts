import type { Workbook } from "exceljs";
import { encodeTexts } from "./cellTexts.ts";
import { epoch, packedAnew } from "./packedAnew.ts";

export async function newWorkbook(): Promise<Workbook> {
  const { default: exceljs } = await import("exceljs");
  const workbook = new exceljs.Workbook();
  workbook.created = epoch;
  workbook.modified = epoch;
  workbook.creator = "panel";
  workbook.lastModifiedBy = "panel";
  return workbook;
}

/** The workbook's bytes, the same for the same content. */
export async function workbookBytes(workbook: Workbook): Promise<Uint8Array> {
  encodeTexts(workbook);
  return packedAnew(await workbook.xlsx.writeBuffer());
}
