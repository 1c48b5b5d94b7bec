import { readFileSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { displayWidth } from "../../src/text/lines.ts";
import { folderWith } from "../support/files.ts";
import { runIn } from "../support/inProcess.ts";
import { root } from "../support/oracle.ts";

const survey = [
  `${root}data/examples/survey.csv`,
  "--weight",
  "w",
  "--strata",
  "region",
  "--cluster",
  "town",
];

async function crosstab(...words: string[]): Promise<string> {
  const { status, stdout, stderr } = await runIn(80, ["crosstab", ...words]);
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
const json = async (...words: string[]) => JSON.parse(await crosstab(...words, "--format", "json"));
const refusal = async (...words: string[]) => {
  const { status, stdout, stderr } = await runIn(200, ["crosstab", ...words]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  return stderr;
};
const fileWith = (text: string) => join(folderWith({ "a.csv": text }), "a.csv");

describe("a table of several outcomes", () => {
  const asked = [...survey, "--by", "sex", "--test"];

  test("has of each what its own table has", async () => {
    const { outcomes, request } = await json("owns,income", ...asked);
    const owns = await json("owns", ...asked);
    const income = JSON.parse(
      (await runIn(80, ["estimate", "income", "--stat", "mean", ...asked, "--format", "json"])).stdout,
    );
    expect(request.outcomes).toEqual(["owns", "income"]);
    expect(outcomes[0]).toEqual({
      ...{ name: "owns", kind: "levels", design: owns.design },
      ...{ rows: owns.rows, overall: owns.overall, test: owns.test },
    });
    expect(outcomes[1]).toMatchObject({
      ...{ name: "income", kind: "mean", design: income.design },
      ...{ rows: income.rows, overall: income.overall },
    });
    // Of two groups F is the square of t.
    expect(outcomes[1].test.statistic).toBeCloseTo(income.test.statistic ** 2, 8);
    expect(outcomes[1].test.p).toBeCloseTo(income.test.p, 8);
  });

  test("is a line for each cell in CSV, with its outcome", async () => {
    const lines = (await crosstab("owns,income", ...asked, "--format", "csv")).trim().split("\n");
    expect(lines[0]).toMatch(/^data,outcome,sex,level,statistic,estimate,se,low,high,n,total,base,/);
    expect(lines.slice(1).map((line) => line.split(",").slice(1, 5).join())).toEqual([
      "owns,F,no,proportion",
      "owns,F,yes,proportion",
      "owns,M,no,proportion",
      "owns,M,yes,proportion",
      "owns,,no,proportion",
      "owns,,yes,proportion",
      "income,F,,mean",
      "income,M,,mean",
      "income,,,mean",
    ]);
  });

  test("names group variables that have the names of its columns with an underscore", async () => {
    const file = fileWith("level,x,o\na,1,u\na,2,v\nb,3,u\n");
    expect(await crosstab("o,x", file, "--by", "level", "--format", "csv")).toMatch(
      /^data,outcome,level_,level,/,
    );
  });

  test("tells for each the rows that it rests on", async () => {
    const file = fileWith("g,x,o\na,1,u\na,,v\nb,3,u\nb,4,\nb,5,\n");
    expect(await crosstab("o,x", file, "--by", "g")).toMatch(
      /\nRows\nVariable +n +weighted N +left out, missing answer +degrees of freedom\no +3 +3 +2 +2\nx +4 +4 +1 +3\n/,
    );
  });

  test("deletes rows for each outcome by itself", async () => {
    const file = fileWith("g,x,o\na,1,u\na,,v\nb,3,u\nb,4,\nb,5,\n");
    const { outcomes } = await json("o,x", file, "--by", "g", "--missing", "delete");
    expect(outcomes.map(({ design }: { design: object }) => design)).toMatchObject([
      { used: 3, deleted: 2 },
      { used: 4, deleted: 1 },
    ]);
  });

  test("has percentages and means in their own formats in a workbook", async () => {
    const folder = folderWith();
    await crosstab("owns,income", ...asked, "--out", join(folder, "t.xlsx"));
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(join(folder, "t.xlsx"));
    expect(book.worksheets.map(({ name }) => name)).toEqual(["table", "Tests", "Rows", "notes"]);
    const sheet = book.getWorksheet("table")!;
    const at = (sheet.getRow(3).values as string[]).indexOf("% or mean");
    const formats = [4, 9, 10, 11, 12].map((row) => sheet.getCell(row, at).numFmt);
    expect(formats).toEqual(["0.0%", "0.0%", ...Array(3).fill("#,##0.0###")]);
  });

  test("has no points in the titles of a workbook, whose cells show them as percentages", async () => {
    const folder = folderWith();
    await crosstab("owns", ...asked, "--out", join(folder, "t.xlsx"));
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(join(folder, "t.xlsx"));
    const [first] = book.worksheets as [ExcelJS.Worksheet];
    const at = (first.getRow(3).values as string[]).indexOf("std. error");
    expect(first.getCell(4, at).numFmt).toBe("0.0%");
    expect(await crosstab("owns", ...asked)).toContain("(points)");
  });

  test("says which means are of few whole numbers, that may be codes", async () => {
    const told = "has 4 whole values, whose mean is shown; factor(class) tabulates";
    const [means, levels] = [
      await crosstab("owns,class", ...asked),
      await crosstab("owns,factor(class)", ...asked),
    ];
    expect(means.replace(/\s+/g, " ")).toContain(`class ${told}`);
    expect(levels.replace(/\s+/g, " ")).not.toContain("whole values");
    expect(levels).toMatch(/\nclass +F +1 +\d+\.\d% /);
  });

  test("is told apart from one that has an outcome twice, that lacks one, or that is to be drawn", async () => {
    expect(await refusal("owns,owns", ...asked)).toContain("a variable stands twice in the table");
    expect(await refusal("owns,factor(owns)", ...asked)).toContain("a variable stands twice in the table");
    expect(await refusal("owns,incom", ...survey)).toContain('column "incom" is absent');
    expect(await refusal("owns,income", ...survey, "--chart", "a.svg")).toContain(
      "a chart shows one outcome",
    );
    expect(await refusal("owns,income", ...survey, "--test")).toContain("needs groups");
  });

  test("names the outcome that nobody answered", async () => {
    const file = fileWith("g,x,o\na,1,\nb,3,\n");
    expect(await refusal("x,o", file, "--by", "g")).toMatch(/column o: nobody with a weight answered/);
  });
});

describe("groups across", () => {
  const wide = [...survey, "--by", "sex", "--layout", "wide"];

  test("are columns with the percentages of the lines, and one for all", async () => {
    const { rows, overall } = await json("owns", ...survey, "--by", "sex");
    const shares = (level: string) =>
      [...rows, ...overall]
        .filter(({ owns }) => owns === level)
        .map(({ estimate }) => `${(100 * estimate).toFixed(1)}%`);
    const text = await crosstab("owns", ...wide);
    expect(text).toContain(
      `\nowns      F      M    All\nno    ${shares("no").join("  ")}\nyes   ${shares("yes").join("  ")}\n`,
    );
  });

  test("have what is shown beside them, and a line of all levels", async () => {
    const csv = await crosstab("owns", ...wide, "--show", "n,weighted,base,se,ci,total", "--format", "csv");
    const [head, ...lines] = csv
      .trim()
      .split("\n")
      .map((line) => line.split(","));
    expect(head!.slice(0, 11)).toEqual([
      ...[
        "data",
        "outcome",
        "level",
        "statistic",
        "F",
        "F se",
        "F low",
        "F high",
        "F n",
        "F total",
        "F base",
      ],
    ]);
    expect(lines.map((line) => line[3])).toEqual(["proportion", "proportion", "all levels"]);
    const [no, yes, all] = lines.map((line) => line.slice(4).map(Number));
    expect(all![0]).toBe(1);
    expect(all![4]).toBe(no![4]! + yes![4]!);
    expect(all![4]).toBe(all![6]);
    expect(no![0]! + yes![0]!).toBeCloseTo(1, 12);
  });

  test("that add up to the table's total have their shares of it as sums", async () => {
    const csv = await crosstab("owns", ...wide, "--percent", "total", "--show", "total", "--format", "csv");
    const sums = csv.trim().split("\n").at(-1)!.split(",").slice(4).map(Number);
    expect(sums).toHaveLength(2);
    expect(sums[0]! + sums[1]!).toBeCloseTo(1, 12);
  });

  test("have the same JSON as groups in lines", async () => {
    expect(await json("owns,income", ...wide)).toEqual(await json("owns,income", ...survey, "--by", "sex"));
    expect(await json("owns", ...wide)).toEqual(await json("owns", ...survey, "--by", "sex"));
  });

  test("fit the page: columns of one group stay together where tables are parted", async () => {
    const text = await crosstab(
      "owns,age_class",
      ...survey,
      "--by",
      "region",
      "--layout",
      "wide",
      "--show",
      "ci,n",
    );
    const lines = text.split("\n");
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(80);
    const heads = lines.filter((line) => line.startsWith("Variable / Level"));
    expect(heads.length).toBeGreaterThan(1);
    for (const head of heads) expect(head).toMatch(/^Variable \/ Level +\w/);
    for (const region of ["East", "North", "South", "West"])
      expect(
        heads.filter((head) => head.includes(`${region}, n`) || head.includes(`${region},`)),
      ).toHaveLength(1);
  });

  test("without an estimate are a dash, with n 0 and the reason below", async () => {
    const file = fileWith("g,o\na,u\na,v\nb,\n");
    const text = await crosstab("o", file, "--by", "g", "--layout", "wide", "--show", "n");
    expect(text).toMatch(/\no +a +a, n +b +b, n +All +All, n\nu +50.0% +1 +– +0 +50.0% +1\n/);
    expect(text).toContain("No estimate (–): b, o: nobody in the domain answered.");
  });

  test("have p-values in the first line of each outcome", async () => {
    const { outcomes } = await json("owns,income", ...wide, "--test");
    const csv = await crosstab("owns,income", ...wide, "--test", "--format", "csv");
    const p = csv
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(",").at(-1));
    expect(p).toEqual([String(outcomes[0].test.p), "", String(outcomes[1].test.p)]);
  });

  test.each(["markdown", "html"])("are in %s", async (format) => {
    expect(await crosstab("owns", ...wide, "--format", format)).toMatch(/no.*\n?.*43\.0%/);
  });

  test.each(["t.xlsx", "t.docx"])("are in %s", async (name) => {
    const out = join(folderWith(), name);
    await crosstab("owns,income", ...wide, "--show", "ci", "--out", out);
    expect(readFileSync(out).length).toBeGreaterThan(1000);
  });

  test("a group that is named as a column of the table is told apart", async () => {
    const file = fileWith("g,o,x\np,u,1\nlevel,v,2\nlevel,u,3\n");
    const csv = await crosstab("o,x", file, "--by", "g", "--layout", "wide", "--format", "csv");
    expect(csv.split("\n")[0]).toBe("data,outcome,level,statistic,level_,p_,all");
  });

  test("whose codes are whole numbers have their columns behind those that name the lines, each with its own", async () => {
    const file = fileWith("g,o\n2,u\n2,v\n10,u\n");
    const csv = await crosstab("o", file, "--by", "g", "--layout", "wide", "--show", "n", "--format", "csv");
    expect(csv.split("\n").slice(0, 2)).toEqual([
      "data,outcome,level,statistic,2,2 n,10,10 n,all,all n",
      `microdata,o,u,proportion,0.5,1,1,1,${2 / 3},2`,
    ]);
  });

  test("a group that is named as what stands beside another is told apart", async () => {
    const file = fileWith("g,o\na,u\na,v\na n,u\n");
    const csv = await crosstab("o", file, "--by", "g", "--layout", "wide", "--show", "n", "--format", "csv");
    expect(csv.split("\n")[0]).toBe("data,outcome,level,statistic,a,a n,a n_,a n_ n,all,all n");
  });

  test("what is of one layout alone is refused in the other", async () => {
    expect(await refusal("owns", ...survey, "--show", "n")).toContain("Add --layout wide");
    expect(await refusal("owns", ...wide, "--deff")).toContain("Leave out --layout wide or --deff");
    expect(await refusal("owns", ...wide, "--show", "n,p")).toContain("n, weighted, base, se, ci, total");
  });
});

describe("notes", () => {
  const text = "g,o,x,s\na,u,1,1\na,v,2,1\na,v,3,2\na,u,3,2\nb,u,4,1\nc,u,5,1\nc,v,6,2\n";
  const file = () => [fileWith(text), "--by", "g", "--strata", "s"];
  const folded = async (...words: string[]) => (await crosstab(...words)).replace(/\s+/g, " ");

  test("tell of groups across what they show, and nothing of what they do not", async () => {
    const wide = async (...show: string[]) => folded("o", ...file(), "--layout", "wide", ...show);
    expect(await wide()).not.toMatch(/standard errors|CI|rows of the cell|interval/);
    expect(await wide("--show", "n")).toMatch(/ n: rows of the cell\.$|: 7\. n: rows of the cell\. $/);
    expect(await wide("--show", "n")).not.toContain("Linearised");
    expect(await wide("--show", "se")).toMatch(
      /Linearised standard errors\. Standard errors of percentages are in points/,
    );
    expect(await wide("--show", "ci")).toContain("Linearised standard errors; 95% CI logit, with");
  });

  test("tell of several outcomes once how errors were made, and what the design is made of", async () => {
    const several = await folded("o,x", ...file());
    expect(several.match(/Linearised standard errors/g)).toHaveLength(1);
    expect(several).toContain(
      "95% CI logit of percentages, with the degrees of freedom of each domain; Student's t 95% CI of means; n: rows",
    );
    expect(several).toContain("Design: no weights; strata s (2); no clusters; 5 degrees of freedom.");
  });

  test("count strata and degrees of freedom of each outcome where they differ", async () => {
    const other = fileWith("g,o,x,s\na,u,1,1\na,v,,2\na,v,,2\nb,u,3,1\nb,v,4,1\n");
    const several = await crosstab("o,x", other, "--by", "g", "--strata", "s");
    expect(several).toContain("Design: no weights; strata s; no clusters.");
    const rows = several.slice(several.indexOf("\nRows\n")).replace(/ +/g, " ");
    expect(rows).toMatch(/strata degrees of freedom\n/);
    expect(rows).toMatch(/\no 5 5 0 2 3\n/);
    expect(rows).toMatch(/\nx 3 3 2 1 2\n/);
  });

  test("say why a group has no standard error or no interval, in the column note and below groups across", async () => {
    const notes = (rows: { g: string; o?: string; note: string | null }[]) =>
      Object.fromEntries(rows.map(({ g, note }) => [g, note]));
    const reasons = { a: null, b: "a single row: no standard error", c: "no degrees of freedom" };
    expect(notes((await json("o", ...file())).rows)).toEqual(reasons);
    expect(notes((await json("o,x", ...file())).outcomes[1].rows)).toEqual(reasons);
    const wide = await folded("o", ...file(), "--layout", "wide", "--show", "ci");
    expect(wide).toContain("Without a standard error or an interval: b, o: a single row: no standard error.");
    expect(wide).toContain("Without a standard error or an interval: c, o: no degrees of freedom.");
    // With those of the whole design there is an interval, but a single row still has no standard error.
    expect(notes((await json("o", ...file(), "--df", "design")).rows)).toEqual({ ...reasons, c: null });
  });
});

describe("subtotals", () => {
  const nested = [...survey, "--by", "sex,region", "--subtotals"];

  test("are rows of the CSV too, whose other levels are blank, before all together", async () => {
    const file = fileWith("g,h,o\na,1,u\na,2,v\nb,1,u\nb,2,u\n");
    const lines = (await crosstab("o", file, "--by", "g,h", "--subtotals", "--format", "csv"))
      .trim()
      .split("\n");
    expect(lines.slice(9).map((line) => line.split(",").slice(1, 5).join())).toEqual([
      ...["a,,u,0.5", "a,,v,0.5", "b,,u,1", "b,,v,0"],
      ...[",1,u,1", ",1,v,0", ",2,u,0.5", ",2,v,0.5"],
      ...[",,u,0.75", ",,v,0.25"],
    ]);
    const { stdout } = await runIn(80, [
      "estimate",
      "x",
      "--stat",
      "mean",
      "--by",
      "g",
      fileWith("g,x\na,1\nb,3\n"),
      "--format",
      "csv",
    ]);
    expect(stdout).toMatch(/\nmicrodata,,2,/);
  });

  test("are further rows, each of one variable, before all together", async () => {
    const text = await crosstab("owns", ...nested);
    const rows = text.split("\n").filter((line) => / (no|yes) /.test(line));
    expect(rows.slice(16).map((line) => line.trim().split(/ {2,}/).slice(0, 3).join("|"))).toEqual([
      ...["F|All|no", "M|All|no", "All|East|no", "North|no", "South|no", "West|no", "All|no"].flatMap(
        (row) => [expect.stringContaining(row), expect.stringMatching(/^yes/)],
      ),
    ]);
  });

  test("are further columns where groups are across", async () => {
    const csv = await crosstab("owns", ...nested, "--layout", "wide", "--format", "csv");
    expect(csv.split("\n")[0]!.split(",").slice(4)).toEqual([
      ...["F", "M"].flatMap((sex) =>
        ["East", "North", "South", "West"].map((region) => `${sex} × ${region}`),
      ),
      ...["F", "M", "East", "North", "South", "West", "all"],
    ]);
  });

  test("need two variables", async () => {
    expect(await refusal("owns", ...survey, "--by", "sex", "--subtotals")).toContain(
      "subtotals need two group variables",
    );
  });
});

describe("--digits", () => {
  const asked = [...survey, "--by", "sex"];

  test("says how many decimals people read", async () => {
    expect(await crosstab("owns", ...asked, "--digits", "0")).toMatch(
      /\nF +no +43% +\d\.\d +\[\d\d ; \d\d\]/,
    );
    expect(await crosstab("owns", ...asked, "--digits", "2")).toMatch(/\nF +no +43\.0\d% /);
    expect(await crosstab("owns,income", ...asked, "--digits", "2", "--format", "markdown")).toMatch(
      /\| mean \| 2,32\d\.\d\d \| \d+\.\d\d \|/,
    );
    const mean = ["income", "--stat", "mean", ...asked, "--digits", "3"];
    expect((await runIn(80, ["estimate", ...mean])).stdout).toMatch(/\nF +2,32\d\.\d{3} +\d+\.\d{3} /);
    const model = [
      "model",
      "income ~ sex",
      "--family",
      "linear",
      ...survey,
      "--digits",
      "0",
      "--margins",
      "sex",
    ];
    const { stdout } = await runIn(80, model);
    expect(stdout).toMatch(/\n\(intercept\) +2,32\d +\d+ +\d+\.\d\d +<0.001 +\[2,\d+ ; 2,\d+\]/);
    const ofTwo = [
      "model",
      "~ sex",
      "--outcome",
      "income,age",
      "--family",
      "linear",
      ...survey,
      "--digits",
      "0",
    ];
    expect((await runIn(80, ofTwo)).stdout).toMatch(/\n\(intercept\) +2,32\d\*\*\* +\d+\*\*\*\n/);
  });

  test("says how many decimals the cells of a workbook show, which hold all", async () => {
    const out = join(folderWith(), "t.xlsx");
    await crosstab("owns,income", ...asked, "--digits", "2", "--out", out);
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(out);
    const sheet = book.getWorksheet("table")!;
    const titles = sheet.getRow(3).values as string[];
    const at = titles.indexOf("% or mean");
    const formats = (row: number) => [at, at + 1].map((column) => sheet.getCell(row, column).numFmt);
    expect(formats(4)).toEqual(["0.00%", "0.000%"]);
    expect(formats(10)).toEqual(["#,##0.00", "#,##0.00"]);
    const { outcomes } = await json("owns,income", ...asked);
    expect(sheet.getCell(4, at).value).toBe(outcomes[0].rows[0].estimate);
  });

  test.each(["csv", "json"])("leaves %s in full precision", async (format) => {
    expect(await crosstab("owns", ...asked, "--digits", "0", "--format", format)).toBe(
      await crosstab("owns", ...asked, "--format", format),
    );
  });
});
