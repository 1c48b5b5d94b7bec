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
  const written = await workbook.xlsx.writeBuffer({ zip: { compression: "STORE" } } as object);
  return packedAnew(written, (part) => (isSheet.test(part) ? withinWorkbook : undefined));
}

/** The parts that hold the links of a workbook's sheets. */
const isSheet = /^xl\/worksheets\//;

/** A sheet, or the part of its links, with links to cells of the workbook alone: exceljs makes links to another file of them too. */
const withinWorkbook = (xml: string) =>
  xml
    .replace(/(<hyperlink ref="[^"]*") r:id="[^"]*" (location=")#/g, "$1 $2")
    .replace(/<Relationship [^>]*Target="#[^>]*\/>/g, "");
