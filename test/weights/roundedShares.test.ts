import { describe, expect, test } from "vitest";
import { constraintsOf, roundedShares } from "../../src/weights/constraints.ts";
import type { Margin } from "../../src/weights/margins.ts";
import { tableWith } from "../support/table.ts";

const table = await tableWith({ g: ["a", "b", "c"] });
const marginOf = (shares: readonly number[]): Margin => ({
  name: "g",
  unit: "share",
  entries: shares.map((value, at) => ({ level: "abc"[at]!, value, place: {} })),
  place: {},
});
const totalsOf = (shares: readonly number[]) =>
  constraintsOf(table, [marginOf(shares)], new Uint8Array(3).fill(1), { population: 300, sumOfWeights: 3 })
    .constraints[0]!.totals;

describe("shares that add up within the rounding of their digits are normalised, and named", () => {
  test.each([
    [[33.3, 33.3, 33.3], 99.9],
    [[0.333, 0.333, 0.333], 0.999],
    [[33, 33, 33], 99],
    [[16.7, 16.7, 66.7], 100.1],
  ])("%j", (shares, sum) => {
    const totals = totalsOf(shares);
    expect(totals.reduce((all, total) => all + total, 0)).toBeCloseTo(300, 10);
    shares.forEach((share, at) => {
      expect(totals[at]).toBeCloseTo((300 * share) / sum, 10);
    });
    expect(roundedShares([marginOf(shares)])).toEqual([{ name: "g", sum }]);
  });

  test("but not those that add up", () => {
    expect(roundedShares([marginOf([50, 25, 25]), marginOf([0.5, 0.25, 0.25])])).toEqual([]);
  });
});

test.each([[[33.3, 33.3, 33.2]], [[0.33, 0.33, 0.32]], [[30, 33, 33]], [[1, 1, 1]]])(
  "shares %j are refused",
  (shares) => {
    expect(() => totalsOf(shares)).toThrow("the shares of g do not add up to 1 or 100");
  },
);
