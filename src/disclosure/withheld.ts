import type { CrosstabResult } from "../analyses/crosstab.ts";
import type { DifferenceRow, EstimateRow } from "../analyses/estimateRow.ts";
import type { OutcomeTable } from "../analyses/outcomes.ts";
import { untested } from "../survey/comparison.ts";
import { testTells } from "../text/messages/disclosure.ts";

/** A row of which nothing is told but that it is withheld. */
const withheldRow = ({ levels }: EstimateRow): EstimateRow => ({
  ...{ levels, estimate: null, se: null, low: null, high: null, n: null, total: null, base: null },
  ...{ df: null, deff: null, effective: null, cv: null, reason: null, withheld: true },
});

/**
 * A margin without its standard error, and what follows from it: where groups are strata its variance is the sum of those of the
 * groups, from which a withheld proportion can be computed.
 */
const withoutError = (row: EstimateRow): EstimateRow => ({
  ...row,
  ...{ se: null, low: null, high: null, deff: null, cv: null },
});

/**
 * A table without the rows that are withheld, and without what gives them away: the standard errors of margins that they are part of,
 * differences between waves of which they are a side, and tests, whose statistic is one equation more.
 */
export function withheldTable(table: OutcomeTable, rows: ReadonlySet<EstimateRow>): OutcomeTable {
  if (rows.size === 0) return table;
  const { result } = table;
  const margin = (row: EstimateRow): EstimateRow => {
    if (rows.has(row)) return withheldRow(row);
    const isPart = ({ levels }: EstimateRow) =>
      row.levels.every((level, at) => level === null || level === levels[at]);
    return [...rows].some(isPart) ? withoutError(row) : row;
  };
  const parts = {
    rows: result.rows.map((row) => (rows.has(row) ? withheldRow(row) : row)),
    subtotals: result.subtotals.map(margin),
    overall: result.overall.map(margin),
    differences: withoutSides(result.differences, rows),
  };
  if (table.kind === "mean")
    return {
      ...table,
      result: { ...table.result, ...parts, equality: table.result.equality && { reason: testTells } },
    };
  const { test } = table.result;
  return {
    ...table,
    result: {
      ...table.result,
      ...parts,
      test: test && { ...test, result: { reason: testTells } },
      extreme: hasExtreme([...parts.rows, ...parts.subtotals, ...parts.overall]),
    } satisfies CrosstabResult,
  };
}

/** Whether a proportion that is told is 0 or 1 although there are degrees of freedom. */
const hasExtreme = (rows: readonly EstimateRow[]) =>
  rows.some(({ estimate, df }) => (df ?? 0) > 0 && (estimate === 0 || estimate === 1));

function withoutSides(
  differences: readonly DifferenceRow[],
  rows: ReadonlySet<EstimateRow>,
): readonly DifferenceRow[] {
  const withheld = new Set([...rows].map(({ levels }) => levels.join("\0")));
  return differences.map((difference) => {
    const { from, to, shared } = difference;
    return [from, to].some((wave) => withheld.has([wave, ...shared].join("\0")))
      ? { shared, from, to, ...untested }
      : difference;
  });
}
