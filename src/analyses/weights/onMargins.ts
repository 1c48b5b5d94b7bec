import type { WeightedSample } from "../../samples/weighted.ts";
import { InputError } from "../../text/errors.ts";
import { hasNoBounds, needsBounds, noRatiosMeet } from "../../text/messages/weightSteps.ts";
import { constraintsOf, variablesOfMargins } from "../../weights/constraints.ts";
import { type Bounds, type CalibrationMethod, distanceOf } from "../../weights/distances.ts";
import { type Constraint, prepare } from "../../weights/equations.ts";
import { tightestBounds } from "../../weights/feasibility.ts";
import type { Margin } from "../../weights/margins.ts";

/** Population margins that weights shall meet. */
export interface MarginRequest {
  readonly margins: readonly Margin[];
  /** The size of the population, for shares; by default what the margins add up to, or else the sum of the weights. */
  readonly population?: number | undefined;
  /** Whether the weights are multiplied first, so that they add up to the population; they are by default. */
  readonly scale?: "auto" | "none" | undefined;
}

/** The variables of margins among the columns of a file. */
export const variablesIn = (margins: readonly Margin[], header: readonly string[]): readonly string[] =>
  variablesOfMargins(margins, (name) => header.includes(name));

/** Margins as constraints of the rows inside, and what the weights before are multiplied by at first. */
export function constraintsIn(
  { table, inside, before }: WeightedSample,
  { margins, population: given, scale = "auto" }: MarginRequest,
): { readonly constraints: readonly Constraint[]; readonly scale: number } {
  if (margins.length === 0) return { constraints: [], scale: 1 };
  const sumOfWeights = before.reduce((sum, value) => sum + value, 0);
  const { constraints, population } = constraintsOf(table, margins, inside, {
    population: given,
    sumOfWeights,
  });
  return {
    constraints,
    scale: scale === "auto" && population !== undefined ? population / sumOfWeights : 1,
  };
}

/** Throws when a method lacks its bounds, or has some that it cannot have. */
export function checkBounds(method: CalibrationMethod, bounds: Bounds | "tightest" | undefined): void {
  const { bounded } = distanceOf(method);
  const place = { field: "--bounds" };
  if (bounded && bounds === undefined) throw new InputError(needsBounds(method), place);
  if (!bounded && bounds !== undefined)
    throw new InputError(hasNoBounds(method), place, {
      value: bounds === "tightest" ? bounds : [bounds.low, bounds.high],
    });
}

/** The tightest bounds 1/b and b within which weights can meet the constraints; throws where no ratios do. */
export function tightestFor(
  weights: Float64Array,
  constraints: readonly Constraint[],
  method: CalibrationMethod,
): Bounds {
  const found = tightestBounds(prepare(weights, constraints), method);
  if (!found) throw new InputError(noRatiosMeet);
  return found;
}
