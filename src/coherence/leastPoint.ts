import { positiveDefinite } from "../numerics/cholesky.ts";

/** A smooth convex function at a point whose coordinates are positive. */
export interface Height {
  readonly value: number;
  readonly gradient: readonly number[];
  readonly curvature: () => readonly (readonly number[])[];
}

/** Where the function was found to be least, or where the search ended. */
export interface Least<Own extends Height> {
  readonly at: Float64Array;
  readonly height: Own;
  /** Whether each coordinate is zero or the gradient is, within the precision, and no gradient is below zero by more. */
  readonly isSettled: boolean;
  /** By how much the function was lifted there so that the point is finite: much, where its coordinates are very large. */
  readonly lift: number;
}

const precision = 1e-10;
const mostSteps = 200;
/** Where the search starts, in each coordinate and in each slack. */
const start = 0.1;
/** The product of a coordinate and its slack that the search ends with. */
const leastBarrier = 1e-12;
/** What the function is lifted by, times half the squares of the coordinates, so that there is one least point, and no infinite one. */
const leewayOf = (barrier: number) => Math.max(1e-14, 0.01 * barrier);

/**
 * The least point of a function over coordinates that are zero or more, by a primal-dual interior-point method (Nocedal and Wright
 * 2006, section 19.3): a slack stands for each gradient, and the products of coordinates and slacks are made smaller and smaller. The
 * search ends early where the function is below `floor`.
 */
export function leastPoint<Own extends Height>(
  size: number,
  heightAt: (at: Float64Array) => Own,
  floor: number,
): Least<Own> {
  let state: State = { at: new Float64Array(size).fill(start), slacks: new Float64Array(size).fill(start) };
  let height = heightAt(state.at);
  let barrier = start ** 2;
  for (let step = 0; step < mostSteps && height.value >= floor; step++) {
    if (distance(state, height, leastBarrier, 0) < precision) return leastAt(state.at, height, true);
    while (barrier > leastBarrier && distance(state, height, barrier, barrier) < 10 * barrier)
      barrier = Math.max(leastBarrier, Math.min(0.2 * barrier, barrier ** 1.5));
    const next = stepFrom(state, height, barrier, heightAt);
    if (!next) break;
    ({ state, height } = next);
  }
  return leastAt(state.at, height, false);
}

const leastAt = <Own extends Height>(at: Float64Array, height: Own, isSettled: boolean): Least<Own> => ({
  at,
  height,
  isSettled,
  lift: (leewayOf(leastBarrier) / 2) * at.reduce((sum, own) => sum + own ** 2, 0),
});

interface State {
  readonly at: Float64Array;
  readonly slacks: Float64Array;
}

/** How far slacks are from the gradient, and products of coordinates and slacks from what they have to be. */
function distance({ at, slacks }: State, { gradient }: Height, barrier: number, product: number): number {
  const leeway = leewayOf(barrier);
  return gradient.reduce(
    (most, own, k) =>
      Math.max(most, Math.abs(slacks[k]! - own - leeway * at[k]!), Math.abs(slacks[k]! * at[k]! - product)),
    0,
  );
}

/** A Newton step, so short that all stays positive and that the function with its barrier falls; undefined where none does. */
function stepFrom<Own extends Height>(
  { at, slacks }: State,
  height: Own,
  barrier: number,
  heightAt: (at: Float64Array) => Own,
): { readonly state: State; readonly height: Own } | undefined {
  const leeway = leewayOf(barrier);
  const slope = height.gradient.map((own, k) => own + leeway * at[k]! - barrier / at[k]!);
  const matrix = height
    .curvature()
    .map((line, k) => line.map((own, other) => (k === other ? own + leeway + slacks[k]! / at[k]! : own)));
  const steps = solved(
    matrix,
    slope.map((own) => -own),
  );
  if (!steps) return undefined;
  const slackSteps = steps.map((step, k) => (barrier - slacks[k]! * step) / at[k]! - slacks[k]!);
  const lifted = (own: Float64Array, { value }: Height) =>
    own.reduce((sum, each) => sum + (leeway / 2) * each ** 2 - barrier * Math.log(each), value);
  const here = lifted(at, height);
  const fall = slope.reduce((sum, own, k) => sum + own * steps[k]!, 0);
  for (let length = longest(at, steps); length > 1e-12; length /= 2) {
    const next = moved(at, steps, length);
    const own = heightAt(next);
    if (lifted(next, own) <= here + 1e-4 * length * fall + roundings * (1 + Math.abs(here)))
      return {
        state: { at: next, slacks: moved(slacks, slackSteps, longest(slacks, slackSteps)) },
        height: own,
      };
  }
  return undefined;
}

/** What rounding makes of sums, as a share of them. */
const roundings = 1e-13;

const moved = (from: Float64Array, steps: readonly number[], length: number) =>
  from.map((own, k) => own + length * steps[k]!);

/** The longest part of a step, up to the whole, after which nothing is lost but 99.5% of a coordinate. */
const longest = (from: Float64Array, steps: readonly number[]) =>
  steps.reduce((most, step, k) => (step < 0 ? Math.min(most, (-0.995 * from[k]!) / step) : most), 1);

/** The solution of a positive definite system, whose rows are scaled to a diagonal of one. */
function solved(matrix: readonly (readonly number[])[], vector: readonly number[]): number[] | undefined {
  const scales = matrix.map((line, k) => Math.sqrt(line[k]!));
  const scaled = matrix.map((line, k) => line.map((own, other) => own / scales[k]! / scales[other]!));
  return positiveDefinite(scaled, 1e-15)
    ?.solve(vector.map((own, k) => own / scales[k]!))
    .map((own, k) => own / scales[k]!);
}
