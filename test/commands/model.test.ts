import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { folderWith } from "../support/files.ts";
import { runIn } from "../support/inProcess.ts";
import { root } from "../support/oracle.ts";
import { panel } from "./run.ts";

const data = `${root}test/oracle/public/data`;
const apistrat = ["--data", `${data}/apistrat.csv`, "--weight", "pw", "--strata", "stype"];
const logistic = ["--family", "logistic"];
const run = (...args: string[]) => {
  const result = panel(["model", ...args], folderWith());
  if (result.status !== 0) throw new Error(result.stderr);
  return result.stdout;
};
const json = (...args: string[]) => JSON.parse(run(...args, "--format", "json"));
/** The message of a run that ends with 2 and leaves nothing behind. */
const refusal = (...args: string[]) => {
  const folder = folderWith();
  const { status, stdout, stderr } = panel(["model", ...args], folder);
  expect({ status, stdout, files: readdirSync(folder) }).toEqual({ status: 2, stdout: "", files: [] });
  expect(stderr).not.toMatch(/\n {4}at /);
  return stderr;
};

test("the same numbers whatever the format", async () => {
  const args = ["api00 ~ stype + log(enroll)", "--family", "linear", ...apistrat, "--vcov", "HC3", "--z"];
  const found = json(...args);
  expect(found.terms[0].df).toBeNull();
  const folder = folderWith();
  for (const file of ["m.csv", "m.xlsx", "m.md"]) panel(["model", ...args, "--out", file], folder);
  expect(readdirSync(folder).sort()).toEqual(["m.csv", "m.md", "m.xlsx"]);
  const [header, ...lines] = readFileSync(join(folder, "m.csv"), "utf8").trim().split("\n");
  const at = header!.split(",").indexOf("se");
  expect(lines.map((line) => line.split(",")[at])).toEqual(
    found.terms.map(({ se }: { se: number | null }) => String(se ?? "")),
  );
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(join(folder, "m.xlsx"));
  expect(workbook.worksheets.map(({ name }) => name)).toContain("Wald tests of the terms");
  expect(readFileSync(join(folder, "m.md"), "utf8")).toContain("| Variable | Level | coefficient |");
});

test("of several outcomes each model's own incomplete rows are deleted, and its strata and clusters are counted", () => {
  // Of the strata h1 to h4, h4 has no y and h3 a single cluster with z; R's counts in test/oracle/missing/estimates.csv.
  const file = [
    "--data",
    `${root}test/oracle/missing/data.csv`,
    "--weight",
    "w",
    "--strata",
    "h",
    "--cluster",
    "c",
  ];
  const rules = ["--family", "linear", "--missing", "delete", "--lonely-psu", "certainty"];
  const found = json("~ 1", "--outcome", "y,z", ...file, ...rules);
  expect(found.models.map(({ design }: { design: object }) => design)).toMatchObject([
    { used: 38, deleted: 16, strata: 3, clusters: 9, df: 6 },
    { used: 43, deleted: 11, strata: 4, clusters: 10, df: 6 },
  ]);
  expect(found.models.map(({ fit }: { fit: { missing: number } }) => fit.missing)).toEqual([16, 11]);
  const text = run("~ 1", "--outcome", "y,z", ...file, ...rules);
  expect(text).toMatch(/^missing +16 +11$/m);
  expect(text).toMatch(/^strata +3 +4$/m);
  expect(text).toMatch(/^clusters +9 +10$/m);
  expect(text).toContain("Design: weights w; strata h; clusters c; single-cluster strata: certainty.");
});

describe("a categorical outcome", () => {
  const file = folderWith({ "a.csv": "y,x,w\nyes,a,1\nno,a,1\nyes,b,1\nno,b,2\nyes,b,1\nno,a,1\n" });
  const model = (formula: string, ...args: string[]) =>
    runIn(80, ["model", formula, join(file, "a.csv"), "--weight", "w", ...logistic, ...args]);

  test("counts as 0 at its first level; what is modelled is in the title and on the side", async () => {
    const { stdout, stderr } = await model("y ~ x");
    expect(stdout).toContain("Logistic regression: y: yes (against no)");
    expect(stderr).toBe(
      'y: what is modelled is "yes" (1), against "no" (0), its first level; --reference y=LEVEL changes that\n',
    );
    const french = await runIn(80, ["model", "secretariat ~ sexe", "--dataset", "panel4", ...logistic]);
    expect(french.stderr).toContain('what is modelled is "Non" (1), against "Oui" (0), its first level');
  });

  test("that somebody has chosen the level of, or that is a condition, is told in the title alone", async () => {
    const chosen = await model("y ~ x", "--reference", "y=yes");
    expect([chosen.stdout.split("\n")[2], chosen.stderr]).toEqual([
      "Logistic regression: y: no (against yes)",
      "",
    ]);
    expect((await model('y == "yes" ~ x')).stderr).toBe("");
  });
});

test("outcomes whose model does not exist are told on the side, with status 1", () => {
  const args = ["~ sch.wide + meals", "--outcome", "awards,comp.imp", ...logistic, ...apistrat];
  const { status, stdout, stderr } = panel(["model", ...args], folderWith());
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /the model does not exist: awards: awards is No for everybody at the level "No" of sch\.wide/,
  );
  expect(stdout).toContain("–");
});

test("the forest plot is an SVG that says what its data are; with a bad name nothing is computed", () => {
  const folder = folderWith();
  const args = ["model", "secretariat ~ sexe + mode", ...logistic, "--dataset", "panel4"];
  expect(panel([...args, "--chart", "forest.svg"], folder).status).toBe(0);
  const svg = readFileSync(join(folder, "forest.svg"), "utf8");
  expect(svg).toMatch(/^<svg/);
  expect(svg).toContain("SYNTHETIC DATA");
  expect(svg).toContain("odds ratio");
  expect(refusal(...args.slice(1), "--chart", "forest.gif")).toContain("a chart is written as .svg");
  expect(refusal(...args.slice(1), "--chart", "/dev/null/forest.svg")).toContain("it cannot be written");
});

test("a chart never takes the place of the data, nor of the output", () => {
  const folder = folderWith({ "data.svg": "x,y\n1,2\n2,3\n3,5\n", "d.csv": "x,y\n1,2\n2,3\n3,5\n4,4\n" });
  const args = ["model", "y ~ x", "--family", "linear", "--data", "d.csv"];
  const { status, stderr } = panel(
    [...args, "--chart", "f.svg", "--out", "f.svg", "--format", "csv"],
    folder,
  );
  expect(status).toBe(2);
  expect(stderr).toContain("file f.svg: two outputs are the same file");
  expect(existsSync(join(folder, "f.svg"))).toBe(false);
});

test("texts of the data are never formulas, markup or control characters", () => {
  const folder = folderWith({
    "d.csv": `g,y\n${["=1+1", "<b>x</b>", "a\u0007b", "|c|"].flatMap((g) => [1, 2, 4].map((y) => `${g},${y + g.length}`)).join("\n")}\n`,
  });
  const args = ["model", "y ~ g", "--family", "linear", "--data", "d.csv"];
  expect(panel([...args, "--format", "csv"], folder).stdout).toMatch(/,'=1\+1,/);
  expect(panel([...args, "--format", "markdown"], folder).stdout).not.toContain("<b>");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
  expect(panel(args, folder).stdout).not.toMatch(/\u0007/);
  panel([...args, "--chart", "f.svg"], folder);
  expect(readFileSync(join(folder, "f.svg"), "utf8")).not.toContain("<b>");
});

describe("what cannot be is told", () => {
  test.each([
    [["~ stype", ...logistic, ...apistrat], /the formula has no outcome/],
    [["awards ~ typ", ...logistic, ...apistrat], /column "typ" is absent.*Did you mean "stype"/],
    [
      ["awards ~ stype", "--link", "log", ...logistic, ...apistrat],
      /Allowed choices are logit, probit, cloglog/,
    ],
    [["awards ~ stype", "--reference", "stype", ...logistic, ...apistrat], /written variable=level/],
    [
      ["awards ~ stype", "--reference", "stype=E", "--reference", "stype=H", ...logistic, ...apistrat],
      /a variable has two reference levels; found "stype=H"/,
    ],
    [["awards ~ 1", "--chart", "f.svg", ...logistic, ...apistrat], /there is nothing to draw/],
    [["awards ~ sch.wide", ...logistic, ...apistrat], /the model does not exist: .*\(separation\)/],
    [
      ["awards ~ sch.wide", "--lang", "fr", ...logistic, ...apistrat],
      /le modèle n'existe pas : .*\(séparation\)/,
    ],
    [
      ["~ sch.wide", "--outcome", "awards", ...logistic, ...apistrat],
      /none of the models exists: awards: .*\(separation\)/,
    ],
    [["awards ~ stype", ...apistrat], /--family/],
  ])("%j", (args, message) => {
    expect(refusal(...args)).toMatch(message);
  });
});

test("the margins of a variable are refused where another of the model is derived from it", () => {
  const file = join(
    folderWith({
      "a.csv": `y,x,w\n${Array.from({ length: 30 }, (_, k) => `${Number(k % 3 === 0)},${k},1`).join("\n")}\n`,
    }),
    "a.csv",
  );
  const words = [...logistic, "--data", file, "--margins", "x"];
  expect(refusal("y ~ x + square", ...words, "--derive", "square = x^2")).toContain(
    "the model's variable square is derived from this variable, and would change with it",
  );
  expect(run("y ~ x", ...words, "--derive", "square = x^2")).toContain("Average marginal effects");
  const classes = [
    "--derive",
    'old = if(x > 15, "yes", "no")',
    "--derive",
    'oldest = if(old == "yes", x, 0)',
  ];
  const contrast = [...logistic, "--data", file, "--contrast", "old", ...classes];
  expect(refusal("y ~ old + oldest", ...contrast)).toContain(
    "option --contrast: the model's variable oldest",
  );
});

test("clusters that are none are not claimed", () => {
  const method = (...flags: string[]) => run("api00 ~ stype", "--family", "linear", ...apistrat, ...flags);
  expect(method("--vcov", "CR1")).toContain("without --cluster each row is a cluster");
  expect(method("--vcov", "CR1", "--cluster", "dnum")).toContain("cluster-robust (CR1)");
  expect(method("--vcov", "HC1", "--replicate-method", "jkn").replace(/\s+/g, " ")).toContain(
    "strata and clusters left aside, the replicate weights too",
  );
});
