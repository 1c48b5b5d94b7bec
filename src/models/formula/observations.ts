import { CompensatedSums } from "../../numerics/compensatedSums.ts";
import { weightedAt } from "../../sources/tables/aggregates.ts";
import type { CodeArray } from "../../sources/tables/factor.ts";
import { meanByGroup, type Numbers } from "../../survey/cells.ts";
import type { Design } from "../../survey/design.ts";
import type { Family } from "../fit/families.ts";

/** The weights of the rows in patterns of equal covariates. */
export interface PatternWeights {
  /** Of each pattern. */
  readonly weights: Float64Array;
  /** Rows of positive weight. */
  readonly weighted: number;
  readonly sumOfWeights: number;
}

/**
 * The outcomes of rows in patterns of equal covariates: of each pattern the weight and the weighted mean. A model's
 * likelihood needs no more, because the deviance is the one within the patterns plus that of their means.
 */
export interface Observations extends PatternWeights {
  readonly means: Float64Array;
  /** The deviance of the outcomes from their pattern's mean, Σ w·d(y, ȳ). */
  readonly within: number;
}

/** Adds up the weights of the rows of each pattern; rows of the pattern −1 are left out. */
export function weighPatterns(
  { weights, rows, aggregates }: Design,
  group: CodeArray,
  count: number,
): PatternWeights {
  const sums = new CompensatedSums(count);
  let weighted = 0;
  for (let row = 0; row < rows; row++) {
    if (group[row]! < 0 || weights[row] === 0) continue;
    weighted += weightedAt(aggregates, row, weights[row]!);
    sums.add(group[row]!, weights[row]!);
  }
  const totals = sums.values();
  const all = new CompensatedSums(1);
  for (const total of totals) all.add(0, total);
  return { weights: totals, weighted, sumOfWeights: all.at(0) };
}

/** The outcomes of the rows by pattern; `weights` are the patterns' own, where they are known already. */
export function observe(
  design: Design,
  outcome: Numbers,
  { group, count }: { readonly group: CodeArray; readonly count: number },
  { deviance }: Family,
  weights = weighPatterns(design, group, count),
): Observations {
  const means = meanByGroup(outcome, design.weights, group, count);
  const within = new CompensatedSums(1);
  for (let row = 0; row < design.rows; row++) {
    const at = group[row]!;
    if (at < 0 || design.weights[row] === 0 || outcome[row] === means[at]) continue;
    within.add(0, design.weights[row]! * deviance(outcome[row]!, means[at]!, Math.log1p(-means[at]!)));
  }
  return { ...weights, means, within: within.at(0) };
}
