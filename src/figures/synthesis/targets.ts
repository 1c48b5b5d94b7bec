import type { DatasetDescription } from "../../sources/datasets/description.ts";
import { restrictTo } from "../../sources/datasets/restrict.ts";
import { acceptedRange, type Estimand, type Figure, variablesOf } from "../../study/figures.ts";
import { completion, linkedVariables } from "./answers.ts";
import type { Target, Tuning } from "./tune.ts";

/** Tuning moves ratios alone: the weights, and so the sizes, are calibrated before. */
const isRatio = ({ statistic }: Estimand) => statistic === "percent" || statistic === "mean";

/** The calibrated figures as targets; one for each estimand. */
export function targetsOf(figures: readonly Figure[]): Target[] {
  const targets = new Map<string, Target>();
  for (const { id, use, estimand, published } of figures) {
    if (use !== "calibrated" || !estimand || !isRatio(estimand)) continue;
    const { low, high } = acceptedRange(published);
    const key = JSON.stringify(estimand);
    const same = targets.get(key) ?? { id, low, high };
    targets.set(key, {
      id: same.id,
      estimand,
      low: Math.max(low, same.low),
      high: Math.min(high, same.high),
    });
  }
  return [...targets.values()];
}

/** The declaration of what targets are made from. */
export function neededFor(description: DatasetDescription, targets: readonly Target[]): DatasetDescription {
  const needed = new Map<string, Set<string>>();
  for (const { estimand } of targets) {
    const own = needed.get(estimand.wave) ?? new Set();
    needed.set(estimand.wave, own);
    for (const name of variablesOf(estimand)) own.add(name);
  }
  return restrictTo(description, needed);
}

/** The tuning of some variables to targets. */
export function tuningOf(
  description: DatasetDescription,
  targets: readonly Target[],
  levels: Tuning["levels"],
  proposals: number,
): Tuning {
  const needed = neededFor(description, targets);
  return {
    waves: needed.waves.map((wave) => ({
      name: wave.name,
      link: wave.link,
      linked: linkedVariables(needed, wave),
      complete: completion(needed, wave),
    })),
    targets,
    levels,
    proposals,
  };
}
