import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith, writeWorkbook } from "../support/files.ts";
import { runIn } from "../support/inProcess.ts";
import { oracle, root } from "../support/oracle.ts";

const folder = folderWith({
  "survey.csv": "q,age,w\n1,25,9\n2,31,1\n9,49,1\n1,50,1\n2,99,1\n",
  "labels.csv": "variable,code,label_fr,label_en\nq,,Avis,Opinion\nq,2,Non,No\nq,1,Oui,Yes\nz,1,Un,One\n",
});
const [survey, labels] = ["survey.csv", "labels.csv"].map((name) => join(folder, name)) as [string, string];
const coded = ["--missing-code", "9,99,7", "--levels", "age=<30,30-49,50+", "--labels", labels];

test("codes, labels and levels are laid on the answers, and what they do is told on standard error", async () => {
  const crossed = ["crosstab", "q", survey, "--by", "age", "--weight", "w", ...coded, "--format", "json"];
  const { stdout, stderr } = await runIn(80, crossed);
  const document = JSON.parse(stdout);
  expect(document.rows.filter(({ n }: { n: number }) => n > 0)).toMatchObject([
    { age: "<30", q: "1", n: 1, total: 9 },
    { age: "30-49", q: "2", n: 1 },
    { age: "50+", q: "1", n: 1 },
  ]);
  expect(document.request).toMatchObject({
    levels: ["age=<30,30-49,50+"],
    missingCode: ["9,99,7"],
    labels,
  });
  expect(stderr.trimEnd().split("\n")).toEqual([
    "q: 1 answer set missing: 9 (1)",
    "age: 1 answer set missing: 99 (1)",
    "--missing-code: no variable that was read has the code 7",
    `${labels}: labels of variables that the data do not have: z`,
  ]);
});

test("people read labels in their language", async () => {
  const words = ["crosstab", "q", survey, ...coded, "--lang", "fr"];
  const { stdout } = await runIn(80, words);
  expect(stdout).toMatch(/Avis.*\n-+\nAvis[\s\S]*\nNon .*\nOui /);
});

test("a description shows codes with their labels", async () => {
  const { stdout } = await runIn(80, ["describe", survey, "--labels", labels]);
  expect(stdout).toMatch(/q +categorical +5 +0 +2 = No \(2\), 1 = Yes \(2\),/);
});

test("new weights are calibrated on classes, and the data stay as they are", async () => {
  const margins = join(folderWith({ "m.csv": "variable,level,total\nage,<30,10\nage,30+,20\n" }), "m.csv");
  const out = join(folderWith(), "out.csv");
  const words = ["weight", "rake", survey, "--weight", "w", "--margins", margins, "--out", out];
  const { status, stderr } = await runIn(80, [...words, "--levels", "age=<30,30+"]);
  expect([status, stderr]).toEqual([0, expect.not.stringContaining("panel:")]);
});

test.each(["--levels", "--missing-code"])("a dataset declares its own: %s is refused", async (flag) => {
  const { status, stderr } = await runIn(80, ["describe", "--dataset", "panel4", flag, "sexe=9"]);
  expect([status, stderr]).toEqual([
    2,
    `panel: a dataset declares its variables and their codes; leave out ${flag}\n`,
  ]);
});

test("a labelled number is no number, and that is told", async () => {
  const { status, stderr } = await runIn(80, ["estimate", "q", survey, "--stat", "mean", "--labels", labels]);
  expect([status, stderr]).toEqual([2, expect.stringContaining('q is not a number; found ["2","1","9"]')]);
});

test.each([
  ["--derive", "cut(meals, 25, 50, 75)", "share"],
  ["--levels", "meals=<25,25-49,50-74,75+", "meals"],
])("a cross-tab of classes that %s makes is R's of the same classes", async (flag, definition, variable) => {
  const schools = `${root}test/oracle/public/data/apistrat.csv`;
  const made = flag === "--derive" ? `share = ${definition}` : definition;
  const design = ["--weight", "pw", "--strata", "stype", "--by", "stype"];
  const { stdout } = await runIn(80, [
    "crosstab",
    variable,
    schools,
    ...design,
    flag,
    made,
    "--format",
    "json",
  ]);
  const { rows } = JSON.parse(stdout) as { rows: { stype: string | null; estimate: number; se: number }[] };
  const found = rows.filter(({ stype }) => stype !== null);
  const expected = oracle("public/estimates.csv").filter(
    (row) => row.design === "strat-s" && row.variable === "meals4" && row.by === "stype" && row.where === "",
  );
  expect(found).toHaveLength(expected.length);
  for (const [at, { estimate, se, group }] of expected.entries()) {
    expect(found[at]!.stype).toBe(group);
    expect(found[at]!.estimate).toBeCloseTo(Number(estimate), 12);
    expect(found[at]!.se).toBeCloseTo(Number(se), 12);
  }
});

test("dates are described by the first and the last, chosen in order, and grouped by what is read of them", async () => {
  const rows = [
    ["d", "y"],
    [new Date(Date.UTC(2020, 9, 1)), 1],
    [new Date(Date.UTC(2019, 4, 5)), 2],
    [new Date(Date.UTC(2020, 1, 1)), 3],
  ];
  const book = await writeWorkbook(join(folderWith(), "d.xlsx"), { data: rows });
  const csv = join(folderWith({ "d.csv": "d,y\n2020-10-01,1\n2019-05-05,2\n2020-02-01,3\n" }), "d.csv");
  for (const file of [book, csv]) {
    const described = await runIn(80, ["describe", file]);
    expect(described.stdout).toMatch(/d +date +3 +0 +2019-05-05 – 2020-10-01\n/);
    const chosen = [
      "estimate",
      "y",
      file,
      "--stat",
      "total",
      "--where",
      'd >= "2020-01-01"',
      "--format",
      "csv",
    ];
    const byDate = await runIn(80, [...chosen, "--by", "d"]);
    expect(byDate.stdout).toMatch(/2020-02-01,.*\n.*2020-10-01,/);
    expect(byDate.stdout).not.toContain("2019");
    const byYear = ["crosstab", "year", file, "--derive", "year = year(d)", "--format", "json"];
    const { rows: years } = JSON.parse((await runIn(80, byYear)).stdout);
    expect(years).toMatchObject([
      { year: "2019", n: 1 },
      { year: "2020", n: 2 },
    ]);
  }
});
