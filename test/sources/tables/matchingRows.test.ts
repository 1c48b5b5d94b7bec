import { expect, test } from "vitest";
import { matchingRows } from "../../../src/sources/tables/matchingRows.ts";

test("each key finds its row; a missing one and one that is not there find none", () => {
  expect([...matchingRows(["b", null, "z", "a", "b"], ["a", "b", "c"])]).toEqual([1, -1, -1, 0, 1]);
});

test("keys without rows to match find none", () => {
  expect([...matchingRows(["a"], [])]).toEqual([-1]);
});
