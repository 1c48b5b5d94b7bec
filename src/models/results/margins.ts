import { CompensatedSums } from "../../numerics/compensatedSums.ts";
import { type Comparison, type Tested, untested } from "../../survey/comparison.ts";
import { covarianceOfTotals } from "../../survey/linearisation.ts";
import { covarianceOfReplicates, type Replication } from "../../survey/replication.ts";
import type { FittedModel } from "../fit/model.ts";
import { factorOf } from "./factors.ts";
import { quadraticForm } from "./inference.ts";
import { inferPrediction, type Prediction, predictionAt } from "./predictions.ts";

/**
 * The mean prediction when everybody has a level of a variable; no estimate where aliased columns leave it undetermined.
 */
export interface PredictiveMargin extends Tested {
  readonly variable: string;
  readonly level: string;
  /** The standard error that also counts the sample of covariates (`svypredmeans`); null without a design covariance. */
  readonly seSample: number | null;
}

/**
 * Predictive margins of a factor: the weighted mean over the rows used of their predictions, were everybody at a level
 * (Graubard and Korn 1999), in the order of declaration, with delta-method standard errors given the covariates.
 */
export function predictiveMargins(model: FittedModel, variable: string): PredictiveMargin[] {
  const { base, factor } = factorOf(model, variable);
  return factor.declared.map((level) => {
    const prediction = predictionAt(model, base, factor, level);
    return {
      variable,
      level,
      ...(prediction ? inferPrediction(model, prediction) : untested),
      seSample: prediction ? seWithSample(model, prediction) : null,
    };
  });
}

/** Compares predictive margins of a factor: that of one level minus that of another; undefined where one is undetermined. */
export function marginDifferences(
  model: FittedModel,
  variable: string,
): (level: string, versus: string) => Comparison | undefined {
  const { base, factor } = factorOf(model, variable);
  const known = new Map<string, Pick<Prediction, "estimate" | "gradient"> | undefined>();
  const predictionOf = (level: string) => {
    if (!known.has(level)) {
      const found = predictionAt(model, base, factor, level);
      known.set(level, found && { estimate: found.estimate, gradient: found.gradient });
    }
    return known.get(level);
  };
  return (level, versus) => {
    const [of, against] = [predictionOf(level), predictionOf(versus)];
    if (!of || !against) return undefined;
    return inferPrediction(model, {
      estimate: of.estimate - against.estimate,
      gradient: of.gradient.map((value, k) => value - against.gradient[k]!),
    });
  };
}

/**
 * The delta method's variance plus the design variance of the mean of the predictions, as if the two were independent
 * (`svypredmeans` in R's survey); with replicate weights that of the margin's own replicates.
 */
function seWithSample(model: FittedModel, prediction: Prediction): number | null {
  const { fitted, basisCovariance, request, coefficients } = model;
  if (request.covariance !== "design") return null;
  if (fitted.design.replication) return seOfReplicates(model, prediction, fitted.design.replication);
  const cells = fitted.cells();
  const means = prediction.meansWith(coefficients);
  const shares = Float64Array.from(
    cells.codes[0]!,
    (pattern) => (means[pattern]! - prediction.estimate) / fitted.problem.observations.sumOfWeights,
  );
  const score = {
    cells: Array.from(shares.keys()),
    coefficients: [shares, new Float64Array(shares.length)],
  };
  const [[sampling = 0] = []] = covarianceOfTotals(cells, [score]);
  return Math.sqrt(quadraticForm(prediction.gradient, basisCovariance()) + sampling);
}

function seOfReplicates(
  { fitted }: FittedModel,
  { estimate, meansWith }: Prediction,
  replication: Replication,
): number {
  const refits = fitted.replicates();
  const replicates = Float64Array.from(replication.weights, (weights, at) => {
    const means = meansWith(refits.map((coefficient) => coefficient.replicates[at]!));
    const sums = new CompensatedSums(2);
    fitted.group.forEach((pattern, row) => {
      if (pattern < 0 || weights[row] === 0) return;
      sums.add(0, weights[row]!);
      sums.add(1, weights[row]! * means[pattern]!);
    });
    return sums.at(1) / sums.at(0);
  });
  const [[variance]] = covarianceOfReplicates(replication, [{ estimate, replicates }]) as [[number]];
  return Math.sqrt(variance);
}
