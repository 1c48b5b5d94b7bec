import { criticalValue } from "../numerics/distributions.ts";
import { type Distribution, distributionOf, quantileOf } from "../numerics/weightedQuantile.ts";
import type { Factor } from "../sources/tables/factor.ts";
import { makeCells } from "./cells.ts";
import type { Design } from "./design.ts";
import { cellsBy } from "./domains.ts";
import { type Estimate, one, withFreedom } from "./estimators.ts";
import { type Interval, intervals } from "./intervals.ts";
import { estimateOrReason, exists, type NoEstimate } from "./noEstimate.ts";

/** A weighted quantile in a domain with its interval; the standard error is the interval's half width over t. */
export interface QuantileEstimate extends Omit<Estimate, "score" | "unitVariance" | "replicates">, Interval {}

/**
 * Weighted quantiles of a numeric column in each group: the smallest value at which the weighted distribution function
 * reaches the probability, with Woodruff's (1952) interval, that is the quantiles at the bounds of the Wald interval of
 * the proportion of values up to it (`svyquantile(qrule = "math", interval.type = "mean")` in R's survey, except that R
 * gives the second smallest value where the smallest reaches the probability). A bound beyond 0 or 1 has no quantile, and the
 * limit on that side is null, as R's is NaN; then there is no standard error.
 */
export function estimateQuantiles(
  design: Design,
  values: Float64Array,
  groups: Factor,
  probability: number,
  level: number,
  freedom?: number,
): (QuantileEstimate | NoEstimate)[] {
  const distributions = distributionsOf(design, values, groups);
  const quantiles = distributions.map((distribution) => quantileOf(distribution, probability));
  const below = Int32Array.from(values, (value, row) => Number(value <= quantiles[groups.codes[row]!]!));
  const cells = makeCells(
    design,
    [
      { codes: groups.codes, size: groups.levels.length },
      { codes: below, size: 2 },
    ],
    [values],
  );
  const domains = cellsBy(cells, 0, groups.levels.length);
  return distributions.map((distribution, group) => {
    const domain = domains[group]!;
    const counted = domain.filter((cell) => cells.codes[1]![cell] === 1);
    const found = estimateOrReason(cells, { domain, counted, numerator: one, denominator: one });
    if (!exists(found)) return found;
    const { score: _, unitVariance: __, replicates: ___, df, ...shared } = withFreedom(found, freedom);
    const bounds = intervals.wald({ ...shared, df }, level);
    const low = bounds.low === null || bounds.low < 0 ? null : quantileOf(distribution, bounds.low);
    const high = bounds.high === null || bounds.high > 1 ? null : quantileOf(distribution, bounds.high);
    const se = low === null || high === null ? Number.NaN : (high - low) / (2 * criticalValue(level, df));
    return { ...shared, df, estimate: quantiles[group]!, se, low, high };
  });
}

function distributionsOf(
  { rows, weights }: Design,
  values: Float64Array,
  { levels, codes }: Factor,
): Distribution[] {
  const members = levels.map((): number[] => []);
  for (let row = 0; row < rows; row++)
    if (codes[row]! >= 0 && weights[row]! > 0 && !Number.isNaN(values[row]!)) members[codes[row]!]!.push(row);
  return members.map((rowsOfGroup) => distributionOf(values, weights, rowsOfGroup));
}
