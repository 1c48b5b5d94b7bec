import type { Highs } from "highs";
import { attackerIntervals, type Printed } from "./attacker.ts";
import type { Interval, Relation } from "./cellTable.ts";
import type { PrintedCell, PrintedNumber, PrintedTable } from "./printedTable.ts";

/** What a reader of a table can tell of one of its suppressed numbers. */
export interface Recovered extends Interval {
  readonly levels: PrintedCell["levels"];
  readonly number: PrintedNumber;
  readonly reading: Reading;
}

/** Whether a suppressed number is told exactly, is told to be small or nearly what it is, or is open. */
export const readings = ["exact", "near", "protected"] as const;
export type Reading = (typeof readings)[number];

/** What percentages are of: the cells that share all levels but the last, or the first one, or all cells. */
const bases: readonly ((levels: PrintedCell["levels"]) => string)[] = [
  (levels) => JSON.stringify(levels.slice(0, -1)),
  (levels) => JSON.stringify(levels[0]),
  () => "",
];

/**
 * The intervals of all suppressed numbers of a table, from the table itself: its margins, what its percentages are of, and the digits
 * that it prints. A cell of fewer than `least` respondents is small. Undefined where what is printed does not add up.
 */
export function recover(table: PrintedTable, least: number, highs: Highs): Recovered[] | undefined {
  for (const baseOf of bases) {
    const found = recoverBy(table, baseOf, least, highs);
    if (found) return found;
  }
  return undefined;
}

function recoverBy(
  { cells, numbers }: PrintedTable,
  baseOf: (levels: PrintedCell["levels"]) => string,
  least: number,
  highs: Highs,
): Recovered[] | undefined {
  const { ofMargins, ofBases, baseAt, size } = relationsOf(cells, baseOf);
  const solve = (relations: readonly Relation[], printed: readonly Printed[]) =>
    attackerIntervals({ size, relations }, printed, highs);
  const all = [...ofMargins, ...ofBases];
  const hasTotals = numbers.includes("total");
  const basesOf = (of: (cell: PrintedCell) => Interval | undefined) =>
    Array.from({ length: size - cells.length }, (_, base) =>
      common(cells.map((cell, at) => (baseAt[at] === base ? of(cell) : undefined))),
    );
  const counts = numbers.includes("n")
    ? solve(all, [...cells.map(({ n }) => n), ...basesOf(({ base }) => base)])
    : [];
  const wholes = hasTotals
    ? basesOf(({ total, estimate }) => ratio(total, estimate))
    : basesOf(() => ({ low: 1, high: 1 }));
  const known = cells.map(({ total, estimate }, at) =>
    hasTotals ? (total ?? product(estimate, wholes[baseAt[at]!])) : estimate,
  );
  // Shares of several groups do not add up to that of all of them.
  const sums = solve(hasTotals ? all : ofBases, [...known, ...wholes]);
  if (!counts || !sums) return undefined;
  return cells.flatMap((cell, at) => {
    const base = baseAt[at]!;
    const sum = (known[at] ?? sums[at])!;
    const share = shareOf(sum, wholes[base] ?? sums[cells.length + base]);
    const told = {
      n: counts[at] && { ...counts[at], reading: readingOfCount(counts[at], least) },
      total: cell.total ? undefined : { ...sum, reading: readingOfSum(sum) },
      estimate: cell.estimate ? undefined : { ...share, reading: readingOfSum(share) },
    };
    return numbers.flatMap((number) =>
      told[number] ? [{ levels: cell.levels, number, ...told[number] }] : [],
    );
  });
}

/** How cells add up to margins, and to what their percentages are of, which are cells after the others. */
function relationsOf(cells: readonly PrintedCell[], baseOf: (levels: PrintedCell["levels"]) => string) {
  const isMargin = ({ levels }: PrintedCell) => levels.includes(null);
  const keys = [...new Set(cells.map(({ levels }) => baseOf(levels)))];
  const baseAt = cells.map(({ levels }) => keys.indexOf(baseOf(levels)));
  const partsOf = (margin: PrintedCell) =>
    cells.flatMap((cell, at) =>
      !isMargin(cell) && margin.levels.every((level, own) => level === null || level === cell.levels[own])
        ? [at]
        : [],
    );
  const ofMargins = cells.flatMap((cell, total): Relation[] =>
    isMargin(cell) ? [{ total, parts: partsOf(cell) }] : [],
  );

  const ofBases = keys.flatMap((_, base): Relation[] => {
    const all = cells.flatMap((_, at) => (baseAt[at] === base ? [at] : []));
    const inner = all.filter((at) => !isMargin(cells[at]!));
    // Margins beside the cells that they are of count nobody twice; where there are margins alone, they add up.
    return [{ total: cells.length + base, parts: inner.length > 0 ? inner : all }];
  });
  return { ofMargins, ofBases, baseAt, size: cells.length + keys.length };
}

/** What all of some intervals have in common; undefined where there are none. */
function common(intervals: readonly (Interval | undefined)[]): Interval | undefined {
  const known = intervals.filter((own) => own !== undefined);
  if (known.length === 0) return undefined;
  return {
    low: Math.max(...known.map(({ low }) => low)),
    high: Math.min(...known.map(({ high }) => high)),
  };
}

function ratio(part: Interval | undefined, whole: Interval | undefined): Interval | undefined {
  if (!part || !whole || whole.low <= 0) return undefined;
  return { low: part.low / whole.high, high: part.high / whole.low };
}

/** A share of a whole that may be unknown itself. */
function shareOf(part: Interval | undefined, whole: Interval | undefined): Interval {
  const { low, high } = ratio(part, whole) ?? { low: 0, high: 1 };
  return { low, high: Math.min(1, high) };
}

function product(share: Interval | undefined, whole: Interval | undefined): Interval | undefined {
  return share && whole && { low: share.low * whole.low, high: share.high * whole.high };
}

/** Differences that are rounding errors of the solver. */
const negligible = 1e-6;

/** Counts are whole: one that is left is exact, and one that is surely below the least, but not surely none, is told to be small. */
function readingOfCount({ low, high }: Interval, least: number): Reading {
  const [first, last] = [Math.ceil(low - negligible), Math.floor(high + negligible)];
  if (first >= last) return "exact";
  return last < least ? "near" : "protected";
}

/** Sums of weights, and shares, that are told to a fifth on both sides are near. */
function readingOfSum({ low, high }: Interval): Reading {
  if (high - low <= negligible * Math.max(1, high)) return "exact";
  return low / 0.8 >= high / 1.2 ? "near" : "protected";
}
