import { expect, test } from "vitest";
import { comparing } from "../../src/figures/compare.ts";
import { computing, valuesOf } from "../../src/figures/compute.ts";
import type { Sample } from "../../src/samples/sample.ts";
import { sampleOfTable } from "../../src/samples/sampleOfTable.ts";
import type { Dataset } from "../../src/sources/datasets/dataset.ts";
import { isOneOf, parseDomain } from "../../src/study/domain.ts";
import type { Estimand } from "../../src/study/figures.ts";
import { tableWith } from "../support/table.ts";

const table = await tableWith({
  a: ["x", "x", "y", null],
  b: ["many", "many", "many", "one"],
  n: [1, 2, 4, 8],
  w: [2, 3, 5, 10],
});
const noWaves = { waves: new Map() } as unknown as Dataset;
const samplesOf = (sample: Sample) => new Map([["2022", sample]]);
const computingIn = (sample: Sample) => computing(samplesOf(sample), comparing(noWaves, samplesOf(sample)));
const computed = computingIn(sampleOfTable(table, { weight: "w" }));
const compute = (estimand: Partial<Estimand>) =>
  computed({
    statistic: "percent",
    wave: "2022",
    variable: "a",
    levels: ["x"],
    domain: undefined,
    ...estimand,
  });

test("each statistic in its unit; a missing answer is outside the domain", () => {
  expect(compute({})).toMatchObject({ computed: 50, n: 3 }); // (2 + 3) / (2 + 3 + 5)
  expect(compute({ statistic: "count" })).toMatchObject({ computed: 5, n: 3 }); // 2 + 3
  expect(compute({ statistic: "mean", variable: "n", levels: [] })).toMatchObject({ computed: 5.4, n: 4 }); // 108 / 20
  const none = { se: null, low: null, high: null };
  expect(compute({ statistic: "respondents", variable: undefined, levels: [] })).toEqual({
    computed: 4,
    n: 4,
    ...none,
  });
});

test("a domain may be those who did not answer another variable", () => {
  const on = (domain: string, estimand: Partial<Estimand> = {}) =>
    compute({ domain: parseDomain(domain, {}), ...estimand });
  const b = { variable: "b", levels: ["one"] };
  expect(on("missing(a)", b)).toMatchObject({ computed: 100, n: 1 });
  expect(on("not missing(a)", b)).toMatchObject({ computed: 0, n: 3 });
  expect(on("not missing(a)")).toMatchObject({ computed: 50, n: 3 });
  expect(on("missing(a)", { statistic: "mean", variable: "n", levels: [] })).toMatchObject({ computed: 8 });
  expect(on("missing(a)", { statistic: "respondents", variable: undefined })).toMatchObject({ computed: 1 });
  expect(on("missing(a)")).toHaveProperty("reason.en", "nobody in the domain answered");
});

test("the standard error of a count: √(n/(n−1)·Σ(u − ū)²) with u = w at the level, zero elsewhere", () => {
  // u = 2, 3, 0, 0; ū = 1.25; Σ(u − ū)² = 6.75; 4/3 · 6.75 = 9
  expect(valuesOf(compute({ statistic: "count" })).se).toBeCloseTo(3, 12);
});

test("what the data lack is named; a domain without an answer is said", () => {
  expect(compute({ variable: "c" })).toEqual({ reason: expect.objectContaining({ en: "the data lack c" }) });
  expect(compute({ wave: "2019" })).toEqual({
    reason: expect.objectContaining({ en: "the data lack 2019" }),
  });
  const nobody = compute({ domain: isOneOf("b", ["one"]) });
  expect(nobody).toEqual({ reason: expect.objectContaining({ en: "nobody in the domain answered" }) });
});

test("a domain without weight is said to have none", () => {
  const weightless = computingIn(sampleOfTable(table, { weight: "z", derive: ["z = w * floor(n / 8)"] }));
  const own = { wave: "2022", variable: "a", levels: ["x"], domain: undefined };
  for (const statistic of ["percent", "count"] as const)
    expect(weightless({ statistic, ...own })).toEqual({
      reason: expect.objectContaining({ en: "the sum of the weights is not positive" }),
    });
});
