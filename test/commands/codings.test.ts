import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith } from "../support/files.ts";
import { runIn } from "../support/inProcess.ts";

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
