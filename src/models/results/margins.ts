import { CompensatedSums } from "../../numerics/compensatedSums.ts";
import { aliasesOf, inBasis, isDetermined } from "../../numerics/orthonormal.ts";
import { deparse, quoteName } from "../../sources/expressions/deparse.ts";
import { hasSteps } from "../../sources/expressions/derivative.ts";
import type { Comparison } from "../../survey/comparison.ts";
import { covarianceOfTotals } from "../../survey/linearisation.ts";
import { covarianceOfReplicates, type Replication } from "../../survey/replication.ts";
import { InputError } from "../../text/errors.ts";
import { suggest } from "../../text/suggest.ts";
import type { FittedModel } from "../fit/model.ts";
import type { FactorLevels } from "../formula/frame.ts";
import { type ModelMatrix, matrixAt, matrixDerivative } from "../formula/matrix.ts";
import { infer, quadraticForm } from "./inference.ts";

/** The mean prediction when everybody has a level of a variable. */
export interface PredictiveMargin {
  readonly variable: string;
  readonly level: string;
  /** Null where aliased columns leave the prediction undetermined. */
  readonly comparison: Comparison | null;
  /** The standard error that also counts the sample of covariates (`svypredmeans`); null without a design covariance. */
  readonly seSample: number | null;
}

/** A mean change of the prediction. */
export interface MarginalEffect {
  readonly variable: string;
  /** Of a factor the level that is compared with the reference; empty for a number, whose effect is a slope. */
  readonly level: string;
  readonly versus: string;
  readonly comparison: Comparison | null;
}

/** A mean prediction with its gradient by the coefficients on the basis. */
interface Prediction {
  readonly estimate: number;
  readonly gradient: readonly number[];
  /** The predictions pattern by pattern with some coefficients. */
  readonly meansWith: (coefficients: readonly number[]) => Float64Array;
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
      comparison: prediction ? inferPrediction(model, prediction) : null,
      seSample: prediction ? seWithSample(model, prediction) : null,
    };
  });
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
    .map((level) => ({ variable, level, versus: reference, comparison: compare(level, reference) }));
}

/** Compares predictive margins of a factor: that of one level minus that of another; null where one is undetermined. */
export function marginDifferences(
  model: FittedModel,
  variable: string,
): (level: string, versus: string) => Comparison | null {
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
    if (!of || !against) return null;
    return inferPrediction(model, {
      estimate: of.estimate - against.estimate,
      gradient: of.gradient.map((value, k) => value - against.gradient[k]!),
    });
  };
}

/** Whether a variable is a factor of the model, and not a number. */
export function isFactorOf({ frame }: Pick<FittedModel, "frame">, variable: string): boolean {
  return frame.bases.some(({ name, factor }) => name === variable && factor !== undefined);
}

/** The factor that a variable is in a model; throws where it is none, or a number as well. */
export function factorOf(
  { frame }: FittedModel,
  variable: string,
): { readonly base: number; readonly factor: FactorLevels } {
  const own = frame.bases.filter(({ name }) => name === variable);
  const base = frame.bases.findIndex(({ name, factor }) => name === variable && factor);
  if (base >= 0 && own.length === 1) return { base, factor: frame.bases[base]!.factor! };
  if (own.length > 1)
    throw new InputError("the variable is both a factor and a number of the model", {}, { value: variable });
  if (own.length === 1)
    throw new InputError(
      "the variable is a number of the model, and has no levels",
      {},
      {
        value: variable,
        advice: `Write factor(${quoteName(variable)}) in the formula to make it a factor`,
      },
    );
  const factors = frame.bases.flatMap(({ name, factor }) => (factor ? name : []));
  throw new InputError(
    "the variable is not in the model",
    {},
    { value: variable, advice: suggest(variable, factors) },
  );
}

function predictionAt(
  model: FittedModel,
  base: number,
  factor: FactorLevels,
  level: string,
): Prediction | undefined {
  const { table, frame, columns } = model;
  const position = factor.levels.indexOf(level);
  const values = frame.values.map((own, at) =>
    at === base ? new Int32Array(frame.count).fill(position) : own,
  );
  return predict(model, matrixAt(table, frame, columns, values));
}

function predict(model: FittedModel, matrix: ModelMatrix): Prediction | undefined {
  if (!areDetermined(model, matrix)) return undefined;
  const { link } = model.fitted.problem;
  const kept = keptColumns(model, matrix);
  const predictorsWith = (coefficients: readonly number[]) =>
    linearPredictor(kept, coefficients, matrix.offset);
  const meansWith = (coefficients: readonly number[]) => predictorsWith(coefficients).map(link.mean);
  const slopes = predictorsWith(model.coefficients).map(link.slope);
  return {
    estimate: weightedMean(model, meansWith(model.coefficients)),
    gradient: inBasis(
      model.orthonormal,
      kept.map((column) => weightedMean(model, column, slopes)),
    ),
    meansWith,
  };
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
  if (!areDetermined(model, derivative)) return { ...result, comparison: null };
  const matrix = matrixAt(table, frame, columns);
  const { link } = fitted.problem;
  const [own, changes] = [keptColumns(model, matrix), keptColumns(model, derivative)];
  const predictors = linearPredictor(own, model.coefficients, matrix.offset);
  const rates = linearPredictor(changes, model.coefficients, derivative.offset);
  const slopes = predictors.map(link.slope);
  const bends = predictors.map((predictor, at) => link.curvature(predictor) * rates[at]!);
  const estimate = weightedMean(model, rates, slopes);
  const gradient = inBasis(
    model.orthonormal,
    own.map((column, k) => weightedMean(model, column, bends) + weightedMean(model, changes[k]!, slopes)),
  );
  return { ...result, comparison: inferPrediction(model, { estimate, gradient }) };
}

/** Throws when a variable is in no term of the model, or in one that goes in steps. */
function refuseSlope({ frame }: FittedModel, variable: string): void {
  const { atoms, terms, offsets } = frame.formula;
  const own = [...new Set(terms.flat())].filter((atom) => frame.readsOf[atom]!.includes(variable));
  if (own.length === 0) {
    const inOffset = frame.bases.some(({ name }) => name === variable);
    throw new InputError(
      inOffset
        ? "the variable is in the offset alone, and has no effect"
        : "the variable is not in the model",
      {},
      {
        value: variable,
        ...(inOffset ? {} : { advice: suggest(variable, [...new Set(frame.readsOf.flat())]) }),
      },
    );
  }
  const stepped = [...own.map((atom) => atoms[atom]!.expression), ...offsets].find((expression) =>
    hasSteps(expression, variable),
  );
  if (stepped)
    throw new InputError(
      "the variable goes in steps, and has no average marginal effect",
      {},
      {
        value: deparse(stepped),
        advice:
          "Name the steps with --derive and take them as factor(…), whose levels have margins and contrasts",
      },
    );
}

/** Whether predictions at a matrix are the same whatever the aliased coefficients are. */
function areDetermined({ orthonormal, fitted }: FittedModel, { columns }: ModelMatrix): boolean {
  const aliases = aliasesOf(orthonormal);
  if (aliases.length === 0) return true;
  const { weights } = fitted.problem.observations;
  return weights.every(
    (weight, pattern) =>
      weight === 0 || isDetermined(orthonormal, aliases, (column) => columns[column]![pattern]!),
  );
}

const keptColumns = ({ orthonormal }: FittedModel, { columns }: ModelMatrix) =>
  orthonormal.kept.map((at) => columns[at]!);

function linearPredictor(
  columns: readonly Float64Array[],
  coefficients: readonly number[],
  offset: Float64Array,
): Float64Array {
  const sums = Float64Array.from(offset);
  columns.forEach((column, k) => {
    for (let at = 0; at < sums.length; at++) sums[at]! += coefficients[k]! * column[at]!;
  });
  return sums;
}

/** The weighted mean over the rows used, of values that may be multiplied by others. */
function weightedMean({ fitted }: FittedModel, values: Float64Array, by?: Float64Array): number {
  const { weights, sumOfWeights } = fitted.problem.observations;
  let sum = 0;
  for (let at = 0; at < values.length; at++)
    if (weights[at] !== 0) sum += weights[at]! * values[at]! * (by ? by[at]! : 1);
  return sum / sumOfWeights;
}

function inferPrediction(
  { basisCovariance, df, request }: FittedModel,
  { estimate, gradient }: Pick<Prediction, "estimate" | "gradient">,
): Comparison {
  return infer(estimate, quadraticForm(gradient, basisCovariance()), df, request.level);
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
