import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { columnOf } from "../../src/sources/files/sheet.ts";
import { openWorkbook } from "../../src/sources/files/workbook.ts";
import { folderWith, writeWorkbook } from "../support/files.ts";

const write = (rows: Parameters<typeof writeWorkbook>[1][string]) =>
  writeWorkbook(join(folderWith(), "w.xlsx"), { "2022": rows });

test("cells are read as a person sees them, blank rows are skipped and rows keep their numbers", async () => {
  const file = await write([
    ["id", "sexe", "note"],
    ["a", 1, { formula: "1+1", result: 2 }],
    [],
    ["b", null, { richText: [{ text: "très " }, { text: "bien" }] }],
  ]);
  const sheet = (await openWorkbook(file)).sheet("2022");
  expect(sheet.header).toEqual(["id", "sexe", "note"]);
  expect(sheet.rows).toEqual([
    ["a", 1, 2],
    ["b", null, "très bien"],
  ]);
  expect(sheet.rowNumbers).toEqual([2, 4]);
});

test("an absent sheet and an empty one are refused, and two columns of one name where they are used", async () => {
  const workbook = await openWorkbook(await write([["id"]]));
  expect(() => workbook.sheet("2021")).toThrow('sheet "2021" is absent. Did you mean "2022"?');
  expect(() => workbook.sheet("2022")).toThrow("sheet 2022: there are no rows");
  const repeated = await openWorkbook(
    await write([
      ["id", "id", "x"],
      ["a", "b", "c"],
    ]),
  );
  expect(columnOf(repeated.sheet("2022"), "x")).toEqual(["c"]);
  expect(() => columnOf(repeated.sheet("2022"), "id")).toThrow('two columns have the same name; found "id"');
});

test("a damaged or absent workbook is refused", async () => {
  const folder = folderWith({ "bad.xlsx": "PK no zip at all" });
  await expect(openWorkbook(join(folder, "bad.xlsx"))).rejects.toThrow("this is no readable xlsx workbook");
  await expect(openWorkbook(join(folder, "none.xlsx"))).rejects.toThrow("there is no such file");
});

test("a damaged part is named, and an old or locked workbook", async () => {
  const folder = folderWith();
  const whole = readFileSync(await write([["id"], ["a"]]));
  const damagedPart = Buffer.from(whole);
  const at = whole.indexOf("xl/worksheets/sheet1.xml");
  damagedPart.writeUInt8(damagedPart.readUInt8(at + 60) ^ 0xff, at + 60);
  writeFileSync(join(folder, "part.xlsx"), damagedPart);
  await expect(openWorkbook(join(folder, "part.xlsx"))).rejects.toThrow(
    "the workbook is damaged: its part xl/worksheets/sheet1.xml cannot be read",
  );
  writeFileSync(join(folder, "old.xlsx"), Buffer.from("d0cf11e0a1b11ae100", "hex"));
  await expect(openWorkbook(join(folder, "old.xlsx"))).rejects.toThrow(
    "old format .xls, or one with a password",
  );
});

test("a formula without a stored result is no missing answer", async () => {
  const file = await write([
    ["id", "x"],
    ["a", { formula: "1+0" } as never],
  ]);
  expect((await openWorkbook(file)).sheet("2022").rows).toEqual([["a", "a formula without a stored result"]]);
});
