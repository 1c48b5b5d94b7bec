import { expect, test } from "vitest";
import { computeEstimand, valuesOf } from "../../src/figures/compute.ts";
import { makeSamples } from "../../src/figures/sample.ts";
import type { Dataset } from "../../src/sources/datasets/dataset.ts";
import type { Estimand } from "../../src/study/figures.ts";

const label = { fr: "", en: "" };
const levels = ["x", "y"].map((name) => ({ name, label }));
const wave = {
  name: "2022",
  columns: new Map([
    ["a", ["x", "x", "y", null]],
    ["n", [1, 2, 4, 8]],
  ]),
  codebook: new Map([
    ["a", { type: "categorical", name: "a", label, levels }],
    ["n", { type: "numeric", name: "n", label }],
  ]),
  keys: ["1", "2", "3", "4"],
  weights: [2, 3, 5, 10],
  strata: [],
  place: {},
};
const samples = makeSamples({ waves: new Map([["2022", wave]]) } as unknown as Dataset);
const compute = (estimand: Partial<Estimand>) =>
  computeEstimand(
    { statistic: "percent", wave: "2022", variable: "a", levels: ["x"], domain: [], ...estimand },
    samples,
  );

test("each statistic in its unit; a missing answer is outside the domain", () => {
  expect(compute({})).toMatchObject({ computed: 50, n: 3 }); // (2 + 3) / (2 + 3 + 5)
  expect(compute({ statistic: "count" })).toMatchObject({ computed: 5, n: 3 }); // 2 + 3
  expect(compute({ statistic: "mean", variable: "n", levels: [] })).toMatchObject({ computed: 5.4, n: 4 }); // 108 / 20
  const none = { se: null, low: null, high: null };
  expect(compute({ statistic: "respondents" })).toEqual({ computed: 4, n: 4, ...none });
});

test("the standard error of a count: √(n/(n−1)·Σ(u − ū)²) with u = w at the level, zero elsewhere", () => {
  // u = 2, 3, 0, 0; ū = 1.25; Σ(u − ū)² = 6.75; 4/3 · 6.75 = 9
  expect(valuesOf(compute({ statistic: "count" })).se).toBeCloseTo(3, 12);
});

test("what the data lack is named; a domain without an answer is said", () => {
  expect(compute({ variable: "b" })).toEqual({ reason: expect.objectContaining({ en: "the data lack b" }) });
  expect(compute({ wave: "2019" })).toEqual({
    reason: expect.objectContaining({ en: "the data lack 2019" }),
  });
  const nobody = compute({ domain: [{ variable: "a", levels: ["z"] }] });
  expect(nobody).toEqual({ reason: expect.objectContaining({ en: "nobody in the domain answered" }) });
});
