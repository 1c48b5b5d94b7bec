import { describe, expect, test } from "vitest";
import { readDataset } from "../../src/sources/datasets/dataset.ts";
import type { Wave } from "../../src/sources/datasets/wave.ts";
import { stackedTable, waveVariable } from "../../src/sources/datasets/waveTable.ts";
import { expressionOver, Table } from "../../src/sources/tables/table.ts";
import { embeddedFile, loadDataset } from "../../src/study/dataset.ts";
import { difference } from "../../src/survey/contrasts.ts";
import { crosstab } from "../../src/survey/crosstab.ts";
import { estimateMean } from "../../src/survey/estimators.ts";
import { estimateBy } from "../../src/survey/statistics.ts";
import { designOfWave, designOfWaves } from "../../src/survey/waveDesign.ts";
import { existing } from "../support/estimates.ts";
import { dataFolder, expectClose, given, oracle } from "../support/oracle.ts";

const dataset = await readDataset(loadDataset(embeddedFile("panel4", dataFolder), dataFolder));

describe("the difference of two waves of the panel is that of the stacked design in R's survey", () => {
  const waves = [...dataset.waves.values()];
  const table = stackedTable(waves);
  const design = designOfWaves(waves);

  test.each(oracle("public/waves.csv"))("$variable $where", (row) => {
    const where = row.where === "" ? undefined : expressionOver(table, 'sexe == "Femme"', {});
    const mask = Uint8Array.from({ length: table.rows }, (_, at) => Number(where?.evaluate(at) ?? true));
    const answers = table.factor(row.variable!);
    const result = crosstab(design, mask, answers, [table.factor(waveVariable)]);
    const [before, after] = result.table
      .filter(({ level }) => answers.levels[level] === "Oui")
      .map(({ proportion }) => existing(proportion));
    const contrast = difference(result.cells, before!, after!);
    const found = {
      estimate_2019: before!.estimate,
      se_2019: before!.se,
      estimate_2022: after!.estimate,
      se_2022: after!.se,
      difference: contrast.estimate,
      se: contrast.se,
      df: contrast.df,
      low: contrast.low,
      high: contrast.high,
    };
    for (const [field, value] of Object.entries(found)) expectClose(value, given(row[field]), 1e-8, field);
    expectClose(contrast.p, given(row.p), 1e-6, "p");
  });
});

const wave = (name: string, keys: string[], y: number[], strata: string[] = [], by = "stratum"): Wave => ({
  name,
  keys,
  table: new Table({ y }),
  weights: new Float64Array(keys.length).fill(1),
  strata: new Map(strata.length > 0 ? [[by, strata]] : []),
});

const differenceOf = (waves: Wave[]) => {
  const table = stackedTable(waves);
  const { cells, estimates } = estimateBy(
    designOfWaves(waves),
    new Uint8Array(table.rows).fill(1),
    "mean",
    { values: table.numbers("y") },
    [table.factor(waveVariable)],
  );
  return difference(cells, existing(estimates[0]!), existing(estimates[1]!));
};

describe("waves that share no respondent are independent samples", () => {
  const rows = oracle("public/data/apistrat.csv");
  const waves = [1, 0].map((odd): Wave => {
    const own = rows.filter((_, at) => (at + 1) % 2 === odd);
    const numbers = (name: string) => own.map((row) => Number(row[name]));
    return {
      name: odd === 1 ? "odd" : "even",
      keys: own.map(({ snum }) => snum!),
      table: new Table({
        api00: numbers("api00"),
        enroll: numbers("enroll"),
        meals: numbers("meals"),
      }),
      weights: Float64Array.from(numbers("pw")),
      strata: new Map([["stype", own.map(({ stype }) => stype!)]]),
    };
  });
  const table = stackedTable(waves);

  test.each(oracle("independentWaves.csv"))(
    "$statistic of $variable",
    ({ variable, statistic, ...expected }) => {
      const everybody = new Uint8Array(table.rows).fill(1);
      const { cells, estimates } = estimateBy(
        designOfWaves(waves),
        everybody,
        statistic as "mean" | "total",
        { values: table.numbers(variable!) },
        [table.factor(waveVariable)],
      );
      const [odd, even] = estimates.map(existing);
      const { estimate: change, se } = difference(cells, odd!, even!);
      const found = {
        odd: odd!.estimate,
        se_odd: odd!.se,
        even: even!.estimate,
        se_even: even!.se,
        change,
        se,
      };
      for (const [field, value] of Object.entries(found))
        expectClose(value, given(expected[field]), 1e-10, field);
    },
  );
});

test("the same respondents twice: the difference has the standard error of the mean of their differences", () => {
  const keys = ["a", "b", "c", "d"];
  const [before, after] = [
    [1, 2, 3, 5],
    [2, 2, 5, 4],
  ];
  const changes = before!.map((value, at) => after![at]! - value);
  const paired = estimateMean(designOfWave(wave("", keys, changes)), Float64Array.from(changes))!;
  const found = differenceOf([wave("1", keys, before!), wave("2", keys, after!)]);
  expect(found.estimate).toBeCloseTo(paired.estimate, 12);
  expect(found.se).toBeCloseTo(paired.se, 12);
});

test("respondents who all changed by the same amount leave no doubt, whatever their order", () => {
  const found = differenceOf([wave("1", ["a", "b", "c"], [1, 5, 9]), wave("2", ["c", "a", "b"], [10, 2, 6])]);
  expect(found).toMatchObject({ estimate: 1, se: 0 });
});

test("a respondent who moved to another stratum stays in that of the first wave", () => {
  const { strata } = designOfWaves([
    wave("1", ["a", "b", "c", "d"], [1, 2, 3, 4], ["n", "n", "s", "s"]),
    wave("2", ["a", "b", "c", "d"], [1, 2, 3, 4], ["s", "n", "s", "s"]),
  ]);
  expect(strata.map(({ name, clusters }) => [name, clusters])).toEqual([
    ["n", 2],
    ["s", 2],
  ]);
});

test("strata of waves that are stratified by different variables are different, whatever these are called", () => {
  const strata = ["1", "1", "2", "2"];
  const found = differenceOf([
    wave("1", ["a", "b", "c", "d"], [1, 3, 5, 7], strata, "region"),
    wave("2", ["e", "f", "g", "h"], [10, 12, 20, 24], strata, "size"),
  ]);
  // Of each mean 2·Σ(deviation/4)² within the strata: 1/4 + 1/4, and 1/4 + 1.
  expect(found).toMatchObject({ estimate: 12.5, df: 3 });
  expect(found.se).toBeCloseTo(Math.sqrt(1.75), 12);
});

test("respondents of a wave without clusters are none of those of another wave that are called as they are", () => {
  const before = { ...wave("1", ["a", "b", "c", "d"], [1, 3, 5, 7]), clusters: ["1", "1", "2", "2"] };
  const found = differenceOf([before, wave("2", ["1", "2"], [10, 14])]);
  // The totals of the linearised difference are 1 and -1 in the two clusters, -1 and 1 of the two respondents: 2/1 · 2 of each wave.
  expect(found).toMatchObject({ estimate: 8, df: 1 });
  expect(found.se! ** 2).toBeCloseTo(8, 12);
});
