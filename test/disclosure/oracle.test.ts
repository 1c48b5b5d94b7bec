import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadHighs } from "../../src/coherence/highs.ts";
import { attackerIntervals } from "../../src/disclosure/attacker.ts";
import type { Interval, Relation } from "../../src/disclosure/cellTable.ts";
import { suppress } from "../../src/disclosure/suppression.ts";
import { root } from "../support/oracle.ts";

interface Tables {
  readonly id: string;
  readonly tables: readonly (readonly (readonly number[])[])[];
  /** Of nested tables the column of the second that each column of the first is part of. */
  readonly groups?: readonly number[];
}

interface Bound extends Interval {
  readonly cell: number;
}

interface Oracle {
  readonly suppressions: readonly (Tables & {
    readonly primary: readonly { readonly cell: number; readonly lower: number; readonly upper: number }[];
    readonly feasible: boolean;
    readonly cost: number | null;
    readonly suppressed: readonly number[];
    readonly bounds: readonly Interval[];
  })[];
  readonly attacks: readonly (Tables & { readonly bounds: readonly Bound[] })[];
}

const file = `${root}test/oracle/disclosure/suppression.json`;
const { suppressions, attacks } = JSON.parse(readFileSync(file, "utf8")) as Oracle;
const highs = await loadHighs();
const range = (count: number) => Array.from({ length: count }, (_, at) => at);
const sum = (values: readonly number[]) => values.reduce((all, own) => all + own, 0);

/** Cells by the numbers that the oracle gives them: the counts of each table, the totals of rows, those of each table's columns, all. */
function layoutOf({ tables, groups }: Tables) {
  const sizes = tables.map((own) => own.length * own[0]!.length);
  const offsets = tables.map((_, at) => sum(sizes.slice(0, at)));
  const rows = tables[0]!.length;
  const rowTotals = sum(sizes);
  const columnTotals = tables.map(
    (_, at) => rowTotals + rows + sum(tables.slice(0, at).map((own) => own[0]!.length)),
  );
  const columnsOf = (at: number) => range(tables[at]![0]!.length);
  const cell = (at: number, row: number, column: number) =>
    offsets[at]! + row * tables[at]![0]!.length + column;
  const inRows = tables[0]!.map(sum);
  const inColumns = tables.map((own, at) =>
    columnsOf(at).map((column) => sum(own.map((row) => row[column]!))),
  );
  const values = [...tables.flat(2), ...inRows, ...inColumns.flat(), sum(inRows)];
  const all = values.length - 1;
  const relations: Relation[] = [
    { total: all, parts: range(rows).map((row) => rowTotals + row) },
    ...tables.flatMap((_, at) => [
      ...range(rows).map((row) => ({
        total: rowTotals + row,
        parts: columnsOf(at).map((column) => cell(at, row, column)),
      })),
      ...columnsOf(at).map((column) => ({
        total: columnTotals[at]! + column,
        parts: range(rows).map((row) => cell(at, row, column)),
      })),
    ]),
    ...(groups ? columnsOf(1) : []).flatMap((group) =>
      range(rows).map((row) => ({
        total: cell(1, row, group),
        parts: columnsOf(0).flatMap((column) => (groups![column] === group ? cell(0, row, column) : [])),
      })),
    ),
  ];
  return { table: { size: values.length, relations }, values, isTotal: (own: number) => own >= rowTotals };
}

const printedWithout = (values: readonly number[], isSuppressed: (cell: number) => boolean) =>
  values.map((value, cell) => (isSuppressed(cell) ? undefined : { low: value, high: value }));

test("what a reader can tell of suppressed cells is what R's linear programs find", () => {
  for (const own of attacks) {
    const { table, values } = layoutOf(own);
    const suppressed = new Map(own.bounds.map((bound) => [bound.cell, bound]));
    const found = attackerIntervals(
      table,
      printedWithout(values, (cell) => suppressed.has(cell)),
      highs,
    )!;
    for (const { cell, low, high } of own.bounds) {
      expect(found[cell]!.low).toBeCloseTo(low, 6);
      expect(found[cell]!.high).toBeCloseTo(high, 6);
    }
  }
});

test("suppressed patterns protect every small cell, and cost what R's integer programs find to be the least", () => {
  for (const own of suppressions) {
    const { table, values, isTotal } = layoutOf(own);
    const cost = (cell: number) => Math.max(1, values[cell]!);
    const pattern = suppress(
      {
        table,
        layers: [
          {
            values,
            protections: own.primary.map(({ cell, lower, upper }) => ({ cell, below: lower, above: upper })),
          },
        ],
        costs: values.map((_, cell) => (isTotal(cell) ? Number.POSITIVE_INFINITY : cost(cell))),
        primary: own.primary.map(({ cell }) => cell),
        implied: [],
      },
      highs,
    );
    expect({ id: own.id, feasible: pattern !== undefined }).toEqual({ id: own.id, feasible: own.feasible });
    if (!pattern) continue;
    const found = attackerIntervals(
      table,
      printedWithout(values, (cell) => pattern[cell]!),
      highs,
    )!;
    for (const { cell, lower, upper } of own.primary) {
      expect(found[cell]!.low).toBeLessThan(values[cell]! - lower + 1e-6);
      expect(found[cell]!.high).toBeGreaterThan(values[cell]! + upper - 1e-6);
    }
    const spent = sum(values.flatMap((_, cell) => (pattern[cell] ? cost(cell) : [])));
    if (own.cost !== null) expect({ id: own.id, spent }).toEqual({ id: own.id, spent: own.cost });
  }
});
