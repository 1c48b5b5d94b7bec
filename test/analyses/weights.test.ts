import { describe, expect, test } from "vitest";
import { changeOf } from "../../src/analyses/weights/change.ts";
import { type StepName, weighting, weightingSteps } from "../../src/analyses/weights/steps.ts";
import { reweighted } from "../../src/samples/reweighted.ts";
import { sampleOfTable } from "../../src/samples/sampleOfTable.ts";
import { InputError } from "../../src/text/errors.ts";
import { folderWith } from "../support/files.ts";
import { expectClose, groupBy, oracle, root } from "../support/oracle.ts";
import { tableWith } from "../support/table.ts";
import { weigh } from "../support/weighting.ts";

const survey = "sex,age,w,y\nF,old,1,2\nF,young,2,3\nM,old,2,5\nM,young,1,4\nM,young,2,1\n";
const margins = "variable,level,total\nsex,F,4\nsex,M,6\nage,old,5\nage,young,5\n";
const surveyFolder = (more: Record<string, string> = {}) =>
  folderWith({ "survey.csv": survey, "margins.csv": margins, ...more });
const rows = { data: "survey.csv", weight: "w" };
const calibrating = { ...rows, margins: ["margins.csv"] };

/** The sum of weights over the rows for which an answer holds. */
const sumWhere = (weights: Float64Array, holds: (row: number) => boolean) =>
  weights.reduce((sum, weight, row) => sum + (holds(row) ? weight : 0), 0);

/** Why a step is refused. */
async function refusal<Name extends StepName>(...args: Parameters<typeof weigh<Name>>): Promise<string> {
  const made = weigh<Name>(...args).then(() => "");
  return made.catch((error: unknown) => {
    if (!(error instanceof InputError)) throw error;
    return error.message;
  });
}

describe("calibrated weights", () => {
  test.each(["calibrate", "rake"] as const)("meet the margins: %s", async (step) => {
    const method = step === "calibrate" ? { method: "raking" as const } : {};
    const { result, weights } = await weigh(surveyFolder(), step, { ...calibrating, ...method });
    expect(result.columns.map(({ name }) => name)).toEqual([step === "rake" ? "w_raked" : "w_calibrated"]);
    expectClose(
      sumWhere(weights(), (row) => row < 2),
      4,
      1e-12,
      "women",
    );
    expectClose(
      sumWhere(weights(), (row) => row === 0 || row === 2),
      5,
      1e-12,
      "old",
    );
    expect(result.checks[0]).toMatchObject({ variable: "sex", level: "F", before: 3, target: 4 });
    // The sum of the margins over that of the weights.
    expectClose(result.change.scale, 10 / 8, 1e-15, "scale");
    expectClose(weights()[0]! / 1.25, result.change.ratios[0]!, 1e-15, "ratio to the scaled weight");
  });

  test("of post-strata are multiplied by the total of the cell over its weighted count", async () => {
    const folder = surveyFolder({ "cells.csv": "sex,age,total\nF,old,2\nF,young,3\nM,old,1\nM,young,6\n" });
    const { weights } = await weigh(folder, "post-stratify", { ...rows, margins: ["cells.csv"] });
    [2, 3, 1, 2, 4].forEach((weight, row) => {
      expectClose(weights()[row]!, weight, 1e-12, `row ${row}`);
    });
  });

  test("have the tightest bounds in their record, from which they can be made again", async () => {
    const folder = surveyFolder();
    const asked = { ...calibrating, method: "logit", bounds: "tightest" } as const;
    const { sample, request, result, weights } = await weigh(folder, "calibrate", asked);
    const record = weightingSteps.calibrate.record!(sample, request, result);
    expect(record).toMatchObject({
      column: "w_calibrated",
      options: { method: "logit", bounds: "tightest", population: null, scale: "auto" },
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
      result: { redundant: [], bounds: [result.bounds!.low, result.bounds!.high] },
    });
    const again = await weigh(folder, "calibrate", { ...asked, bounds: result.bounds });
    expect(again.weights()).toEqual(weights());
  });

  test("are zero in rows outside the condition", async () => {
    const folder = surveyFolder({ "all.csv": `${survey}M,,0,1\n` });
    const asked = { ...calibrating, data: "all.csv", where: ["w > 0"], method: "linear" } as const;
    const { result, weights } = await weigh(folder, "calibrate", asked);
    expect(weights()[5]).toBe(0);
    expect(result.outside).toBe(1);
    expect(result.change.ratios).toHaveLength(5);
  });

  test("may have another scale than the population's, as it is asked", async () => {
    const folder = surveyFolder({ "margins.csv": "sex,share\nF,0.5\nM,0.5\n" });
    const { weights } = await weigh(folder, "rake", { ...calibrating, population: 12 });
    expectClose(
      sumWhere(weights(), () => true),
      12,
      1e-12,
      "population",
    );
    const { result } = await weigh(folder, "rake", { ...calibrating, population: 12, scale: "none" });
    expect(result.change.scale).toBe(1);
  });

  test("meet margins in French, with thousands set off", async () => {
    const folder = surveyFolder({
      "margins.csv": "variable;modalité;effectif\nsex;F;4 000,5\nsex;M;6\u00a0000\n",
    });
    const { weights } = await weigh(folder, "rake", calibrating);
    expectClose(
      sumWhere(weights(), (row) => row < 2),
      4000.5,
      1e-12,
      "women",
    );
  });
});

test("ratios at their bounds and extreme ones, and negative weights, are counted", () => {
  const bounds = { low: 0.5, high: 2 };
  const change = changeOf(Float64Array.of(1, 1, 1, 2, 3), Float64Array.of(1, 4, -2, 4e4, 3), {
    scale: 2,
    bounds,
  });
  expect(Array.from(change.ratios)).toEqual([0.5, 2, -1, 1e4, 0.5]);
  expect(change.cautions).toEqual({ negative: 1, extreme: 1, atLow: 2, atHigh: 1 });
  expect(changeOf(undefined, Float64Array.of(1, 2)).ratios).toHaveLength(0);
});

describe("margins that do not fit are refused", () => {
  const refused = (text: string, more: object = { method: "raking" }) =>
    refusal(surveyFolder({ "margins.csv": text }), "calibrate", { ...calibrating, ...more });

  test.each([
    [
      "an absent level",
      "variable,level,total\nsex,F,4\nsex,X,6\n",
      'line 3, column level: nobody in the sample has this level of sex; found "X"',
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
  ])("%s", async (_, text, message) => {
    const ones = survey.replaceAll("\n", ",1\n").replace("y,1", "y,one");
    const folder = surveyFolder({ "margins.csv": text, "survey.csv": ones });
    expect(await refusal(folder, "calibrate", { ...calibrating, method: "raking" } as never)).toContain(
      message,
    );
  });

  test("a column that margins do not have, and a level in another case", async () => {
    expect(await refused("variable,label,total\nsex,F,4\nsex,M,6\n")).toContain(
      'margins have no such column; found "label"',
    );
    expect(await refused("variable,level,total\nage,OLD,4\nage,young,6\n")).toMatch(
      /found "OLD"\. Did you mean "old"\?$/,
    );
  });

  test("the total of a number that no positive weights have", async () => {
    expect(await refused("variable,level,total\nsex,F,4\nsex,M,6\ny,,0\n")).toContain(
      "no positive weights have this total of y; found 0. All its values are positive or zero",
    );
  });

  test("the total of a number that no weights of that sum can have", async () => {
    expect(await refused("variable,level,total\nsex,F,4\nsex,M,6\ny,,60\n")).toContain(
      "the margin y cannot be met; found 60. In this sample it can go from 10 to 50",
    );
  });

  test("impossible bounds come with the tightest possible ones", async () => {
    expect(await refused(margins, { method: "logit", bounds: { low: 0.99, high: 1.01 } })).toMatch(
      /cannot be met with ratios from 0.99 to 1.01.*The tightest bounds within which all margins can be met are 0\.\d+,1\.\d+ \(--bounds tightest\)/,
    );
    expect(await refused("sex,total\nF,1e7\nM,1\n", { method: "logit", bounds: "tightest" })).toBe(
      "no ratios from 0.001 to 1000 meet these margins together in this sample. Merge levels or leave a margin out, or give weights (or --population) of the population's size",
    );
  });

  test("bounds that a method lacks, or cannot have", async () => {
    expect(await refused(margins, { method: "logit" })).toBe(
      "option --bounds: the method logit needs bounds. For example --bounds 0.4,2.5 or --bounds tightest",
    );
    expect(await refused(margins, { method: "raking", bounds: { low: 0.5, high: 2 } })).toBe(
      "option --bounds: the method raking has no bounds; found [0.5,2]. Take --method logit or truncated",
    );
  });

  test("of a number by raking, or of several variables by post-stratification", async () => {
    const folder = surveyFolder({ "numbers.csv": "variable,level,total\nsex,F,4\nsex,M,6\ny,,20\n" });
    expect(await refusal(folder, "rake", { ...rows, margins: ["numbers.csv"] })).toContain(
      "raking takes margins of categories; the total of a number is met by panel weight calibrate",
    );
    expect(await refusal(folder, "post-stratify", calibrating)).toContain(
      "post-strata are the levels of one variable, or of one crossing",
    );
  });
});

describe("rows and columns that do not do are refused", () => {
  test("a zero weight, a missing one, and a row without its auxiliary are named", async () => {
    const of = (text: string) => refusal(surveyFolder({ "survey.csv": text }), "rake", calibrating);
    expect(await of(survey.replace("F,old,1", "F,old,0"))).toContain(
      "line 2, column w: the weight is zero, and would stay so; found 0. Leave such rows out: --where 'w > 0'",
    );
    expect(await of(survey.replace("F,old,1", "F,old,"))).toContain(
      "line 2, column w: the weight is missing",
    );
    expect(await of(survey.replace("F,old,1", "F,,1"))).toContain(
      "line 2, column age: 1 row lacks the auxiliary age",
    );
  });

  test("a column that is there already, and a name that would be a formula", async () => {
    const of = (column: string) => refusal(surveyFolder(), "rake", { ...calibrating, column });
    expect(await of("y")).toContain("the file has a column of that name");
    expect(await of("=1+1")).toContain("this is no name of a column");
  });

  test("a dataset, which has no file to write the weights to", async () => {
    const dataset = { data: "data/panel4", margins: [] };
    expect(await refusal(root, "rake", dataset)).toContain("weights are made for a file of rows");
  });
});

describe("non-response is adjusted for as R does it", () => {
  const expected = groupBy(oracle("weights/nonresponseweights.csv"), (row) => row.case!);
  test.each(oracle("weights/nonresponse.csv"))("$case $data: $method, $variables $quantiles", async (row) => {
    const variables = row.variables!.split(" ");
    const { weights } = await weigh(`${root}test/oracle/weights/data`, "nonresponse", {
      data: `${row.data}.csv`,
      weight: row.weight!,
      respondent: "responded == 1",
      ...(row.method === "classes" ? { classes: variables } : { propensity: variables.join(" + ") }),
      ...(row.quantiles && { quantiles: Number(row.quantiles) }),
    });
    for (const { row: at, weight } of expected.get(row.case!)!)
      expectClose(weights()[Number(at) - 1], Number(weight), 1e-8, `row ${at}`);
  });

  test("respondents and rows are counted, and classes have their rates", async () => {
    const folder = folderWith({ "a.csv": "c,r,w\nx,1,1\nx,0,3\ny,1,2\ny,1,2\ny,0,1\n" });
    const { result, weights } = await weigh(folder, "nonresponse", {
      data: "a.csv",
      weight: "w",
      respondent: "r == 1",
      classes: ["c"],
      where: ['w > 1 or c == "x"'],
    });
    expect(result).toMatchObject({
      respondents: 3,
      rows: 4,
      outside: 1,
      classes: [
        { name: "x", rows: 2, respondents: 1, rate: 0.25 },
        { name: "y", rows: 2, respondents: 2, rate: 1 },
      ],
    });
    expect(Array.from(weights())).toEqual([4, 0, 2, 2, 0]);
  });

  const folder = folderWith({ "a.csv": "c,r,z\nx,1,1\nx,0,\ny,0,2\n" });
  const asked = { data: "a.csv", respondent: "r == 1" };

  test("a class in which nobody responded is named", async () => {
    const of = (respondent: string) =>
      refusal(folder, "nonresponse", { ...asked, respondent, classes: ["c"] });
    expect(await of("r == 1")).toContain('nobody responded in a weighting class; found ["y"]');
    expect(await of("r == 2")).toContain('option --respondent: nobody responded; found "r == 2"');
    expect(await of("r")).toContain("this is no condition");
    expect(await of("z == 1")).toContain("line 3: it is unknown whether this row responded");
  });

  test("rows whose class or covariate is missing are named", async () => {
    const of = (more: object) => refusal(folder, "nonresponse", { ...asked, ...more });
    expect(await of({ classes: ["z"] })).toContain("line 3, column z: a row lacks its weighting class");
    expect(await of({ propensity: "z" })).toContain(
      "line 3, column z: a row lacks an answer that the response model needs",
    );
    expect(await of({ propensity: "c", where: ['c == "x"'] })).toContain(
      "option --propensity: the response model does not exist: ",
    );
  });

  test("without classes all rows are one", async () => {
    const table = await tableWith({ w: [1, 2, 3, 4], r: [1, 0, 1, 0] });
    const own = sampleOfTable(table, { weight: "w" });
    const { columns, classes } = weighting("nonresponse", own, { respondent: "r == 1" });
    expect([...columns[0]!.weights]).toEqual([2.5, 0, 7.5, 0]);
    expect(classes).toEqual([{ name: "", rows: 4, respondents: 2, rate: 0.4 }]);
  });

  test("ineligible rows keep their weight and are of no class; rows of weight zero stay so and are counted", async () => {
    // Valliant, Dever and Kreuter (2018), chapter 13, by hand: the weight of unknown eligibility goes to the known of its class
    // (x: 10/8, y: 1), that of the eligible who did not respond to those who did (x: (2.5 + 5)/2.5, y: 6/4).
    const sample = sampleOfTable(
      await tableWith({
        c: ["x", "x", "x", "x", "y", "y", "y", "y"],
        status: ["R", "N", "I", "U", "R", "N", "I", "R"],
        w: [2, 4, 2, 2, 4, 2, 1, 0],
      }),
      { weight: "w" },
    );
    const known = { respondent: 'status != "U"', classes: ["c"], column: "known" };
    const first = weighting("nonresponse", sample, known);
    expect(Array.from(first.columns[0]!.weights)).toEqual([2.5, 5, 2.5, 0, 4, 2, 1, 0]);
    const request = { respondent: 'status == "R"', ineligible: 'status == "I"', classes: ["c"] };
    const second = weighting("nonresponse", reweighted(sample, first.columns[0]!), request);
    expect(Array.from(second.columns[0]!.weights)).toEqual([7.5, 0, 2.5, 0, 6, 0, 1, 0]);
    expect(second).toMatchObject({ respondents: 2, rows: 4, ineligible: 2, zeros: 2, outside: 0 });
    expect(second.classes).toMatchObject([{ rate: 2.5 / 7.5 }, { rate: 4 / 6 }]);
  });

  test("a row of unknown eligibility, or one that responded and is ineligible, is refused", async () => {
    const of = (ineligible: string) => refusal(folder, "nonresponse", { ...asked, ineligible });
    expect(await of("z == 5")).toContain("line 3: it is unknown whether this row is ineligible");
    expect(await of('c == "x" and r == 1')).toContain(
      "line 2: an ineligible row meets the respondents' condition",
    );
    expect(await of("r")).toContain('this is no condition; found "r". Compare it, as in --ineligible');
  });

  test("response is explained by classes or by a model, not by both", async () => {
    const of = (more: object) => refusal(folder, "nonresponse", { ...asked, ...more });
    const advice =
      'Name weighting classes, as in --classes region,sex, or a model, as in --propensity "age + sex"';
    expect(await of({ classes: ["c"], propensity: "c" })).toBe(
      `--classes and --propensity exclude each other. ${advice}`,
    );
    expect(await of({ classes: ["c"], quantiles: 2 })).toBe("--quantiles belongs to --propensity");
  });
});

describe("trimmed weights", () => {
  test("keep their sum, and tell how many were outside", async () => {
    const { result, weights } = await weigh(surveyFolder(), "trim", {
      ...rows,
      bounds: { low: 1.2, high: 3 },
    });
    expect(result).toMatchObject({ trimmed: 2, outside: 0, columns: [{ name: "w_trimmed" }] });
    expectClose(
      sumWhere(weights(), () => true),
      8,
      1e-12,
      "sum",
    );
    expect(Math.min(...weights())).toBe(1.2);
  });

  test("that cannot keep their sum within the bounds are refused", async () => {
    expect(await refusal(surveyFolder(), "trim", { ...rows, bounds: { low: 2, high: 3 } })).toContain(
      "the weights cannot all be within the bounds and keep their sum; found [2,3]. Their mean is 1.6",
    );
  });
});

describe("replicate weights", () => {
  const apiclus1 = { data: `${root}test/oracle/public/data/apiclus1.csv`, weight: "pw", cluster: "dnum" };

  test("that are calibrated meet the margins, every one of them", async () => {
    const folder = folderWith({ "stype.csv": "stype,total\nE,4421\nH,755\nM,1018\n" });
    const asked = { ...apiclus1, method: "jk1", margins: ["stype.csv"] } as const;
    const { sample, result } = await weigh(folder, "replicate", asked);
    expect(result.columns.map(({ name }) => name)).toEqual([
      "pw_calibrated",
      ...Array.from({ length: 15 }, (_, at) => `rep${at + 1}`),
    ]);
    const { levels, codes } = sample.table.factor("stype");
    const high = levels.indexOf("H");
    for (const { name, weights } of result.columns)
      expectClose(
        sumWhere(weights, (row) => codes[row] === high),
        755,
        1e-10,
        name,
      );
  });

  test("leave a cluster out each, and tell how they are to be read", async () => {
    const folder = folderWith({ "a.csv": "h,p,w\na,1,2\na,1,3\na,2,1\nb,3,5\nb,4,1\n" });
    const asked = { data: "a.csv", weight: "w", strata: ["h"], cluster: "p", method: "jkn" } as const;
    const { sample, request, result, weights } = await weigh(folder, "replicate", { ...asked, prefix: "r" });
    expect(Array.from(weights("r1"))).toEqual([0, 0, 2, 5, 1]);
    expect(Array.from(weights("r4"))).toEqual([2, 3, 1, 10, 0]);
    const replicates = { prefix: "r", count: 4, method: "jkn", scale: 0.5 };
    expect(result.replicates).toEqual(replicates);
    expect(weightingSteps.replicate.record!(sample, request, result)).toEqual({
      column: null,
      options: {
        method: "jkn",
        strata: ["h"],
        cluster: "p",
        fpc: null,
        seed: null,
        fay: null,
        calibrateMethod: null,
        calibrateBounds: null,
        scale: null,
      },
      result: {},
    });
  });

  test("of respondents keep the others' weight of zero, and are calibrated as bounds have it", async () => {
    const folder = folderWith({
      "survey.csv": "g,w,y\na,1,1\na,1,2\na,0,\nb,1,4\nb,1,2\nb,0,\n",
      "margins.csv": "g,total\na,30\nb,20\n",
    });
    const { weights } = await weigh(folder, "replicate", {
      ...calibrating,
      method: "jk1",
      calibrateMethod: "logit",
      calibrateBounds: { low: 0.3, high: 3 },
    });
    const full = weights("w_calibrated");
    weights("rep3").forEach((weight, row) => {
      expect(weight).toBeCloseTo(full[row]!, 10);
    });
    expect(full[2]).toBe(0);
    expectClose(weights("rep1")[1], 30, 1e-10, "the only one of a in the first replicate");
  });

  test("are the same with the same seed, and tell how many are made", async () => {
    const told: string[] = [];
    const made = (seed: number) =>
      weigh("/", "replicate", {
        ...apiclus1,
        method: "bootstrap",
        replicates: 30,
        seed,
        progress: (done, count) => told.push(`${done}/${count}`),
      });
    const [first, again, other] = [await made(5), await made(5), await made(6)];
    expect(first.result.columns).toHaveLength(30);
    expect(first.result.columns).toEqual(again.result.columns);
    expect(first.result.columns).not.toEqual(other.result.columns);
    expect([told[0], told[30]]).toEqual(["0/30", "30/30"]);
  });

  test.each([
    [{ method: "jk1", fay: 0.5 }, "option --fay: Fay's factor belongs to --method brr"],
    [{ method: "bootstrap" }, "a bootstrap needs a seed, so that it can be repeated. For example --seed 1"],
    [{ method: "jk1", prefix: "=" }, 'option --column: this is no name of a column; found "=1"'],
    [
      { method: "jk1", margins: ["margins.csv"], calibrateMethod: "logit" },
      "option --bounds: the method logit needs bounds",
    ],
    [{ method: "jk1", margins: ["margins.csv"] }, /^rep2 cannot be adjusted: .*F/],
  ] as const)("%j is refused", async (more, message) => {
    const folder = surveyFolder({
      "survey.csv": "sex,w\nM,2\nF,1\nM,1\n",
      "margins.csv": "sex,total\nF,4\nM,6\n",
    });
    const found = await refusal(folder, "replicate", { ...rows, ...more } as never);
    if (typeof message === "string") expect(found).toContain(message);
    else expect(found).toMatch(message);
  });
});

test("more replicate weights than a file could hold are refused", async () => {
  const folder = folderWith({ "a.csv": `w\n${"1\n".repeat(15_000)}` });
  expect(await refusal(folder, "replicate", { data: "a.csv", weight: "w", method: "jk1" })).toContain(
    "15000 replicates of 15000 rows are too many. Take --method bootstrap",
  );
});

describe("a diagnosis", () => {
  test("leaves rows of weight zero aside", async () => {
    const folder = folderWith({ "a.csv": "w,v\n0,x\n1,\n3,x\n0,x\n" });
    const { result } = await weigh(folder, "diagnose", { data: "a.csv", weight: "w", where: ['v == "x"'] });
    expect(result.zeros).toBe(2);
    expect(result.change.distributions).toHaveLength(1);
    expect(result.change.distributions[0]).toMatchObject({ of: "after", rows: 1, sum: 3 });
    expect(result.checks).toEqual([]);
  });

  test("compares two weights, and margins", async () => {
    const folder = surveyFolder({ "both.csv": survey.replaceAll("\n", ",2\n").replace("y,2", "y,v") });
    const asked = { ...calibrating, data: "both.csv", weight: "v", baseWeight: "w" };
    const { result } = await weigh(folder, "diagnose", asked);
    expect(result.checks.map(({ before, target, after }) => [before, target, after])).toEqual([
      [3, 4, 4],
      [5, 6, 6],
      [3, 5, 4],
      [5, 5, 6],
    ]);
    const [before, after, ratio] = result.change.distributions;
    // Weights 1, 2, 2, 1, 2: n·Σw²/(Σw)² = 5·14/64.
    expectClose(before!.kish, 70 / 64, 1e-12, "Kish's design effect");
    expectClose(before!.effective, 64 / 14, 1e-12, "Kish's effective sample size");
    expect(before).toMatchObject({ of: "before", rows: 5, sum: 8, min: 1, max: 2 });
    expect(before!.percentiles[3]).toBe(2);
    expect(after).toMatchObject({ of: "after", cv: 0, mean: 2 });
    expect(ratio).toMatchObject({ of: "ratio", min: 1, max: 2 });
    expect(Array.from(result.change.ratios)).toEqual([2, 1, 1, 2, 1]);
  });

  test("needs weights before other than zero", async () => {
    const folder = folderWith({ "a.csv": "w,d\n1,1\n3,0\n" });
    expect(await refusal(folder, "diagnose", { data: "a.csv", weight: "w", baseWeight: "d" })).toContain(
      "line 3, column d: the weight before is zero or missing; found 0",
    );
  });
});
