import type { Value } from "../sources/codebook.ts";
import { type Cells, makeCells } from "./cells.ts";
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
  const sums = sumUp(design, values);
  if (!(sums.weight > 0)) return undefined;
  const mean = sums.total / sums.weight;
  return withError(design, sums, mean, (value) => (value - mean) / sums.weight);
}

/**
 * The weighted total Σ w·y over the rows of the domain that have a value, with its standard error (Särndal, Swensson and
 * Wretman 1992, section 5.5; `svytotal` of a subset design in R's survey). A count is the total of a variable that is 0
 * or 1. Rows whose value is null are outside the domain. Returns undefined when the domain has no weight.
 */
export function estimateTotal(design: Design, values: readonly (number | null)[]): Estimate | undefined {
  const sums = sumUp(design, values);
  return sums.weight > 0 ? withError(design, sums, sums.total, (value) => value) : undefined;
}

/** The domain by cells, with what both estimators sum over it. */
interface Sums {
  readonly cells: Cells;
  readonly total: number;
  readonly weight: number;
  readonly n: number;
  readonly df: number;
}

function sumUp(design: Design, values: readonly (number | null)[]): Sums {
  const cells = makeCells(design, [values as readonly Value[]]);
  let total = 0;
  let weight = 0;
  let n = 0;
  for (const [cell, value] of cellValues(cells).entries()) {
    if (value === null) continue;
    total += cells.sumOfWeights[cell]! * value;
    weight += cells.sumOfWeights[cell]!;
    n += cells.rows[cell]!;
  }
  return { cells, total, weight, n, df: degreesOfFreedom(design, (row) => values[row] !== null) };
}

const cellValues = (cells: Cells) => cells.values[0] as readonly (number | null)[];

/** The estimate with the standard error of the total of its linearised variable, which is zero outside the domain. */
function withError(
  design: Design,
  { cells, n, df }: Sums,
  estimate: number,
  linearised: (value: number) => number,
): Estimate {
  const values = cellValues(cells);
  const scores = Float64Array.from(values, (value) => (value === null ? 0 : linearised(value)));
  const [[variance = 0] = []] = covarianceOfTotals(design, cells, [scores]);
  return { estimate, se: Math.sqrt(variance), n, df };
}
