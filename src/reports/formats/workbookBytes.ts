import type { Workbook } from "exceljs";
import { encodeTexts } from "./cellTexts.ts";

/** The date in every workbook: a fixed one, so that the same content gives the same bytes. */
export const epoch = new Date(Date.UTC(2022, 0, 1));

export async function newWorkbook(): Promise<Workbook> {
  const { default: exceljs } = await import("exceljs");
  const workbook = new exceljs.Workbook();
  workbook.created = epoch;
  workbook.modified = epoch;
  workbook.creator = "panel";
  workbook.lastModifiedBy = "panel";
  return workbook;
}

/** The workbook's bytes. Its parts are packed anew, in order and with a fixed date: exceljs stamps them with the time. */
export async function workbookBytes(workbook: Workbook): Promise<Uint8Array> {
  const { default: JSZip } = await import("jszip");
  encodeTexts(workbook);
  const written = await workbook.xlsx.writeBuffer({ zip: { compression: "STORE" } } as object);
  const packed = await JSZip.loadAsync(written);
  const fresh = new JSZip();
  for (const name of Object.keys(packed.files).sort())
    if (!packed.files[name]!.dir)
      fresh.file(name, await packed.files[name]!.async("uint8array"), { date: epoch, createFolders: false });
  return fresh.generateAsync({
    type: "uint8array",
    compression: "DEFLATE",
    compressionOptions: { level: 9 },
    platform: "UNIX",
  });
}
