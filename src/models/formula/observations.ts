import { CompensatedSums } from "../../numerics/compensatedSums.ts";
import type { CodeArray } from "../../sources/tables/factor.ts";
import { meanByGroup, type Numbers } from "../../survey/cells.ts";
import type { Design } from "../../survey/design.ts";
import type { Family } from "../fit/families.ts";

/**
 * The outcomes of rows in patterns of equal covariates: of each pattern the weight and the weighted mean. A model's
 * likelihood needs no more, because the deviance is the one within the patterns plus that of their means.
 */
export interface Observations {
  readonly weights: Float64Array;
  readonly means: Float64Array;
  /** The deviance of the outcomes from their pattern's mean, Σ w·d(y, ȳ). */
  readonly within: number;
  /** Rows of positive weight. */
  readonly weighted: number;
  readonly sumOfWeights: number;
}

export function observe(
  { weights, rows }: Design,
  outcome: Numbers,
  group: CodeArray,
  count: number,
  { deviance }: Family,
): Observations {
  const means = meanByGroup(outcome, weights, group, count);
  const sums = new CompensatedSums(count);
  const within = new CompensatedSums(1);
  let weighted = 0;
  for (let row = 0; row < rows; row++) {
    const at = group[row]!;
    if (at < 0 || weights[row] === 0) continue;
    weighted++;
    sums.add(at, weights[row]!);
    if (outcome[row] !== means[at])
      within.add(0, weights[row]! * deviance(outcome[row]!, means[at]!, Math.log1p(-means[at]!)));
  }
  const totals = sums.values();
  const all = new CompensatedSums(1);
  for (const total of totals) all.add(0, total);
  return { weights: totals, means, within: within.at(0), weighted, sumOfWeights: all.at(0) };
}
