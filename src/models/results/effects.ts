import { deparse } from "../../sources/expressions/deparse.ts";
import { hasSteps } from "../../sources/expressions/derivative.ts";
import { InputError } from "../../text/errors.ts";
import { goesInSteps, inOffsetAlone, notInModel } from "../../text/messages/modelResults.ts";
import type { FittedModel } from "../fit/model.ts";
import { matrixAt, matrixDerivative } from "../formula/matrix.ts";
import { factorOf, isFactorOf } from "./factors.ts";
import { marginDifferences } from "./margins.ts";
import {
  areDetermined,
  inferPrediction,
  keptColumns,
  linearPredictor,
  type Predicted,
  type Prediction,
  predict,
  unpredicted,
  weightedMean,
} from "./predictions.ts";

/** A mean change of the prediction; no estimate where aliased columns leave it undetermined. */
export interface MarginalEffect extends Predicted {
  readonly variable: string;
  /** Of a factor the level that is compared with the reference; empty for a number, whose effect is a slope. */
  readonly level: string;
  readonly versus: string;
}

/**
 * Average marginal effects: of a factor the differences of its predictive margins from that of the reference, of a
 * number the weighted mean of the derivatives of the predictions, through all terms that it is in.
 */
export function marginalEffects(model: FittedModel, variable: string): MarginalEffect[] {
  if (!isFactorOf(model, variable)) return [slopeEffect(model, variable)];
  const { factor } = factorOf(model, variable);
  const [reference] = factor.levels as [string];
  const compare = marginDifferences(model, variable);
  return factor.declared
    .filter((level) => level !== reference)
    .map((level) => ({ variable, level, versus: reference, ...(compare(level, reference) ?? unpredicted) }));
}

/**
 * The mean derivative of the predictions by a number: d/dx μ = g′(η)·η′, whose gradient is the mean of
 * g″(η)·η′·x + g′(η)·x′.
 */
function slopeEffect(model: FittedModel, variable: string): MarginalEffect {
  const { table, frame, columns, fitted } = model;
  refuseSlope(model, variable);
  const result = { variable, level: "", versus: "" };
  const derivative = matrixDerivative(table, frame, columns, variable);
  if (!areDetermined(model, derivative)) return { ...result, ...unpredicted };
  const matrix = matrixAt(table, frame, columns);
  const { link } = fitted.problem;
  const [own, changes] = [keptColumns(model, matrix), keptColumns(model, derivative)];
  const predictorsWith = (coefficients: readonly number[]) =>
    linearPredictor(own, coefficients, matrix.offset);
  const ratesWith = (coefficients: readonly number[]) =>
    linearPredictor(changes, coefficients, derivative.offset);
  const predictors = predictorsWith(model.coefficients);
  const rates = ratesWith(model.coefficients);
  const slopes = predictors.map(link.slope);
  const bends = predictors.map((predictor, at) => link.curvature(predictor) * rates[at]!);
  const effect = {
    valuesWith: (coefficients: readonly number[]) => {
      const slopesWith = predictorsWith(coefficients).map(link.slope);
      return ratesWith(coefficients).map((rate, at) => rate * slopesWith[at]!);
    },
    gradient: own.map(
      (column, k) => weightedMean(model, column, bends) + weightedMean(model, changes[k]!, slopes),
    ),
  };
  const [prediction] = predict(model, [effect]) as [Prediction];
  return { ...result, ...inferPrediction(model, prediction) };
}

/** Throws when a variable is in no term of the model, or in one that goes in steps. */
function refuseSlope({ frame }: FittedModel, variable: string): void {
  const { atoms, terms, offsets } = frame.formula;
  const own = [...new Set(terms.flat())].filter((atom) => frame.readsOf[atom]!.includes(variable));
  if (own.length === 0) {
    const inOffset = frame.bases.some(({ name }) => name === variable);
    throw new InputError(
      inOffset ? inOffsetAlone : notInModel(variable, [...new Set(frame.readsOf.flat())]),
      {},
      { value: variable },
    );
  }
  const stepped = [...own.map((atom) => atoms[atom]!.madeFrom ?? atoms[atom]!.expression), ...offsets].find(
    (expression) => hasSteps(expression, variable),
  );
  if (stepped) throw new InputError(goesInSteps, {}, { value: deparse(stepped) });
}
