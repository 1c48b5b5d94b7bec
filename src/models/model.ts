import { type CholeskyDecomposition, Matrix } from "ml-matrix";
import type { Column, Value } from "../sources/codebook.ts";
import { factorOf } from "../sources/factor.ts";
import { makeCells } from "../survey/cells.ts";
import type { Design } from "../survey/design.ts";
import { criticalValue, twoSidedP } from "../survey/distributions.ts";
import { degreesOfFreedom } from "../survey/domains.ts";
import { covarianceOfTotals } from "../survey/linearisation.ts";
import type { Label } from "../text/language.ts";
import { type Family, type FamilyName, families } from "./families.ts";
import { fitByIrls } from "./irls.ts";
import { type Factor, type MatrixColumn, matrixColumns, modelRows } from "./matrix.ts";
import { divergence, emptyLevel, type Refusal, separation, tooFew } from "./refusals.ts";

/** A comparison on the scale of the linear predictor, with its t test and 95 % interval; exp is the ratio. */
export interface Comparison {
  readonly estimate: number;
  readonly se: number;
  readonly statistic: number;
  readonly df: number;
  readonly p: number;
  readonly low: number;
  readonly high: number;
  readonly exp: { readonly estimate: number; readonly low: number; readonly high: number };
}

export interface FittedModel {
  readonly columns: readonly MatrixColumn[];
  readonly factors: readonly Factor[];
  readonly coefficients: readonly number[];
  readonly covariance: readonly (readonly number[])[];
  /** Respondents in the fit. */
  readonly n: number;
  /** Respondents of the domain left out because an answer is missing. */
  readonly missing: number;
  /** Degrees of freedom of the design minus the coefficients other than the intercept. */
  readonly df: number;
}

export interface ModelData {
  readonly factors: readonly Factor[];
  /** The values of each factor, row by row. */
  readonly covariates: readonly Column[];
  readonly outcome: readonly (number | null)[];
  readonly inDomain: readonly boolean[];
}

/**
 * Fits a generalised linear model by pseudo-maximum likelihood in a domain of a survey design. The covariance is the
 * linearised one of the design, A⁻¹·B·A⁻¹ with the information A and the design covariance B of the total score
 * (Binder 1983; `svyglm` in R's survey). Rows with a missing answer are left out as if they were outside the domain.
 */
export function fitModel(design: Design, familyName: FamilyName, data: ModelData): FittedModel | Refusal {
  const family: Family = families[familyName];
  const { factors } = data;
  const complete = data.inDomain.map(
    (inside, row) =>
      inside && data.outcome[row] !== null && data.covariates.every((column) => column[row] !== null),
  );
  const distinct = [...new Set(data.outcome.filter((value) => value !== null))].sort((a, b) => a - b);
  const codeOf = new Map<number | null, number>(distinct.map((value, code) => [value, code]));
  const outcomes = Int32Array.from(data.outcome, (value, row) => (complete[row] ? codeOf.get(value)! : -1));
  const cells = makeCells(design, [
    { codes: outcomes, size: distinct.length },
    ...factors.map(({ levels }, at) => ({
      codes: factorOf(data.covariates[at]!, levels).codes,
      size: levels.length,
    })),
  ]);
  const outcome = Array.from(cells.codes[0]!, (code) => distinct[code]!);
  const weights = [...cells.sums[0]!];
  const values = factors.map(({ levels }, at) => Array.from(cells.codes[at + 1]!, (code) => levels[code]!));
  const obstacle = findObstacle(factors, values, outcome, weights, family);
  if (obstacle) return { refusal: obstacle };

  const columns = matrixColumns(factors);
  const rows = modelRows(factors, columns, values);
  const fit = fitByIrls({ rows, outcome, weights }, family);
  if (!fit) return { refusal: divergence };

  const domain = outcome.map((_, cell) => cell);
  const scores = fit.scores.map((score) => ({ cells: domain, coefficients: [Float64Array.from(score)] }));
  const n = complete.filter(Boolean).length;
  const df = degreesOfFreedom(cells, domain) - (columns.length - 1);
  if (df < 1) return { refusal: tooFew(n, columns.length) };
  return {
    columns,
    factors,
    coefficients: fit.coefficients,
    covariance: sandwich(fit.information, covarianceOfTotals(cells, scores)),
    n,
    missing: data.inDomain.filter(Boolean).length - n,
    df,
  };
}

/** A⁻¹·B·A⁻¹ of the information A and the covariance B of the total score. */
function sandwich(information: CholeskyDecomposition, scores: number[][]): number[][] {
  const half = information.solve(new Matrix(scores));
  return information.solve(half.transpose()).to2DArray();
}

/** A level without respondents, or one whose outcome never varies off the boundary, keeps the fit from existing. */
function findObstacle(
  factors: readonly Factor[],
  values: readonly (readonly Value[])[],
  outcome: readonly number[],
  weights: readonly number[],
  { boundary }: Family,
): Label | undefined {
  for (const [at, { variable, levels }] of factors.entries())
    for (const level of levels) {
      const outcomes = outcome.filter((_, cell) => values[at]![cell] === level && weights[cell]! > 0);
      if (outcomes.length === 0) return emptyLevel(variable, level);
      const constant = boundary.find((bound) => outcomes.every((value) => value === bound));
      if (constant !== undefined) return separation(variable, level, constant);
    }
  return undefined;
}

/** The comparison of two levels of a variable; of the intercept when `level` and `versus` are empty. */
export function compareLevels(
  model: FittedModel,
  variable: string,
  level: string,
  versus: string,
): Comparison {
  const contrast = model.columns.map(
    (column) =>
      Number(column.variable === variable && column.level === level) -
      Number(column.variable === variable && column.level === versus && level !== versus),
  );
  const estimate = contrast.reduce((sum, factor, j) => sum + factor * model.coefficients[j]!, 0);
  const variance = contrast.reduce(
    (sum, a, j) => sum + contrast.reduce((inner, b, k) => inner + a * b * model.covariance[j]![k]!, 0),
    0,
  );
  const se = Math.sqrt(variance);
  const statistic = estimate / se;
  const margin = criticalValue(0.95, model.df) * se;
  const [low, high] = [estimate - margin, estimate + margin];
  return {
    estimate,
    se,
    statistic,
    df: model.df,
    p: twoSidedP(statistic, model.df),
    low,
    high,
    exp: { estimate: Math.exp(estimate), low: Math.exp(low), high: Math.exp(high) },
  };
}
