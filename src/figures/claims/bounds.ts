import type { Range } from "../../numerics/ranges.ts";
import { isWithin, type Measure, sameLevels } from "./measure.ts";
import type { Reading, Shelf } from "./published.ts";

/** Figures whose bases are the classes of a variable, and the range from the least to the largest of theirs. */
export interface Classes extends Range {
  readonly variable: string;
  readonly readings: readonly Reading[];
}

/**
 * What the figures of its parts allow for a percentage or a mean that none prints: where classes of one variable make up its
 * base, it lies between the least and the largest of theirs. Those who did not answer are left aside. Undefined where no
 * classes do.
 */
export function allowedBy(claimed: Measure, shelf: Shelf): Range | undefined {
  const hulls = classesWithin(claimed, shelf);
  if (hulls.length === 0) return undefined;
  return { low: Math.max(...hulls.map(({ low }) => low)), high: Math.min(...hulls.map(({ high }) => high)) };
}

/** The classes that make up the base of a percentage or a mean, by variable, as far as they are published. */
export function classesWithin(claimed: Measure, { readings, measuring }: Shelf): Classes[] {
  const parts = readings.filter(
    ({ measure }) =>
      measure &&
      ["percent", "mean"].includes(measure.statistic) &&
      measure.statistic === claimed.statistic &&
      measure.variable === claimed.variable &&
      sameLevels(measure.levels, claimed.levels) &&
      (claimed.waves.length === 0 || measure.waves.some((wave) => claimed.waves.includes(wave))) &&
      isWithin(measure.base, claimed.base),
  );
  const variables = new Set(parts.flatMap(({ measure }) => [...measure!.base.keys()]));
  return [...variables].flatMap((variable) => {
    const whole = claimed.base.get(variable) ?? new Set(measuring.levelsOf(variable));
    const classes = classesOf(variable, claimed, parts, whole);
    return classes ? [{ variable, readings: classes, ...hull(classes) }] : [];
  });
}

/** Figures whose bases are classes of a variable, each level in one of them; undefined where some levels are in none. */
function classesOf(
  variable: string,
  { base }: Measure,
  parts: readonly Reading[],
  whole: ReadonlySet<string>,
): readonly Reading[] | undefined {
  const others = base.size - Number(base.has(variable));
  const candidates = parts
    .filter(({ measure }) => measure!.base.has(variable) && measure!.base.size === others + 1)
    .sort((a, b) => a.measure!.base.get(variable)!.size - b.measure!.base.get(variable)!.size);
  const covered = new Set<string>();
  const chosen = candidates.filter(({ measure }) => {
    const levels = [...measure!.base.get(variable)!];
    if (levels.length === 0 || levels.some((level) => covered.has(level))) return false;
    for (const level of levels) covered.add(level);
    return true;
  });
  return whole.size > 0 && covered.size === whole.size ? chosen : undefined;
}

const hull = (readings: readonly Reading[]): Range => ({
  low: Math.min(...readings.map(({ low }) => low)),
  high: Math.max(...readings.map(({ high }) => high)),
});
