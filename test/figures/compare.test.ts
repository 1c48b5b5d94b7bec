import { expect, test } from "vitest";
import { comparing } from "../../src/figures/compare.ts";
import { sampleOfTable } from "../../src/samples/sampleOfTable.ts";
import type { Dataset } from "../../src/sources/datasets/dataset.ts";
import type { Estimand } from "../../src/study/figures.ts";
import { tableWith } from "../support/table.ts";

const sample = sampleOfTable(
  await tableWith({ a: ["x", "x", "y", "y"], b: ["x", "y", "y", "y"], c: ["x", null, "y", "y"] }),
);
const samples = new Map(["2019", "2022"].map((wave) => [wave, sample]));
const dataset = {
  waves: new Map([
    ["2019", {}],
    ["2022", { fpc: [4, 4, 4, 4] }],
  ]),
} as unknown as Dataset;
const compare = comparing(dataset, samples);
const percent = (variable: string, wave = "2022"): Estimand => ({
  statistic: "percent",
  wave,
  variable,
  levels: ["x"],
  domain: undefined,
});

test("two answers of the same respondents differ with the standard error of their differences", () => {
  // The differences are 0, 1, 0, 0: their mean is 1/4, with √(Σ(d − 1/4)²/3/4) = 1/4.
  const found = compare(percent("a"), percent("b"));
  expect(found).toMatchObject({ difference: { estimate: 25, statistic: 1 }, n: 4 });
  expect(found).toHaveProperty("difference.se", expect.closeTo(25, 10));
});

test("two answers of the same respondents have a ratio, with an interval on the log scale", async () => {
  const answers = (x: number) => Array.from({ length: 10 }, (_, row) => (row < x ? "x" : "y"));
  const ten = sampleOfTable(await tableWith({ a: answers(8), b: answers(5) }));
  const found = comparing(dataset, new Map([["2022", ten]]))(percent("a"), percent("b"));
  // The ratio 8/5 has the influences (a − 1.6·b)/5: −0.12 of 5, 0.2 of 3 and 0 of 2 respondents, so that the variance is
  // 10/9·(5·0.0144 + 3·0.04); t has 8 degrees of freedom.
  const se = Math.sqrt((10 / 9) * 0.192);
  expect(found).toHaveProperty("ratio.estimate", expect.closeTo(1.6, 10));
  expect(found).toHaveProperty("ratio.se", expect.closeTo(se, 10));
  const factor = Math.exp((2.306004135204166 * se) / 1.6);
  expect(found).toHaveProperty("ratio.low", expect.closeTo(1.6 / factor, 8));
  expect(found).toHaveProperty("ratio.high", expect.closeTo(1.6 * factor, 8));
});

test("there is no ratio to what may be zero", () => {
  // 25 % of four respondents, with a standard error of 25 %.
  expect(compare(percent("a"), percent("b"))).toHaveProperty("ratio", undefined);
});

test("a difference may take the second several times", () => {
  expect(compare(percent("a"), percent("b"), 2)).toMatchObject({
    difference: { estimate: 0, se: expect.closeTo(25 * Math.sqrt(8 / 3), 10) },
  });
});

test("who answered one question alone counts in its percentage", () => {
  expect(compare(percent("a"), percent("c"))).toHaveProperty(
    "difference.estimate",
    expect.closeTo(50 - 100 / 3, 10),
  );
});

test("what cannot be compared has a reason", () => {
  expect(compare(percent("a"), percent("d"))).toHaveProperty("reason.en", "the data lack d");
  expect(compare(percent("a"), percent("a", "2019"))).toHaveProperty(
    "reason.en",
    "the wave 2022 has a finite population correction, which waves together cannot have",
  );
});
