import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { tableFormats } from "../../src/commands/tableFlags.ts";
import { bookFormats } from "../../src/reports/tableBook.ts";
import { displayWidth } from "../../src/text/lines.ts";
import { folderWith } from "../support/files.ts";
import { runIn } from "../support/inProcess.ts";
import { root } from "../support/oracle.ts";

const survey = ["g,h,o,x,w", "a,c,u,1,1", "a,d,v,2,2", "b,c,u,3,1", "b,d,u,4,2", "b,d,v,6,1"].join("\n");
const spec = `title: Two tables
source: {data: survey.csv, weight: w}
tables:
  - title: The first
    outcome: [o, x]
    by: g
    test: true
    layout: wide
  - outcome: o
    by: [g, h]
    where: x > 1
    digits: 0
`;

/** Runs a file of tables in a folder with the survey. */
async function tables(text: string, ...words: string[]) {
  const folder = folderWith({ "survey.csv": survey, "t.yaml": text });
  const placed = words.map((word) => (/^\w+\.\w+$/.test(word) ? join(folder, word) : word));
  const run = await runIn(80, ["table", join(folder, "t.yaml"), ...placed]);
  return { ...run, folder, stderr: run.stderr.replaceAll(`${folder}/`, "") };
}
const crosstab = async (folder: string, ...words: string[]) =>
  (await runIn(80, ["crosstab", ...words, join(folder, "survey.csv"), "--weight", "w"])).stdout;

test("the flag offers the formats of several tables", () => {
  expect(tableFormats).toEqual(bookFormats);
});

test("each table is the one that crosstab makes, under its title and with its notes", async () => {
  const { status, stdout, folder } = await tables(spec);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Data survey.csv: 5 rows.\n\nTwo tables\n==========\n\nThe first\n---------\n/);
  const bodyOf = (text: string) => text.split("\n").slice(4).join("\n");
  const second = await crosstab(folder, "o", "--by", "g,h", "--where", "x > 1", "--digits", "0");
  expect(stdout).toContain(`o by g × h, % of each group\n---------------------------\n${bodyOf(second)}`);
  const first = await crosstab(folder, "o,x", "--by", "g", "--test", "--layout", "wide");
  const [body, notes] = bodyOf(first).split(/\n\n(?=Design)/) as [string, string];
  expect(stdout).toContain(`${body}\n\no, x by g, % of each group; means\n${notes}`);
  expect(Math.max(...stdout.split("\n").map(displayWidth))).toBeLessThanOrEqual(80);
});

test("the condition of one table is none of the next", async () => {
  const where = spec.replace("    layout: wide\n", "    where: x < 4\n");
  const { stdout } = await tables(where);
  expect(stdout.match(/Condition: .*/g)).toEqual(["Condition: x < 4", "Condition: x > 1"]);
});

test("conditions and definitions of the source are those of all tables", async () => {
  const { stdout } = await tables(
    spec.replace("weight: w", 'weight: w, where: w < 3, derive: "y = 2 * x"').replace("[o, x]", "[o, y]"),
  );
  expect(stdout.match(/Condition: .*/g)).toEqual(["Condition: w < 3", "Condition: (w < 3) and (x > 1)"]);
  expect(stdout).toContain("\ny         mean");
});

test("a workbook has a sheet for each table, with its further tables and notes below", async () => {
  const { status, folder } = await tables(spec.replace("The first", "=1+1"), "--out", "t.xlsx");
  expect(status).toBe(0);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(join(folder, "t.xlsx"));
  expect(book.worksheets.map(({ name }) => name)).toEqual(["=1+1", "o by g × h, % of each group"]);
  const [first] = book.worksheets as [ExcelJS.Worksheet];
  expect([first.getCell("A2").value, first.getCell("A3").value]).toEqual(["Two tables", "=1+1"]);
  const column = Array.from(first.getColumn(1).values, String);
  for (const line of ["Tests", "Rows", "o, x by g, % of each group; means"]) expect(column).toContain(line);
  expect(column.find((line) => line.startsWith("Design"))).toBe(
    "Design: weights w; no strata; no clusters; 4 degrees of freedom.",
  );
  const row = column.indexOf("x");
  const share = column.indexOf("o");
  expect([first.getCell(share, 4).numFmt, first.getCell(row, 4).numFmt]).toEqual(["0.0%", "#,##0.0###"]);
});

test.each(["t.md", "t.html", "t.docx"])(
  "the tables are written as %s, the same bytes each time",
  async (name) => {
    const [one, other] = [await tables(spec, "--out", name), await tables(spec, "--out", name)];
    expect(one.status).toBe(0);
    const bytes = readFileSync(join(one.folder, name));
    expect(bytes.equals(readFileSync(join(other.folder, name)))).toBe(true);
    if (name !== "t.docx") expect(bytes.toString()).toMatch(/Two tables[\s\S]*The first[\s\S]*o by g × h/);
  },
);

test("titles are in the reader's language", async () => {
  const text = spec.replace("Two tables", "{fr: Deux tableaux, en: Two tables}");
  expect((await tables(text, "--lang", "fr")).stdout).toContain("\nDeux tableaux\n====");
});

test("a dataset declares its own design", async () => {
  const { stdout } = await tables(
    "title: t\nsource: {dataset: panel4}\ntables:\n  - {outcome: secretariat, by: sexe}\n",
  );
  expect(stdout).toMatch(/^SYNTHETIC DATA[\s\S]*strata region \(3\)/);
});

test("the example runs as it stands, and writes nothing", async () => {
  const { status, stdout } = await runIn(80, ["table", `${root}data/examples/tables.yaml`, "--lang", "fr"]);
  expect(status).toBe(0);
  expect(stdout).toContain("Tableau 2 : selon la région et le sexe\n-----");
});

test("answers are coded as by the flags; files of labels stand beside the file of tables", async () => {
  const folder = folderWith({
    "survey.csv": "g,q\n1,1\n1,2\n1,9\n2,1\n2,2\n2,2\n",
    "labels.csv": "variable,code,label\nq,1,Yes\nq,2,No\n",
    "t.yaml":
      'title: t\nsource:\n  data: survey.csv\n  missing-code: ["q=8,9"]\n  levels: "g=2,1"\n  labels: labels.csv\ntables:\n  - outcome: q\n    by: g\n',
  });
  const run = await runIn(80, ["table", join(folder, "t.yaml")]);
  const words = ["--missing-code", "q=8,9", "--labels", join(folder, "labels.csv"), "--levels", "g=2,1"];
  const own = await runIn(80, ["crosstab", "q", join(folder, "survey.csv"), "--by", "g", ...words]);
  expect(run.stdout).toContain(own.stdout.split("\n").slice(2).join("\n"));
  expect(own.stdout).toMatch(/\n2 +Yes +33\.3%/);
  expect(own.stdout).toContain("\nCodes of missing answers: q=8,9\nLevels: g=2,1\nDesign");
});

test("a definition is told below the tables that use it, and those that it uses", async () => {
  const { stdout } = await tables(
    'title: t\nsource:\n  data: survey.csv\n  derive: ["a = x + 1", "b = 2 * a", "c = 3 * x"]\ntables:\n  - outcome: [o, b]\n  - outcome: o\n    where: c > 3\n  - outcome: h\n',
  );
  const notes = stdout.split(/\n(?=[oh],? .*%|o, %|h, %)/).map((part) => part.match(/variable: (\w)/g));
  expect(notes.filter((own) => own !== null)).toEqual([["variable: a", "variable: b"], ["variable: c"]]);
});

test("a title may be in one language", async () => {
  const text = spec.replace("Two tables", "{fr: Deux tableaux}");
  expect((await tables(text)).stdout).toContain("\nDeux tableaux\n====");
});

describe("what is wrong", () => {
  const refused = async (text: string, ...words: string[]) => {
    const { status, stdout, stderr, folder } = await tables(text, ...words);
    expect([status, stdout, existsSync(join(folder, "t.xlsx"))]).toEqual([2, "", false]);
    expect(stderr).not.toMatch(/\n {4}at /);
    return stderr.trim().split("\n");
  };

  test("is told in one run, with file, line and field, in the order of the lines", async () => {
    const lines = await refused(
      `title: t
source:
  data: survey.csv
  weigth: w
tables:
  - outcome: [o, o]
  - outcome: o
    by: gg
    percent: rows
  - outcome: zz
    by: gg
  - outcome: o
    by: g
    show: [n, p]
  - outcome: o
    by: g
    show: n
  - outcome: o
    where: x >
    subtotal: true
  - outcome: o
    test: true
`,
      "--out",
      "t.xlsx",
    );
    expect(
      lines.map((line) => /^panel: file t.yaml, line (\d+), field ([\w.]+): /.exec(line)?.slice(1)),
    ).toEqual([
      ["4", "source"],
      ["6", "tables.0.outcome"],
      ["9", "tables.1.percent"],
      ["10", "tables.2.outcome"],
      ["11", "tables.2.by"],
      ["14", "tables.3.show.1"],
      ["15", "tables.4.outcome"],
      ["19", "tables.5.where"],
      ["20", "tables.5"],
      ["21", "tables.6.outcome"],
    ]);
    expect(lines[1]).toContain("a variable stands twice");
    expect(lines[6]).toContain("Add --layout wide");
  });

  test("names that the data lack are told with the nearest, of all tables", async () => {
    const lines = await refused(
      "title: t\nsource: {data: survey.csv}\ntables:\n  - outcome: [oo, x]\n    by: gg\n  - outcome: o\n    where: xx > 1\n",
    );
    expect(lines).toEqual([
      expect.stringMatching(
        /line 4, field tables.0.outcome: unknown variable for the outcome; found "oo".*"o"/,
      ),
      expect.stringMatching(/line 5, field tables.0.by: unknown variable for --by; found "gg".*"g"/),
      expect.stringMatching(/line 7, field tables.1.where: unknown variable for --where; found "xx".*"x"/),
    ]);
  });

  test("definitions and conditions are told at their own lines, with the names that tables lack", async () => {
    const text = (first: string) =>
      `title: t\nsource:\n  data: survey.csv\n  derive:\n    - ${first}\n    - B = recode(o, "u" = "x")\n    - C = if(B == "x", 1, 2)\n  where:\n    - y > 1\ntables:\n  - outcome: [B, oo]\n`;
    const places = (lines: string[]) =>
      lines.map((line) => /line (\d+), field ([\w.]+)/.exec(line)?.slice(1));
    const made = [
      ["6", "source.derive.1"],
      ["9", "source.where.0"],
      ["11", "tables.0.outcome"],
    ];
    expect(places(await refused(text('A = recode(g, "a" = "x")')))).toEqual([
      ["5", "source.derive.0"],
      ...made,
    ]);
    expect(places(await refused(text("A = x +")))).toEqual([["5", "source.derive.0"], ...made]);
  });

  test("a field that does not exist is told with the nearest and with all", async () => {
    const [source, table] = await refused(
      "title: t\nsource: {data: survey.csv, weigth: w}\ntables:\n  - outcome: o\n    percents: by\n",
    );
    expect(source).toMatch(
      /unknown field; found "weigth"\. Did you mean "weight"\? Fields: data, dataset, .*labels/,
    );
    expect(table).toMatch(/line 5, .*Did you mean "percent"\? Fields: title, outcome, by/);
  });

  test.each([
    [
      "source: {data: survey.csv}\ntables: [{outcome: o}]",
      /field title: expected: a text, or one in fr, in en/,
    ],
    ["title: 3\nsource: {data: survey.csv}\ntables: [{outcome: o}]", /field title: expected: a text/],
    [
      "title: t\nsource: {data: survey.csv}\ntables: [{outcome: o, test: oui}]",
      /expected: true, false, or one of/,
    ],
    ["title: A : b\nsource: {data: survey.csv}", /line 1: .*Put a text that holds ": " in quotes/],
    [
      "title: t\nsource: {data: survey.csv, missing-code: [x=8, 9]}\ntables: [{outcome: o}]",
      /put the codes of a variable in quotes/,
    ],
  ])("%s", async (text, message) => {
    const lines = await refused(text);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(message);
  });

  test("tables that the rows cannot give are told together", async () => {
    const lines = await refused(
      'title: t\nsource: {data: survey.csv}\ntables:\n  - outcome: o\n    where: x > 9\n  - outcome: o\n    where: "x > 1 and 2"\n',
    );
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^panel: file t.yaml, line 4, field tables.0: option --where: no row meets/);
  });

  test.each([
    ["source: {data: nowhere.csv}", /line 2, field source: .*nowhere.csv/],
    ["source: {dataset: panel4, weight: w}", /field source: a dataset declares its own design/],
    ["source: {}", /field source: no data are named/],
  ])("%s", async (source, message) => {
    const [line] = await refused(`title: t\n${source}\ntables: [{outcome: o}]\n`);
    expect(line).toMatch(message);
  });

  test("a file that is no YAML, that is absent, or that asks for no table", async () => {
    expect((await refused("title: [t"))[0]).toMatch(/file t.yaml, line 1: /);
    expect((await refused("title: t\nsource: {data: survey.csv}\ntables: []\n"))[0]).toMatch(
      /field tables: /,
    );
    expect((await refused(""))[0]).toMatch(/file t.yaml/);
  });

  test("a format of one table", async () => {
    expect((await refused(spec, "--out", "t.pdf"))[0]).toMatch(
      /Add --format text\|markdown\|html\|docx\|xlsx$/,
    );
    expect((await refused(spec, "--out", "t.html", "--format", "docx"))[0]).toContain(
      "does not fit the format docx",
    );
    expect((await refused(spec, "--out", "t.csv"))[0]).toMatch(
      /several tables are written as text, markdown, html, docx, xlsx; found "csv"/,
    );
  });
});
