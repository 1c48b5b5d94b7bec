import type { Factor } from "../sources/tables/factor.ts";
import { type Cells, makeCells } from "./cells.ts";
import type { Design } from "./design.ts";
import { cellsBy, type Grouping, groupRows, type Mask, refuseLongTable } from "./domains.ts";
import { type Estimate, one, sumOver } from "./estimators.ts";
import { estimateOrReason, type NoEstimate } from "./noEstimate.ts";

/** What the percentages of a cross-tab add up to 100 over: each group, each level of the outcome, or the whole table. */
export const percentBases = ["by", "outcome", "total"] as const;
export type PercentBase = (typeof percentBases)[number];

/** One cell of a cross-tab. */
export interface CrosstabCell {
  /** The group, as an index into the crossing of the by variables. */
  readonly group: number;
  /** The outcome's level, as an index. */
  readonly level: number;
  readonly proportion: Estimate | NoEstimate;
  /** Rows of the cell. */
  readonly n: number;
  /** Their sum of weights. */
  readonly total: number;
}

export interface Crosstab extends Grouping {
  readonly table: readonly CrosstabCell[];
  /** The proportions over all groups together, with −1 for the group. */
  readonly overall: readonly CrosstabCell[];
  /** Cells of the design by group and level, for tests and contrasts. */
  readonly cells: Cells;
}

/**
 * Weighted proportions of the levels of an outcome, by the crossing of some variables, over the rows of a mask. What they
 * are proportions of may have no weight: there is a reason in their place. A level without rows in a group has the proportion 0.
 * With `everyLevel` a single by variable has all its levels as groups, those of no row too.
 */
export function crosstab(
  design: Design,
  mask: Mask,
  outcome: Factor,
  by: readonly Factor[],
  percent: PercentBase = "by",
  everyLevel = false,
): Crosstab {
  const grouping = groupRows(design, mask, by, (row) => outcome.codes[row]! >= 0, everyLevel);
  const { groups } = grouping;
  refuseLongTable(design, groups.levels.length, outcome.levels.length);
  const cells = makeCells(design, [
    { codes: groups.codes, size: groups.levels.length },
    { codes: outcome.codes, size: outcome.levels.length },
  ]);
  const byGroup = cellsBy(cells, 0, groups.levels.length);
  const byLevel = cellsBy(cells, 1, outcome.levels.length);
  const all = Array.from({ length: cells.count }, (_, cell) => cell);
  const domainOf = (group: number, level: number) =>
    ({ by: byGroup[group]!, outcome: byLevel[level]!, total: all })[percent];
  const cellOf = (
    group: number,
    level: number,
    counted: readonly number[],
    domain: readonly number[],
  ): CrosstabCell => {
    const proportion = estimateOrReason(cells, { domain, counted, numerator: one, denominator: one });
    return {
      ...{ group, level, proportion },
      n: sumOver(cells.rows, counted),
      total: sumOver(cells.sums[0]!, counted),
    };
  };
  const levels = outcome.levels.map((_, level) => level);
  const table = groups.levels.flatMap((_, group) =>
    levels.map((level) => {
      const counted = byGroup[group]!.filter((cell) => cells.codes[1]![cell] === level);
      return cellOf(group, level, counted, domainOf(group, level));
    }),
  );
  const overall = levels.map((level) => cellOf(-1, level, byLevel[level]!, all));
  return { ...grouping, table, overall, cells };
}
