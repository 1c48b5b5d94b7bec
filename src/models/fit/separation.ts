import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { separated } from "../../numerics/tolerances.ts";
import type { Problem } from "./problem.ts";

/** A direction along which the likelihood grows forever: no finite coefficients maximise it. */
export interface Separation {
  /** The direction, on the orthonormal basis. */
  readonly direction: readonly number[];
  /** Whether each pattern's predictor recedes towards the outcome that all of the pattern has; the others stand still. */
  readonly recedes: readonly boolean[];
}

/**
 * The separation of the outcomes (Albert and Anderson 1984) that a step of iterations which do not settle points to, or
 * undefined. Rows that the step leaves alone, or moves away from their outcome, must stand still: the step is projected
 * on the directions that they allow, and is a separation if all other rows then recede towards their outcome.
 */
export function separationAlong(step: readonly number[], problem: Problem): Separation | undefined {
  const { basis, observations, family, link } = problem;
  const { weights, means } = observations;
  const count = means.length;
  const size = basis.length;
  if (step.length === 0 || family.boundary.length === 0) return undefined;
  const up = link.mean(1) > link.mean(0) ? 1 : -1;
  const lengths = Float64Array.from({ length: count }, (_, at) =>
    Math.hypot(...basis.map((column) => column[at]!)),
  );
  const along = (direction: readonly number[], at: number) =>
    basis.reduce((sum, column, j) => sum + column[at]! * direction[j]!, 0);
  const isTowards = (move: number, at: number) => {
    const bound = move * up > 0 ? 1 : 0;
    return means[at] === bound && family.boundary.includes(bound);
  };
  const gram = Matrix.zeros(size, size);
  for (let at = 0; at < count; at++) {
    const move = along(step, at);
    if (weights[at] === 0 || lengths[at] === 0 || (isTowards(move, at) && Math.abs(move) > separated.still))
      continue;
    for (let j = 0; j < size; j++)
      for (let k = 0; k < size; k++)
        gram.set(j, k, gram.get(j, k) + (basis[j]![at]! * basis[k]![at]!) / lengths[at]! ** 2);
  }
  const direction = projectedOnKernel(gram, step);
  const length = Math.hypot(...direction);
  if (length <= separated.products * Math.hypot(...step)) return undefined;
  const recedes = Array.from({ length: count }, () => false);
  for (let at = 0; at < count; at++) {
    if (weights[at] === 0) continue;
    const move = along(direction, at);
    if (Math.abs(move) <= separated.products * lengths[at]! * length) continue;
    if (!isTowards(move, at)) return undefined;
    recedes[at] = true;
  }
  return recedes.includes(true) ? { direction, recedes } : undefined;
}

/** The part of a vector in the null space of a positive semi-definite matrix. */
function projectedOnKernel(gram: Matrix, vector: readonly number[]): number[] {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(gram, { assumeSymmetric: true });
  const most = Math.max(...realEigenvalues, Number.MIN_VALUE);
  const projected = vector.map(() => 0);
  realEigenvalues.forEach((value, k) => {
    if (value > separated.singular * most) return;
    const own = eigenvectorMatrix.getColumn(k);
    const share = own.reduce((sum, entry, j) => sum + entry * vector[j]!, 0);
    own.forEach((entry, j) => {
      projected[j]! += share * entry;
    });
  });
  return projected;
}
