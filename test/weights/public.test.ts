import { describe, expect, test } from "vitest";
import { fitModel } from "../../src/models/fit/model.ts";
import { parseFormula, variablesOf } from "../../src/models/formula/formula.ts";
import { termsOf } from "../../src/models/results/terms.ts";
import { checkMargins } from "../../src/weights/diagnosis.ts";
import { trimWeights } from "../../src/weights/trim.ts";
import { compute, expectAgrees, maskOf } from "../support/estimates.ts";
import { expectClose, given, groupBy, oracle } from "../support/oracle.ts";
import { calibratedSample, tableOf } from "../support/weights.ts";

const cases = oracle("weights/cases.csv");
const caseOf = (name: string) => cases.find((row) => row.case === name)!;
const tolerance = 1e-8;

describe("calibrated weights are those of R's survey and sampling", () => {
  const weights = groupBy(oracle("weights/weights.csv"), (row) => row.case!);
  expect(cases.length).toBeGreaterThan(100);
  test.each(cases)("$case $data: $method, $source", async (row) => {
    const { table, constraints, calibrated } = await calibratedSample(row);
    const expected = weights.get(row.case!)!;
    expect(expected.length).toBe(table.rows);
    for (const { row: at, weight } of expected)
      expectClose(calibrated.weights[Number(at) - 1], Number(weight), tolerance, `weight of row ${at}`);
    for (const { variable, level, target, after } of checkMargins(
      constraints,
      calibrated.weights,
      calibrated.weights,
    ))
      expectClose(after, target, 1e-10, `${variable} ${level}`);
  });
});

describe("standard errors after calibration are those of R's survey", () => {
  const byCase = groupBy(oracle("weights/estimates.csv"), (row) => row.case!);
  expect(byCase.size).toBeGreaterThan(70);
  test.each([...byCase])("%s", async (name, rows) => {
    const sample = await calibratedSample(caseOf(name));
    for (const row of rows) {
      const asked = row.statistic === "median" ? { statistic: "quantile", probability: "0.5" } : {};
      const found = compute(sample, { ...row, ...asked });
      const what = `${row.statistic} ${row.variable} ${row.level} ${row.by} ${row.group} ${row.where}`;
      expectAgrees(found.estimate, given(row.estimate), tolerance, what, 1);
      expectAgrees(found.se, given(row.se), tolerance, `${what}: standard error`, found.estimate);
    }
  });
});

describe("models after calibration are those of svyglm", () => {
  const families = { gaussian: "linear", quasibinomial: "logistic", quasipoisson: "poisson" } as const;
  const byModel = groupBy(
    oracle("weights/models.csv"),
    ({ case: name, family, formula, where }) => `${name}: ${family}, ${formula} ${where}`,
  );
  test.each([...byModel])("%s", async (_, rows) => {
    const [{ case: name, formula, family, where }] = rows as [Record<string, string>];
    const { table, design } = await calibratedSample(caseOf(name!));
    const parsed = parseFormula(formula!);
    // R's files have the levels in the order of their bytes, the program in that of their letters.
    const references = variablesOf(parsed)
      .filter((variable) => table.codebook.get(variable)!.type === "categorical")
      .map((variable) => [variable, [...table.factor(variable).levels].sort()[0]!] as const);
    const model = fitModel(table, design, maskOf(table, where!), {
      formula: parsed,
      family: families[family as keyof typeof families],
      covariance: "design",
      references: new Map(references),
      normal: false,
      level: 0.95,
    });
    if ("refusal" in model) throw new Error(model.refusal.en);
    for (const row of rows) {
      const found = termsOf(model).find(({ term }) => term === row.term)!;
      expectClose(found.estimate, given(row.estimate), tolerance, `${row.term}`);
      expectClose(found.se, given(row.se), tolerance, `${row.term}: standard error`);
    }
  });
});

describe("trimmed weights are those of trimWeights", () => {
  const trimmed = groupBy(oracle("weights/trimmed.csv"), (row) => row.case!);
  test.each(oracle("weights/trim.csv"))("$case $data: $lower to $upper", async (row) => {
    const table = await tableOf(row.data!);
    const weights = table.numbers(row.weight!).slice(0, row.rows ? Number(row.rows) : table.rows);
    const bounds = {
      low: row.lower === "" ? 0 : Number(row.lower),
      high: row.upper === "" ? Number.POSITIVE_INFINITY : Number(row.upper),
    };
    const found = trimWeights(weights, bounds).weights;
    for (const { row: at, weight } of trimmed.get(row.case!)!)
      expectClose(found[Number(at) - 1], Number(weight), tolerance, `row ${at}`);
  });
});

test("trimmed weights keep their sum where all of them are at a bound for a moment", () => {
  // R's trimWeights ends with 5, 5, 5, 50 and loses 41.
  const { weights } = trimWeights(Float64Array.from([1, 2, 3, 100]), { low: 5, high: 50 });
  [56 / 3, 56 / 3, 56 / 3, 50].forEach((weight, row) => {
    expectClose(weights[row], weight, 1e-12, `row ${row}`);
  });
});

test("trimming ends where rounding would let weights pass a bound for ever", () => {
  const weights = Float64Array.from(
    [4.464, 14.804, 29.422, 7.533, 9.919, 2.593, 13.342, 7.659, 3.194, 29.438].concat([
      2.878, 12.461, 5.502, 4.574, 7.719, 28.967, 3.079, 5.862, 43.204, 11.19,
    ]),
  );
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  const found = trimWeights(weights, { low: 11.7, high: 36.6 }).weights;
  expectClose(sum(found), sum(weights), 1e-12, "sum");
  expect(Math.min(...found)).toBeGreaterThanOrEqual(11.7);
  expect(Math.max(...found)).toBeLessThanOrEqual(36.6);
});
