import { expect, test } from "vitest";
import { loadHighs } from "../../src/coherence/highs.ts";
import { attackerIntervals } from "../../src/disclosure/attacker.ts";
import { withTotals } from "./tables.ts";

const highs = await loadHighs();
const exactly = (value: number) => ({ low: value, high: value });

test("of a table whose margins alone are printed a cell is between Fréchet's bounds", () => {
  const { table, values, at, isTotal } = withTotals([
    [8, 2],
    [1, 1],
  ]);
  const printed = values.map((value, cell) => (isTotal(cell) ? exactly(value) : undefined));
  const found = attackerIntervals(table, printed, highs)!;
  // max(0, 10 + 9 − 12) and min(10, 9); of the others min(2, 9), min(10, 3), min(2, 3).
  expect(found[at(0, 0)]).toEqual({ low: 7, high: 9 });
  expect(found[at(0, 1)]).toEqual({ low: 1, high: 3 });
  expect(found[at(1, 0)]).toEqual({ low: 0, high: 2 });
  expect(found[at(1, 1)]).toEqual({ low: 0, high: 2 });
  expect(found[at(0, 2)]).toBeUndefined();
});

test("a cell that is suppressed alone in its row is recovered exactly, and what rounds to a total leaves its width", () => {
  const { table, values, at } = withTotals([
    [8, 2],
    [30, 10],
  ]);
  const hidden = at(0, 1);
  const printed = values.map((value, cell) => (cell === hidden ? undefined : exactly(value)));
  expect(attackerIntervals(table, printed, highs)![hidden]).toEqual(exactly(2));
  // The total of the row rounds to tens: 10 may be 5 to 15; the column's total 12 is exact.
  const rounded = printed.map((own, cell) => (cell === at(0, 2) ? { low: 5, high: 15 } : own));
  expect(attackerIntervals(table, rounded, highs)![hidden]).toEqual(exactly(2));
  const both = rounded.map((own, cell) =>
    cell === at(2, 1) || cell === at(2, 2) || cell === at(1, 2)
      ? { low: own!.low - 1, high: own!.high + 1 }
      : own,
  );
  const { low, high } = attackerIntervals(table, both, highs)![hidden]!;
  expect([low, high]).toEqual([expect.closeTo(1, 7), expect.closeTo(3, 7)]);
});

test("what nothing bounds has no largest value, and printed numbers that do not add up have no values at all", () => {
  const table = { size: 3, relations: [{ total: 2, parts: [0, 1] }] };
  expect(attackerIntervals(table, [exactly(4), undefined, undefined], highs)).toEqual([
    undefined,
    { low: 0, high: Number.POSITIVE_INFINITY },
    { low: 4, high: Number.POSITIVE_INFINITY },
  ]);
  expect(attackerIntervals(table, [exactly(4), undefined, exactly(3)], highs)).toBeUndefined();
});
