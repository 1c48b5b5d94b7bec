import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { folderWith } from "../support/files.ts";
import { expectClose, given, oracle, root } from "../support/oracle.ts";
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

const rowsOf = (file: string, model: string) =>
  oracle(`models/${file}.csv`).filter((row) => row.model === model);

describe("JSON has R's numbers", () => {
  const found = json(
    ...["awards ~ stype + meals + ell", ...apistrat, ...logistic],
    ...["--margins", "stype", "--margins", "meals", "--contrast", "stype", "--adjust", "holm"],
  );

  test("of the terms, with the reference levels among them", () => {
    expect(found.terms.map(({ term, role }: { term: string; role: string }) => [term, role])).toEqual([
      ["(Intercept)", "estimated"],
      ["stypeE", "reference"],
      ["stypeH", "estimated"],
      ["stypeM", "estimated"],
      ["meals", "estimated"],
      ["ell", "estimated"],
    ]);
    for (const row of rowsOf("terms", "strat-logit").filter(({ vcov }) => vcov === "design")) {
      const own = found.terms.find(({ term }: { term: string }) => term === row.term);
      for (const field of ["estimate", "se", "statistic", "df", "p", "low", "high"])
        expectClose(own[field], given(row[field]), 1e-8, `${row.term} ${field}`);
      expectClose(own.exp, Math.exp(Number(row.estimate)), 1e-8, row.term!);
      expectClose(own.exp_high, Math.exp(Number(row.high)), 1e-8, row.term!);
    }
  });

  test("of tests, margins, effects, contrasts and fit", () => {
    for (const row of rowsOf("tests", "strat-logit")) {
      const own = found.tests.find(({ variable }: { variable: string }) => variable === row.term);
      for (const field of ["F", "df1", "df2", "p"])
        expectClose(own[field], given(row[field]), 1e-8, `${row.term} ${field}`);
    }
    const ofLevel = (rows: Record<string, unknown>[], row: Record<string, string>) =>
      rows.find(({ variable, level }) => variable === row.variable && level === row.level) as Record<
        string,
        number
      >;
    for (const row of rowsOf("margins", "strat-logit")) {
      expectClose(ofLevel(found.margins, row).estimate, given(row.estimate), 1e-8, row.level!);
      expectClose(ofLevel(found.margins, row).se, given(row.se), 1e-8, row.level!);
      expectClose(ofLevel(found.margins, row).se_sample, given(row.se_full), 1e-8, row.level!);
    }
    for (const row of rowsOf("effects", "strat-logit").filter(({ variable }) => variable !== "ell"))
      expectClose(ofLevel(found.effects, row).se, given(row.se), 1e-7, `${row.variable} ${row.level}`);
    for (const row of oracle("models/adjust.csv").filter(
      ({ model, kind, variable }) =>
        model === "strat-logit" && kind === "coefficient" && variable === "stype",
    )) {
      const own = found.contrasts.find(
        ({ level, versus }: Record<string, string>) => level === row.level && versus === row.versus,
      );
      expectClose(own.p_adjusted, given(row.holm), 1e-8, `${row.level} ${row.versus}`);
    }
    const [fit] = rowsOf("fit", "strat-logit");
    expectClose(found.fit.nagelkerke, given(fit!.nagelkerke), 1e-8, "Nagelkerke");
    expectClose(found.fit.aic, given(fit!.aic), 1e-8, "AIC");
    expect(found).toMatchObject({
      formula: "awards ~ stype + meals + ell",
      family: "logistic",
      vcov: "design",
      outcome: { name: "awards", zero: "No", ones: ["Yes"] },
      design: { used: 200, strata: 3, df: 197 },
    });
  });
});

test("the synthetic panel says so in the first line, and the outcome's level and labels are told", () => {
  const text = run(
    "secretariat ~ sexe * mode",
    ...logistic,
    "--dataset",
    "panel4",
    "--reference",
    "secretariat=Non",
  );
  const [first, , title] = text.split("\n");
  expect(first).toMatch(/^SYNTHETIC DATA \(panel4, seed 1245\): no row is a real doctor/);
  expect(title).toBe("Logistic regression: Has a secretariat: Yes (against No)");
  expect(text).toMatch(/^Sex × Type of practice +Woman × Single-profession group/m);
  const french = run("nb_canaux ~ sexe", "--family", "poisson", "--dataset", "panel4", "--lang", "fr");
  expect(french).toMatch(/Régression de Poisson : Nombre de canaux/);
  expect(french).toContain("rapport de taux");
});

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

describe("several outcomes", () => {
  const args = ["~ stype + meals", "--outcome", "awards,sch.wide", ...logistic, ...apistrat];

  test("stand side by side, with stars and what they mean", () => {
    const text = run(...args);
    expect(text).toMatch(/^Variable +Level +awards +sch\.wide$/m);
    expect(text).toMatch(/^stype +E +ref\. +ref\.$/m);
    expect(text).toContain("Odds ratio; *** p < 0.001, ** p < 0.01, * p < 0.05.");
    const found = json(...args);
    expect(found.models.map(({ name }: { name: string }) => name)).toEqual(["awards", "sch.wide"]);
    const cells = found.models.map(({ terms }: { terms: Record<string, number>[] }) => {
      const { exp, p } = terms.find(({ level }) => (level as unknown) === "H")!;
      return exp!.toFixed(2) + (p! < 0.001 ? "***" : p! < 0.01 ? "**" : p! < 0.05 ? "*" : "");
    });
    expect(text.split("\n").map((line) => line.trim().split(/ +/))).toContainEqual(["H", ...cells]);
    const alone = json("sch.wide ~ stype + meals", ...logistic, ...apistrat);
    expect(found.models[1].terms).toEqual(alone.terms);
  });

  test("that separate are explained, and the others shown, with status 1", () => {
    const { status, stdout, stderr } = panel(
      ["model", "~ sch.wide + meals", "--outcome", "awards,comp.imp", ...logistic, ...apistrat],
      folderWith(),
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /the model does not exist: awards: awards is No for everybody at the level "No" of sch\.wide/,
    );
    expect(stdout).toContain("–");
  });
});

test("the forest plot is an SVG that says what its data are; with a bad name nothing is computed", () => {
  const folder = folderWith();
  const args = ["model", "secretariat ~ sexe + mode", ...logistic, "--dataset", "panel4"];
  expect(panel([...args, "--chart", "forest.svg"], folder).status).toBe(0);
  const svg = readFileSync(join(folder, "forest.svg"), "utf8");
  expect(svg).toMatch(/^<svg/);
  expect(svg).toContain("SYNTHETIC DATA");
  expect(svg).toContain("odds ratio");
  expect(refusal(...args.slice(1), "--chart", "forest.png")).toContain("the chart is written as .svg");
  expect(refusal(...args.slice(1), "--chart", "none/forest.svg")).toContain("it cannot be written");
});

test("a chart never takes the place of the data, nor of the output", () => {
  const folder = folderWith({ "data.svg": "x,y\n1,2\n2,3\n3,5\n", "d.csv": "x,y\n1,2\n2,3\n3,5\n4,4\n" });
  const args = ["model", "y ~ x", "--family", "linear", "--data", "d.csv"];
  const { status, stderr } = panel(
    [...args, "--chart", "f.svg", "--out", "f.svg", "--format", "csv"],
    folder,
  );
  expect(status).toBe(2);
  expect(stderr).toContain("--chart and --out are the same file");
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
    [["awards ~", ...logistic, ...apistrat], /the formula lacks a variable/],
    [["~ stype", ...logistic, ...apistrat], /the formula has no outcome/],
    [
      ["awards ~ stype", "--outcome", "awards", ...logistic, ...apistrat],
      /stands in the formula and in --outcome/,
    ],
    [["awards ~ typ", ...logistic, ...apistrat], /column "typ" is absent.*Did you mean "stype"/],
    [["api00 ~ stype", ...logistic, ...apistrat], /api00 is no outcome of a logistic model; found/],
    [
      ["awards ~ stype", "--link", "log", ...logistic, ...apistrat],
      /Allowed choices are logit, probit, cloglog/,
    ],
    [
      ["api00 ~ stype", "--link", "probit", "--family", "linear", ...apistrat],
      /a linear model has no such link/,
    ],
    [["api00 ~ ell^2", "--family", "linear", ...apistrat], /a power of a number is I\(ell\^2\)/],
    [["awards ~ stype", "--reference", "stype", ...logistic, ...apistrat], /written variable=level/],
    [
      ["awards ~ stype", "--reference", "stype=X", ...logistic, ...apistrat],
      /stype has no such level; found "X"/,
    ],
    [
      ["awards ~ stype", "--margins", "meals", ...logistic, ...apistrat],
      /the variable is not in the model; found "meals"/,
    ],
    [
      ["awards ~ meals", "--contrast", "meals", ...logistic, ...apistrat],
      /Write factor\(meals\) in the formula/,
    ],
    [["awards ~ sch.wide", ...logistic, ...apistrat], /the model does not exist: .*\(separation\)/],
    [["awards ~ stype", ...apistrat], /--family/],
  ])("%j", (args, message) => {
    expect(refusal(...args)).toMatch(message);
  });
});

test("rows of several waves belong to their doctors, and the wave may be a covariate", () => {
  const found = json(
    "nb_canaux ~ wave + sexe",
    "--family",
    "poisson",
    "--dataset",
    "panel4",
    "--wave",
    "2019,2022",
  );
  expect(found.design.clusters).toBeLessThan(found.design.used);
  expect(found.terms.map(({ term }: { term: string }) => term)).toContain("wave2022");
});
