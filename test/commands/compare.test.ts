import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith } from "../support/files.ts";
import { runIn } from "../support/inProcess.ts";
import { dataFolder, root } from "../support/oracle.ts";
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

test("rows of groups are known by their levels in a CSV too, whatever the variables are called", async () => {
  const rows = (first: string, ...others: string[]) =>
    ["data,section,label,status,estimate,n", first, ...others].map((line) => `${line}\n`).join("");
  const [a, b] = ["synthetic,a,x,on,1,5", "synthetic,b,x,on,2,5"] as const;
  const folder = folderWith({ "a.csv": rows(a, b), "b.csv": rows(b.replace(",2,", ",3,"), a) });
  const { stdout } = await runIn(80, [
    ...["compare", join(folder, "a.csv"), join(folder, "b.csv")],
    ...["--format", "json"],
  ]);
  expect(JSON.parse(stdout).changes).toMatchObject([{ record: "b · x · on", before: 2, after: 3 }]);
});

test("a CSV with groups across is known by outcome and level, whatever numbers name levels and groups", async () => {
  const head = "data,outcome,level,statistic,1,2";
  const folder = folderWith({
    "a.csv": `${head}\nmicrodata,o,1,proportion,0.25,0.5\nmicrodata,o,2,proportion,0.75,0.5\n`,
    "b.csv": `${head}\nmicrodata,o,2,proportion,0.75,0.4\nmicrodata,o,1,proportion,0.25,0.5\n`,
  });
  const { stdout } = await runIn(80, [
    ...["compare", join(folder, "a.csv"), join(folder, "b.csv")],
    ...["--format", "json"],
  ]);
  expect(JSON.parse(stdout).changes).toMatchObject([
    { record: "o · 2 · proportion", field: "2", before: 0.5, after: 0.4 },
  ]);
});

test("margins, whose levels are blank, are told from groups of the same level of another variable", async () => {
  const rows = (share: string) => `data,g,h,o,estimate\nmicrodata,a,,u,0.25\nmicrodata,,a,u,${share}\n`;
  const folder = folderWith({ "a.csv": rows("0.5"), "b.csv": rows("0.6") });
  const { stdout } = await runIn(80, [
    ...["compare", join(folder, "a.csv"), join(folder, "b.csv")],
    ...["--format", "json"],
  ]);
  expect(JSON.parse(stdout).changes).toMatchObject([{ record: "– · a · u", before: 0.5, after: 0.6 }]);
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

describe("documents tell the program's version and what was read", () => {
  const survey = (owns: string) => `sex,region,owns,w\nf,a,yes,1\nf,b,${owns},2\nm,a,no,1\nm,b,yes,2\n`;
  const digestOf = (text: string) => createHash("sha256").update(text).digest("hex");
  const folder = folderWith({ "a/rows.csv": survey("yes"), "b/rows.csv": `${survey("yes")}\n` });
  const crosstab = async (file: string, out: string) =>
    runIn(80, ["crosstab", "owns", join(folder, file), "--weight", "w", "--out", join(folder, out)]);
  const compare = (...words: string[]) =>
    runIn(80, ["compare", join(folder, "a.json"), join(folder, "b.json"), ...words]);

  test("by name, without the folder, and SHA-256", async () => {
    await crosstab("a/rows.csv", "a.json");
    const { panel: version, inputs } = JSON.parse(readFileSync(join(folder, "a.json"), "utf8"));
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(inputs).toEqual([{ name: "rows.csv", sha256: digestOf(survey("yes")) }]);
  });

  test("other data of the same results are told and change nothing; the version is not compared", async () => {
    await crosstab("b/rows.csv", "b.json");
    const after = JSON.parse(readFileSync(join(folder, "b.json"), "utf8"));
    writeFileSync(join(folder, "b.json"), JSON.stringify({ ...after, panel: "99.0.0" }));
    const { status, stdout } = await compare("--format", "json");
    const { changes, changedInputs } = JSON.parse(stdout);
    expect([status, changes]).toEqual([0, []]);
    expect(changedInputs).toEqual([
      { name: "rows.csv", before: digestOf(survey("yes")), after: digestOf(`${survey("yes")}\n`) },
    ]);
    expect((await compare()).stdout).toContain("The two runs did not read the same data: rows.csv.");
    expect((await compare("--format", "github")).stderr).toContain("did not read the same data");
  });

  test("the list of a report's files tells it too", async () => {
    for (const [out, sha256] of [
      ["one", "1"],
      ["two", "2"],
    ] as const) {
      mkdirSync(join(folder, out));
      writeFileSync(join(folder, out, "t.csv"), csv("1"));
      const inputs = [{ name: "panel4.xlsx", sha256 }];
      writeFileSync(join(folder, out, "manifest.json"), JSON.stringify({ panel: out, inputs, files: [] }));
    }
    const { status, stdout } = await runIn(80, ["compare", join(folder, "one"), join(folder, "two")]);
    expect([status, stdout]).toEqual([0, expect.stringContaining("panel4.xlsx")]);
  });
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

describe("what counts", () => {
  const compared = async (one: string, other: string, ...words: string[]) => {
    const folder = folderWith({ "a.csv": one, "b.csv": other });
    const files = [join(folder, "a.csv"), join(folder, "b.csv")];
    const { stdout, status } = await runIn(80, ["compare", ...files, "--format", "json", ...words]);
    return { status, changes: status === 2 ? [] : JSON.parse(stdout).changes };
  };
  const figures = (level: string) => `id,variable,level,estimate,label\na,x,${level},1,yes\n`;

  test("is all of a record with an id but its words: what it measures, and texts where numbers were", async () => {
    expect((await compared(figures("yes"), figures("no"))).changes).toMatchObject([
      { record: "a", field: "level", before: "yes", after: "no" },
    ]);
    expect((await compared(figures("yes"), figures("yes").replace(",yes\n", ",oui\n"))).status).toBe(0);
    expect((await compared("id,estimate\na,NaN\n", "id,estimate\na,Inf\n")).status).toBe(1);
    expect((await compared("id,estimate\na,2\n", "id,estimate\na,n/a\n")).changes).toMatchObject([
      { record: "a", before: 2, after: "n/a" },
    ]);
  });

  test("is each row of data that numbers name", async () => {
    const rows = (sex: string) => `sex,age,id\nF,50,10\n${sex},55,4\nF,50,15\n`;
    expect((await compared(rows("M"), rows("F"))).changes).toMatchObject([
      { record: "4", field: "sex", before: "M", after: "F" },
    ]);
  });

  test("is not the language of the run", async () => {
    const folder = folderWith();
    const commands = [
      "reproduce er1245 --no-out",
      "claims article-no-secretary",
      `weight diagnose ${dataFolder}/examples/survey.csv --weight w --margins ${dataFolder}/examples/margins.csv`,
      `crosstab owns,income ${dataFolder}/examples/survey.csv --by sex --weight w --test`,
    ];
    for (const command of commands) {
      for (const language of ["en", "fr"]) {
        const words = [...command.split(" "), "--format", "json", "--lang", language];
        const out = command.startsWith("claims") ? ["--out", join(folder, "claims"), "--force"] : [];
        writeFileSync(join(folder, `${language}.json`), (await runIn(80, [...words, ...out])).stdout);
      }
      const { status, stdout } = await runIn(80, [
        "compare",
        join(folder, "en.json"),
        join(folder, "fr.json"),
      ]);
      expect([command, status, stdout]).toEqual([command, 0, stdout]);
    }
  });

  test("is not compared at all where the two have nothing in common", async () => {
    const folder = folderWith({ "a.json": json(1), "b/figures.csv": csv("1") });
    const { status, stderr } = await runIn(80, ["compare", join(folder, "a.json"), join(folder, "b")]);
    expect(status).toBe(2);
    expect(stderr).toContain("no table of results in common");
  });
});

test("the second document may come on standard input", () => {
  const folder = folderWith({ "a.json": json(1) });
  const line = `"${process.execPath}" "${root}bin/panel.js" compare a.json - < a.json`;
  expect(spawnSync("sh", ["-c", line], { cwd: folder }).status).toBe(0);
});
