import { type Cholesky, positiveDefinite, symmetric } from "../../numerics/cholesky.ts";
import { CompensatedSums } from "../../numerics/compensatedSums.ts";
import { combined, crossProducts, multiply } from "../../numerics/products.ts";
import { leastPivots, settled } from "../../numerics/tolerances.ts";
import type { Problem } from "./problem.ts";
import { type Separation, separationAlong } from "./separation.ts";

/** A maximum of the weighted likelihood. */
export interface Fit {
  readonly coefficients: readonly number[];
  readonly predictors: Float64Array;
  readonly means: Float64Array;
  /** One minus the means. */
  readonly rests: Float64Array;
  /** d/v, which makes a score of a residual y − μ; d is the slope of the mean and v its variance. */
  readonly factors: Float64Array;
  /** The expected information A = Σ w·d²/v·q·qᵀ, factorised. */
  readonly information: Cholesky;
  /** Σ w·d(y, μ), the rows' own deviance. */
  readonly deviance: number;
  /** The root of Σ w·((y − μ)·d/v)² over the patterns. */
  readonly residualNorm: number;
}

/** Iterations that do not settle: with the direction that separates the outcomes, where there is one. */
export interface Unsettled {
  readonly separation: Separation | undefined;
}

interface Point {
  readonly coefficients: readonly number[];
  readonly predictors: Float64Array;
  readonly deviance: number;
}

const mostIterations = 200;
const mostHalvings = 40;
/** Iterations that a fit which exists rarely needs; from then on a separation is looked for, now and then. */
const patience = 15;
const interval = 5;

/**
 * Maximises the weighted (pseudo-)likelihood by Newton's method: each step solves H·δ = Σ w·q·(y − μ)·d/v with the observed
 * information H, and is halved while it raises the deviance; with a canonical link this is Fisher scoring (McCullagh and
 * Nelder 1989, section 2.5). All links here have log likelihoods that are concave. It goes on until the steps are rounding
 * errors.
 * Where they go on forever, a direction is looked for that separates the outcomes. `start` may give coefficients that are
 * near the maximum.
 */
export function maximise(problem: Problem, start?: readonly number[]): Fit | Unsettled {
  let point = start ? pointAt(start, problem) : startPoint(problem);
  const unit =
    Math.sqrt(problem.observations.sumOfWeights) *
    (isCurved(problem) ? 1 : rootMeanSquare(problem.observations.means, problem));
  const slack =
    settled.deviance * (problem.observations.within + (Number.isFinite(point.deviance) ? point.deviance : 0));
  let last = Number.POSITIVE_INFINITY;
  let moved: readonly number[] = [];
  const unsettled = (): Unsettled => ({
    separation: separationAlong(moved, problem) ?? separationAlong(point.coefficients, problem),
  });
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    const moments = momentsAt(point.predictors, problem);
    const information = informationOf(moments.observed, problem);
    const score = problem.basis.map((column) =>
      weightedSum(column, moments.scores, problem.observations.weights),
    );
    const whole = information?.solve(score);
    if (!whole?.every(Number.isFinite)) return unsettled();
    moved = whole;
    const size = largest(whole) / (largest(point.coefficients) + unit || 1);
    const { step, end, furthest } = restrain(point, whole, problem);
    const next = descend(point, step, end, slack, problem);
    const still = furthest <= settled.predictors * (1 + largest(point.predictors)) || !isCurved(problem);
    // Steps shrink with their square: the one that follows would be so large.
    const following = size * (size / last) ** 2;
    const isLast = !next || size >= 0.9 * last || (iteration > 0 && following <= settled.step);
    if (still && (size <= settled.step || (size <= settled.smallStep && isLast))) return fitAt(end, problem);
    if (iteration >= patience && iteration % interval === 0 && separationAlong(whole, problem))
      return unsettled();
    if (!next) return unsettled();
    last = size;
    point = next;
  }
  return unsettled();
}

const isCurved = ({ link }: Problem) => link.curvature(1) !== 0 || link.curvature(-1) !== 0;

/** The step with the point that it leads to, shortened where it would move a predictor of a curved link too far to be trusted. */
function restrain(point: Point, whole: readonly number[], problem: Problem) {
  const end = stepped(point, whole, 1, problem);
  let furthest = 0;
  for (let at = 0; at < end.predictors.length; at++)
    furthest = Math.max(furthest, Math.abs(end.predictors[at]! - point.predictors[at]!));
  if (!isCurved(problem) || furthest <= longest) return { step: whole, end, furthest };
  const step = whole.map((value) => (longest / furthest) * value);
  return { step, end: stepped(point, step, 1, problem), furthest };
}

/** No step moves a predictor further than this. */
const longest = 10;

/**
 * Of each pattern, for a weight of one, the score of its mean, s = (y − μ)·d/v, the expected information d²/v and the
 * observed one, −ds/dη, which are the same with a canonical link.
 */
interface Moments {
  readonly scores: Float64Array;
  readonly expected: Float64Array;
  readonly observed: Float64Array;
}

function momentsAt(predictors: Float64Array, problem: Problem): Moments {
  const { family, link } = problem;
  const { means } = problem.observations;
  const room = () => new Float64Array(means.length);
  const moments = { scores: room(), expected: room(), observed: room() };
  for (let at = 0; at < means.length; at++) {
    const predictor = predictors[at]!;
    const gap = family.gap(means[at]!, link.mean(predictor), link.rest(predictor));
    const factor = link.factor(predictor);
    const expected = factor * link.slope(predictor);
    const observed = expected - gap * link.factorSlope(predictor);
    moments.scores[at] = gap * factor;
    moments.expected[at] = expected;
    moments.observed[at] = observed > 0 ? observed : expected;
  }
  return moments;
}

/**
 * The least-squares fit to the link of the family's starting means, drawn towards zero while it predicts outcomes that
 * cannot be.
 */
function startPoint(problem: Problem): Point {
  const { observations, offset, family, link, basis } = problem;
  const predictors = observations.means.map((mean) => link.link(family.start(mean)));
  const moments = momentsAt(predictors, problem);
  const working = predictors.map(
    (predictor, at) => moments.expected[at]! * (predictor - offset[at]!) + moments.scores[at]!,
  );
  const sums = basis.map((column) => weightedSum(column, working, observations.weights));
  let coefficients = informationOf(moments.expected, problem)!.solve(sums);
  for (let halving = 0; halving < mostHalvings; halving++) {
    const point = pointAt(coefficients, problem);
    if (Number.isFinite(point.deviance)) return point;
    coefficients = coefficients.map((value) => value / 2);
  }
  return pointAt(coefficients, problem);
}

function informationOf(information: Float64Array, { basis, observations }: Problem): Cholesky | undefined {
  const weights = new Float64Array(information.length);
  multiply(observations.weights, information, weights);
  return positiveDefinite(symmetric(crossProducts(basis, weights), basis.length), leastPivots.information);
}

/** The end of a step, which is halved while it raises the deviance; undefined when no part of it helps. */
function descend(
  point: Point,
  step: readonly number[],
  end: Point,
  slack: number,
  problem: Problem,
): Point | undefined {
  let next = end;
  for (let halving = 0; halving <= mostHalvings; halving++) {
    if (next.deviance <= point.deviance + slack) return next;
    next = stepped(point, step, 2 ** -(halving + 1), problem);
  }
  return undefined;
}

const stepped = ({ coefficients }: Point, step: readonly number[], part: number, problem: Problem) =>
  pointAt(
    coefficients.map((value, j) => value + part * step[j]!),
    problem,
  );

function pointAt(coefficients: readonly number[], problem: Problem): Point {
  const { offset, observations } = problem;
  const { weights, means } = observations;
  const predictors = combined(coefficients, problem.basis);
  // A pattern of rows without weight counts nowhere, and its predictor may be out of all bounds.
  for (let at = 0; at < predictors.length; at++)
    predictors[at] = weights[at]! > 0 ? predictors[at]! + offset[at]! : 0;
  const deviance = devianceOf(predictors, weights, means, problem);
  return { coefficients, predictors, deviance: Number.isNaN(deviance) ? Number.POSITIVE_INFINITY : deviance };
}

/** Σ w·d(y, μ) over the patterns of positive weight. */
function devianceOf(
  predictors: Float64Array,
  weights: Float64Array,
  means: Float64Array,
  { family, link }: Problem,
): number {
  const sum = new CompensatedSums(1);
  for (let at = 0; at < predictors.length; at++) {
    if (!(weights[at]! > 0)) continue;
    const predictor = predictors[at]!;
    sum.add(0, weights[at]! * family.deviance(means[at]!, link.mean(predictor), link.logRest(predictor)));
  }
  return sum.at(0);
}

function fitAt({ coefficients, predictors, deviance }: Point, problem: Problem): Fit | Unsettled {
  const { link, observations } = problem;
  const { scores, expected } = momentsAt(predictors, problem);
  const information = informationOf(expected, problem);
  if (!information) return { separation: undefined };
  return {
    coefficients,
    predictors,
    means: predictors.map(link.mean),
    rests: predictors.map(link.rest),
    factors: predictors.map(link.factor),
    information,
    deviance: observations.within + deviance,
    residualNorm: Math.sqrt(weightedSum(scores, scores, observations.weights)),
  };
}

function weightedSum(column: Float64Array, values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < column.length; at++)
    if (weights[at] !== 0) sum += weights[at]! * column[at]! * values[at]!;
  return sum;
}

function rootMeanSquare(values: Float64Array, { observations: { weights, sumOfWeights } }: Problem): number {
  return Math.sqrt(values.reduce((sum, value, at) => sum + weights[at]! * value * value, 0) / sumOfWeights);
}

function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (let at = 0; at < values.length; at++) most = Math.max(most, Math.abs(values[at]!));
  return most;
}
