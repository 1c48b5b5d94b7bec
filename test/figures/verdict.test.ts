import { expect, test } from "vitest";
import { agrees, type FindingResult } from "../../src/figures/reproduce.ts";
import { judgeAbsence, judgeFigure, judgeMultiple, judgeSign } from "../../src/figures/verdict.ts";
import { type Basis, bases, type Finding } from "../../src/study/findings.ts";
import type { Comparison } from "../../src/survey/comparison.ts";

const computed = (value: number, low: number | null, high: number | null) => ({
  computed: value,
  se: 1,
  low,
  high,
  n: 100,
});
const published = { value: 84, decimals: 0 };

test.each([
  [83.5, "reproduced"],
  [84.5, "reproduced"],
  [84.51, "compatible"],
  [83.49, "compatible"],
])("84 %% printed, %s computed within the interval 82–86: %s", (value, status) => {
  expect(judgeFigure(published, computed(value, 82, 86))).toBe(status);
});

test("a published value outside the confidence interval differs, and so does one without an interval", () => {
  expect(judgeFigure(published, computed(81, 79, 83.9))).toBe("differs");
  expect(judgeFigure(published, { ...computed(81, null, null), se: null })).toBe("differs");
});

test("where all answers are the same there is no interval, and no verdict unless the value is reproduced", () => {
  expect(judgeFigure({ value: 95, decimals: 0 }, computed(100, null, null))).toBe("not computable");
  expect(judgeFigure({ value: 100, decimals: 0 }, computed(100, null, null))).toBe("reproduced");
});

test("decimals are those that were printed", () => {
  expect(judgeFigure({ value: 1.6, decimals: 1 }, computed(1.55, 1.5, 1.6))).toBe("reproduced");
  expect(judgeFigure({ value: 1.6, decimals: 1 }, computed(1.54, 1.5, 1.58))).toBe("differs");
});

test("an approximation in words is an interval: inside it, meeting it, or neither", () => {
  const nearlyAThird = { decimals: 0, low: 30, high: 33.3 };
  expect(judgeFigure(nearlyAThird, computed(30, 20, 40))).toBe("reproduced");
  expect(judgeFigure(nearlyAThird, computed(35, 32, 38))).toBe("compatible");
  expect(judgeFigure(nearlyAThird, computed(38, 34, 42))).toBe("differs");
});

test.each([
  [0.5, 0.04, "confirmed"],
  [0.5, 0.06, "not confirmed"],
  [-0.5, 0.04, "contradicted"],
  [-0.5, 0.9, "contradicted"],
])("stated +, estimated %s with p %s: %s", (estimate, p, status) => {
  const finding = { sign: "+" } as Finding;
  expect(judgeSign(finding, { estimate, p } as Comparison)).toBe(status);
  expect(judgeSign({ sign: "-" } as Finding, { estimate: -estimate, p } as Comparison)).toBe(status);
});

test("a multiple is of what is positive: less than half of a gap that there is not is contradicted", () => {
  const half = { sign: "-", factor: 0.5 } as Finding;
  expect(judgeMultiple(half, { estimate: -0.5, p: 0.01 } as Comparison, 2)).toBe("confirmed");
  expect(judgeMultiple(half, { estimate: -0.5, p: 0.01 } as Comparison, -2)).toBe("contradicted");
  const less = { sign: "-", factor: 1 } as Finding;
  expect(judgeMultiple(less, { estimate: -0.5, p: 0.01 } as Comparison, -2)).toBe("confirmed");
});

test.each([
  [0.04, null, "contradicted"],
  [0.06, null, "not rejected"],
  [null, null, "not computable"],
  [0.06, 0.04, "confirmed"],
  [0.04, 0.04, "confirmed"],
  [0.06, 0.06, "not rejected"],
  [0.04, 0.06, "contradicted"],
] as const)(
  "no significant difference, with p = %s in Wald's test and %s in the tests of equivalence, is %s",
  (p, equivalence, status) => {
    const test = { variable: "v", F: 1, df1: 1, df2: 100, p, adjustedF: 1, adjustedDf2: 100, adjustedP: p };
    expect(judgeAbsence(test, equivalence)).toBe(status);
  },
);

test("results that the publication does not give as those of its models are no part of its verdict", () => {
  const finding = (basis: Basis) => ({ finding: { basis }, status: "contradicted" }) as FindingResult;
  for (const basis of bases)
    expect(agrees({ figures: [], findings: [finding(basis)] }, false), basis).toBe(
      basis === "descriptive" || basis === "inferred",
    );
});
