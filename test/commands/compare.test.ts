import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith } from "../support/files.ts";
import { panel } from "./run.ts";

const csv = (estimate: string) => `data,sex,level,estimate\nsynthetic,f,'=1,${estimate}\nsynthetic,m,'=1,2\n`;
const json = (estimate: number) => JSON.stringify({ rows: [{ sex: 'f"<', estimate }] });

test("two folders are compared file by file: 0 where nothing has changed, 1 where something has", () => {
  const folder = folderWith({
    "a/figures.csv": csv("1"),
    "a/tables/t.csv": csv("1"),
    "a/manifest.json": "{}",
    "b/figures.csv": csv("1"),
    "b/tables/t.csv": csv("1.5"),
    "b/manifest.json": '{"panel":"2"}',
  });
  expect(panel(["compare", "a", "a"], folder)).toMatchObject({ status: 0 });
  const run = panel(["compare", "a", "b", "--format", "json"], folder);
  expect(run.status).toBe(1);
  const { summary, changes } = JSON.parse(run.stdout);
  expect(summary).toEqual({ records: 4, compared: 8, changes: 1 });
  expect(changes).toMatchObject([{ table: "tables/t.csv", record: "f · =1", before: 1, after: 1.5 }]);
});

test("rows of a CSV are known by what stands before their results, numbers too, in any order; decimals may have a comma", () => {
  const head = "data,wave,level,estimate,n";
  const folder = folderWith({
    "a/t.csv": `${head}\nsynthetic,2019,1,0.5,10\nsynthetic,2022,1,0.25,20\n`,
    "b/t.csv": `${head}\nsynthetic,2022,1,0.25,20\nsynthetic,2019,1,0.5,10\n`,
    "c/t.csv": `${head.replaceAll(",", ";")}\nsynthetic;2019;1;0,5;10\nsynthetic;2022;1;0,75;20\n`,
  });
  expect(panel(["compare", "./a", "b/"], folder).status).toBe(0);
  const { stdout } = panel(["compare", "./a", "c", "--format", "json"], folder);
  expect(JSON.parse(stdout).changes).toMatchObject([
    { table: "t.csv", record: "2022 · 1", field: "estimate", before: 0.25, after: 0.75 },
  ]);
});

test("JUnit has a case for each record, GitHub an annotation for each that has changed, and no text becomes markup", () => {
  const folder = folderWith({ "a.json": json(1), "b.json": json(2) });
  expect(panel(["compare", "a.json", "b.json", "--format", "junit", "--out", "c.xml"], folder).status).toBe(
    1,
  );
  const xml = readFileSync(join(folder, "c.xml"), "utf8");
  expect(xml).toContain('<testsuite name="rows" tests="1" failures="1" errors="0" skipped="0">');
  expect(xml).toContain('name="f&quot;&lt;"');
  expect(xml).toContain('<failure message="estimate 1 → 2"/>');
  const { stdout } = panel(["compare", "a.json", "b.json", "--format", "github"], folder);
  expect(stdout.split("\n").slice(1)).toEqual(['::error title=rows%3A f"<::estimate 1 → 2', ""]);
});

test.each([
  ["nothing.json", "nothing.json"],
  ["broken.json", "this is no JSON document"],
  ["empty", "no results are found there"],
])("what holds no results is refused: %s", (path, message) => {
  const folder = folderWith({ "a.json": json(1), "broken.json": "{", "empty/notes.txt": "" });
  const run = panel(["compare", "a.json", path], folder);
  expect(run).toMatchObject({ status: 2, stdout: "" });
  expect(run.stderr).toContain(message);
});

test("a study's verdicts are JUnit and GitHub annotations, and say what data they are of", () => {
  const run = panel(["reproduce", "er1245", "--no-out", "--format", "junit"], folderWith({}));
  expect(run.status).toBe(0);
  expect(run.stdout).toMatch(/<testsuites name="[^"]*SYNTHETIC DATA[^"]*" tests="128" failures="0"/);
  const strict = panel(
    ["reproduce", "er1245", "--no-out", "--format", "github", "--strict", "--lang", "fr"],
    folderWith({}),
  );
  expect(strict.status).toBe(1);
  expect(strict.stdout).toMatch(/^::notice title=panel::.*DONNÉES SYNTHÉTIQUES/);
  expect(strict.stdout).toContain("::error title=");
});
