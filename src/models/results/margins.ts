import type { Comparison } from "../../survey/comparison.ts";
import type { FittedModel } from "../fit/model.ts";
import { factorOf } from "./factors.ts";
import { differenceOf, inferPrediction, type Predicted, predictionsAt, unpredicted } from "./predictions.ts";

/**
 * The mean prediction when everybody has a level of a variable; no estimate where aliased columns leave it undetermined.
 */
export interface PredictiveMargin extends Predicted {
  readonly variable: string;
  readonly level: string;
}

/**
 * Predictive margins of a factor: the weighted mean over the rows used of their predictions, were everybody at a level
 * (Graubard and Korn 1999), in the order of declaration, with delta-method standard errors given the covariates.
 */
export function predictiveMargins(model: FittedModel, variable: string): PredictiveMargin[] {
  const { base, factor } = factorOf(model, variable);
  const predictions = predictionsAt(model, base, factor);
  return factor.declared.map((level) => {
    const prediction = predictions.get(level);
    return {
      variable,
      level,
      ...(prediction ? inferPrediction(model, prediction) : unpredicted),
    };
  });
}

/** Compares predictive margins of a factor: that of one level minus that of another; undefined where one is undetermined. */
export function marginDifferences(
  model: FittedModel,
  variable: string,
): (level: string, versus: string) => (Comparison & Predicted) | undefined {
  const { base, factor } = factorOf(model, variable);
  const predictions = predictionsAt(model, base, factor);
  return (level, versus) => {
    const [of, against] = [predictions.get(level), predictions.get(versus)];
    return of && against ? inferPrediction(model, differenceOf(of, against)) : undefined;
  };
}
