import { expect } from "vitest";
import { expressionOver, type Table } from "../../src/sources/tables/table.ts";
import {
  type AssociationTest,
  type AssociationTestName,
  type NoTest,
  testAssociation,
} from "../../src/survey/association.ts";
import { makeCells } from "../../src/survey/cells.ts";
import { crosstab } from "../../src/survey/crosstab.ts";
import type { Design } from "../../src/survey/design.ts";
import { cellsBy, groupRows, type Mask } from "../../src/survey/domains.ts";
import { designEffect, type Estimate, estimate, one } from "../../src/survey/estimators.ts";
import { exists, type NoEstimate } from "../../src/survey/noEstimate.ts";
import { estimateQuantiles } from "../../src/survey/quantiles.ts";
import { estimateBy, type StatisticName } from "../../src/survey/statistics.ts";

/** Rows with their design. */
export interface OracleSample {
  readonly table: Table;
  readonly design: Design;
}

/** Names that R's files write with asterisks between them. */
export const namesIn = (text: string | undefined) => (text ? text.split("*") : []);

export function maskOf(table: Table, where: string): Mask {
  if (where === "") return new Uint8Array(table.rows).fill(1);
  const { evaluate } = expressionOver(table, where, {});
  return Uint8Array.from({ length: table.rows }, (_, row) => Number(evaluate(row) === true));
}

/**
 * Equal to a relative tolerance. A standard error that R rounds to zero may be a rounding error here, as may a bound
 * that is zero; `scale` is the size of what they are part of.
 */
export function expectAgrees(
  actual: number | null | undefined,
  expected: number | null,
  tolerance: number,
  what: string,
  scale = 0,
) {
  const found = actual === undefined || actual === null || Number.isNaN(actual) ? null : actual;
  if (found === null || expected === null) return expect(found, what).toBe(expected);
  const allowed = Math.max(tolerance * Math.abs(expected), 1e-12 * Math.abs(scale));
  expect(Math.abs(found - expected), `${what}: ${found} against ${expected} in R`).toBeLessThanOrEqual(
    allowed,
  );
}

/** What an estimate of the oracle is found to be. */
export interface Found extends Omit<Estimate, "score" | "unitVariance"> {
  readonly missing: number;
  readonly deff?: number;
  readonly deffReplace?: number;
  readonly low?: number | null;
  readonly high?: number | null;
}

/** An estimate that there is. */
export function existing<Found extends object>(found: Found | NoEstimate): Found {
  if (exists(found)) return found;
  throw new Error(found.reason.en);
}

/** Computes what a row of R's estimates is about. */
export function compute({ table, design }: OracleSample, row: Record<string, string>): Found {
  const mask = maskOf(table, row.where!);
  const by = namesIn(row.by).map((name) => table.factor(name));
  const groupAt = (levels: readonly string[]) => levels.indexOf(row.group!.replaceAll(" * ", " × "));
  const withEffects = (result: Estimate, missing: number): Found => ({
    ...result,
    missing,
    deff: designEffect(result, "without"),
    deffReplace: designEffect(result, "with"),
  });
  if (row.statistic === "proportion" || row.statistic === "count") {
    const outcome = table.factor(row.variable!);
    const result = crosstab(design, mask, outcome, by);
    const cell = result.table.find(
      ({ group, level }) => group === groupAt(result.groups.levels) && outcome.levels[level] === row.level,
    )!;
    if (row.statistic === "proportion") return withEffects(existing(cell.proportion), result.missing);
    const domain = cellsBy(result.cells, 0, result.groups.levels.length)[cell.group]!;
    const counted = domain.filter((at) => result.cells.codes[1]![at] === cell.level);
    return withEffects(estimate(result.cells, { domain, counted, numerator: one })!, result.missing);
  }
  const values = table.numbers(row.variable!);
  if (row.statistic === "quantile") {
    const { groups, missing } = groupRows(design, mask, by, (at) => !Number.isNaN(values[at]!));
    const found = estimateQuantiles(design, values, groups, Number(row.probability), 0.95);
    return { ...existing(found[groupAt(groups.levels)]!), missing };
  }
  const result = estimateBy(
    design,
    mask,
    row.statistic as StatisticName,
    { values, denominator: row.statistic === "ratio" ? table.numbers(row.denominator!) : undefined },
    by,
  );
  const group = groupAt(result.groups.levels);
  return withEffects(existing(result.estimates[group]!), result.missing);
}

/** The test of association that a row of R's tests is about. */
export function associationOf(
  { table, design }: OracleSample,
  row: Record<string, string>,
): () => AssociationTest | NoTest {
  const [rows, columns] = [table.factor(row.rows!), table.factor(row.columns!)];
  const { groups } = groupRows(design, maskOf(table, row.where!), [rows], (at) => columns.codes[at]! >= 0);
  const cells = makeCells(design, [
    { codes: groups.codes, size: groups.levels.length },
    { codes: columns.codes, size: columns.levels.length },
  ]);
  const domain = Array.from(cells.rows.keys());
  return () => testAssociation(cells, domain, [0, 1], row.test as AssociationTestName);
}
