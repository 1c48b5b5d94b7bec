import { type CholeskyDecomposition, Matrix } from "ml-matrix";
import { positiveDefinite, symmetric } from "../survey/cholesky.ts";
import { addSquare } from "../survey/linearisation.ts";
import type { Family } from "./families.ts";
import type { Link } from "./links.ts";
import type { Observations } from "./observations.ts";

/** What a fit is made from: orthonormal covariates, the outcomes of the patterns and the offset. */
export interface Problem {
  /** `basis[column][pattern]`, orthonormal in the observations' weights. */
  readonly basis: readonly Float64Array[];
  readonly observations: Observations;
  readonly offset: Float64Array;
  readonly family: Family;
  readonly link: Link;
}

/** A maximum of the weighted likelihood. */
export interface Fit {
  readonly coefficients: readonly number[];
  readonly predictors: Float64Array;
  readonly means: Float64Array;
  /** The expected information A = Σ w·d²/v·q·qᵀ, factorised; d is the slope of the mean and v its variance. */
  readonly information: CholeskyDecomposition;
  /** Σ w·d(y, μ), the rows' own deviance. */
  readonly deviance: number;
}

/** Where the iterations stand when they do not settle: how much each pattern's linear predictor moved at last. */
export interface Unsettled {
  readonly moves: Float64Array;
  readonly step: readonly number[];
  readonly receding: boolean;
}

interface Point {
  readonly coefficients: readonly number[];
  readonly predictors: Float64Array;
  readonly deviance: number;
}

const mostIterations = 200;
const mostHalvings = 40;
/** Steps of this size relative to the coefficients are rounding errors; those below `small` may be. */
const rounding = 1e-15;
const small = 1e-8;
/** Deviances that differ by less, relative to the first one, are the same. */
const noise = 1e-13;
/** In the information of an orthonormal basis. */
const leastPivot = 1e-14;
/** Iterations that a fit which exists rarely needs, and how many more must all recede before it is given up. */
const patience = 15;
const persistence = 5;

/**
 * Maximises the weighted (pseudo-)likelihood by Fisher scoring: each step solves A·δ = Σ w·q·(y − μ)·d/v, and is halved
 * while it raises the deviance (McCullagh and Nelder 1989, section 2.5). It goes on until the steps are rounding errors.
 * Where the outcomes are separated, a direction goes on forever along which every predictor that moves recedes towards
 * the outcome that all of its pattern has (Albert and Anderson 1984).
 */
export function fitByScoring(problem: Problem): Fit | Unsettled {
  const { basis } = problem;
  let point = startPoint(problem);
  const unit = Math.sqrt(problem.observations.sumOfWeights) * rootMeanSquare(point.predictors, problem);
  const slack =
    noise * (problem.observations.within + (Number.isFinite(point.deviance) ? point.deviance : 0));
  let last = Number.POSITIVE_INFINITY;
  let receding = 0;
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    const information = informationAt(point.predictors, problem);
    const step = information?.solve(Matrix.columnVector(scoreAt(point.predictors, problem))).to1DArray();
    if (!information || !step?.every(Number.isFinite))
      return { moves: new Float64Array(basis[0]?.length ?? 0), step: [], receding: false };
    const size = largest(step) / (largest(point.coefficients) + unit || 1);
    if (size <= rounding || (size <= small && size >= 0.9 * last)) return fitAt(point, information, problem);
    const moves = combine(step, problem);
    receding = iteration >= patience && recedes(moves, problem) ? receding + 1 : 0;
    if (receding >= persistence) return { moves, step, receding: true };
    const next = descend(point, step, slack, problem);
    if (!next) return { moves, step, receding: false };
    last = next === point ? 0 : size;
    if (next === point)
      return size <= small ? fitAt(point, information, problem) : { moves, step, receding: false };
    point = next;
  }
  return { moves: new Float64Array(0), step: [], receding: false };
}

/** The least-squares fit to the link of the family's starting means. */
function startPoint(problem: Problem): Point {
  const { observations, offset, family, link, basis } = problem;
  const predictors = observations.means.map((mean) => link.link(family.start(mean)));
  const information = informationAt(predictors, problem)!;
  const working = predictors.map((predictor, at) => {
    const { slope, variance } = momentsAt(predictor, problem);
    const gap = observations.means[at]! - link.mean(predictor);
    return (slope / variance) * (slope * (predictor - offset[at]!) + gap);
  });
  const sums = basis.map((column) => weightedSum(column, working, observations.weights));
  return pointAt(information.solve(Matrix.columnVector(sums)).to1DArray(), problem);
}

function momentsAt(predictor: number, { family, link }: Problem): { slope: number; variance: number } {
  return { slope: link.slope(predictor), variance: family.variance(link.mean(predictor)) };
}

/** The slope of the mean over its variance: what turns y − μ into a score; 0 where a predictor is out of bounds. */
export function scoreFactor(predictor: number, problem: Pick<Problem, "family" | "link">): number {
  const slope = problem.link.slope(predictor);
  const variance = problem.family.variance(problem.link.mean(predictor));
  return slope === 0 || variance === 0 ? 0 : slope / variance;
}

function scoreAt(predictors: Float64Array, problem: Problem): number[] {
  const { basis, observations, link } = problem;
  const residuals = predictors.map(
    (predictor, at) => scoreFactor(predictor, problem) * (observations.means[at]! - link.mean(predictor)),
  );
  return basis.map((column) => weightedSum(column, residuals, observations.weights));
}

function informationAt(predictors: Float64Array, problem: Problem): CholeskyDecomposition | undefined {
  const { basis, observations, link } = problem;
  const size = basis.length;
  const lower = new Float64Array(size * size);
  const row = new Float64Array(size);
  for (let at = 0; at < predictors.length; at++) {
    if (observations.weights[at] === 0) continue;
    for (let j = 0; j < size; j++) row[j] = basis[j]![at]!;
    const predictor = predictors[at]!;
    addSquare(
      lower,
      row,
      observations.weights[at]! * scoreFactor(predictor, problem) * link.slope(predictor),
    );
  }
  return positiveDefinite(symmetric(lower, size), leastPivot);
}

/** The point that a step leads to, halved while it raises the deviance; the same point when no part of it helps. */
function descend(point: Point, step: readonly number[], slack: number, problem: Problem): Point | undefined {
  let part = 1;
  for (let halving = 0; halving <= mostHalvings; halving++) {
    const next = pointAt(
      point.coefficients.map((value, j) => value + part * step[j]!),
      problem,
    );
    if (next.deviance <= point.deviance + slack) return next;
    part /= 2;
  }
  return Number.isFinite(point.deviance) ? point : undefined;
}

function pointAt(coefficients: readonly number[], problem: Problem): Point {
  const { offset, observations, family, link } = problem;
  const predictors = combine(coefficients, problem);
  let deviance = 0;
  for (let at = 0; at < predictors.length; at++) {
    // A pattern of rows without weight counts nowhere, and its predictor may be out of all bounds.
    predictors[at] = observations.weights[at]! > 0 ? predictors[at]! + offset[at]! : 0;
    if (observations.weights[at]! > 0)
      deviance +=
        observations.weights[at]! * family.deviance(observations.means[at]!, link.mean(predictors[at]!));
  }
  return { coefficients, predictors, deviance: Number.isNaN(deviance) ? Number.POSITIVE_INFINITY : deviance };
}

function fitAt(
  { coefficients, predictors, deviance }: Point,
  information: CholeskyDecomposition,
  problem: Problem,
): Fit {
  const { link, observations } = problem;
  return {
    coefficients,
    predictors,
    means: predictors.map(link.mean),
    information,
    deviance: observations.within + deviance,
  };
}

/** Whether every pattern that moves moves towards the outcome on the boundary that all of it has. */
function recedes(moves: Float64Array, { observations, family, link }: Problem): boolean {
  const { weights, means } = observations;
  const up = link.mean(1) > link.mean(0) ? 1 : -1;
  let moving = false;
  for (let at = 0; at < moves.length; at++) {
    if (weights[at] === 0) continue;
    const move = moves[at]! * up;
    const towards = move > 0 ? 1 : 0;
    const bound = means[at] === towards && family.boundary.includes(towards);
    if (Math.abs(move) > still && !bound) return false;
    if (Math.abs(move) > 10 * still) moving = true;
  }
  return moving;
}

/** A linear predictor that moves by less stands still. */
export const still = 1e-3;

function combine(coefficients: readonly number[], { basis, offset }: Problem): Float64Array {
  const sums = new Float64Array(offset.length);
  basis.forEach((column, j) => {
    const factor = coefficients[j]!;
    for (let at = 0; at < sums.length; at++) sums[at]! += factor * column[at]!;
  });
  return sums;
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

const largest = (values: readonly number[]) =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
