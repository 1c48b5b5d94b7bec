import { existsSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { choices } from "../../src/commands/analysisFlags.ts";
import { covarianceNames } from "../../src/models/fit/covariances.ts";
import { families, familyNames } from "../../src/models/fit/families.ts";
import { adjustmentNames } from "../../src/models/results/adjustments.ts";
import { csvDialects } from "../../src/reports/formats/csv.ts";
import { reportFormats, shownFormats } from "../../src/reports/formats/renderReport.ts";
import { reportParts } from "../../src/reports/reproductionFiles.ts";
import { crosstabCharts } from "../../src/reports/tableChart.ts";
import { shownBeside } from "../../src/reports/tables/wideColumns.ts";
import { replicateKinds } from "../../src/samples/replicateColumns.ts";
import { engines } from "../../src/sources/engines/sources.ts";
import { designParts } from "../../src/study/study.ts";
import { associationTestNames } from "../../src/survey/association.ts";
import { percentBases } from "../../src/survey/crosstab.ts";
import { lonelyRules } from "../../src/survey/design.ts";
import { freedoms, missingRules } from "../../src/survey/domains.ts";
import { intervalMethods } from "../../src/survey/intervals.ts";
import { calibrationMethods } from "../../src/weights/distances.ts";
import { replicateMethodNames } from "../../src/weights/replicates.ts";
import { folderWith, writeWorkbook } from "../support/files.ts";
import { expectClose, given, oracle, root } from "../support/oracle.ts";
import { panel } from "./run.ts";

const data = `${root}test/oracle/public/data`;
const apistrat = ["--data", `${data}/apistrat.csv`, "--weight", "pw", "--strata", "stype"];
const run = (...args: string[]) => {
  const { status, stdout, stderr } = panel(args, folderWith());
  if (status !== 0) throw new Error(stderr);
  return stdout;
};
const json = (...args: string[]) => JSON.parse(run(...args, "--format", "json"));
const refusal = (...args: string[]) => {
  const folder = folderWith();
  const { status, stdout, stderr } = panel(args, folder);
  expect({ status, stdout, files: readdirSync(folder) }).toEqual({ status: 2, stdout: "", files: [] });
  expect(stderr).not.toMatch(/\n {4}at /);
  return stderr;
};

test("the flags offer what the program has", () => {
  const sorted = (entries: Record<string, readonly string[]>) =>
    Object.entries(entries).map(([name, values]) => [name, [...values].sort()]);
  expect(sorted({ ...choices, deff: [] })).toEqual(
    sorted({
      format: reportFormats,
      csvDialect: csvDialects,
      ci: intervalMethods,
      percent: percentBases,
      lonelyPsu: lonelyRules,
      test: associationTestNames,
      df: freedoms,
      designParts,
      reportParts,
      missing: missingRules,
      deff: [],
      chartType: crosstabCharts,
      engine: engines,
      layout: ["long", "wide"],
      show: shownBeside,
      family: familyNames,
      link: families.logistic.links,
      vcov: covarianceNames,
      adjust: adjustmentNames,
      calibration: calibrationMethods,
      replication: replicateMethodNames,
      replicateKinds,
    }),
  );
});

describe("crosstab", () => {
  test("JSON has the design, the rows with R's numbers, and the test", () => {
    const found = json("crosstab", "stype", "--by", "sch.wide", ...apistrat, "--fpc", "fpc", "--test");
    expect(found.data).toMatchObject({ kind: "microdata", files: ["apistrat.csv"] });
    expect(found.design).toMatchObject({
      rows: 200,
      used: 200,
      missing: 0,
      strata: 3,
      clusters: 200,
      df: 197,
    });
    const expected = oracle("public/estimates.csv").filter(
      ({ design, statistic, variable, by, where }) =>
        design === "strat-s-fpc" &&
        statistic === "proportion" &&
        variable === "stype" &&
        by === "sch.wide" &&
        where === "",
    );
    expect(expected.length).toBeGreaterThan(0);
    for (const row of expected) {
      const own = found.rows.find(
        (entry: Record<string, unknown>) => entry["sch.wide"] === row.group && entry.stype === row.level,
      );
      for (const [field, name] of [
        ["estimate", "estimate"],
        ["se", "se"],
        ["low", "logit_low"],
        ["high", "logit_high"],
        ["deff", "deff"],
        ["base", "n"],
        ["df", "df"],
      ] as const)
        expectClose(own[field], given(row[name]), 1e-8, field);
    }
    expect(Object.keys(found.test)).toEqual(["method", "statistic", "df1", "df2", "p"]);
    const columns = Object.keys(found.rows[0]).filter((key) => key !== "sch.wide");
    expect(Object.keys(found.overall[0])).toEqual(columns);
  });

  test("text has percentages, intervals and the design, and nothing goes to stderr", () => {
    const { stdout, stderr } = panel(
      ["crosstab", "awards", "--by", "stype", ...apistrat, "--deff"],
      folderWith(),
    );
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^Data apistrat\.csv: 200 rows\.\n/);
    expect(stdout).toMatch(/^E {6}No {6}27\.0% .*\[19\.1 ; 36\.7\] +27 /m);
    expect(stdout).toMatch(/^ {7}Yes {5}73\.0%/m);
    expect(stdout).toContain("Design: weights pw; strata stype (3); no clusters; 197 degrees of freedom.");
    expect(stdout).toContain(
      "Rows: 200 used of 200, 0 left out for a missing answer, 0 outside the condition.",
    );
  });

  test("in French labels, decimal commas and the codebook's order; the panel says that it is synthetic", () => {
    const stdout = run("crosstab", "secretariat", "--by", "sexe", "--dataset", "panel4", "--lang", "fr");
    expect(stdout).toMatch(/^DONNÉES SYNTHÉTIQUES \(panel4, graine 1245\)/);
    // R's figures secretariat-hommes and secretariat-2022 (1,552 - 1,540 rows) in test/oracle/er1245-figures.csv.
    expect(stdout).toMatch(/Homme +Oui +78,6\u202f% +1,55 +\[75,4 ; 81,4\]/);
    expect(stdout.indexOf("Homme")).toBeLessThan(stdout.indexOf("Femme"));
    expect(stdout).toContain("12 écartées pour réponse manquante");
  });

  test.each(shownFormats)("synthetic data say so in %s", (format) => {
    expect(run("crosstab", "secretariat", "--dataset", "panel4", "--format", format)).toMatch(/synthetic/i);
  });

  test("missing answers are a level where that is asked for", () => {
    const nhanes = ["--data", `${data}/nhanes.csv`, "--weight", "WTMEC2YR"];
    const { rows } = json("crosstab", "HI_CHOL", ...nhanes, "--missing", "as-level");
    expect(rows.map((row: { HI_CHOL: string }) => row.HI_CHOL)).toEqual(["0", "1", "(missing)"]);
  });

  test("rows without an answer are deleted from the design where that is asked for, those without a weight too", () => {
    // R's values in test/oracle/missing/: of 54 rows two lack the weight, and 16 weight or y.
    const file = ["--data", `${root}test/oracle/missing/data.csv`, "--weight", "w"];
    const clusters = ["--strata", "h", "--cluster", "c", "--missing", "delete"];
    const found = json("estimate", "y", "--stat", "mean", ...file, ...clusters);
    const expected = oracle("missing/estimates.csv").find(
      ({ how, statistic, group }) => how === "clusters none" && statistic === "mean" && group === "",
    )!;
    expectClose(found.rows[0].se, given(expected.se), 1e-10, "standard error");
    expect(found.request.missing).toBe("delete");
    expect(found.design).toMatchObject({
      rows: 54,
      used: 38,
      missing: 16,
      deleted: 16,
      strata: 3,
      clusters: 9,
    });
    expect(run("crosstab", "a", "--by", "k", ...file, ...clusters)).toContain(
      "strata h (4); clusters c (12); 8 deg",
    );
    expect(run("estimate", "y", "--stat", "mean", ...file, ...clusters)).toMatch(
      /strata h \(3\); clusters c \(9\); 6 deg.*\nRows: 38 used of 54, 16 deleted from the design for a missing answer/,
    );
    expect(refusal("estimate", "y", "--stat", "mean", ...file)).toContain("column w: the weight is missing");
  });

  test("conditions are joined", () => {
    const where = ["--where", "acs.k3 > 18", "--where", "enroll > 300"];
    expect(run("crosstab", "awards", ...apistrat, ...where)).toContain(
      "Condition: (acs.k3 > 18) and (enroll > 300)",
    );
  });

  test("under the groups stands what they are together: the same as without groups", () => {
    expect(run("crosstab", "awards", "--by", "stype", ...apistrat)).toMatch(
      /^All +No +[\d.]+% .*\n +Yes +[\d.]+% /m,
    );
    const mean = json("estimate", "api00", "--stat", "mean", "--by", "stype", ...apistrat);
    expect(mean.overall).toEqual(json("estimate", "api00", "--stat", "mean", ...apistrat).rows);
  });

  test("JSON says what was asked for", () => {
    const { request } = json(
      ...["crosstab", "awards", "--by", "stype", ...apistrat, "--ci", "beta", "--df", "design"],
      ...["--where", "acs.k3 > 18", "--where", "enroll > 300", "--derive", "large = enroll > 1000"],
    );
    expect(request).toMatchObject({
      command: "crosstab",
      outcome: "awards",
      by: ["stype"],
      ci: "beta",
      df: "design",
      weight: "pw",
      strata: ["stype"],
      where: ["acs.k3 > 18", "enroll > 300"],
      derive: ["large = enroll > 1000"],
      lonelyPsu: "fail",
    });
  });

  test("variables with the names of results keep their own columns", () => {
    const folder = folderWith({ "a.csv": "n,n_\n1,x\n1,y\n2,x\n2,x\n" });
    const { stdout } = panel(["crosstab", "n_", "--by", "n", "--data", "a.csv", "--format", "json"], folder);
    expect(JSON.parse(stdout).rows[0]).toMatchObject({ n__: "1", n_: "x", n: 1 });
  });

  test("a level with control characters cannot break a table", () => {
    const folder = folderWith({ "a.csv": 'g\n"x\n=====\n1. y"\n\u001b[31mz\nz\nz\n' });
    for (const format of ["text", "markdown"]) {
      const { stdout } = panel(["crosstab", "g", "--data", "a.csv", "--format", format], folder);
      expect(stdout).toContain("x =====");
      expect(stdout).not.toContain("\u001b");
    }
  });

  test("weights that add up to less than the rows leave no design effect, and a note says why", () => {
    const folder = folderWith({ "a.csv": "g,w\nx,0.5\ny,0.5\nx,0.5\ny,0.4\n" });
    const args = ["crosstab", "g", "--data", "a.csv", "--weight", "w", "--deff"];
    expect(panel(args, folder).stdout).toContain("see --deff with");
    expect(panel([...args, "with"], folder).stdout).not.toContain("see --deff with");
  });

  test("waves together give the differences between them", () => {
    const found = json("crosstab", "rdv_en_ligne", "--dataset", "panel4", "--wave", "2019,2022");
    const expected = oracle("public/waves.csv").find(
      (row) => row.variable === "rdv_en_ligne" && row.where === "",
    )!;
    expectClose(found.differences[0].estimate, given(expected.difference), 1e-8, "difference");
    expectClose(found.differences[0].se, given(expected.se), 1e-8, "se");
  });

  test("the note names the variant of Wilson's interval", () => {
    const args = ["crosstab", "awards", ...apistrat, "--ci", "wilson"];
    expect(run(...args).replace(/\s+/g, " ")).toContain(
      "Wilson (score without continuity correction, with the effective sample size p(1 − p)/se² adjusted",
    );
    expect(run(...args, "--lang", "fr").replace(/\s+/g, " ")).toContain(
      "score sans correction de continuité",
    );
  });

  test("CSV holds proportions in full precision; a workbook numbers and texts, never a formula", async () => {
    const folder = folderWith({ "a.csv": 'group,w\n"=1+1",1\n"=1+1",1\n@x,2\n@x,1\n' });
    const csv = panel(
      ["crosstab", "group", "--data", "a.csv", "--weight", "w", "--format", "csv"],
      folder,
    ).stdout;
    expect(csv.split("\n")[0]).toBe("data,group,estimate,se,low,high,n,total,base,df,deff,effective,cv,note");
    expect(csv).toContain("microdata,'=1+1,0.4,");
    expect(
      panel(
        ["crosstab", "w", "--data", "a.csv", "--derive", "m = -w", "--by", "m", "--format", "csv"],
        folder,
      ).stdout,
    ).toContain("microdata,-1,1,");
    const out = panel(["crosstab", "group", "--data", "a.csv", "--weight", "w", "--out", "t.xlsx"], folder);
    expect(out).toMatchObject({ status: 0, stdout: "", stderr: "Written to t.xlsx\n" });
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(join(folder, "t.xlsx"));
    const sheet = workbook.getWorksheet("table")!;
    expect(sheet.getCell("A4").value).toBe("=1+1");
    expect(sheet.getCell("B4").value).toBe(0.4);
    expect(sheet.getCell("A1").value).toBe("Data a.csv: 4 rows.");
  });

  test("the same rows in another order, another locale and time zone give the same bytes", () => {
    const text = readFileSync(`${data}/apistrat.csv`, "utf8");
    const [header, ...lines] = text.trimEnd().split("\n");
    const folder = folderWith({
      "apistrat.csv": text,
      "b/apistrat.csv": `${[header, ...lines.reverse()].join("\n")}\n`,
    });
    const args = (file: string, out: string) => [
      "crosstab",
      "awards",
      "--by",
      "stype",
      "--data",
      file,
      "--weight",
      "pw",
      "--out",
      out,
    ];
    panel(args("apistrat.csv", "one.xlsx"), folder);
    panel(args("b/apistrat.csv", "two.xlsx"), folder, { LC_ALL: "fr_FR.UTF-8", TZ: "Asia/Tokyo" });
    const [one, two] = ["one.xlsx", "two.xlsx"].map((name) => readFileSync(join(folder, name)));
    expect(one!.equals(two!)).toBe(true);
  });
});

describe("estimate", () => {
  test("--stat ratio gives R's numbers", () => {
    const expected = oracle("public/estimates.csv").find(
      (row) =>
        row.design === "strat-s" &&
        row.statistic === "ratio" &&
        row.variable === "api00" &&
        row.by === "" &&
        row.where === "",
    )!;
    expect(expected.denominator).toBe("api99");
    const [row] = json("estimate", "api00", "--stat", "ratio=api99", ...apistrat).rows;
    for (const [field, name] of [
      ["estimate", "estimate"],
      ["se", "se"],
      ["low", "wald_low"],
      ["high", "wald_high"],
    ] as const)
      expectClose(row[field], given(expected[name]), 1e-8, field);
  });

  test("--test compares two groups as svyttest does", () => {
    const [expected] = oracle("public/ttests.csv").filter(
      (row) =>
        row.design === "strat-s" && row.variable === "api00" && row.group === "sch.wide" && row.where === "",
    );
    const { test: t, differences } = json(
      "estimate",
      "api00",
      "--stat",
      "mean",
      "--by",
      "sch.wide",
      "--test",
      ...apistrat,
    );
    expectClose(t.statistic, given(expected!.statistic), 1e-8, "t");
    expectClose(t.p, given(expected!.p), 1e-6, "p");
    expect(differences[0]).toMatchObject({ from: "No", to: "Yes" });
    expectClose(differences[0].se, given(expected!.se), 1e-8, "se");
  });

  test("of a quantile's interval with one limit that limit is shown, and why", () => {
    const own = ["--data", `${root}test/oracle/groups/data.csv`, "--weight", "w", "--strata", "stratum"];
    const estimate = ["estimate", "y", "--by", "group", ...own];
    const args = [...estimate, "--stat", "median"];
    expect(run(...args)).toMatch(/^zero +2\.00 +\[1\.00 ; \] +4 /m);
    expect(run(...args)).toContain("A limit is blank where that of the proportion is beyond 0 or 100%");
    expect(run(...args, "--lang", "fr")).toContain("Une borne est vide");
    expect(run(...estimate, "--where", 'group == "all"', "--stat", "quantile=0.9")).not.toContain("A limit");
  });

  test("weights that add up to 1: weighted counts and their sum have decimals", () => {
    // The weights 1, 2, 1, 2 and 1, 2, 3, 1 over their sum, 13.
    const text = run(
      ...["estimate", "y", "--stat", "mean", "--by", "group", "--data", `${root}test/oracle/groups/data.csv`],
      ...["--derive", "share = w / 13", "--weight", "share", "--where", 'group in ("all", "zero")'],
    );
    expect(text).toMatch(/^all .* 4 +0\.462$/m);
    expect(text).toMatch(/^zero .* 4 +0\.538$/m);
    expect(text).toContain("Sum of weights: 1;");
  });

  test("a group without an estimate is a row with its reason, in every format", async () => {
    const folder = folderWith();
    const args = ["estimate", "y", "--by", "group", "--stat", "ratio=x", "--weight", "w"];
    const own = [...args, "--data", `${root}test/oracle/groups/data.csv`];
    const text = run(...own);
    expect(text).toMatch(/^silent +0 +0 {2}nobody in the domain answered$/m);
    expect(text).toMatch(/^zero +4 +7 {2}the denominator's total is zero$/m);
    expect(run(...own, "--lang", "fr")).toMatch(
      /^weightless +4 +0 {2}la somme des poids n'est pas positive$/m,
    );
    expect(run(...own, "--format", "markdown")).toContain(
      "| silent |  |  |  | 0 | 0 | nobody in the domain answered |",
    );
    expect(run(...own, "--format", "csv")).toContain(
      "\nmicrodata,zero,,,,,4,7,4,,,,,the denominator's total is zero\n",
    );
    const reasons = json(...own).rows.map(({ estimate, note }: { estimate: number; note: string }) => [
      estimate,
      note,
    ]);
    expect(reasons).toEqual([
      [1.125, null],
      [null, "nobody in the domain answered"],
      [null, "the sum of the weights is not positive"],
      [null, "the denominator's total is zero"],
    ]);
    panel([...own, "--out", "t.xlsx"], folder);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(join(folder, "t.xlsx"));
    const row = workbook.getWorksheet("table")!.getRow(5).values as unknown[];
    expect([row[1], row[2], row[6], row.at(-1)]).toEqual([
      "silent",
      undefined,
      0,
      "nobody in the domain answered",
    ]);
  });
});

describe("describe", () => {
  test("lists type, levels, range and missing answers", () => {
    const { rows } = json("describe", "--data", `${data}/apistrat.csv`);
    const of = (name: string) => rows.find((row: { variable: string }) => row.variable === name);
    expect(of("stype")).toMatchObject({
      type: "categorical",
      answers: 200,
      missing: 0,
      levels: [{ name: "E", n: 100 }, { n: 50 }, { n: 50 }],
    });
    expect(of("acs.k3")).toMatchObject({ type: "numeric", answers: 97, missing: 103, min: 16, max: 24 });
  });

  test("of a dataset it has the labels", () => {
    expect(run("describe", "--dataset", "panel4", "--lang", "fr")).toMatch(
      /secretariat +qualitative .*Dispose d'un secrétariat/,
    );
  });
});

test("numbers whose commas nobody explains are told, whatever the column is used for", () => {
  const rows = [1, 2, 3, 4, 5, 6].map((y) => `${y},"${1 + (y % 2)},234"`).join("\n");
  const folder = folderWith({ "a.csv": `y,income\n${rows}\n` });
  for (const command of [
    ["describe"],
    ["model", "y ~ income", "--family", "linear"],
    ["estimate", "y", "--stat", "mean", "--by", "income"],
  ]) {
    const { status, stderr } = panel([...command, "--data", "a.csv"], folder);
    expect([status, stderr], command[0]).toEqual([
      0,
      'income is categorical, because the comma of its numbers may be that of decimals or that of thousands: "1,234" (3), "2,234" (3). Choose with --decimal comma (decimals) or --decimal point (thousands)\n',
    ]);
  }
});

describe("names typed in another form of Unicode find what they name", () => {
  const [composed, decomposed] = ["NFC", "NFD"].map((form) => (text: string) => text.normalize(form)) as [
    (text: string) => string,
    (text: string) => string,
  ];
  const rows = Array.from(
    { length: 12 },
    (_, at) => `${at % 5},${1 + (at % 3)},g${at % 2 ? "é" : "è"},${at},${1 + at}`,
  );
  const csv = ["réponse,dés,né,grappé,pésé", ...rows, ""].join("\n");
  // The file's own name stays as it was typed.
  const file = decomposed("été.csv");
  const folder = folderWith({ [file]: composed(csv) });
  const design = ["--weight", "pésé", "--cluster", "grappé"];

  test.each([
    ["estimate", "réponse", "--stat", "ratio=dés", "--by", "né", ...design],
    ["crosstab", "né", "--where", 'né != "x" and dés > 0', "--derive", "é = dés + 1", ...design],
    [
      "model",
      "réponse ~ né + dés",
      "--family",
      "linear",
      "--margins",
      "né",
      "--reference",
      "né=gè",
      ...design,
    ],
    ["model", "~ dés", "--family", "linear", "--outcome", "réponse,pésé", "--contrast", "dés"],
  ])("%s %s", (...args) => {
    const [expected, found] = [composed, decomposed].map((form) =>
      panel([...args.map(form), "--data", file], folder),
    );
    expect(found).toEqual(expected);
    expect(found!.stderr).not.toContain("unknown");
  });

  test("sheets, too", async () => {
    const book = join(folder, "a.xlsx");
    await writeWorkbook(book, { [decomposed("été")]: [["y"], [1], [2]], b: [["y"], [3]] });
    for (const form of [composed, decomposed]) {
      const { status, stdout } = panel(["describe", "--data", book, "--sheet", form("été")], folder);
      expect([status, stdout]).toEqual([0, expect.stringContaining("1 – 2")]);
    }
  });
});

describe("bad input gets one message, status 2 and leaves no file", () => {
  test.each([
    [
      ["crosstab", "awards", "--data", `${data}/apistrat.csv`, "--weight", "wp"],
      /column "wp" is absent\. Did you mean "pw"\?/,
    ],
    [
      ["crosstab", "awards"],
      /no data are named\. Name a file with --data, or an embedded dataset with --dataset panel4/,
    ],
    [
      ["crosstab", "secretaria", "--dataset", "panel4"],
      /unknown variable.*found "secretaria"\. Did you mean "secretariat"\?/,
    ],
    [
      ["crosstab", "secretariat", "--dataset", "panel5"],
      /unknown dataset; found "panel5"\. Did you mean "panel4"\?/,
    ],
    [
      ["crosstab", "secretariat", "--dataset", "panel4", "--weight", "poids"],
      /declares its own design; leave out --weight/,
    ],
    [["crosstab", "secretariat", "--dataset", "panel4", "--wave", "2020"], /unknown wave; found "2020"/],
    [
      ["crosstab", "enroll", "--data", `${data}/apiclus1.csv`, "--out", "t.csv", "--where", "enroll > "],
      /lacks a value/,
    ],
    [["crosstab", "awards", "--data", `${data}/apistrat.csv`, "--format", "xlsx"], /xlsx needs a file/],
    [
      ["crosstab", "awards", "--data", `${data}/apistrat.csv`, "--csv-dialect", "fr"],
      /only CSV has a dialect, and the output is in the format text/,
    ],
    [
      ["crosstab", "awards", "--data", `${data}/apistrat.csv`, "--out", "t.pdf"],
      /format of the output is not clear.*Add --format/,
    ],
    [["crosstab", "awards", "--data", `${data}/apistrat.csv`, "--by", "awards"], /a variable stands twice/],
    // Bad requests are told before the rows are read.
    [["crosstab", "g", "--data", "nowhere.csv", "--by", "g"], /a variable stands twice/],
    [["crosstab", "g", "--data", "nowhere.csv", "--test"], /a test of independence needs groups/],
    [["estimate", "y", "--stat", "mean", "--data", "nowhere.csv", "--by", "y"], /a variable stands twice/],
    [
      ["estimate", "stype", "--stat", "mean", "--data", `${data}/apistrat.csv`],
      /line 2, column stype: stype is not a number; found "E".*panel crosstab/,
    ],
    [["estimate", "api00", "--stat", "quantile=2", "--data", `${data}/apistrat.csv`], /quantile=P/],
    [
      ["estimate", "api00", "--stat", "mean", "--level", "95", "--data", `${data}/apistrat.csv`],
      /between 0 and 1/,
    ],
    [
      ["estimate", "api00", "--stat", "mean", "--test", "--by", "stype", ...apistrat],
      /a t test compares two groups/,
    ],
    [
      [
        "estimate",
        "y1",
        "--stat",
        "mean",
        "--data",
        `${data}/mu284.csv`,
        "--cluster",
        "id1,id2",
        "--fpc",
        "n1",
      ],
      /several stages.*first stage/,
    ],
    [
      ["estimate", "y1", "--stat", "mean", "--data", `${data}/mu284.csv`, "--cluster", "id1", "--fpc", "n2"],
      /varies within|more clusters in the sample/,
    ],
    [
      ["crosstab", "sch.wide", "--data", `${data}/lonelyrows.csv`, "--weight", "pw", "--strata", "zone"],
      /strata hold a single cluster.*--lonely-psu/,
    ],
    [["describe", "--data", "nowhere.csv"], /nowhere\.csv: there is no such file/],
    [["describe", "--data", "/tmp"], /dataset\.yaml/],
  ])("%j", (args, message) => {
    expect(refusal(...args)).toMatch(message);
  });

  test.each([
    ["1\n-2\n", /the weights do not add up to more than zero; found -1/],
    ["1\nNA\n", /line 3, column w: the weight is missing/],
    ["1\nx\n", /line 3, column w: w is not a number; found "x"/],
    ["0\n0\n", /all weights are zero/],
  ])("weights %j", (lines, message) => {
    const folder = folderWith({ "a.csv": `w\n${lines}` });
    const { status, stderr } = panel(["crosstab", "w", "--data", "a.csv", "--weight", "w"], folder);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });

  test("the data are never overwritten, not even through a link; a link is followed", () => {
    const folder = folderWith({ "a.csv": "g\nx\ny\n", "old.txt": "" });
    symlinkSync("a.csv", join(folder, "b.csv"));
    symlinkSync("old.txt", join(folder, "link.txt"));
    for (const out of ["a.csv", "./a.csv", "b.csv"]) {
      const { status, stderr } = panel(["crosstab", "g", "--data", "a.csv", "--out", out], folder);
      expect({ status, stderr }).toMatchObject({
        status: 2,
        stderr: expect.stringContaining("would overwrite the data"),
      });
    }
    expect(readFileSync(join(folder, "a.csv"), "utf8")).toBe("g\nx\ny\n");
    panel(["crosstab", "g", "--data", "a.csv", "--out", "link.txt"], folder);
    expect(lstatSync(join(folder, "link.txt")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, "old.txt"), "utf8")).toContain("Data a.csv");
  });

  test("a derived variable may not take the name of a column, read or not", () => {
    for (const definition of ["api00 = api99 * 2", "api00 = api00 * 2", "enroll = 1"])
      expect(refusal("estimate", "api00", "--stat", "mean", ...apistrat, "--derive", definition)).toMatch(
        /there is a variable of that name/,
      );
  });

  test("a file that cannot be written leaves nothing behind", () => {
    const folder = folderWith({ "taken.csv/x": "" });
    const { status, stderr } = panel(["crosstab", "awards", ...apistrat, "--out", "taken.csv"], folder);
    expect(status).toBe(2);
    expect(stderr).toMatch(/taken\.csv|cannot be written/);
    expect(statSync(join(folder, "taken.csv")).isDirectory()).toBe(true);
    expect(existsSync(join(folder, "taken.csv", "x"))).toBe(true);
    expect(readdirSync(folder)).toEqual(["taken.csv"]);
  });
});
