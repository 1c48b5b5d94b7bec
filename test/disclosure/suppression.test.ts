import { expect, test } from "vitest";
import { loadHighs } from "../../src/coherence/highs.ts";
import { attackerIntervals } from "../../src/disclosure/attacker.ts";
import { openCells, suppress } from "../../src/disclosure/suppression.ts";
import type { Protection, SuppressionProblem } from "../../src/disclosure/suppressionProblem.ts";
import { type TotalledTable, withTotals } from "./tables.ts";

const highs = await loadHighs();

/** The problem of a table whose totals have to be printed; what is lost with a cell is its count. */
const problemOf = (
  { table, values, isTotal }: TotalledTable,
  protections: readonly Protection[],
): SuppressionProblem => ({
  table,
  layers: [{ values, protections }],
  costs: values.map((value, cell) => (isTotal(cell) ? Number.POSITIVE_INFINITY : Math.max(1, value))),
  primary: protections.map(({ cell }) => cell),
  implied: [],
});

const suppressedIn = (pattern: readonly boolean[] | undefined) =>
  pattern?.flatMap((own, cell) => (own ? [cell] : []));

test("one small cell takes the cheapest rectangle that leaves it open", () => {
  const own = withTotals([
    [2, 9, 40],
    [30, 8, 50],
    [6, 7, 60],
  ]);
  const { at } = own;
  // Rectangles through it and (i, j): 9 + 30 + 8, 40 + 30 + 50, 9 + 6 + 7, 40 + 6 + 60; 9 + 6 + 7 is the least.
  const pattern = suppress(problemOf(own, [{ cell: at(0, 0), below: 2, above: 3 }]), highs);
  expect(suppressedIn(pattern)).toEqual([at(0, 0), at(0, 1), at(2, 0), at(2, 1)]);
});

test("a rectangle that is too small does not protect: the cell has to reach more than its neighbours hold", () => {
  const own = withTotals([
    [2, 1, 40],
    [3, 8, 50],
  ]);
  const { at } = own;
  // With the second column the cell cannot rise by more than 1; with the third by 3, which is what is asked.
  const pattern = suppress(problemOf(own, [{ cell: at(0, 0), below: 2, above: 3 }]), highs);
  expect(suppressedIn(pattern)).toEqual([at(0, 0), at(0, 2), at(1, 0), at(1, 2)]);
});

test("where no pattern protects there is none", () => {
  // The whole row is 3: its cells cannot reach 5.
  const own = withTotals([
    [2, 1],
    [30, 8],
  ]);
  expect(suppress(problemOf(own, [{ cell: own.at(0, 0), below: 2, above: 3 }]), highs)).toBeUndefined();
});

test("two kinds of numbers are protected by one pattern", () => {
  const own = withTotals([
    [2, 9, 40],
    [30, 8, 50],
    [6, 7, 60],
  ]);
  const { at } = own;
  // Of the second kind the cheapest rectangle leaves nothing open: the cells beside it hold nothing.
  const weights = withTotals([
    [20, 0, 400],
    [300, 80, 500],
    [0, 70, 600],
  ]);
  const problem = problemOf(own, [{ cell: at(0, 0), below: 2, above: 3 }]);
  const both = {
    ...problem,
    layers: [
      ...problem.layers,
      { values: weights.values, protections: [{ cell: at(0, 0), below: 4, above: 4 }] },
    ],
  };
  const pattern = suppress(both, highs)!;
  for (const { values, protections } of both.layers) {
    const printed = values.map((value, cell) => (pattern[cell] ? undefined : { low: value, high: value }));
    const found = attackerIntervals(own.table, printed, highs)!;
    for (const { cell, below, above } of protections) {
      expect(found[cell]!.low).toBeLessThanOrEqual(values[cell]! - below + 1e-6);
      expect(found[cell]!.high).toBeGreaterThanOrEqual(values[cell]! + above - 1e-6);
    }
  }
});

test("cells that go with another are suppressed with it", () => {
  const own = withTotals([
    [2, 9, 40],
    [30, 8, 50],
    [6, 7, 60],
  ]);
  const { at } = own;
  const problem = problemOf(own, [{ cell: at(0, 0), below: 2, above: 3 }]);
  const pattern = suppress({ ...problem, implied: [[at(2, 1), at(1, 2)]] }, highs);
  // The rectangle of 9, 6 and 7 would take 50 with it; that of 9, 30 and 8 costs less.
  expect(suppressedIn(pattern)).toEqual([at(0, 0), at(0, 1), at(1, 0), at(1, 1)]);
});

test("a suppressed cell that follows from printed ones protects nothing, and is not withheld", () => {
  // 3 + 5 = 8.
  const problem = {
    table: { size: 3, relations: [{ total: 2, parts: [0, 1] }] },
    layers: [{ values: [3, 5, 8], protections: [] }],
  };
  expect(openCells(problem, [false, false, true], highs)).toEqual([false, false, false]);
  expect(openCells(problem, [true, false, true], highs)).toEqual([true, false, true]);
});
