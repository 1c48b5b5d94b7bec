import type { Label } from "../text/language.ts";
import { nobodyInDomain, noWeight, zeroDenominator } from "../text/messages/noEstimates.ts";
import type { Cells } from "./cells.ts";
import { type Estimate, estimate, type Parameter, sumOver } from "./estimators.ts";

/** What a domain has that has no estimate, and why it has none. */
export interface NoEstimate extends Pick<Estimate, "n" | "sumOfWeights"> {
  readonly reason: Label;
}

/** Estimates a target in a domain, or says why it does not exist there. */
export function estimateOrReason(cells: Cells, parameter: Parameter): Estimate | NoEstimate {
  return estimate(cells, parameter) ?? noEstimate(cells, parameter.domain);
}

/** Why there is no estimate in a domain: no rows, no weight, or else a denominator of zero. */
export function noEstimate(cells: Cells, domain: readonly number[]): NoEstimate {
  const n = sumOver(cells.rows, domain);
  const sumOfWeights = sumOver(cells.sums[0]!, domain);
  const reason = n === 0 ? nobodyInDomain : sumOfWeights > 0 ? zeroDenominator : noWeight;
  return { n, sumOfWeights, reason };
}

/** Whether there is an estimate. */
export const exists = <Found extends object>(found: Found | NoEstimate): found is Found =>
  !("reason" in found);
