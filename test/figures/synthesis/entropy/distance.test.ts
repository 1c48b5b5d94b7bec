import { beforeAll, expect, test } from "vitest";
import type { Answers } from "../../../../src/coherence/answers.ts";
import { maximumEntropy } from "../../../../src/coherence/maximumEntropy.ts";
import type { Published } from "../../../../src/coherence/publishedStatements.ts";
import { loadSolver, type Solver } from "../../../../src/coherence/solver.ts";
import { distanceOf } from "../../../../src/figures/synthesis/entropy/distance.ts";
import type { EntropyPopulation } from "../../../../src/figures/synthesis/entropy/population.ts";

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver("many");
});

const asked = (name: string): Answers => ({
  key: `w:${name}`,
  wave: "w",
  asked: { variable: name, wave: "w" },
  values: ["yes", "no"],
  inputs: [],
  output: new Int32Array(0),
});

/** 40% have a; of these 75% have b, of the others half: 30, 10, 30 and 30%. */
function population(): EntropyPopulation {
  const statement = (id: string, numerator: number[], denominator: number[], share: number) => ({
    id,
    scope: ["w:a", "w:b"],
    numerator: Float64Array.from(numerator),
    denominator: Float64Array.from(denominator),
    low: share,
    high: share,
  });
  const published: Published = {
    levels: new Map([
      ["w:a", 2],
      ["w:b", 2],
    ]),
    definitions: [],
    statements: [
      statement("a", [1, 1, 0, 0], [1, 1, 1, 1], 0.4),
      statement("b", [1, 0, 0, 0], [1, 1, 0, 0], 0.75),
      statement("c", [0, 0, 1, 0], [0, 0, 1, 1], 0.5),
    ],
    mayBeEmpty: false,
    variables: new Map(["a", "b"].map((name) => [`w:${name}`, asked(name)])),
    classes: new Map(["a", "b"].map((name) => [`w:${name}`, [0, 1]])),
    restated: new Map(),
    queries: [],
    unseen: [],
  };
  const found = maximumEntropy(published, solver)!;
  return { published, found, withRoom: found };
}

const respondents = (...counts: number[]) =>
  counts.flatMap((count, cell) =>
    Array.from({ length: count }, () => ({
      answers: new Map([["w", { a: cell < 2 ? "yes" : "no", b: cell % 2 === 0 ? "yes" : "no" }]]),
      weights: new Map([["w", 1]]),
    })),
  );

test("respondents in the shares of the population are nowhere from it", () => {
  expect(distanceOf(population(), "w", respondents(3, 1, 3, 3)).divergence).toBeCloseTo(0, 8);
});

test("others are as far as Kullback and Leibler say, and a random sample as three free shares make it", () => {
  const found = distanceOf(population(), "w", respondents(4, 0, 3, 3));
  expect(found.divergence).toBeCloseTo(0.4 * Math.log(4 / 3), 8);
  expect(found.ofRandomSample).toBeCloseTo(3 / 20, 12);
});
