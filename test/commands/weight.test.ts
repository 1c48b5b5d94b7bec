import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { csvParse } from "d3-dsv";
import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { folderWith, writeWorkbook } from "../support/files.ts";
import { expectClose, given, groupBy, oracle, root } from "../support/oracle.ts";
import { panel } from "./run.ts";

const data = (name: string) => `${root}test/oracle/public/data/${name}.csv`;
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

  test("gives rows outside the condition the weight zero", () => {
    const folder = surveyFolder({ "all.csv": `${survey}M,,0,1\n` });
    const args =
      "--data all.csv --weight w --margins margins.csv --method linear --out out.csv --where".split(" ");
    const printed = run(folder, "weight", "calibrate", ...args, "w > 0");
    expect(csvParse(read(folder, "out.csv")).at(-1)!.w_calibrated).toBe("0");
    expect(printed).toContain("1 row outside the condition has a new weight of zero.");
  });
});

describe("nothing is lost or half-written", () => {
  test("when the file beside the new one cannot be written, neither is", () => {
    const folder = surveyFolder({ "out.csv": "old" });
    mkdirSync(join(folder, "out.csv.json"));
    expect(refusal(folder, "weight", "calibrate", ...calibrating, "--method", "raking")).toContain(
      "cannot be written",
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

  test("an interruption while the file is written leaves nothing behind", async () => {
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
      if (readdirSync(folder).some((name) => name.startsWith(".panel-"))) child.kill("SIGINT");
    }, 5);
    const status = await new Promise((resolve) => {
      child.on("exit", resolve);
    });
    clearInterval(watch);
    expect(status).toBe(130);
    expect(told).toContain("interrupted (SIGINT); nothing is written");
    expect(readdirSync(folder)).toEqual(["survey.csv"]);
  });

  test("a chart or a result never takes the place of what it was made from", () => {
    const folder = surveyFolder({ "d.svg": survey });
    const diagnose = "weight diagnose --weight w --base-weight y --chart d.svg --data".split(" ");
    expect(refusal(folder, ...diagnose, "survey.csv", "--margins", "d.svg")).toContain(
      "would overwrite the data",
    );
    run(folder, "weight", "rake", ...calibrating);
    const estimate =
      "estimate y --stat mean --data out.csv --weight w_raked --format json --calibrated".split(" ");
    expect(refusal(folder, ...estimate, "margins.csv", "--out", "margins.csv")).toContain(
      "would overwrite the data",
    );
    expect(refusal(folder, ...estimate, "--out", "out.csv.json")).toContain("would overwrite the data");
  });

  test("a chart that cannot be drawn where it shall be stops the command before it begins", () => {
    const folder = surveyFolder();
    const rake = ["weight", "rake", ...calibrating];
    expect(refusal(folder, ...rake, "--chart", "no/such/folder.svg")).toContain("cannot be written");
    expect(refusal(folder, ...rake, "--chart", "out.csv")).toContain("written as .svg");
  });
});

describe("bad input is one message", () => {
  const withMargins = (text: string, ...args: string[]) =>
    refusal(surveyFolder({ "margins.csv": text }), "weight", "calibrate", ...calibrating, ...args);
  const raking = ["--method", "raking"];
  test.each([
    [
      "an absent level",
      "variable,level,total\nsex,F,4\nsex,X,6\n",
      'line 3, column total: nobody in the sample has this level of sex; found "X"',
    ],
    ["a level without a margin", "variable,level,total\nsex,F,4\n", "a level of sex has no margin"],
    ["an unknown variable", "variable,level,total\nsexe,F,4\nsexe,M,6\n", 'column "sexe" is absent'],
    [
      "totals that disagree",
      "variable,level,total\nsex,F,4\nsex,M,6\nage,old,5\nage,young,6\n",
      "line 4, column total: the totals of age do not add up to the population; found 11. Those of sex add up to 10",
    ],
    ["a level twice", "variable,level,total\nsex,F,4\nsex,F,6\n", "a level of sex stands twice"],
    ["a negative total", "variable,level,total\nsex,F,14\nsex,M,-4\n", "the margin of sex=M is not positive"],
    [
      "a total that is no number",
      "variable,level,total\nsex,F,four\nsex,M,4\n",
      'line 2, column total: the margin is no number; found "four"',
    ],
    [
      "shares that do not add up",
      "variable,level,share\nsex,F,0.4\nsex,M,0.5\n",
      "the shares of sex do not add up to 1 or 100; found 0.9",
    ],
    ["no margins at all", "a,b\n1,2\n", "these are no margins"],
    [
      "a constant that contradicts",
      "variable,level,total\nsex,F,4\nsex,M,6\none,,11\n",
      "the total of one contradicts the other margins",
    ],
  ])("margins: %s", (_, text, message) => {
    const files = surveyFolder({
      "margins.csv": text,
      "survey.csv": survey.replaceAll("\n", ",1\n").replace("y,1", "y,one"),
    });
    expect(refusal(files, "weight", "calibrate", ...calibrating, ...raking)).toContain(message);
  });

  test("margins in French, with thousands set off, serve as well", () => {
    const folder = surveyFolder({
      "margins.csv": "variable;modalité;effectif\nsex;F;4 000,5\nsex;M;6\u00a0000\n",
    });
    run(folder, "weight", "rake", ...calibrating);
    const rows = csvParse(read(folder, "out.csv")).filter(({ sex }) => sex === "F");
    expectClose(
      rows.reduce((sum, row) => sum + Number(row.w_raked), 0),
      4000.5,
      1e-12,
      "women",
    );
  });

  test("a column that margins do not have, and a level in another case", () => {
    expect(withMargins("variable,label,total\nsex,F,4\nsex,M,6\n", ...raking)).toContain(
      'margins have no such column; found "label"',
    );
    expect(withMargins("variable,level,total\nage,OLD,4\nage,young,6\n", ...raking)).toMatch(
      /found "OLD"\. Did you mean "old"\?\n/,
    );
  });

  test("the total of a number that no positive weights have", () => {
    expect(withMargins("variable,level,total\nsex,F,4\nsex,M,6\ny,,0\n", ...raking)).toContain(
      "no positive weights have this total of y; found 0. All its values are positive or zero",
    );
  });

  test("the total of a number that no weights of that sum can have", () => {
    expect(withMargins("variable,level,total\nsex,F,4\nsex,M,6\ny,,60\n", ...raking)).toContain(
      "the margin y cannot be met; found 60. In this sample it can go from 10 to 50",
    );
  });

  test("impossible bounds come with the tightest possible ones", () => {
    expect(withMargins(margins, "--method", "logit", "--bounds", "0.99,1.01")).toMatch(
      /cannot be met with ratios from 0.99 to 1.01.*The tightest bounds within which all margins can be met are 0\.\d+,1\.\d+ \(--bounds tightest\)/,
    );
    expect(withMargins(margins, "--method", "logit", "--bounds", "1.2,2")).toContain(
      "Ratios go from a number below 1",
    );
    expect(withMargins(margins, "--method", "logit")).toContain("the method logit needs bounds");
    expect(withMargins(margins, ...raking, "--bounds", "0.5,2")).toContain("the method raking has no bounds");
  });

  test("a zero weight, a missing one, and a row without its auxiliary are named", () => {
    const of = (text: string) =>
      refusal(surveyFolder({ "survey.csv": text }), "weight", "rake", ...calibrating);
    expect(of(survey.replace("F,old,1", "F,old,0"))).toContain("line 2, column w: the weight is zero");
    expect(of(survey.replace("F,old,1", "F,old,"))).toContain("line 2, column w: the weight is missing");
    expect(of(survey.replace("F,old,1", "F,,1"))).toContain(
      "line 2, column age: 1 row lacks the auxiliary age",
    );
  });

  test("a column that is there already, and a name that would be a formula", () => {
    const rake = ["weight", "rake", ...calibrating, "--column"];
    expect(refusal(surveyFolder(), ...rake, "y")).toContain("the file has a column of that name");
    expect(refusal(surveyFolder(), ...rake, "=1+1")).toContain("this is no name of a column");
  });

  test("a file of another program where the history would be", () => {
    const folder = surveyFolder({ "out.csv.json": '{"a":1}' });
    expect(refusal(folder, "weight", "rake", ...calibrating)).toContain(
      'this does not tell how weights were made; found "panel: Invalid input',
    );
    expect(read(folder, "out.csv.json")).toBe('{"a":1}');
  });

  test("a history that is damaged", () => {
    const folder = surveyFolder({ "survey.csv.json": "{" });
    expect(refusal(folder, "weight", "rake", ...calibrating)).toContain(
      "does not tell how weights were made",
    );
  });
});

describe("non-response is adjusted for as R does it", () => {
  const weights = groupBy(oracle("weights/nonresponseweights.csv"), (row) => row.case!);
  test.each(oracle("weights/nonresponse.csv"))("$case $data: $method, $variables $quantiles", (row) => {
    const folder = folderWith();
    const variables = row.variables!.split(" ");
    run(
      folder,
      ..."weight nonresponse --out out.csv --column adjusted --respondent".split(" "),
      "responded == 1",
      ...["--data", `${root}test/oracle/weights/data/${row.data}.csv`, "--weight", row.weight!],
      ...(row.method === "classes"
        ? ["--classes", variables.join(",")]
        : ["--propensity", variables.join(" + ")]),
      ...(row.quantiles ? ["--quantiles", row.quantiles] : []),
    );
    const found = csvParse(read(folder, "out.csv"));
    for (const { row: at, weight } of weights.get(row.case!)!)
      expectClose(Number(found[Number(at) - 1]!.adjusted), Number(weight), 1e-8, `row ${at}`);
  });

  test("a class in which nobody responded is named", () => {
    const folder = folderWith({ "a.csv": "c,r\nx,1\nx,0\ny,0\n" });
    const args = "weight nonresponse --data a.csv --out b.csv --classes c --respondent".split(" ");
    expect(refusal(folder, ...args, "r == 1")).toContain(
      'nobody responded in a weighting class; found ["y"]',
    );
    expect(refusal(folder, ...args, "r == 2")).toContain("nobody responded");
    expect(refusal(folder, ...args, "r")).toContain("this is no condition");
  });
});

describe("estimates of a calibrated file", () => {
  const folder = folderWith();
  const of = oracle("weights/cases.csv").find(({ case: name }) => name === "c003")!;
  const expected = oracle("weights/estimates.csv").find(
    (row) => row.case === "c003" && row.statistic === "mean" && row.by === "" && row.where === "",
  )!;
  const marginRows = oracle("weights/margins.csv").filter((row) => row.case === "c003");
  writeFileSync(
    join(folder, "margins.csv"),
    `variable,level,total\n${marginRows.map(({ variable, level, total }) => `${variable},${level},${total}`).join("\n")}\n`,
  );
  run(
    folder,
    ...["weight", "calibrate", "--data", data("apistrat"), "--weight", "pw", "--margins", "margins.csv"],
    ..."--method raking --scale none --out api.csv".split(" "),
  );
  const estimate = (...more: string[]) =>
    JSON.parse(
      run(
        folder,
        ...[
          "estimate",
          expected.variable!,
          ..."--stat mean --data api.csv --weight pw_calibrated".split(" "),
        ],
        ...["--format", "json", ...more],
      ),
    );
  const design = ["--strata", of.strata!, "--fpc", of.fpc!];

  test("have R's standard errors with the margins that the file beside it tells, or with their own file", () => {
    for (const more of [
      ["--calibrated"],
      ["--calibrated", "margins.csv", "--base-weight", "pw"],
      ["--calibrated", "api.csv.json", "--base-weight", "pw"],
    ]) {
      const [row] = estimate(...design, ...more).rows;
      expectClose(row.estimate, given(expected.estimate), 1e-8, "estimate");
      expectClose(row.se, given(expected.se), 1e-8, "standard error");
    }
    expect(estimate(...design).rows[0].se).not.toBeCloseTo(Number(expected.se), 3);
  });

  const se = (of: string, ...args: string[]) =>
    JSON.parse(run(of, ..."estimate y --stat mean --format json".split(" "), ...args)).rows[0].se;

  test("take the rows that were calibrated, and those alone, for their regression", () => {
    const own = surveyFolder({
      "all.csv": `sex,age,w,y,d\n${survey
        .split("\n")
        .slice(1, 6)
        .map((line) => `${line},${line.split(",")[2]}\n`)
        .join("")}X,,3,9,0\nM,old,4,7,0\n`,
    });
    const args = "weight rake --data all.csv --weight w --margins margins.csv --out out.csv --where".split(
      " ",
    );
    run(own, ...args, "d > 0");
    const told = se(own, "--data", "out.csv", "--weight", "w_raked", "--calibrated");
    const base = ["--calibrated", "margins.csv", "--base-weight", "d"];
    expectClose(told, se(own, "--data", "out.csv", "--weight", "w_raked", ...base), 1e-12, "standard error");
  });

  test("regress with a weight of 1 where there was none before", () => {
    const own = surveyFolder({ "survey.csv": survey.replaceAll("\n", ",1\n").replace("y,1", "y,one") });
    run(own, ..."weight rake --data survey.csv --margins margins.csv --out out.csv".split(" "));
    const told = se(own, "--data", "out.csv", "--weight", "weight_raked", "--calibrated");
    const base = ["--calibrated", "margins.csv", "--base-weight", "one"];
    expectClose(
      told,
      se(own, "--data", "out.csv", "--weight", "weight_raked", ...base),
      1e-12,
      "standard error",
    );
    expect(told).not.toBe(
      se(own, "--data", "out.csv", "--weight", "weight_raked", "--calibrated", "margins.csv"),
    );
  });

  test("make the variables again that the margins are of, and meet a total of zero", () => {
    const own = surveyFolder({ "margins.csv": "variable,level,total\nsex,F,4\nsex,M,6\ncentred,,0\n" });
    run(own, "weight", "calibrate", ...calibrating, "--method", "linear", "--derive", "centred = y - 2.5");
    expect(se(own, "--data", "out.csv", "--weight", "w_calibrated", "--calibrated")).toBe(0);
  });

  test("are told of where nobody asks for them, and where the weights were changed since", () => {
    const own = surveyFolder();
    run(own, "weight", "rake", ...calibrating);
    const { stderr } = panel("estimate y --stat mean --data out.csv --weight w_raked".split(" "), own);
    expect(stderr).toContain("The weights w_raked are calibrated; standard errors take no account of it");
    run(own, ..."weight trim --data out.csv --weight w_raked --bounds 1,2.6 --out trimmed.csv".split(" "));
    const trimmed = "estimate y --stat mean --data trimmed.csv --weight w_raked_trimmed --calibrated".split(
      " ",
    );
    expect(refusal(own, ...trimmed)).toContain("the weights were changed after they were calibrated");
  });

  test("tell that an earlier calibration is left out of account", () => {
    const own = surveyFolder({ "sex.csv": "sex,total\nF,4\nM,6\n" });
    run(own, "weight", "rake", ...calibrating);
    run(own, ..."weight rake --data out.csv --weight w_raked --margins sex.csv --out twice.csv".split(" "));
    const printed = run(
      own,
      ..."estimate y --stat mean --data twice.csv --weight w_raked_raked --calibrated".split(" "),
    );
    expect(printed).toContain("calibrated on sex (the last of several calibrations");
  });

  test("of a workbook take the margins of their own sheet", async () => {
    const own = folderWith({ "a.csv": "g,total\nx,3\ny,4\n", "b.csv": "g,total\nx,10\ny,20\n" });
    const rows = [
      ["g", "w", "y"],
      ["x", 1, 1],
      ["x", 1, 3],
      ["y", 2, 2],
      ["y", 1, 5],
    ];
    await writeWorkbook(join(own, "in.xlsx"), { one: rows, two: rows });
    const rake = (input: string, output: string, sheet: string, of: string) =>
      run(
        own,
        "weight",
        "rake",
        ..."--weight w --column c --data".split(" "),
        input,
        "--sheet",
        sheet,
        "--margins",
        of,
        "--out",
        output,
      );
    rake("in.xlsx", "one.xlsx", "one", "a.csv");
    rake("one.xlsx", "both.xlsx", "two", "b.csv");
    for (const sheet of ["one", "two"])
      expect(
        se(own, ..."--data both.xlsx --weight c --calibrated --sheet".split(" "), sheet),
      ).toBeGreaterThan(0);
  });

  test("and of a dataset have the design that it declares", () => {
    for (const flag of [["--replicate-method", "jkn"], ["--calibrated"], ["--mse"], ["--base-weight", "x"]])
      expect(
        refusal(folder, ..."estimate nb_canaux --stat mean --dataset panel4".split(" "), ...flag),
      ).toContain(`a dataset declares its own design; leave out ${flag[0]}`);
  });

  test("are refused where the weights do not meet the margins", () => {
    const args = "estimate api00 --stat mean --data api.csv --weight pw --calibrated margins.csv".split(" ");
    expect(refusal(folder, ...args)).toContain("the weights pw do not meet the margin");
    expect(
      refusal(folder, ..."estimate api00 --stat mean --data api.csv --weight pw --calibrated".split(" ")),
    ).toContain("nothing tells on which margins the weights are calibrated");
  });

  test("say in their notes that their errors are of residuals", () => {
    const printed = run(
      folder,
      ..."crosstab awards --data api.csv --weight pw_calibrated --calibrated".split(" "),
    );
    expect(printed).toContain("calibrated on");
    expect(printed).toContain("Linearised standard errors of calibration residuals");
  });
});

describe("replicate weights of a file", () => {
  const folder = folderWith();
  run(
    folder,
    ...[
      "weight",
      "replicate",
      "--data",
      data("apiclus1"),
      ..."--weight pw --cluster dnum --method jk1".split(" "),
    ],
    ..."--out jk.csv --prefix jk_".split(" "),
  );
  const mean = (...more: string[]) =>
    JSON.parse(run(folder, ..."estimate api00 --stat mean --weight pw --format json".split(" "), ...more));
  const expected = oracle("replicates/estimates.csv").find(
    (row) =>
      row.design === "jk1-clus1" &&
      row.statistic === "mean" &&
      row.variable === "api00" &&
      row.by + row.where! === "",
  )!;

  writeFileSync(join(folder, "foreign.csv"), read(folder, "jk.csv"));
  test.each([
    ["read with what the file beside them tells", ["--data", "jk.csv", "--replicates", "jk_"]],
    ["read with their method", ["--data", "foreign.csv", "--replicates", "jk_", "--replicate-method", "jk1"]],
    [
      "read with their scale",
      ["--data", "foreign.csv", "--replicates", "jk_", "--replicate-scale", String(14 / 15)],
    ],
    ["made from the design", ["--data", data("apiclus1"), "--cluster", "dnum", "--replicate-method", "jk1"]],
  ])("give R's standard errors: %s", (_, args) => {
    const [row] = mean(...args).rows;
    expectClose(row.estimate, given(expected.estimate), 1e-8, "estimate");
    expectClose(row.se, given(expected.se), 1e-8, "standard error");
    expect(row.df).toBe(Number(expected.df));
  });

  test("are refused beside other weights than theirs", () => {
    const args = "estimate api00 --stat mean --data jk.csv --weight api99 --replicates jk_".split(" ");
    expect(refusal(folder, ...args)).toContain("They belong to --weight pw");
  });

  test("that are calibrated meet the margins, every one of them", () => {
    writeFileSync(join(folder, "stype.csv"), "stype,total\nE,4421\nH,755\nM,1018\n");
    run(
      folder,
      ...[
        "weight",
        "replicate",
        "--data",
        data("apiclus1"),
        ..."--weight pw --cluster dnum --method jk1".split(" "),
      ],
      ..."--calibrate-replicates stype.csv --out raked.csv".split(" "),
    );
    const rows = csvParse(read(folder, "raked.csv"));
    for (const name of ["pw_calibrated", ...Array.from({ length: 15 }, (__, at) => `rep${at + 1}`)])
      expectClose(
        rows.filter(({ stype }) => stype === "H").reduce((sum, row) => sum + Number(row[name]), 0),
        755,
        1e-10,
        name,
      );
    const theirs = oracle("replicates/estimates.csv").find(
      (row) =>
        row.design === "post-clus1" &&
        row.statistic === "mean" &&
        row.variable === "api00" &&
        row.by + row.where! === "",
    )!;
    const args =
      "estimate api00 --stat mean --data raked.csv --weight pw_calibrated --replicates rep --format json";
    const [row] = JSON.parse(run(folder, ...args.split(" "))).rows;
    expectClose(row.se, given(theirs.se), 1e-8, "standard error");
  });

  test("without weights before are read without weights too", () => {
    run(
      folder,
      ...[
        "weight",
        "replicate",
        "--data",
        data("apiclus1"),
        "--cluster",
        "dnum",
        "--method",
        "jk1",
        "--out",
        "one.csv",
      ],
    );
    const of = (...args: string[]) =>
      JSON.parse(run(folder, ..."estimate api00 --stat mean --format json".split(" "), ...args)).rows[0];
    const made = of("--data", data("apiclus1"), "--cluster", "dnum", "--replicate-method", "jk1");
    expectClose(of("--data", "one.csv", "--replicates", "rep").se, made.se, 1e-12, "standard error");
    const args = "estimate api00 --stat mean --data one.csv --replicates rep --weight pw".split(" ");
    expect(refusal(folder, ...args)).toContain("Leave out --weight");
  });

  test("of respondents keep the others' weight of zero, and are calibrated as bounds have it", () => {
    const own = folderWith({
      "survey.csv": "g,w,y\na,1,1\na,1,2\na,0,\nb,1,4\nb,1,2\nb,0,\n",
      "margins.csv": "g,total\na,30\nb,20\n",
    });
    run(
      own,
      ..."weight replicate --data survey.csv --weight w --method jk1 --calibrate-replicates margins.csv".split(
        " ",
      ),
      ..."--calibrate-method logit --calibrate-bounds 0.3,3 --out out.csv".split(" "),
    );
    const rows = csvParse(read(own, "out.csv"));
    for (const { rep3, w_calibrated: weight } of rows) expect(Number(rep3)).toBeCloseTo(Number(weight), 10);
    expect(Number(rows[2]!.w_calibrated)).toBe(0);
    expectClose(Number(rows[1]!.rep1), 30, 1e-10, "the only one of a in the first replicate");
  });

  test("the same seed writes the same bytes", () => {
    const make = (out: string, seed: string) =>
      run(
        folder,
        ...["weight", "replicate", "--data", data("apiclus1"), ..."--weight pw --cluster dnum".split(" ")],
        ...["--method", "bootstrap", "--replicates", "30", "--seed", seed, "--out", out],
      );
    make("a.csv", "5");
    make("b.csv", "5");
    make("c.csv", "6");
    expect(read(folder, "a.csv")).toBe(read(folder, "b.csv"));
    expect(read(folder, "a.csv.json")).toBe(read(folder, "b.csv.json"));
    expect(read(folder, "a.csv")).not.toBe(read(folder, "c.csv"));
  });

  test.each([
    [["--data", "jk.csv", "--replicates", "no"], "there are no replicate weights of this prefix"],
    [["--data", "jk.csv", "--replicates", "jk_", "--cluster", "dnum"], "leave out --cluster"],
    [
      ["--data", "foreign.csv", "--replicates", "jk_", "--replicate-method", "jkn"],
      "Give their common factor with --replicate-scale",
    ],
    [
      ["--data", "jk.csv", "--replicates", "jk_", "--replicate-method", "bootstrap"],
      "the file beside the data tells how the replicate weights were made",
    ],
    [["--data", data("apiclus1"), "--replicate-method", "bootstrap"], "a bootstrap needs a seed"],
    [
      ["--data", "jk.csv", "--replicates", "jk_", "--calibrated"],
      "replicate weights take account of calibration themselves",
    ],
    [["--data", "jk.csv", "--mse"], "there are no replicate weights"],
    [
      ["--data", "jk.csv", "--fay", "0.5", "--replicates", "jk_"],
      "Fay's factor belongs to --replicate-method brr",
    ],
  ])("%j is refused", (args, message) => {
    expect(refusal(folder, ..."estimate api00 --stat mean --weight pw".split(" "), ...args)).toContain(
      message,
    );
  });

  test("a model that does not exist in a replicate is told", () => {
    const rows = ["a,0", "a,1", "a,1", "b,0", "b,0", "b,1"].map((row) => `1,${row}\n`).join("");
    writeFileSync(join(folder, "separated.csv"), `w,g,z\n${rows}`);
    const printed = run(
      folder,
      ...[
        "model",
        "z ~ g",
        ..."--family logistic --data separated.csv --weight w --replicate-method jk1".split(" "),
      ],
    );
    expect(printed).toContain("In 2 replicates the model does not exist");
  });

  test("a replicate weight that is no number is named", () => {
    writeFileSync(join(folder, "bad.csv"), "w,y,r1,r2\n1,2,1,2\n1,3,x,0\n");
    const args = "estimate y --stat mean --data bad.csv --weight w --replicates r --replicate-method jk1";
    expect(refusal(folder, ...args.split(" "))).toContain('line 3, column r1: r1 is not a number; found "x"');
  });
});

describe("diagnosis", () => {
  test("leaves rows of weight zero aside", () => {
    const folder = folderWith({ "a.csv": "w\n0\n1\n3\n" });
    const printed = run(folder, ..."weight diagnose --data a.csv --weight w".split(" "));
    expect(printed).toContain("1 row of weight zero is left aside.");
    expect(refusal(folder, ..."weight diagnose --data a.csv".split(" "))).toContain("--weight");
    expect(refusal(folder, ..."weight trim --data a.csv --bounds 1,2 --out b.csv".split(" "))).toContain(
      "--weight",
    );
  });

  test("compares two weights and margins, and draws their ratios with what data they are of", () => {
    const folder = surveyFolder();
    run(folder, "weight", "rake", ...calibrating, "--chart", "rake.svg");
    expect(read(folder, "rake.svg")).toContain("Data survey.csv: 5 rows.");
    const found = JSON.parse(
      run(
        folder,
        ..."weight diagnose --data out.csv --weight w_raked --base-weight w --margins margins.csv --format json".split(
          " ",
        ),
        ...["--chart", "ratio.svg"],
      ),
    );
    expect(existsSync(join(folder, "ratio.svg"))).toBe(true);
    expect(found.margins).toHaveLength(4);
    expect(found.margins[0]).toMatchObject({ variable: "sex", level: "F", before: 3, target: 4 });
    const [before] = found.weights;
    // Weights 1, 2, 2, 1, 2: n·Σw²/(Σw)² = 5·14/64.
    expectClose(before.deff, 70 / 64, 1e-12, "Kish's design effect");
    expectClose(before.effective, 64 / 14, 1e-12, "Kish's effective sample size");
    expect([before.rows, before.sum, before.min, before.max, before.p50]).toEqual([5, 8, 1, 2, 2]);
  });

  test("speaks French", () => {
    const printed = run(surveyFolder(), "weight", "rake", ...calibrating, "--lang", "fr");
    expect(printed).toContain("Calage sur marges (raking ratio) : w → w_raked");
    expect(printed).toContain("Distribution des poids");
  });
});
