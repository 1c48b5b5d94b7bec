import { describe, expect, test } from "vitest";
import { withKnownDesign } from "../../src/samples/knownDesign.ts";
import { sampleOfWaves, wavesOf } from "../../src/samples/sampleOfDataset.ts";
import { type Dataset, readDataset } from "../../src/sources/datasets/dataset.ts";
import type { Wave } from "../../src/sources/datasets/wave.ts";
import { Table } from "../../src/sources/tables/table.ts";
import { embeddedFile, loadDataset } from "../../src/study/dataset.ts";
import { findPopulation } from "../../src/study/population.ts";
import type { DesignPart } from "../../src/study/study.ts";
import { estimateMean, estimateTotal } from "../../src/survey/estimators.ts";
import { dataFolder } from "../support/oracle.ts";

const declared = embeddedFile("panel4", dataFolder);
const panel = await readDataset(loadDataset(declared, dataFolder));

/** A wave of four, which its weights say are from eight. */
const four: Wave = {
  name: "1",
  keys: ["a", "b", "c", "d"],
  table: new Table({ y: [1, 2, 3, 5], x: ["m", "m", "f", "f"] }),
  weights: new Float64Array(4).fill(2),
  strata: new Map(),
};
const datasetOf = (wave: Partial<Wave>, calibrated: readonly string[] | undefined = ["x"]): Dataset =>
  ({
    description: { ...panel.description, source: "dataset.yaml", waves: [{ name: "1", calibrated }] },
    waves: new Map([["1", { ...four, ...wave }]]),
  }) as unknown as Dataset;

const seOfMean = (dataset: Dataset, parts: readonly DesignPart[]) => {
  const known = withKnownDesign(dataset, parts);
  const { design, table } = sampleOfWaves(known, [...known.waves.values()]);
  return estimateMean(design, table.numbers("y"))!.se;
};

describe("a mean of four answers 1, 2, 3, 5 of weight 2", () => {
  // s² = 35/12, s²/4 = 35/48.
  test("has the variance s²/n by default, whatever is declared", () => {
    expect(seOfMean(datasetOf({}), [])).toBeCloseTo(Math.sqrt(35 / 48), 12);
  });

  test("half of it where half the population answered, which the sum of weights tells", () => {
    expect(seOfMean(datasetOf({}), ["fpc"])).toBeCloseTo(Math.sqrt(35 / 96), 12);
  });

  test("that of the residuals −1/2, 1/2, −1, 1 where weights are calibrated on two groups", () => {
    expect(seOfMean(datasetOf({}), ["calibrated"])).toBeCloseTo(Math.sqrt((2.5 / 3) * (1 / 4)), 12);
  });

  test("that of the residuals −1/2, 1/2, −1, 1 of half the population where both are used", () => {
    expect(seOfMean(datasetOf({}), ["fpc", "calibrated"])).toBeCloseTo(Math.sqrt((2.5 / 3) * (1 / 8)), 12);
  });

  test("the correction that the data have where they have one", () => {
    const fpc = new Float64Array(4).fill(0.25);
    expect(seOfMean(datasetOf({ fpc }), ["fpc"])).toBeCloseTo(Math.sqrt((35 / 48) * 0.75), 12);
  });
});

test("nothing is left of the variance of the number that weights are calibrated on, with their sum", () => {
  expect(seOfMean(datasetOf({}, ["x", "y"]), ["calibrated"])).toBeCloseTo(0, 12);
});

describe("what is not known is refused", () => {
  test.each([
    [
      "margins that no wave declares",
      { ...datasetOf({}), ...undeclared() },
      "calibrated",
      /^file dataset\.yaml, field waves: no wave tells/,
    ],
    [
      "weights that only average 1",
      datasetOf({ weights: new Float64Array(4).fill(1) }),
      "fpc",
      /add up to no more than the respondents, so that their sum is no size/,
    ],
    [
      "a stratum whose weights add up to fewer than its respondents",
      datasetOf({ weights: Float64Array.of(9, 9, 0.5, 0.5), strata: new Map([["h", ["n", "n", "s", "s"]]]) }),
      "fpc",
      /no more than the respondents of the stratum "s"/,
    ],
    ["clusters", datasetOf({ clusters: ["p", "p", "q", "r"] }), "fpc", /wave 1 has clusters/],
    [
      "an answer to the calibration's variable",
      datasetOf({ table: new Table({ y: [1, 2, 3, 5], x: ["m", null, "f", "f"] }) }),
      "calibrated",
      /1 row lacks the auxiliary x/,
    ],
  ] as const)("%s", (_, dataset, part, message) => {
    expect(() => seOfMean(dataset as Dataset, [part])).toThrow(message);
  });
});

function undeclared() {
  return { description: { ...panel.description, source: "dataset.yaml", waves: [{ name: "1" }] } };
}

describe("the synthetic panel", () => {
  const waves = panel.description.waves.map(({ name, calibrated }) => ({ name, calibrated: calibrated! }));

  test("declares the margins that its weights were calibrated on", () => {
    for (const { calibrated } of waves) expect(calibrated).toEqual(findPopulation(declared)!.weights.margins);
  });

  test.each(waves)(
    "has weights in $name that meet margins of whole doctors, but for their rounding",
    ({ name, calibrated }) => {
      const { table, weights } = panel.waves.get(name)!;
      for (const variable of calibrated) {
        const { levels, codes } = table.factor(variable);
        levels.forEach((level, code) => {
          const own = weights.filter((_, row) => codes[row] === code);
          const sum = own.reduce((total, weight) => total + weight, 0);
          expect(Math.abs(sum - Math.round(sum)), `${variable}=${level}: ${sum}`).toBeLessThan(
            own.length * 5e-5,
          );
        });
      }
    },
  );

  test.each([["2019"], ["2022"], ["2019", "2022"]].map((names) => [names]))(
    "knows how many women there are in %s without error once its margins are used",
    (names) => {
      const totalIn = (dataset: Dataset) => {
        const { design, table } = sampleOfWaves(dataset, wavesOf(dataset, names));
        const { codes } = table.factor("sexe");
        return estimateTotal(design, Float64Array.from(codes))!;
      };
      expect(totalIn(panel).se).toBeGreaterThan(100);
      expect(totalIn(withKnownDesign(panel, ["calibrated"])).se).toBeLessThan(1e-6);
    },
  );
});
