import { readFileSync } from "node:fs";
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

const shown = folderWith({
  "s.csv":
    "age,sexe,y,w\n35,1,1,1\n45,2,0,1\n55,1,1,1\n65,2,0,1\n38,2,1,1\n48,1,0,1\n58,2,1,1\n66,1,1,1\n39,9,0,1\n62,2,1,1\n44,1,1,1\n52,1,0,1\n",
  "l.csv": "variable,code,label_fr,label_en\nsexe,1,Homme,Man\nsexe,2,Femme,Woman\n",
});
const [people, sexes] = ["s.csv", "l.csv"].map((name) => join(shown, name)) as [string, string];

test.each([
  ['classe == "40 à <50"', [], "45, 48, 44"],
  ['classe == "40 to <50"', [], "45, 48, 44"],
  ['sexe == "Femme" and age < 50', ["--labels", sexes], "45, 38"],
  ['sexe in ("Woman") and age < 50', ["--labels", sexes], "45, 38"],
])("what tables show can be typed in conditions: %s", async (where, flags, ages) => {
  const words = ["estimate", "age", people, "--stat", "mean", "--derive", "classe = cut(age, 40, 50)"];
  const { stdout } = await runIn(80, [...words, "--where", where, ...flags, "--format", "json"]);
  const list = ages.split(", ").map(Number);
  const [row] = JSON.parse(stdout).rows;
  expect(row.n).toBe(list.length);
  expect(row.estimate).toBeCloseTo(list.reduce((sum, age) => sum + age, 0) / list.length, 10);
});

test("a level that there is not is answered with the codes and their labels", async () => {
  const words = ["estimate", "age", people, "--stat", "mean", "--labels", sexes, "--lang", "fr"];
  const { status, stderr } = await runIn(80, [...words, "--where", "sexe == 3"]);
  expect(status).toBe(2);
  expect(stderr).toContain("1 = Homme, 2 = Femme");
});

test.each([
  ["with labels", ["--labels", sexes]],
  ["without labels", []],
])("a code that was declared missing is told as such in a condition, %s", async (_, flags) => {
  const words = ["estimate", "age", people, "--stat", "mean", "--missing-code", "sexe=9", ...flags];
  const { status, stderr } = await runIn(80, [...words, "--where", "sexe == 9"]);
  expect(status).toBe(2);
  expect(stderr).toContain("this code of sexe is declared missing (--missing-code); found 9");
  expect((await runIn(80, [...words, "--where", "sexe != 1"])).status).toBe(0);
});

test("references are named by labels, and expressions of the formula in any spacing", async () => {
  const fitted = async (...flags: string[]) => {
    const words = ["model", "y ~ sexe + cut(age, 40, 50, 60)", people, "--family", "linear", ...flags];
    const { stdout, stderr } = await runIn(80, [...words, "--labels", sexes, "--format", "json"]);
    expect(stderr).not.toContain("panel:");
    return JSON.parse(stdout);
  };
  const named = await fitted("--reference", "sexe=2", "--reference", "cut(age, 40, 50, 60)=40 to <50");
  const shownNames = await fitted("--reference", "sexe=Femme", "--reference", "cut(age,40,50,60)=40 à <50");
  expect(shownNames.coefficients ?? shownNames.rows).toEqual(named.coefficients ?? named.rows);
  const first = await fitted("--margins", "cut(age, 40, 50, 60)", "--contrast", "cut(age, 40, 50, 60)");
  const spaced = await fitted("--margins", "cut(age,40,50,60)", "--contrast", "cut( age,40,50,60 )");
  expect(spaced.margins).toEqual(first.margins);
  expect(first.margins.length).toBeGreaterThan(0);
  expect(spaced.contrasts).toEqual(first.contrasts);
});

test("groups that are an expression are told to be named first", async () => {
  const words = ["estimate", "y", people, "--stat", "mean", "--by", "cut(age,40,60)"];
  const { status, stderr } = await runIn(80, words);
  expect(status).toBe(2);
  expect(stderr.replace(/\s+/g, " ")).toContain("--derive 'class = cut(age,40,60)'");
});

const sexMargins = (text: string) => join(folderWith({ "m.csv": text }), "m.csv");

test("margins name levels by their labels, tables show them, and what is recorded are the codes", async () => {
  const rake = async (margins: string, ...flags: string[]) => {
    const out = join(folderWith(), "out.csv");
    const words = ["weight", "rake", people, "--weight", "w", "--labels", sexes, "--missing-code", "sexe=9"];
    const where = ["--where", "not missing(sexe)", "--margins", margins, "--out", out];
    return { ...(await runIn(80, [...words, ...where, ...flags])), record: `${out}.json` };
  };
  const byLabel = await rake(sexMargins("variable;modalité;effectif\nsexe;Homme;9200\nsexe;Femme;7800\n"));
  expect(byLabel.status).toBe(0);
  expect(byLabel.stdout).toMatch(/Man .*9200|Man .*9,200/);
  expect(readFileSync(byLabel.record, "utf8")).toMatch(/"level": "1"/);
  const unknown = await rake(
    sexMargins("variable;modalité;effectif\nsexe;Homme;9200\nsexe;Autre;7800\n"),
    "--lang",
    "fr",
  );
  expect(unknown.status).toBe(2);
  expect(unknown.stderr).toContain("colonne modalité");
  expect(unknown.stderr).toContain("1 = Homme, 2 = Femme");
  const twice = await rake(sexMargins("variable;modalité;effectif\nsexe;Homme;9200\nsexe;1;7800\n"));
  expect(twice.stderr).toContain("stands twice");
});

test("one variable is told as one", async () => {
  const folder = folderWith({ "one.csv": "age\n40\n" });
  const { stdout } = await runIn(80, ["describe", `${folder}/one.csv`, "--lang", "en"]);
  expect(stdout).toContain("1 variable\n");
});

test("numbers that stand apart as codes of missing answers do are told before they are averaged", async () => {
  const file = join(folderWith({ "a.csv": "age,q,z\n30,1,0.5\n40,2,999\n55,3,1\n999,9,2\n" }), "a.csv");
  const told = async (...words: string[]) => (await runIn(80, words)).stderr;
  const mean = ["--stat", "mean"];
  const ofAge =
    'age: apart from the other numbers, as codes of missing answers are: 999. If they are such: --missing-code "age=999"';
  expect(await told("estimate", "age", file, ...mean)).toBe(`${ofAge}\n`);
  expect(await told("crosstab", "q,age", file)).toContain('--missing-code "q=9"');
  expect(await told("estimate", "age", file, ...mean, "--missing-code", "age=999")).not.toContain(
    "apart from",
  );
  expect(await told("estimate", "z", file, ...mean)).toBe("");
});
