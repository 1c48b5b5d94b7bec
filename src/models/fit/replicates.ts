import type { Replicates } from "../../survey/replication.ts";
import { observe } from "../formula/observations.ts";
import type { Fitted } from "./fitted.ts";
import { maximise } from "./irls.ts";

/**
 * The coefficients with each replicate's weights, found from those with the full weights (`svyglm` of a replicate design in
 * R's survey); undefined in a replicate where the model does not exist.
 */
export function fitReplicates({
  design,
  values,
  group,
  problem,
  fit,
}: Pick<Fitted, "design" | "values" | "group" | "problem" | "fit">): (readonly number[] | undefined)[] {
  const patterns = { group, count: fit.means.length };
  return Array.from(design.replication!.weights, (weights) => {
    const observations = observe({ ...design, weights }, values, patterns, problem.family);
    const refit = maximise({ ...problem, observations }, fit.coefficients);
    return "information" in refit ? refit.coefficients : undefined;
  });
}

/** The replicates of each coefficient. */
export function replicatesOf(
  coefficients: readonly number[],
  refits: readonly (readonly number[] | undefined)[],
): Replicates[] {
  return coefficients.map((estimate, k) => ({
    estimate,
    replicates: Float64Array.from(refits, (refit) => refit?.[k] ?? Number.NaN),
  }));
}
