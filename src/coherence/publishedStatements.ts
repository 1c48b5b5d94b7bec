import type { DatasetDescription } from "../sources/datasets/description.ts";
import { acceptedRange, type Estimand } from "../study/figures.ts";
import type { Registered } from "../study/registry.ts";
import { estimandRatio, questionsAskedMissing, type Unseen } from "./estimandRatio.ts";
import { type Merged, mergeLevels } from "./mergedLevels.ts";
import type { Levels, Ratio, Statement } from "./publication.ts";
import { type Restrictions, type WaveQuestions, waveQuestions } from "./questions.ts";

/** What publications say of one population, as a linear program takes it. */
export interface PublishedStatements {
  readonly levels: Levels;
  readonly statements: readonly Statement[];
  /** The estimands that are asked for, in their order; why not, of those that are not seen. */
  readonly queries: readonly (Ratio | { readonly unseen: Unseen })[];
  readonly unseen: readonly { readonly key: string; readonly reason: Unseen }[];
}

/** Percentages are shares here; the unit of a mean is its own. */
export const scaleOf = ({ statistic }: Estimand) => (statistic === "percent" ? 100 : 1);

/**
 * Registered figures as statements on one population, over the coarsest classes that they and the estimands in `asked` tell apart.
 * Waves are cross-sections of it: each has its own distribution, with the linked answers of the earlier wave within it.
 */
export function publishedStatements(
  description: DatasetDescription,
  figures: readonly Registered[],
  restrictions: Restrictions,
  asked: readonly Estimand[] = [],
): PublishedStatements {
  const waves = new Map(
    description.waves.map(({ name }) => [name, waveQuestions(description, name, restrictions)]),
  );
  const measured = figures.flatMap(({ key, figure }) => {
    const { estimand, published } = figure;
    return estimand ? [{ key, estimand, ...acceptedRange(published) }] : [];
  });
  const all = [...measured.map(({ estimand }) => estimand), ...asked];
  const mayLack = new Set(all.flatMap((own) => questionsAskedMissing(own, waves.get(own.wave)!)));
  const levels = new Map<string, number>();
  const ratios: (Ratio & { readonly at: number })[] = [];
  const unseen = new Map<number, Unseen>();
  all.forEach((estimand, at) => {
    const seen = estimandRatio(estimand, waves.get(estimand.wave) as WaveQuestions, mayLack);
    if ("unseen" in seen) return unseen.set(at, seen.unseen);
    for (const { key, values } of seen.questions) levels.set(key, values.length);
    return ratios.push({ ...seen.ratio, at });
  });
  const merged: Merged<Ratio & { readonly at: number }> = mergeLevels(levels, ratios);
  const ratioOf = new Map(merged.ratios.map(({ at, ...ratio }) => [at, ratio]));
  return {
    levels: merged.levels,
    statements: measured.flatMap(({ key, estimand, low, high }, at) => {
      const ratio = ratioOf.get(at);
      const scale = scaleOf(estimand);
      return ratio ? [{ id: key, ...ratio, low: low / scale, high: high / scale }] : [];
    }),
    queries: asked.map(
      (_, at) => ratioOf.get(measured.length + at) ?? { unseen: unseen.get(measured.length + at)! },
    ),
    unseen: measured.flatMap(({ key }, at) => {
      const reason = unseen.get(at);
      return reason ? [{ key, reason }] : [];
    }),
  };
}
