import { expect, test } from "vitest";
import { pickEvenly, shuffle } from "../../src/numerics/evenDraws.ts";
import { makeRandom } from "../../src/numerics/random.ts";

test("items are drawn as often as their sizes say, to the nearest whole number on either side", () => {
  const picked = pickEvenly([1, 0, 2, 5], 12, 0.5);
  const count = (item: number) => picked.filter((own) => own === item).length;
  expect(picked).toHaveLength(12);
  expect(count(1)).toBe(0);
  for (const [item, expected] of [
    [0, 1.5],
    [2, 3],
    [3, 7.5],
  ] as const)
    expect(Math.abs(count(item) - expected)).toBeLessThan(1);
});

test("the first draw is at its place on the line", () => {
  expect(pickEvenly([1, 1], 1, 0.2)).toEqual([0]);
  expect(pickEvenly([1, 1], 1, 0.7)).toEqual([1]);
});

test("a shuffle keeps all items, and the same seed gives the same order", () => {
  const items = [1, 2, 3, 4, 5, 6, 7, 8];
  const shuffled = shuffle(items, makeRandom(7));
  expect([...shuffled].sort()).toEqual(items);
  expect(shuffled).not.toEqual(items);
  expect(shuffle(items, makeRandom(7))).toEqual(shuffled);
});
