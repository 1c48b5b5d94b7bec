import { CholeskyDecomposition, Matrix } from "ml-matrix";
import type { Family } from "./families.ts";

/** Observations that share covariates and outcome, with their total weight. */
export interface Observations {
  /** The covariates of each observation, one number per coefficient. */
  readonly rows: readonly Float64Array[];
  readonly outcome: readonly number[];
  readonly weights: readonly number[];
}

export interface Fit {
  readonly coefficients: readonly number[];
  /** Each coefficient's score x·(y − μ) by observation, at the solution. */
  readonly scores: readonly (readonly number[])[];
  /** The information A = Σ w·v(μ)·x·xᵀ at the solution, factorised. */
  readonly information: CholeskyDecomposition;
}

/** Coefficients with what they predict. */
interface Point {
  readonly coefficients: readonly number[];
  readonly predictors: readonly number[];
  readonly deviance: number;
}

const mostIterations = 50;
const mostHalvings = 30;
const tolerance = 1e-13;
const leastStep = 1e-9;

/**
 * Maximises the weighted (pseudo-)likelihood of a model with canonical link by iteratively reweighted least squares:
 * each step solves A·δ = Σ w·x·(y − μ) with the information A = Σ w·v(μ)·x·xᵀ, and is halved while it raises the
 * deviance. Returns undefined when the iterations do not converge or the covariates are collinear.
 */
export function fitByIrls(observations: Observations, family: Family): Fit | undefined {
  let point = startPoint(observations, family);
  for (let iteration = 0; point && iteration < mostIterations; iteration++) {
    const next = improve(point, observations, family);
    if (!next) return undefined;
    const change = Math.abs(point.deviance - next.deviance) / (Math.abs(next.deviance) + 0.1);
    const still = next.coefficients.every(
      (value, j) => Math.abs(value - point!.coefficients[j]!) < leastStep,
    );
    point = next;
    if (change < tolerance && still) return fitAt(point, observations, family);
  }
  return undefined;
}

/** The least-squares fit to the link of the family's starting means. */
function startPoint(observations: Observations, family: Family): Point | undefined {
  const { rows, outcome, weights } = observations;
  const means = outcome.map(family.start);
  const working = means.map((mean, at) => {
    return weights[at]! * (family.variance(mean) * family.link(mean) + outcome[at]! - mean);
  });
  const solver = informationSolver(observations, means, family);
  return solver && pointAt(solver.solve(crossProduct(rows, working)).to1DArray(), observations, family);
}

/** One step of the iterations; undefined when the information is singular or the deviance is not finite. */
function improve(point: Point, observations: Observations, family: Family): Point | undefined {
  const { rows, outcome, weights } = observations;
  const means = point.predictors.map(family.inverseLink);
  const solver = informationSolver(observations, means, family);
  if (!solver) return undefined;
  const residuals = means.map((mean, at) => weights[at]! * (outcome[at]! - mean));
  let step = solver.solve(crossProduct(rows, residuals)).to1DArray();
  for (let halving = 0; ; halving++) {
    const next = pointAt(
      point.coefficients.map((value, j) => value + step[j]!),
      observations,
      family,
    );
    if (next.deviance <= point.deviance * (1 + tolerance)) return next;
    if (halving === mostHalvings) return Number.isFinite(next.deviance) ? next : undefined;
    step = step.map((value) => value / 2);
  }
}

function pointAt(
  coefficients: readonly number[],
  { rows, outcome, weights }: Observations,
  family: Family,
): Point {
  let deviance = 0;
  const predictors = rows.map((x, at) => {
    let predictor = 0;
    for (let j = 0; j < x.length; j++) predictor += x[j]! * coefficients[j]!;
    if (weights[at]! > 0)
      deviance += weights[at]! * family.deviance(outcome[at]!, family.inverseLink(predictor));
    return predictor;
  });
  return { coefficients, predictors, deviance };
}

function fitAt(
  { coefficients, predictors }: Point,
  observations: Observations,
  family: Family,
): Fit | undefined {
  const { rows, outcome } = observations;
  const means = predictors.map(family.inverseLink);
  const scores = coefficients.map((_, j) => rows.map((x, at) => x[j]! * (outcome[at]! - means[at]!)));
  const information = informationSolver(observations, means, family);
  return information && { coefficients, scores, information };
}

/** The Cholesky factor of the information; undefined when the covariates are collinear to working precision. */
function informationSolver(
  { rows, weights }: Observations,
  means: readonly number[],
  family: Family,
): CholeskyDecomposition | undefined {
  const size = rows[0]!.length;
  const lower = new Float64Array(size * size);
  for (let at = 0; at < rows.length; at++) {
    const x = rows[at]!;
    const weight = weights[at]! * family.variance(means[at]!);
    for (let j = 0; j < size; j++) {
      if (x[j] === 0) continue;
      const weighted = weight * x[j]!;
      for (let k = 0; k <= j; k++) lower[j * size + k]! += weighted * x[k]!;
    }
  }
  const index = Array.from({ length: size }, (_, j) => j);
  const information = index.map((j) => index.map((k) => lower[Math.max(j, k) * size + Math.min(j, k)]!));
  const cholesky = new CholeskyDecomposition(information);
  const pivots = cholesky.lowerTriangularMatrix.diag().map((pivot, j) => pivot ** 2 / information[j]![j]!);
  return pivots.every((pivot) => pivot > 1e-11) ? cholesky : undefined;
}

function crossProduct(rows: Observations["rows"], values: readonly number[]): Matrix {
  const sums = new Array<number>(rows[0]!.length).fill(0);
  for (let at = 0; at < rows.length; at++) {
    const x = rows[at]!;
    for (let j = 0; j < x.length; j++) sums[j]! += x[j]! * values[at]!;
  }
  return Matrix.columnVector(sums);
}
