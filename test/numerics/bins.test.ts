import { expect, test } from "vitest";
import { binsOf } from "../../src/numerics/bins.ts";

test("bins begin and end at multiples of their width, and count each number once", () => {
  // 0.7 to 1.3 in at most 4 bins: a width of 0.2, from 0.6 on.
  expect(binsOf([0.7, 0.9, 1, 1.1, 1.3], 4)).toEqual([
    { low: 0.6, high: 0.8, n: 1 },
    { low: 0.8, high: 1, n: 1 },
    { low: 1, high: 1.2, n: 2 },
    { low: 1.2, high: 1.4, n: 1 },
  ]);
});

test("the greatest number is in the last bin where it is its bound", () => {
  expect(binsOf([0, 10], 10).map(({ n }) => n)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
});

test("numbers that are all the same have a bin", () => {
  expect(binsOf([1, 1, 1], 40)).toEqual([{ low: 1, high: 1.05, n: 3 }]);
  expect(binsOf([0, 0], 2)).toEqual([{ low: 0, high: 0.5, n: 2 }]);
  expect(binsOf([], 40)).toEqual([]);
});
