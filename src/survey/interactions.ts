import { positiveDefinite } from "../numerics/cholesky.ts";
import type { Packed } from "../numerics/packed.ts";

/** A basis of the main effects: in each cell the effect numbered `plus` less the effect numbered `minus`. */
export interface MainEffects {
  /** Without the last effect, which follows from the others. */
  readonly count: number;
  readonly plus: Int32Array;
  readonly minus: Int32Array;
}

/**
 * The main effects that are zero in empty cells: an empty cell makes the effects of its row and column opposite, so that
 * they are one. Undefined when empty cells form a circle, for then some contrast concerns empty cells alone.
 */
export function mainEffects(p: Float64Array, r: number, c: number): MainEffects | undefined {
  const parent = Array.from({ length: r + c }, (_, at) => at);
  const rootOf = (at: number): number => (parent[at] === at ? at : rootOf(parent[at]!));
  const rowOf = (at: number) => rootOf(Math.floor(at / c));
  const columnOf = (at: number) => rootOf(r + (at % c));
  for (let at = 0; at < p.length; at++) {
    if (p[at] !== 0) continue;
    const [row, column] = [rowOf(at), columnOf(at)];
    if (row === column) return undefined;
    parent[row] = column;
  }
  const roots = parent.flatMap((own, at) => (own === at ? [at] : []));
  const numberOf = new Map(roots.map((root, at) => [root, at]));
  return {
    count: roots.length - 1,
    plus: Int32Array.from(p, (_, at) => numberOf.get(rowOf(at))!),
    minus: Int32Array.from(p, (_, at) => numberOf.get(columnOf(at))!),
  };
}

/** The traces of the design-effect matrix and of its square; undefined where no contrast of the margins has a weight. */
export function tracesOf(
  p: Float64Array,
  { count, plus, minus }: MainEffects,
  covariance: Packed,
): { first: number; second: number } | undefined {
  const size = p.length;
  const lines = (width: number) => Array.from({ length: count + 1 }, () => new Float64Array(width));
  const information = lines(count + 1);
  const crossed = lines(size);
  for (let j = 0, at = 0; j < size; j++) {
    const [i, h] = [plus[j]!, minus[j]!];
    information[i]![i]! += p[j]!;
    information[h]![h]! += p[j]!;
    information[i]![h]! -= p[j]!;
    information[h]![i]! -= p[j]!;
    for (let k = 0; k <= j; k++, at++) {
      const value = p[j] === 0 || p[k] === 0 ? 0 : covariance[at]!;
      crossed[i]![k]! += value;
      crossed[h]![k]! -= value;
      if (k === j) continue;
      crossed[plus[k]!]![j]! += value;
      crossed[minus[k]!]![j]! -= value;
    }
  }
  const solver = positiveDefinite(information.slice(0, count));
  if (!solver) return undefined;
  // (Bᵀ·D·B)⁻¹·Bᵀ·V and (Bᵀ·D·B)⁻¹·Bᵀ·V·B·(Bᵀ·D·B)⁻¹, each with zeros for the last effect.
  const half = [...solver.solveAll(crossed.slice(0, count)), new Float64Array(size)];
  const sums = lines(count + 1);
  for (let k = 0; k < size; k++)
    for (let line = 0; line < count; line++) {
      sums[plus[k]!]![line]! += half[line]![k]!;
      sums[minus[k]!]![line]! -= half[line]![k]!;
    }
  const whole = [...solver.solveAll(sums.slice(0, count)), new Float64Array(count + 1)];
  let [first, second] = [0, 0];
  for (let j = 0, at = 0; j < size; j++) {
    const [i, h] = [plus[j]!, minus[j]!];
    for (let k = 0; k <= j; k++, at++) {
      if (p[j] === 0 || p[k] === 0) continue;
      const [l, m] = [plus[k]!, minus[k]!];
      const left =
        covariance[at]! -
        p[j]! * (half[i]![k]! - half[h]![k]!) -
        p[k]! * (half[l]![j]! - half[m]![j]!) +
        p[j]! * p[k]! * (whole[i]![l]! - whole[i]![m]! - whole[h]![l]! + whole[h]![m]!);
      if (k === j) first += left / p[j]!;
      second += ((k === j ? 1 : 2) * left * left) / (p[j]! * p[k]!);
    }
  }
  return { first, second };
}
