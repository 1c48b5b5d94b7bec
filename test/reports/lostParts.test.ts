import { writeFileSync } from "node:fs";
import { join } from "node:path";
import exceljs from "exceljs";
import JSZip from "jszip";
import { afterEach, expect, test, vi } from "vitest";
import { extendFile } from "../../src/reports/files/extendedFile.ts";
import { lostParts } from "../../src/reports/files/lostParts.ts";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { folderWith } from "../support/files.ts";

afterEach(() => {
  vi.useRealTimers();
});

async function workbookWith(parts: readonly string[]): Promise<string> {
  const workbook = new exceljs.Workbook();
  workbook.addWorksheet("a").addRows([
    ["id", "day"],
    [1, new Date(Date.UTC(2020, 0, 1))],
  ]);
  const zip = await JSZip.loadAsync(await workbook.xlsx.writeBuffer());
  zip.remove("docProps/core.xml");
  for (const part of parts) zip.file(part, "x");
  const file = join(folderWith({}), "a.xlsx");
  writeFileSync(file, await zip.generateAsync({ type: "nodebuffer" }));
  return file;
}

test("charts and macros of a workbook are told, as they are not written again", async () => {
  const file = await workbookWith(["xl/charts/chart1.xml", "xl/vbaProject.bin"]);
  expect((await lostParts(file)).map(({ en }) => en)).toEqual(["charts", "macros"]);
  expect(await lostParts(await workbookWith([]))).toEqual([]);
});

test("a workbook with new columns has the same bytes at any time, in any zone", async () => {
  const file = await workbookWith([]);
  const bytesAt = async (day: string, zone: string) => {
    vi.useFakeTimers({ now: new Date(day), toFake: ["Date"] });
    vi.stubEnv("TZ", zone);
    const table = await readFileTable(file);
    return Buffer.from((await extendFile(table, { names: ["w"], valueAt: () => 2 })) as Uint8Array);
  };
  const first = await bytesAt("2021-03-01T10:00:00Z", "UTC");
  expect((await bytesAt("2024-07-09T23:30:00Z", "Asia/Tokyo")).equals(first)).toBe(true);
  vi.unstubAllEnvs();
});
