import { CompensatedSums } from "../numerics/compensatedSums.ts";
import { dependence } from "../numerics/tolerances.ts";
import type { Factor } from "../sources/tables/factor.ts";
import { type Cells, makeCells } from "./cells.ts";
import type { Design } from "./design.ts";
import { cellsBy, type Grouping, groupRows, type Mask } from "./domains.ts";
import { type Estimate, meanOf, numeric, type Parameter } from "./estimators.ts";
import { estimateOrReason, type NoEstimate, noEstimate } from "./noEstimate.ts";

/** A numeric column to estimate, and the one that it is divided by. */
export interface Measured {
  readonly values: Float64Array;
  /** The ratio's denominator. */
  readonly denominator?: Float64Array | undefined;
}

/** What each statistic needs of a group's cells; quantiles have their own estimator. */
const targets = {
  mean: (cells) => meanOf(cells, 0),
  total: (cells) => ({ numerator: numeric(cells, 0) }),
  /** The ratio that the residuals y − R·x were made with, plus what they leave. */
  ratio: (cells, ratio) => ({
    numerator: numeric(cells, 0),
    denominator: numeric(cells, 1),
    offset: ratio,
  }),
} satisfies Record<string, (cells: Cells, ratio: number) => Omit<Parameter, "domain">>;

export type StatisticName = keyof typeof targets;

export interface GroupEstimates extends Grouping {
  /** Of each group. */
  readonly estimates: readonly (Estimate | NoEstimate)[];
  readonly cells: Cells;
}

/**
 * A statistic of a numeric column by the crossing of some variables, over the rows of a mask: in each group, or why it has none.
 * With `everyLevel` a single by variable has all its levels as groups, those of no row too.
 */
export function estimateBy(
  design: Design,
  mask: Mask,
  statistic: StatisticName,
  { values, denominator }: Measured,
  by: readonly Factor[],
  everyLevel = false,
): GroupEstimates {
  const columns = denominator ? [values, denominator] : [values];
  const complete = (row: number) => columns.every((column) => !Number.isNaN(column[row]!));
  const grouping = groupRows(design, mask, by, complete, everyLevel);
  const { groups } = grouping;
  const ratios = denominator && ratiosOf(design, values, denominator, groups);
  const measured =
    denominator && ratios
      ? [
          values.map((value, row) => value - (ratios[groups.codes[row]!] ?? 0) * denominator[row]!),
          denominator,
        ]
      : [values];
  const cells = makeCells(design, [{ codes: groups.codes, size: groups.levels.length }], measured);
  const estimates = cellsBy(cells, 0, groups.levels.length).map((domain, group) => {
    const ratio = ratios ? ratios[group] : 0;
    const target = ratio !== undefined && { domain, ...targets[statistic](cells, ratio) };
    return target ? estimateOrReason(cells, target) : noEstimate(cells, domain);
  });
  return { ...grouping, estimates, cells };
}

/**
 * The ratio of the weighted totals in each group, undefined where the denominator's is zero but for rounding. The residuals from it are formed row by row, so that the variance of
 * a ratio of nearly proportional columns does not drown in the rounding of their squares.
 */
function ratiosOf(
  { weights }: Design,
  values: Float64Array,
  denominator: Float64Array,
  { levels, codes }: Factor,
): (number | undefined)[] {
  const tops = new CompensatedSums(levels.length);
  const bottoms = new CompensatedSums(levels.length);
  const sizes = new Float64Array(levels.length);
  codes.forEach((group, row) => {
    if (group < 0) return;
    tops.add(group, weights[row]! * values[row]!);
    const part = weights[row]! * denominator[row]!;
    bottoms.add(group, part);
    sizes[group]! += Math.abs(part);
  });
  const divisors = bottoms.values();
  return Array.from(tops.values(), (top, group) =>
    Math.abs(divisors[group]!) > dependence.denominator * sizes[group]! ? top / divisors[group]! : undefined,
  );
}
