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
  const names = Object.keys(packed.files).filter((name) => !packed.files[name]!.dir);
  const withLinks = new Set(
    names.filter((name) => name.startsWith(relations)).flatMap((name) => [name, sheetOf(name)]),
  );
  for (const name of names.sort()) {
    const part = packed.files[name]!;
    const content = withLinks.has(name)
      ? withinWorkbook(await part.async("string"))
      : await part.async("uint8array");
    fresh.file(name, content, { date: epoch, createFolders: false });
  }
  return fresh.generateAsync({
    type: "uint8array",
    compression: "DEFLATE",
    compressionOptions: { level: 9 },
    platform: "UNIX",
  });
}

/** Where a workbook has the parts that hold the links of its sheets. */
const relations = "xl/worksheets/_rels/";
const sheetOf = (name: string) => name.replace("/_rels/", "/").replace(/\.rels$/, "");

/** A sheet, or the part of its links, with links to cells of the workbook alone: exceljs makes links to another file of them too. */
const withinWorkbook = (xml: string) =>
  xml
    .replace(/(<hyperlink ref="[^"]*") r:id="[^"]*" (location=")#/g, "$1 $2")
    .replace(/<Relationship [^>]*Target="#[^>]*\/>/g, "");
