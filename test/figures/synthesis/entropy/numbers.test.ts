import { expect, test } from "vitest";
import { numberIn } from "../../../../src/figures/synthesis/entropy/numbers.ts";
import { makeRandom } from "../../../../src/numerics/random.ts";
import type { DatasetDescription } from "../../../../src/sources/datasets/description.ts";

/** A dataset that cuts a number at some breaks. */
const cutAt = (breaks: readonly number[]) =>
  ({
    derived: [{ name: "class", label: { fr: "", en: "" }, recipe: { kind: "cut", of: "age", breaks } }],
  }) as unknown as DatasetDescription;

const random = makeRandom(1);
const rangeOf = (breaks: readonly number[], value: number) => {
  const numbers = Array.from({ length: 500 }, () => Number(numberIn("age", value, cutAt(breaks), random)));
  return [Math.min(...numbers), Math.max(...numbers)];
};

test("numbers are anywhere in their class, whole where its ends are", () => {
  expect(rangeOf([40, 50, 60], 40)).toEqual([40, 49]);
});

test("a class without beginning or end is as wide as the one beside it", () => {
  expect(rangeOf([40, 50, 65], 39)).toEqual([30, 39]);
  expect(rangeOf([40, 50, 65], 65)).toEqual([65, 79]);
});

test("on both sides of a single cut it is as wide as that is large", () => {
  expect(rangeOf([2], 1)).toEqual([0, 1]);
  expect(rangeOf([2], 2)).toEqual([2, 3]);
});

test("of ends that are not whole, any number", () => {
  const [low, high] = rangeOf([0.5, 1.5], 0.5);
  expect(low).toBeGreaterThanOrEqual(0.5);
  expect(high).toBeLessThan(1.5);
  expect(high! - low!).toBeGreaterThan(0.9);
});

test("a number without classes has no answer", () => {
  expect(numberIn("rooms", null, cutAt([1, 2]), random)).toBeNull();
});
