import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { csvParse } from "d3-dsv";
import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { folderWith, writeWorkbook } from "../support/files.ts";
import { expectClose, root } from "../support/oracle.ts";
import { panel } from "./run.ts";

const read = (folder: string, file: string) => readFileSync(join(folder, file), "utf8");
const survey = "sex,age,w,y\nF,old,1,2\nF,young,2,3\nM,old,2,5\nM,young,1,4\nM,young,2,1\n";
const margins = "variable,level,total\nsex,F,4\nsex,M,6\nage,old,5\nage,young,5\n";

/** Runs a command that must succeed, and returns what it prints. */
function run(folder: string, ...args: string[]): string {
  const { status, stdout, stderr } = panel(args, folder);
  expect(stderr).not.toContain("panel:");
  expect(status).toBe(0);
  return stdout;
}

/** Runs a command that must be refused without writing anything, and returns its message. */
function refusal(folder: string, ...args: string[]): string {
  const before = readdirSync(folder, { recursive: true }).sort();
  const { status, stdout, stderr } = panel(args, folder);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(stdout).toBe("");
  expect(status).toBe(2);
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before);
  return stderr;
}

const calibrating = "--data survey.csv --weight w --margins margins.csv --out out.csv".split(" ");
const surveyFolder = (more: Record<string, string> = {}) =>
  folderWith({ "survey.csv": survey, "margins.csv": margins, ...more });

describe("the diagnosis", () => {
  test.each([
    ["html", "<!"],
    ["docx", "PK"],
    ["xlsx", "PK"],
    ["csv", "da"],
  ])("is written to a file that ends with .%s", (format, start) => {
    const folder = surveyFolder();
    const report = `report.${format}`;
    expect(run(folder, "weight", "rake", ...calibrating, "--report", report)).toBe("");
    expect(read(folder, report).slice(0, 2)).toBe(start);
  });

  test("needs a file where no terminal shows its format", () => {
    const told = refusal(surveyFolder(), "weight", "rake", ...calibrating, "--format", "docx");
    expect(told).toContain("Name it with --report FILE.docx");
  });
});

describe("the file that is written", () => {
  test("is the input with one column, which meets the margins", () => {
    const folder = surveyFolder();
    run(folder, "weight", "calibrate", ...calibrating, "--method", "raking");
    const lines = read(folder, "out.csv").trimEnd().split("\n");
    expect(lines.map((line) => line.slice(0, line.lastIndexOf(",")))).toEqual(survey.trimEnd().split("\n"));
    expect(lines[0]).toBe("sex,age,w,y,w_calibrated");
    const rows = csvParse(read(folder, "out.csv"));
    const sum = (of: (row: (typeof rows)[number]) => boolean) =>
      rows.filter(of).reduce((total, row) => total + Number(row.w_calibrated), 0);
    expectClose(
      sum(({ sex }) => sex === "F"),
      4,
      1e-12,
      "women",
    );
    expectClose(
      sum(({ age }) => age === "old"),
      5,
      1e-12,
      "old",
    );
    expect(read(folder, "survey.csv")).toBe(survey);
  });

  test("keeps delimiters, quotes, line breaks, blank lines and decimal commas as they were", () => {
    const text = '\ufeff"sexe";poids;"mot ""dit"""\r\nF;1,5;"a;b\r\nc"\r\n;;\r\nF;2,5;""\r\n\r\nM;1;""""';
    const folder = folderWith({
      "survey.csv": text,
      "margins.csv": "variable;level;total\nsexe;F;5,5\nsexe;M;2\n",
    });
    run(
      folder,
      ..."weight post-stratify --data survey.csv --weight poids --margins margins.csv --out out.csv --column cal".split(
        " ",
      ),
    );
    expect(read(folder, "out.csv")).toBe(
      '\ufeff"sexe";poids;"mot ""dit""";cal\r\nF;1,5;"a;b\r\nc";2,0625\r\n;;\r\nF;2,5;"";3,4375\r\n\r\nM;1;"""";2',
    );
  });

  test("takes a quote inside a field for a character, as the reader does", () => {
    const text = 'w,g,t\n1,a,5" pipe\n2,a,6" pipe\n2,b,z\n';
    const folder = folderWith({ "survey.csv": text, "margins.csv": "g,total\na,6\nb,4\n" });
    run(folder, ..."weight rake --data survey.csv --weight w --margins margins.csv --out out.csv".split(" "));
    expect(read(folder, "out.csv")).toBe('w,g,t,w_raked\n1,a,5" pipe,2\n2,a,6" pipe,4\n2,b,z,4\n');
  });

  test("has a decimal comma where most of its numbers have one, whatever its texts and dates hold", () => {
    const rake = (text: string) => {
      const folder = folderWith({ "survey.csv": text, "margins.csv": "g,total\na,5\nb,4\n" });
      run(
        folder,
        ..."weight rake --data survey.csv --weight w --margins margins.csv --out out.csv".split(" "),
      );
      return read(folder, "out.csv").split("\n")[1];
    };
    expect(rake("w;g;t\n1,5;a;01.02.2020\n0,5;a;01.02.2020\n2;b;01.02.2020\n")).toBe("1,5;a;01.02.2020;3,75");
    expect(rake("w\tg\tt\n3\ta\tx 1,2 y\n1\ta\t\n2\tb\t\n")).toMatch(/\t3\.7\d*$/);
  });

  test("of a workbook is a workbook, with its other sheets and its provenance", async () => {
    const folder = surveyFolder();
    await writeWorkbook(join(folder, "survey.xlsx"), {
      provenance: [
        ["field", "value"],
        ["kind", "synthetic"],
        ["seed", 7],
      ],
      rows: [
        ["sex", "w", "note"],
        ["F", 1, "=1+1"],
        ["F", 1],
        ["M", 1, "x"],
      ],
    });
    await writeWorkbook(join(folder, "margins.xlsx"), {
      sexes: [
        ["sex", "share"],
        ["F", 0.5],
        ["M", 0.5],
      ],
    });
    const args =
      "weight rake --data survey.xlsx --sheet rows --weight w --margins margins.xlsx --population 12 --out out.xlsx";
    const printed = run(folder, ...args.split(" "));
    expect(printed).toMatch(/^SYNTHETIC DATA \(seed 7\)/);
    const bytes = readFileSync(join(folder, "out.xlsx"));
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(bytes as never);
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(["provenance", "rows"]);
    const sheet = workbook.getWorksheet("rows")!;
    expect([1, 2, 3, 4].map((row) => sheet.getRow(row).getCell(4).value)).toEqual(["w_raked", 3, 3, 6]);
    expect(sheet.getRow(2).getCell(3).value).toBe("=1+1");
    run(folder, ...args.split(" "));
    expect(readFileSync(join(folder, "out.xlsx")).equals(bytes)).toBe(true);
    expect(JSON.parse(read(folder, "out.xlsx.json")).data).toEqual({ kind: "synthetic", seed: 7 });
  });

  const messy = [["Titre"], ["sex", "w"], ["F", 1], ["F", 1], ["M", 1], ["Source : enquête."]];
  const sexes = "variable,level,total\nsex,F,6\nsex,M,6\n";
  const cells = async (file: string) => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(file);
    const sheet = workbook.getWorksheet("s")!;
    return [1, 2, 3, 4, 5, 6].map((row) => sheet.getRow(row).getCell(3).value);
  };

  test("of a messy workbook has its columns right of the table, and all else where it was", async () => {
    const folder = folderWith({ "margins.csv": sexes });
    await writeWorkbook(join(folder, "m.xlsx"), { s: messy });
    const raking = "weight rake --weight w --margins margins.csv --out out.xlsx --data m.xlsx".split(" ");
    run(folder, ...raking);
    expect(await cells(join(folder, "out.xlsx"))).toEqual([null, "w_raked", 3, 3, 6, null]);
    run(folder, ...raking, "--range", "A2:B5");
    expect(await cells(join(folder, "out.xlsx"))).toEqual([null, "w_raked", 3, 3, 6, null]);
    expect(JSON.parse(read(folder, "out.xlsx.json")).steps[0].options.range).toBe("A2:B5");
    const again = panel(["describe", "--data", "out.xlsx", "--range", "A2:C5", "--format", "json"], folder);
    expect(JSON.parse(again.stdout)).toMatchObject({
      request: { range: "A2:C5" },
      rows: [{}, {}, { min: 3 }],
    });
  });

  test("is refused where its columns would take the place of cells, or have no name", async () => {
    const folder = folderWith({ "margins.csv": sexes });
    await writeWorkbook(join(folder, "m.xlsx"), {
      s: messy.map((row, at) => (at === 3 ? [...row, "vu"] : row)),
    });
    const raking = "weight rake --weight w --margins margins.csv --out out.xlsx --data m.xlsx".split(" ");
    const { status, stderr } = panel([...raking, "--range", "A2:B5"], folder);
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/sheet s, row 4: right of the table, .*found "C4"/),
    ]);
    expect(panel([...raking, "--header", "0"], folder).stderr).toContain("new columns need a header");
  });

  test("of a text keeps the lines before its header", () => {
    const folder = folderWith({
      "margins.csv": sexes,
      "m.csv": "Enquête é;\n\nsex;weights\n;w\nF;1\nF;1\nM;1\n",
    });
    const choice = "--skip 1 --header 2 --weight weights_w --margins margins.csv";
    run(folder, ..."weight rake --data m.csv --out out.csv".split(" "), ...choice.split(" "));
    expect(read(folder, "out.csv")).toBe(
      "Enquête é;\n\nsex;weights;\n;w;weights_w_raked\nF;1;3\nF;1;3\nM;1;6\n",
    );
  });

  test("has beside it how it was made, step by step, from which it can be made again", () => {
    const folder = surveyFolder();
    run(folder, "weight", "calibrate", ...calibrating, "--method", "logit", "--bounds", "tightest");
    run(
      folder,
      ..."weight trim --data out.csv --weight w_calibrated --bounds 1,2.7 --out trimmed.csv".split(" "),
    );
    const { steps, panel: version } = JSON.parse(read(folder, "trimmed.csv.json"));
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(steps).toHaveLength(2);
    expect(steps[0]).toMatchObject({
      command: "weight calibrate",
      data: "survey.csv",
      rows: 5,
      weight: "w",
      column: "w_calibrated",
      options: { method: "logit", bounds: "tightest" },
      margins: [
        {
          variable: "sex",
          unit: "total",
          levels: [
            { level: "F", value: 4 },
            { level: "M", value: 6 },
          ],
        },
        { variable: "age", unit: "total" },
      ],
    });
    expect(steps[1]).toMatchObject({
      command: "weight trim",
      weight: "w_calibrated",
      options: { bounds: [1, 2.7] },
    });
    const [low, high] = steps[0].result.bounds;
    run(
      folder,
      ..."weight calibrate --data survey.csv --weight w --margins out.csv.json --out again.csv --method logit".split(
        " ",
      ),
      "--bounds",
      `${low},${high}`,
    );
    expect(read(folder, "again.csv")).toBe(read(folder, "out.csv"));
  });
});

describe("nothing is lost or half-written", () => {
  test("when the file beside the new one cannot be written, neither is", () => {
    const folder = surveyFolder({ "out.csv": "old" });
    mkdirSync(join(folder, "out.csv.json"));
    expect(refusal(folder, "weight", "calibrate", ...calibrating, "--method", "raking")).toContain(
      "file out.csv.json: this is no regular file",
    );
    expect(read(folder, "out.csv")).toBe("old");
  });

  test("the data, the margins and what tells how they were made are never overwritten", () => {
    const folder = surveyFolder();
    symlinkSync(join(folder, "survey.csv"), join(folder, "link.csv"));
    for (const out of ["survey.csv", "./survey.csv", "link.csv", "margins.csv"])
      expect(
        refusal(
          folder,
          ..."weight rake --data survey.csv --weight w --margins margins.csv --out".split(" "),
          out,
        ),
      ).toContain("would overwrite the data");
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
    ["SIGQUIT", 131],
  ] as const)(
    "an interruption by %s while the file is written leaves nothing behind",
    async (signal, expected) => {
      const rows = Array.from({ length: 20_000 }, (_, at) => `${(at % 7) + 1},${at % 13}\n`).join("");
      const folder = folderWith({ "survey.csv": `w,y\n${rows}` });
      const args =
        "weight replicate --data survey.csv --weight w --method bootstrap --replicates 300 --seed 1 --out out.csv";
      const child = spawn(process.execPath, [`${root}bin/panel.js`, ...args.split(" ")], { cwd: folder });
      let told = "";
      child.stderr.on("data", (text) => {
        told += text;
      });
      const watch = setInterval(() => {
        if (readdirSync(folder).some((name) => name.startsWith(".panel-"))) child.kill(signal);
      }, 5);
      const status = await new Promise((resolve) => {
        child.on("exit", resolve);
      });
      clearInterval(watch);
      expect(status).toBe(expected);
      expect(told).toContain(`interrupted (${signal}); nothing is written`);
      expect(readdirSync(folder)).toEqual(["survey.csv"]);
    },
  );

  test("a chart or a result never takes the place of what it was made from", () => {
    const folder = surveyFolder();
    linkSync(join(folder, "survey.csv"), join(folder, "data.svg"));
    linkSync(join(folder, "margins.csv"), join(folder, "margins.svg"));
    const diagnose =
      "weight diagnose --weight w --base-weight y --data survey.csv --margins margins.csv --chart";
    for (const chart of ["data.svg", "margins.svg"])
      expect(refusal(folder, ...diagnose.split(" "), chart)).toContain("would overwrite the data");
    run(folder, "weight", "rake", ...calibrating);
    const estimate = "estimate y --stat mean --data out.csv --weight w_raked --calibrated".split(" ");
    expect(refusal(folder, ...estimate, "margins.csv", "--out", "margins.csv")).toContain(
      "would overwrite the data",
    );
    expect(refusal(folder, ...estimate, "--out", "out.csv.json")).toContain("would overwrite the data");
  });

  test("a chart that cannot be drawn where it shall be stops the command before it begins", () => {
    const folder = surveyFolder();
    const rake = ["weight", "rake", ...calibrating];
    expect(refusal(folder, ...rake, "--chart", "survey.csv/chart.svg")).toContain("cannot be written");
    expect(refusal(folder, ...rake, "--chart", "margins.csv/no/chart.svg")).toContain("cannot be written");
    expect(refusal(folder, ...rake, "--chart", "out.csv")).toContain("written as .svg");
  });
});

test("the new file is its owner's alone, and keeps the permissions of one that it replaces", () => {
  const folder = surveyFolder();
  const rake = ["weight", "rake", ...calibrating];
  const mode = (file: string) => statSync(join(folder, file)).mode & 0o777;
  run(folder, ...rake);
  expect(mode("out.csv")).toBe(0o600);
  chmodSync(join(folder, "out.csv"), 0o640);
  run(folder, ...rake);
  expect(mode("out.csv")).toBe(0o640);
});

describe("bad input is one message, and exit status 2", () => {
  test("of a flag", () => {
    const folder = surveyFolder();
    const logit = ["weight", "calibrate", ...calibrating, "--method", "logit"];
    expect(refusal(folder, ...logit, "--bounds", "1.2,2")).toContain("Ratios go from a number below 1");
    expect(refusal(folder, ...logit)).toContain("the method logit needs bounds");
    expect(refusal(folder, ..."weight diagnose --data survey.csv".split(" "))).toContain("--weight");
    expect(refusal(folder, ..."weight trim --data survey.csv --bounds 1,2 --out b.csv".split(" "))).toContain(
      "--weight",
    );
    const diagnose = "weight diagnose --data survey.csv --weight w --chart a.svg".split(" ");
    expect(refusal(folder, ...diagnose)).toContain("there are no ratios to draw");
  });

  test("of a file of another program where the history would be, or of a damaged history", () => {
    const folder = surveyFolder({ "out.csv.json": '{"a":1}' });
    expect(refusal(folder, "weight", "rake", ...calibrating)).toContain(
      'this does not tell how weights were made; found "panel: the value is missing',
    );
    expect(read(folder, "out.csv.json")).toBe('{"a":1}');
    const damaged = surveyFolder({ "survey.csv.json": "{" });
    expect(refusal(damaged, "weight", "rake", ...calibrating)).toContain(
      "does not tell how weights were made",
    );
  });
});

describe("what is printed", () => {
  const folder = surveyFolder();
  run(folder, "weight", "rake", ...calibrating, "--chart", "rake.svg");
  const diagnose = "weight diagnose --data out.csv --weight w_raked --base-weight w --margins margins.csv";

  test("has the margins and the weights in each format, and charts tell what data they are of", () => {
    expect(read(folder, "rake.svg")).toContain("Data survey.csv: 5 rows.");
    const json = JSON.parse(run(folder, ...diagnose.split(" "), "--format", "json", "--chart", "ratio.svg"));
    expect(existsSync(join(folder, "ratio.svg"))).toBe(true);
    expect(json.request).toEqual({
      command: "weight diagnose",
      weight: "w_raked",
      baseWeight: "w",
      where: [],
    });
    expect(json.margins).toHaveLength(4);
    expect(json.margins[0]).toMatchObject({ variable: "sex", level: "F", before: 3, target: 4 });
    const [before] = json.weights;
    expectClose(before.deff, 70 / 64, 1e-12, "Kish's design effect");
    expect([before.rows, before.sum, before.min, before.max, before.p50]).toEqual([5, 8, 1, 2, 2]);
    const csv = csvParse(run(folder, ...diagnose.split(" "), "--format", "csv"));
    expect(csv.columns).toEqual(["data", ...Object.keys(json.margins[0])]);
    expect(csv[0]).toMatchObject({
      data: "microdata",
      variable: "sex",
      level: "F",
      before: "3",
      target: "4",
    });
  });

  test("speaks French", () => {
    const printed = run(folder, "weight", "rake", ...calibrating, "--lang", "fr");
    expect(printed).toContain("Calage sur marges (raking ratio) : w → w_raked");
    expect(printed).toContain("Distribution des poids");
  });
});

describe("nothing goes without a word", () => {
  const columns = "A,B,w\na,b:c,1\na:b,c,2\na,d,3\na:b,d,4\n";

  test("cells of crossed variables whose levels hold colons are those that are named", () => {
    const folder = folderWith({
      "survey.csv": columns,
      "margins.csv": "A,B,total\na,b:c,5\na:b,c,7\na,d,3\na:b,d,4\n",
      "other.csv": "A,B,total\na:b,c,7\na,d,3\na:b,d,4\n",
    });
    const post = [
      "weight",
      "post-stratify",
      "survey.csv",
      "--weight",
      "w",
      "--out",
      "out.csv",
      "--column",
      "p",
    ];
    run(folder, ...post, "--margins", "margins.csv");
    const weights = csvParse(read(folder, "out.csv")).map(({ p }) => Number(p));
    [5, 7, 3, 4].forEach((total, at) => {
      expectClose(weights[at]!, total, 1e-12, "the only row of its cell");
    });
    expect(refusal(folder, ...post.with(6, "new.csv"), "--margins", "other.csv")).toContain(
      "a level of A:B has no margin",
    );
  });

  test("negative weights and redundant margins are told where the table is printed alone", () => {
    const folder = folderWith({
      "survey.csv": "A,B,w\nx,p,1\nx,q,1\ny,q,1\n",
      "margins.csv": "variable,level,total\nA,x,1\nA,y,9\nB,p,5\nB,q,5\n",
    });
    const words =
      "weight calibrate survey.csv --weight w --margins margins.csv --method linear --out out.csv";
    for (const format of ["csv", "json"]) {
      const { status, stderr } = panel([...words.split(" "), "--format", format], folder);
      expect([status, stderr]).toEqual([0, expect.stringContaining("1 weight is negative")]);
    }
  });

  test.each([
    [
      ["--method", "jkn", "--calibrate-method", "linear"],
      "--calibrate-method: this has no effect without --calibrate-replicates",
    ],
    [["--method", "jk1", "--seed", "4"], "--seed: this has no effect without --method bootstrap"],
    [["--method", "jk1", "--replicates", "30"], "--replicates: this has no effect"],
  ])("weight replicate %j", (flags, told) => {
    const folder = folderWith({ "survey.csv": columns });
    expect(
      refusal(folder, "weight", "replicate", "survey.csv", "--weight", "w", ...flags, "--out", "r.csv"),
    ).toContain(told);
  });
});
