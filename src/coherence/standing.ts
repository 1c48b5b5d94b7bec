import { acceptedRange, type Figure } from "../study/figures.ts";
import type { Bounds } from "./bounds.ts";

export const standingKinds = ["implied", "narrowed", "free", "outside"] as const;
export type Standing = (typeof standingKinds)[number];

/** Differences that are rounding errors of a linear program, in the unit of publications. */
const negligible = 1e-6;

/**
 * How a printed interval stands to what other figures leave: it holds all of it, some of it, none of it, or they leave everything.
 */
export function standingOf(figure: Figure, { low, high }: Pick<Bounds, "low" | "high">): Standing {
  const printed = acceptedRange(figure.published);
  if (low > printed.high + negligible || high < printed.low - negligible) return "outside";
  if (low >= printed.low - negligible && high <= printed.high + negligible) return "implied";
  const isFree = figure.estimand!.statistic === "percent" && low <= negligible && high >= 100 - negligible;
  return isFree ? "free" : "narrowed";
}
