import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeFiles, writeWhole } from "../../src/reports/files/folder.ts";
import { folderWith } from "../support/files.ts";

test("files are replaced and added, others stay", async () => {
  const folder = folderWith({ "out/a.txt": "old", "out/mine.txt": "mine" });
  await writeFiles(
    join(folder, "out"),
    new Map([
      ["a.txt", "new"],
      ["b.txt", "b"],
    ]),
  );
  expect(readdirSync(join(folder, "out")).sort()).toEqual(["a.txt", "b.txt", "mine.txt"]);
  expect(readFileSync(join(folder, "out", "a.txt"), "utf8")).toBe("new");
  expect(readdirSync(folder)).toEqual(["out"]);
});

test("when one file cannot be placed, those placed before it are put back", async () => {
  const folder = folderWith({ "out/a.txt": "old", "out/c.txt/inside": "a folder in the way" });
  const write = writeFiles(
    join(folder, "out"),
    new Map([
      ["a.txt", "new"],
      ["b.txt", "b"],
      ["c.txt", "c"],
    ]),
  );
  await expect(write).rejects.toThrow("it cannot be written (EISDIR)");
  expect(readdirSync(join(folder, "out")).sort()).toEqual(["a.txt", "c.txt"]);
  expect(readFileSync(join(folder, "out", "a.txt"), "utf8")).toBe("old");
  expect(readdirSync(folder)).toEqual(["out"]);
});

test("a single file is written whole", async () => {
  const folder = folderWith({ "a.xlsx": "old" });
  await writeWhole(join(folder, "a.xlsx"), "new");
  expect(readFileSync(join(folder, "a.xlsx"), "utf8")).toBe("new");
  expect(readdirSync(folder)).toEqual(["a.xlsx"]);
});
