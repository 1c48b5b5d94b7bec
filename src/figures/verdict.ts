import type { TermTest } from "../models/results/waldTests.ts";
import { ties } from "../numerics/tolerances.ts";
import { acceptedRange, type Published } from "../study/figures.ts";
import type { Finding } from "../study/findings.ts";
import type { Comparison } from "../survey/comparison.ts";
import type { Computed } from "./compute.ts";

export const figureStatuses = ["reproduced", "compatible", "differs", "not computable", "context"] as const;
export type FigureStatus = (typeof figureStatuses)[number];

export const findingStatuses = [
  "confirmed",
  "not confirmed",
  "not rejected",
  "contradicted",
  "not computable",
] as const;
export type FindingStatus = (typeof findingStatuses)[number];

/**
 * `reproduced` when the computed value rounds to the published one, or lies in the published interval; `compatible`
 * when it does not but its confidence interval holds the published value or meets the published interval. Where all
 * answers are the same there is no interval, and so no verdict unless the value is reproduced.
 */
export function judgeFigure(published: Published, { computed, se, low, high }: Computed): FigureStatus {
  const accepted = acceptedRange(published);
  if (computed >= accepted.low - ties.roundings && computed <= accepted.high + ties.roundings)
    return "reproduced";
  if (low === null || high === null) return se === null ? "differs" : "not computable";
  const from = published.low ?? published.value!;
  const to = published.high ?? published.value!;
  return low <= to && high >= from ? "compatible" : "differs";
}

/** p-values below it are significant. */
export const significance = 0.05;

/** `confirmed` when the sign is the stated one and p < 0.05; `not confirmed` when only the sign is. */
export function judgeSign({ sign }: Finding, { estimate, p }: Comparison): FindingStatus {
  if (sign === "+" ? estimate <= 0 : estimate >= 0) return "contradicted";
  return p !== null && p < significance ? "confirmed" : "not confirmed";
}

/**
 * The same of the first and a multiple of the second: "twice as much" and "less than half of the gap" are said of what is
 * positive, and are `contradicted` where the second is not.
 */
export function judgeMultiple(finding: Finding, comparison: Comparison, second: number): FindingStatus {
  return finding.factor !== 1 && second <= 0 ? "contradicted" : judgeSign(finding, comparison);
}

/**
 * Of "no significant difference": `confirmed` when the tests of equivalence, where there is a margin for them, are
 * significant; else `contradicted` when the test of the difference, Wald's of a whole variable, is, and `not rejected` when it is not.
 */
export function judgeAbsence({ p }: Pick<TermTest, "p">, equivalence: number | null): FindingStatus {
  if (equivalence !== null && equivalence < significance) return "confirmed";
  if (p === null) return "not computable";
  return p < significance ? "contradicted" : "not rejected";
}
