import { expect, test } from "vitest";
import { summariseWeights } from "../../src/weights/summary.ts";

test("weights 1, 2, 3: n·Σw²/(Σw)² = 3·14/36", () => {
  expect(summariseWeights([1, 2, 3])).toEqual({
    respondents: 3,
    sum: 6,
    smallest: 0.5,
    largest: 1.5,
    kish: 42 / 36,
  });
});

test("equal weights have no design effect", () => {
  expect(summariseWeights([7, 7, 7, 7]).kish).toBe(1);
});
