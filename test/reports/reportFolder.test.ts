import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { checkReportFolder, writeReportFolder } from "../../src/reports/files/reportFolder.ts";
import { forgetReads, noteRead } from "../../src/sources/files/filesRead.ts";
import { folderWith } from "../support/files.ts";

beforeEach(forgetReads);

const files = (texts: Record<string, string>) => new Map(Object.entries(texts));
const write = (folder: string, texts: Record<string, string>, force = false) =>
  writeReportFolder(join(folder, "out"), files(texts), { study: "s" }, force);
const read = (...path: string[]) => readFileSync(join(...path), "utf8");
const names = (folder: string) => readdirSync(join(folder, "out")).sort();

test("a new report is a folder with a list of its files", async () => {
  const folder = folderWith();
  await write(folder, { "report.md": "new", "b.csv": "b" });
  expect(names(folder)).toEqual(["b.csv", "manifest.json", "report.md"]);
  expect(JSON.parse(read(folder, "out/manifest.json"))).toEqual({
    study: "s",
    files: [
      { name: "report.md", sha256: "11507a0e2f5e69d5dfa40a62a1bd7b6ee57e6bcd85c67c9b8431b36fff21c437" },
      { name: "b.csv", sha256: "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d" },
    ],
  });
  expect(readdirSync(folder)).toEqual(["out"]);
});

test("a later report replaces an earlier one whole, and leaves the files of others", async () => {
  const folder = folderWith();
  await write(folder, { "report.md": "old", "only-old.csv": "old", "edited.csv": "old" });
  writeFileSync(join(folder, "out/mine.txt"), "mine");
  writeFileSync(join(folder, "out/edited.csv"), "edited");
  chmodSync(join(folder, "out/report.md"), 0o600);
  await write(folder, { "report.md": "new", "b.csv": "b" });
  expect(names(folder)).toEqual(["b.csv", "edited.csv", "manifest.json", "mine.txt", "report.md"]);
  expect(read(folder, "out/report.md")).toBe("new");
  expect(read(folder, "out/edited.csv")).toBe("edited");
  expect(statSync(join(folder, "out/report.md")).mode & 0o777).toBe(0o600);
});

test("files that no report wrote, or that were changed since, are replaced with force alone", async () => {
  const folder = folderWith({ "out/report.md": "mine" });
  expect(() => checkReportFolder(join(folder, "out"), ["report.md"], false)).toThrow(
    /out\/report\.md: no report wrote this file as it is\. Choose another --out, or replace it with --force/,
  );
  await expect(write(folder, { "report.md": "new" })).rejects.toThrow(/no report wrote/);
  expect(names(folder)).toEqual(["report.md"]);
  await write(folder, { "report.md": "new" }, true);
  writeFileSync(join(folder, "out/report.md"), "edited");
  await expect(write(folder, { "report.md": "newer" })).rejects.toThrow(/no report wrote/);
  expect(read(folder, "out/report.md")).toBe("edited");
});

test("a list that is another program's is no list of ours", async () => {
  const listing = (name: string) => JSON.stringify({ files: [{ name, sha256: "" }] });
  const outside = ["../x", "a/../../x", "a/..", "a/b/x", "/x", "..", "a/"].map(listing);
  for (const content of ["[]", "{}", "no JSON", ...outside]) {
    const folder = folderWith({ "out/manifest.json": content });
    await expect(write(folder, { "report.md": "new" })).rejects.toThrow(/manifest\.json: no report wrote/);
    expect(read(folder, "out/manifest.json")).toBe(content);
  }
});

test("a link in the folder is not followed", async () => {
  const folder = folderWith({ "elsewhere.md": "elsewhere", "out/x": "" });
  symlinkSync("../elsewhere.md", join(folder, "out/report.md"));
  await expect(write(folder, { "report.md": "new" })).rejects.toThrow(/no report wrote/);
  await write(folder, { "report.md": "new" }, true);
  expect(lstatSync(join(folder, "out/report.md")).isFile()).toBe(true);
  expect(read(folder, "elsewhere.md")).toBe("elsewhere");
});

test("a file that was read is not replaced, by whatever name, even with force", async () => {
  const folder = folderWith({ "out/figures.csv": "figures", "data.csv": "data" });
  linkSync(join(folder, "data.csv"), join(folder, "out/hard.csv"));
  symlinkSync("../data.csv", join(folder, "out/soft.csv"));
  noteRead(join(folder, "out/figures.csv"));
  noteRead(join(folder, "data.csv"));
  for (const name of ["figures.csv", "hard.csv", "soft.csv"])
    await expect(write(folder, { [name]: "new" }, true)).rejects.toThrow(/would overwrite the data/);
  expect(names(folder)).toEqual(["figures.csv", "hard.csv", "soft.csv"]);
});

test("when one file cannot be placed, those placed before it are put back", async () => {
  const folder = folderWith();
  await write(folder, { "a.txt": "old" });
  const list = read(folder, "out/manifest.json");
  mkdirSync(join(folder, "out/c.txt"));
  writeFileSync(join(folder, "out/c.txt/inside"), "a folder in the way");
  const later = write(folder, { "a.txt": "new", "b.txt": "b", "c.txt": "c" }, true);
  await expect(later).rejects.toThrow(/cannot be written \(EISDIR\)/);
  expect(names(folder)).toEqual(["a.txt", "c.txt", "manifest.json"]);
  expect(read(folder, "out/a.txt")).toBe("old");
  expect(read(folder, "out/manifest.json")).toBe(list);
});

test("after a kill between two files the next run knows what both runs wrote", async () => {
  const folder = folderWith();
  await write(folder, { "a.txt": "old", "b.txt": "old" });
  const earlier = JSON.parse(read(folder, "out/manifest.json"));
  const other = folderWith();
  await write(other, { "a.txt": "new", "b.txt": "new" });
  const later = JSON.parse(read(other, "out/manifest.json"));
  // What a killed run leaves: the list of both, and one of two files in place.
  writeFileSync(join(folder, "out/a.txt"), "new");
  writeFileSync(
    join(folder, "out/manifest.json"),
    JSON.stringify({ study: "s", files: [...earlier.files, ...later.files] }),
  );
  await write(folder, { "a.txt": "newer", "b.txt": "newer" });
  expect(JSON.parse(read(folder, "out/manifest.json")).files).toHaveLength(2);
});

test("of two runs at a time, each writes its report whole", async () => {
  const folder = folderWith();
  const runs = ["1", "2", "3"].map((text) => write(folder, { "a.txt": text, "b.txt": text }));
  await Promise.all(runs);
  expect(read(folder, "out/a.txt")).toBe(read(folder, "out/b.txt"));
  expect(names(folder)).toEqual(["a.txt", "b.txt", "manifest.json"]);
});

test("a place that is no folder is refused beforehand", () => {
  const folder = folderWith({ taken: "a file" });
  symlinkSync("nowhere", join(folder, "dangling"));
  const check = (name: string) => () => checkReportFolder(`${folder}/${name}`, [], false);
  expect(check("taken")).toThrow(/cannot be written \(ENOTDIR\)/);
  expect(check("taken/r")).toThrow(/cannot be written \(ENOTDIR\)/);
  expect(check("dangling")).toThrow(/cannot be written \(ENOENT\)/);
  expect(check("a\0")).toThrow(/cannot be written/);
});

test("files of sub-folders are replaced and taken away like others, with the sub-folders that nothing is left in", async () => {
  const folder = folderWith();
  await write(folder, {
    "report.md": "old",
    "charts/a.svg": "old",
    "tables/a.csv": "old",
    "data/a.csv": "old",
  });
  writeFileSync(join(folder, "out/tables/mine.csv"), "mine");
  chmodSync(join(folder, "out/charts/a.svg"), 0o600);
  await write(folder, { "charts/a.svg": "new", "pages/a.html": "new" });
  expect(names(folder)).toEqual(["charts", "manifest.json", "pages", "tables"]);
  expect(read(folder, "out/charts/a.svg")).toBe("new");
  expect(read(folder, "out/pages/a.html")).toBe("new");
  expect(statSync(join(folder, "out/charts/a.svg")).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, "out/tables"))).toEqual(["mine.csv"]);
  expect(
    JSON.parse(read(folder, "out/manifest.json")).files.map((file: { name: string }) => file.name),
  ).toEqual(["charts/a.svg", "pages/a.html"]);
  await expect(write(folder, { "tables/mine.csv": "new" })).rejects.toThrow(/no report wrote/);
});

test("a sub-folder that is a file or a link stops the report, even with force: nothing is written elsewhere", async () => {
  const folder = folderWith({ "elsewhere/a.svg": "elsewhere", "out/tables": "a file" });
  symlinkSync("../elsewhere", join(folder, "out/charts"));
  for (const name of ["charts/a.svg", "tables/a.csv"])
    await expect(write(folder, { [name]: "new" }, true)).rejects.toThrow(/cannot be written \(ENOTDIR\)/);
  expect(names(folder)).toEqual(["charts", "tables"]);
  expect(read(folder, "elsewhere/a.svg")).toBe("elsewhere");
});

test("what lies behind a link is none of the report's files, whatever the list says", async () => {
  const folder = folderWith();
  await write(folder, { "charts/a.svg": "old" });
  renameSync(join(folder, "out/charts"), join(folder, "moved"));
  symlinkSync("../moved", join(folder, "out/charts"));
  await write(folder, { "report.md": "new" });
  expect(read(folder, "moved/a.svg")).toBe("old");
});

test("when a file cannot be placed, the sub-folders made for the report go again", async () => {
  const folder = folderWith();
  await write(folder, { "charts/a.svg": "old" });
  mkdirSync(join(folder, "out/z.txt"));
  const later = write(folder, { "charts/a.svg": "new", "pages/a.html": "new", "z.txt": "new" }, true);
  await expect(later).rejects.toThrow(/cannot be written \(EISDIR\)/);
  expect(names(folder)).toEqual(["charts", "manifest.json", "z.txt"]);
  expect(read(folder, "out/charts/a.svg")).toBe("old");
});
