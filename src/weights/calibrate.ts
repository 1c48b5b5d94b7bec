import { InputError } from "../text/errors.ts";
import { wrongSign } from "../text/messages/calibration.ts";
import { type Bounds, type CalibrationMethod, distanceOf } from "./distances.ts";
import { type Constraint, prepare } from "./equations.ts";
import { explainImpossible } from "./feasibility.ts";
import { solveCalibration } from "./newton.ts";

export interface Calibrated {
  /** Of each row. */
  readonly weights: Float64Array;
  /** Margins that follow from others and were left out: a variable's name, or `variable=level`. */
  readonly redundant: readonly string[];
  readonly iterations: number;
}

/**
 * Calibrated weights w = d·F(x·λ), the nearest to the weights before in the distance of the method among those that meet
 * the totals (Deville and Särndal 1992). Rows of weight zero keep it. Throws when totals contradict each other or cannot
 * be met.
 */
export function calibrate(
  weights: Float64Array,
  constraints: readonly Constraint[],
  method: CalibrationMethod,
  bounds?: Bounds,
): Calibrated {
  if (method === "raking" || method === "logit") refuseSigns(weights, constraints);
  const prepared = prepare(weights, constraints);
  const { equations, redundant } = prepared;
  const { range, functionIn } = distanceOf(method);
  const allowed = bounds ?? range;
  const solution = solveCalibration(equations, functionIn(allowed), allowed);
  if (!solution) throw explainImpossible(prepared, allowed);
  const { group } = equations.matrix;
  return {
    weights: weights.map((weight, row) => (weight === 0 ? 0 : weight * solution.ratios[group[row]!]!)),
    redundant,
    iterations: solution.iterations,
  };
}

/** Throws for the total of a number that no positive weights have: one of another sign than all its values, or zero. */
function refuseSigns(weights: Float64Array, constraints: readonly Constraint[]): void {
  for (const { auxiliary, totals, place } of constraints) {
    if ("codes" in auxiliary) continue;
    const values = auxiliary.numbers.filter((value, row) => weights[row]! > 0 && value !== 0);
    const sign = Math.sign(values[0] ?? 0);
    const [total] = totals as [number];
    if (sign === 0 || Math.sign(total) === sign || values.some((value) => Math.sign(value) !== sign))
      continue;
    throw new InputError(wrongSign(auxiliary.name, sign > 0), place, { value: total });
  }
}
