import { criticalValue, twoSidedP } from "../../numerics/distributions.ts";
import { errorNoise } from "../../numerics/tolerances.ts";
import { type Comparison, untested } from "../../survey/comparison.ts";

/** The test of an estimate against zero and its interval; df may be infinite, for the normal distribution. */
export function infer(estimate: number, variance: number, df: number, level: number): Comparison {
  const deviation = variance >= 0 ? Math.sqrt(variance) : Number.NaN;
  const se = deviation <= errorNoise.coefficients * Math.abs(estimate) ? 0 : deviation;
  if (Number.isNaN(se) || se === 0 || df < 1)
    return { ...untested, estimate, se: Number.isNaN(se) ? null : se, df };
  const margin = criticalValue(level, df) * se;
  const statistic = estimate / se;
  return {
    estimate,
    se,
    statistic,
    df,
    p: twoSidedP(statistic, df),
    low: estimate - margin,
    high: estimate + margin,
  };
}

/** gᵀ·V·g; 0 where the parts cancel but for rounding. */
export function quadraticForm(vector: readonly number[], covariance: readonly (readonly number[])[]): number {
  let sum = 0;
  let size = 0;
  for (let j = 0; j < vector.length; j++) {
    if (vector[j] === 0) continue;
    for (let k = 0; k < vector.length; k++) {
      const part = vector[j]! * covariance[j]![k]! * vector[k]!;
      sum += part;
      size += Math.abs(part);
    }
  }
  return Math.abs(sum) <= errorNoise.quadraticForm * size ? 0 : sum;
}
