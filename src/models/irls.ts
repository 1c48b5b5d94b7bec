import { Matrix, QrDecomposition } from "ml-matrix";
import type { Family } from "./families.ts";

/** Observations that share covariates and outcome, with their total weight. */
export interface Observations {
  /** One row per observation, one column per coefficient. */
  readonly matrix: Matrix;
  readonly outcome: readonly number[];
  readonly weights: readonly number[];
}

export interface Fit {
  readonly coefficients: readonly number[];
  readonly means: readonly number[];
  readonly deviance: number;
}

const mostIterations = 50;
const tolerance = 1e-13;

/**
 * Maximises the weighted (pseudo-)likelihood by iteratively reweighted least squares, each step by QR, halving steps
 * that raise the deviance. Returns undefined when the iterations do not converge or the matrix is rank-deficient.
 */
export function fitByIrls({ matrix, outcome, weights }: Observations, family: Family): Fit | undefined {
  const active = weights.flatMap((weight, row) => (weight > 0 ? [row] : []));
  const design = new Matrix(active.map((row) => matrix.getRow(row)));
  const y = active.map((row) => outcome[row]!);
  const w = active.map((row) => weights[row]!);
  const devianceAt = (predictors: readonly number[]) =>
    predictors.reduce(
      (sum, predictor, at) => sum + w[at]! * family.deviance(y[at]!, family.inverseLink(predictor)),
      0,
    );
  const predict = (coefficients: readonly number[]) =>
    design.mmul(Matrix.columnVector([...coefficients])).to1DArray();

  let predictors = y.map((value) => family.link(family.start(value)));
  let deviance = Number.POSITIVE_INFINITY;
  let coefficients: number[] | undefined;
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    let next = leastSquaresStep(design, y, w, predictors, family);
    if (!next) return undefined;
    let nextDeviance = devianceAt(predict(next));
    for (
      let halving = 0;
      coefficients && !(nextDeviance <= deviance * (1 + tolerance)) && halving < 30;
      halving++
    ) {
      next = next.map((value, at) => (value + coefficients![at]!) / 2);
      nextDeviance = devianceAt(predict(next));
    }
    if (!Number.isFinite(nextDeviance)) return undefined;
    const change = Math.abs(deviance - nextDeviance) / (Math.abs(nextDeviance) + 0.1);
    const moved = coefficients
      ? Math.max(...next.map((value, at) => Math.abs(value - coefficients![at]!)))
      : 1;
    coefficients = next;
    deviance = nextDeviance;
    predictors = predict(coefficients);
    if (change < tolerance && moved < 1e-9) {
      const means = matrix.mmul(Matrix.columnVector(coefficients)).to1DArray().map(family.inverseLink);
      return { coefficients, means, deviance };
    }
  }
  return undefined;
}

function leastSquaresStep(
  design: Matrix,
  y: readonly number[],
  w: readonly number[],
  predictors: readonly number[],
  family: Family,
): number[] | undefined {
  const scaled = design.clone();
  const response = predictors.map((predictor, row) => {
    const mean = family.inverseLink(predictor);
    const slope = family.variance(mean);
    const root = Math.sqrt(w[row]! * slope);
    scaled.mulRow(row, root);
    return root === 0 ? 0 : root * (predictor + (y[row]! - mean) / slope);
  });
  const qr = new QrDecomposition(scaled);
  if (!qr.isFullRank()) return undefined;
  const solution = qr.solve(Matrix.columnVector(response)).to1DArray();
  return solution.every(Number.isFinite) ? solution : undefined;
}
