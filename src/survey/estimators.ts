import { errorNoise } from "../numerics/tolerances.ts";
import { type Cells, makeCells } from "./cells.ts";
import type { Design } from "./design.ts";
import { degreesOfFreedom } from "./domains.ts";
import { covarianceOfTotals, type Score } from "./linearisation.ts";
import { covarianceOfReplicates, type Replicates } from "./replication.ts";

/** A weighted estimate in a domain, with its standard error: linearised, or that of its replicates. */
export interface Estimate {
  readonly estimate: number;
  /** The sum of what may cancel in it, which its rounding errors are relative to. */
  readonly size: number;
  /** NaN where all strata of the domain hold a single cluster and the rule is `average`. */
  readonly se: number;
  /** Rows of the domain. */
  readonly n: number;
  /** Those of positive weight. */
  readonly weighted: number;
  readonly sumOfWeights: number;
  /** Σ w², for Kish's effective sample size. */
  readonly sumOfSquaredWeights: number;
  /** Degrees of freedom of the domain: its clusters of positive weight minus the strata that hold them. */
  readonly df: number;
  /** The variance of one row's contribution: what a simple random sample of n rows would divide by n. */
  readonly unitVariance: number;
  readonly score: Score;
  /** The estimate with each replicate's weights, where the design has any. */
  readonly replicates?: Float64Array | undefined;
}

/** A linear form of the cells' numeric columns: coefficients of 1 and of each column less its centre. */
type Form = readonly number[];

/**
 * What is estimated: the total of a form over some cells of a domain, or its ratio to the total of another form over
 * the whole domain, plus the offset that the form was centred by.
 */
export interface Parameter {
  /** The domain, in cells. */
  readonly domain: readonly number[];
  /** The cells of the domain that the numerator counts; all by default. */
  readonly counted?: readonly number[] | undefined;
  readonly numerator: Form;
  readonly denominator?: Form | undefined;
  readonly offset?: number | undefined;
}

/** The form that is 1 in every row. */
export const one: Form = [1];

/** The form that is a numeric column of the cells. */
export function numeric({ centres }: Cells, column: number): Form {
  return [centres[column]!, ...centres.map((_, at) => Number(at === column))];
}

/** The target that is the mean of a numeric column. */
export function meanOf(cells: Cells, column: number): Omit<Parameter, "domain"> {
  const [, ...centred] = numeric(cells, column);
  return { numerator: [0, ...centred], denominator: one, offset: cells.centres[column]! };
}

/** What the covariance of an estimate with others is found from. */
export type Linearised = Pick<Estimate, "estimate" | "size" | "score" | "replicates">;

/**
 * A target with its linearised variable: of a ratio R = Σ w·y / Σ w·x the linearised variable is
 * (y − R·x) / Σ w·x, of a total it is y itself (Särndal, Swensson and Wretman 1992, sections 5.5 and 5.6; `svytotal`
 * and `svyratio` of a subset design in R's survey). Proportions and means are ratios to x = 1.
 * Undefined when the domain has no weight, or the denominator's total is zero.
 */
export function linearise(
  cells: Cells,
  { domain, counted = domain, offset = 0, ...forms }: Parameter,
): Linearised | undefined {
  const numerator = formByCell(cells, forms.numerator);
  const denominator = formByCell(cells, forms.denominator ?? []);
  const sumOfWeights = sumOver(cells.sums[0]!, domain);
  const divisor = forms.denominator ? totalOf(cells.sums, denominator, domain) : 1;
  if (!(sumOfWeights > 0) || divisor === 0) return undefined;
  const centred = totalOf(cells.sums, numerator, counted) / divisor;
  const size = Math.abs(offset) + Math.abs(centred);
  const value = unlessNoise(offset + centred, errorNoise.cancelled * size);
  const isCounted = new Set(counted);
  const coefficients = numerator.map((factor, j) =>
    Float64Array.from(
      domain,
      (cell) => ((isCounted.has(cell) ? factor(cell) : 0) - centred * denominator[j]!(cell)) / divisor,
    ),
  );
  const score = { cells: domain, coefficients };
  const replicates = cells.replicated && totalsOfReplicates(cells, numerator, counted);
  if (replicates && forms.denominator) {
    const divisors = totalsOfReplicates(cells, denominator, domain);
    for (let at = 0; at < divisors.length; at++) replicates[at]! /= divisors[at]!;
  }
  return { estimate: value, size, score, replicates: replicates?.map((own) => offset + own) };
}

/** The same with its standard error. */
export function estimate(cells: Cells, parameter: Parameter): Estimate | undefined {
  const found = linearise(cells, parameter);
  if (!found) return undefined;
  const { domain } = parameter;
  const { score } = found;
  const sumOfWeights = sumOver(cells.sums[0]!, domain);
  const [[variance = 0] = []] = covarianceOf(cells, [found]);
  return {
    ...found,
    se: unlessNoise(Math.sqrt(variance), noiseOf(found)),
    n: sumOver(cells.rows, domain),
    weighted: sumOver(cells.weighted, domain),
    sumOfWeights,
    sumOfSquaredWeights: sumOver(cells.squaredWeights, domain),
    df: degreesOfFreedom(cells, domain),
    unitVariance:
      unlessNoise(
        Math.sqrt(unitVariance(cells, score, sumOfWeights)),
        noiseOf({ ...found, replicates: undefined }),
      ) ** 2,
  };
}

/** The coefficients of 1, q₁, q₂ … in a cell, of a form in the columns less their centres. */
function formByCell({ shifts, sums }: Cells, form: Form): ((cell: number) => number)[] {
  const [constant = 0, ...columns] = form;
  const used = columns.flatMap((factor, at) => (factor === 0 ? [] : [{ factor, shift: shifts[at]! }]));
  return sums.map((_, j) =>
    j === 0
      ? (cell) => used.reduce((sum, { factor, shift }) => sum + factor * shift[cell]!, constant)
      : () => columns[j - 1] ?? 0,
  );
}

/** The total of a form over some cells. */
function totalOf(
  sums: Cells["sums"],
  form: readonly ((cell: number) => number)[],
  over: readonly number[],
): number {
  return form.reduce(
    (total, factor, j) => over.reduce((sum, cell) => sum + factor(cell) * sums[j]![cell]!, total),
    0,
  );
}

/** The totals of a form over some cells with each replicate's weights. */
function totalsOfReplicates(
  { design, replicated }: Cells,
  form: readonly ((cell: number) => number)[],
  over: readonly number[],
): Float64Array {
  const sums = replicated!.sums();
  const totals = new Float64Array(design.replication!.factors.length);
  form.forEach((factor, j) => {
    for (const cell of over) {
      const [own, coefficient] = [sums[j]![cell]!, factor(cell)];
      for (let at = 0; at < totals.length; at++) totals[at]! += coefficient * own[at]!;
    }
  });
  return totals;
}

/** The standard error of an estimate that rounding alone may give it. */
export const noiseOf = ({ estimate: value, size, replicates }: Linearised): number =>
  Math.max(
    (replicates ? errorNoise.replicates : errorNoise.sums) * Math.abs(value),
    errorNoise.cancelled * size,
  );

const unlessNoise = (found: number, noise: number) => (Math.abs(found) <= noise ? 0 : found);

/**
 * An estimate with the degrees of freedom that are asked for, and without a standard error where it is the zero of a
 * single cluster's deviations from itself: nothing is known of that domain's variance.
 */
export function withFreedom(result: Estimate, freedom: number | undefined): Estimate {
  const { se, df } = result;
  return { ...result, df: freedom ?? df, se: se === 0 && df < 1 ? Number.NaN : se };
}

/** The covariance matrix of estimates from the same cells. */
export function covarianceOf(cells: Cells, estimates: readonly Linearised[]): number[][] {
  const { replication } = cells.design;
  if (replication) return covarianceOfReplicates(replication, estimates as readonly Replicates[]);
  return covarianceOfTotals(
    cells,
    estimates.map(({ score }) => score),
  );
}

/** The sum of one of the cells' numbers over some of them. */
export function sumOver(values: Float64Array, cells: readonly number[]): number {
  let sum = 0;
  for (const cell of cells) sum += values[cell]!;
  return sum;
}

/**
 * The weighted variance of the score times the domain's weight, Σ w·(e − ē)² / Σ w · n/(n − 1) with e = z·Σ w
 * (`svyvar` in R's survey).
 */
function unitVariance(cells: Cells, { cells: domain, coefficients }: Score, sumOfWeights: number): number {
  const mean =
    domain.reduce(
      (sum, cell, at) =>
        sum + coefficients.reduce((part, form, j) => part + form[at]! * cells.sums[j]![cell]!, 0),
      0,
    ) / sumOfWeights;
  let squares = 0;
  domain.forEach((cell, at) => {
    const centred = coefficients.map((form, j) => form[at]! - (j === 0 ? mean : 0));
    for (let j = 0; j < centred.length; j++)
      for (let k = 0; k < centred.length; k++)
        squares += centred[j]! * centred[k]! * cells.products[Math.max(j, k)]![Math.min(j, k)]![cell]!;
  });
  const n = sumOver(cells.weighted, domain);
  return n > 1 ? ((squares * n) / (n - 1)) * sumOfWeights : Number.NaN;
}

/** How a simple random sample is drawn to which the design effect compares. */
export type Replacement = "without" | "with";

/**
 * Design effect: the variance over that of a simple random sample of as many rows, drawn with replacement, or without
 * it from a population of Σ w (`deff = "replace"` and `deff = TRUE` in R's survey). NaN where the latter is zero, or
 * where the weights add up to less than the rows.
 */
export function designEffect(
  result: Pick<Estimate, "se" | "unitVariance" | "weighted" | "sumOfWeights">,
  replacement: Replacement,
): number {
  const { se, unitVariance: variance, weighted, sumOfWeights } = result;
  const correction = replacement === "with" ? 1 : (sumOfWeights - weighted) / sumOfWeights;
  const simple = (variance / weighted) * correction;
  return simple > 0 ? se ** 2 / simple : Number.NaN;
}

/** Kish's effective sample size of unequal weights, (Σ w)² / Σ w² (Kish 1965, section 11.7). */
export function effectiveSize({
  sumOfWeights,
  sumOfSquaredWeights,
}: Pick<Estimate, "sumOfWeights" | "sumOfSquaredWeights">): number {
  return sumOfWeights ** 2 / sumOfSquaredWeights;
}

/** The mean of a numeric column over all rows that have a value; a proportion when the values are 0 and 1. */
export function estimateMean(design: Design, values: Float64Array): Estimate | undefined {
  return estimateWhole(design, values, meanOf);
}

/** The total of a numeric column over all rows that have a value; a count when the values are 0 and 1. */
export function estimateTotal(design: Design, values: Float64Array): Estimate | undefined {
  return estimateWhole(design, values, (cells, column) => ({ numerator: numeric(cells, column) }));
}

function estimateWhole(design: Design, values: Float64Array, target: typeof meanOf): Estimate | undefined {
  const cells = makeCells(design, [], [values]);
  const domain = Array.from(cells.rows.keys());
  return estimate(cells, { domain, ...target(cells, 0) });
}
