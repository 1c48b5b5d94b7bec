import type { Value } from "../sources/codebook.ts";
import { makeCells } from "./cells.ts";
import { type Design, degreesOfFreedom } from "./design.ts";
import { covarianceOfTotals } from "./linearisation.ts";

/** A weighted estimate in a domain, with its linearised standard error. */
export interface Estimate {
  readonly estimate: number;
  readonly se: number;
  /** Respondents of the domain who gave an answer. */
  readonly n: number;
  /** Degrees of freedom of the domain. */
  readonly df: number;
}

/**
 * The weighted mean Σ w·y / Σ w over the rows of the domain that have a value, with the standard error of the ratio of
 * two totals (Särndal, Swensson and Wretman 1992, section 5.6; `svymean` of a subset design in R's survey).
 * A proportion is the mean of a variable that is 0 or 1. Rows whose value is null are outside the domain.
 * Returns undefined when the domain has no weight.
 */
export function estimateMean(design: Design, values: readonly (number | null)[]): Estimate | undefined {
  const cells = makeCells(design, [values as readonly Value[]]);
  const cellValues = cells.values[0] as readonly (number | null)[];
  let total = 0;
  let weight = 0;
  let n = 0;
  for (let cell = 0; cell < cells.count; cell++) {
    const value = cellValues[cell]!;
    if (value === null) continue;
    total += cells.sumOfWeights[cell]! * value;
    weight += cells.sumOfWeights[cell]!;
    n += cells.rows[cell]!;
  }
  if (!(weight > 0)) return undefined;
  const estimate = total / weight;
  const scores = Float64Array.from(cellValues, (value) => (value === null ? 0 : (value - estimate) / weight));
  const [[variance = 0] = []] = covarianceOfTotals(design, cells, [scores]);
  return {
    estimate,
    se: Math.sqrt(variance),
    n,
    df: degreesOfFreedom(design, (row) => values[row] !== null),
  };
}
