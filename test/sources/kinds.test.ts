import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import JSZip from "jszip";
import { expect, test } from "vitest";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { readSheets } from "../../src/sources/files/sheets.ts";
import { panel } from "../commands/run.ts";
import { folderWith, writeWorkbook } from "../support/files.ts";

const rows = [
  ["y", "w"],
  [1, 2],
  [3, 4],
];

/** A workbook with macros: another type of content, and the project. */
async function withMacros(file: string): Promise<string> {
  const zip = await JSZip.loadAsync(await readFile(await writeWorkbook(file, { s: rows })));
  const types = await zip.file("[Content_Types].xml")!.async("string");
  const plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
  expect(types).toContain(plain);
  zip.file(
    "[Content_Types].xml",
    types.replace(plain, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
  );
  zip.file("xl/vbaProject.bin", "macros");
  await writeFile(file, await zip.generateAsync({ type: "nodebuffer" }));
  return file;
}

test.each(["a.xlsx", "A.XLSX", "a.XlsX"])(
  "a workbook is one however its name is written: %s",
  async (name) => {
    const file = await writeWorkbook(join(folderWith(), name), { s: rows });
    expect([...(await readFileTable(file)).numbers("y")]).toEqual([1, 3]);
    expect(await readSheets(file)).toHaveLength(1);
  },
);

test.each(["a.xlsm", "A.XLSM"])("so is one with macros: %s", async (name) => {
  const file = await withMacros(join(folderWith(), name));
  expect([...(await readFileTable(file)).numbers("y")]).toEqual([1, 3]);
  expect(await readSheets(file)).toHaveLength(1);
});

test.each(["a.xls", "A.XLS", "a.xlsb", "a.ods", "a.ODS", "a.numbers"])(
  "of another spreadsheet the message says to save it anew: %s",
  async (name) => {
    const file = join(folderWith({ [name]: "x" }), name);
    for (const read of [readFileTable, readSheets])
      await expect(read(file)).rejects.toThrow(
        `${name}: this kind of file cannot be read. Open it in a spreadsheet and save it as .xlsx or .csv`,
      );
  },
);

test("of what is no table the message says which ends of names are read", async () => {
  await expect(readFileTable("a.pdf")).rejects.toThrow("Use one of .csv, .tsv, .txt, .zip, .xlsx, .xlsm");
});

test("new weights of a workbook with macros are in one without", async () => {
  const folder = folderWith();
  await withMacros(join(folder, "a.xlsm"));
  const args = ["weight", "trim", "--data", "a.xlsm", "--weight", "w", "--bounds", "1,3.5", "--out"];
  expect(panel([...args, "b.xlsm"], folder).stderr).toContain("Name it with the ending .xlsx");
  const { status, stderr } = panel([...args, "b.xlsx"], folder);
  expect([status, stderr]).toEqual([0, expect.stringContaining("macros")]);
  expect((await readFileTable(join(folder, "b.xlsx"))).header).toEqual(["y", "w", "w_trimmed"]);
});
