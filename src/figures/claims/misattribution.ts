import { holds } from "../../numerics/ranges.ts";
import type { Claim } from "../../study/claims.ts";
import { acceptedRange, type Published } from "../../study/figures.ts";
import { type Attribute, differences, isNear, type Measure } from "./measure.ts";
import type { Reading, Shelf } from "./published.ts";

/** A figure that has the value which a claim gives to something else, and in what the two differ. */
export interface Misattribution {
  readonly reading: Reading;
  readonly differs: readonly Attribute[];
}

/**
 * The figures whose value a claim gives to something else, the nearest first. An equal number alone proves nothing, so a
 * figure counts only where the claim names it, or where it differs in one attribute alone: another year, other levels of
 * the same variable, a variable that follows from the same question, or a base that is a part of it, holds it, or is another
 * class of the same variables. Words stand for many numbers: of them only figures that the claim names count.
 */
export function misattributions(claim: Claim, shelf: Shelf): Misattribution[] {
  const { said, relation, about } = claim;
  const claimed = shelf.claimedBy(claim);
  if (relation !== "=" || !said || !claimed) return [];
  return shelf.readings
    .flatMap((reading) => {
      const { measure, registered } = reading;
      if (!measure || measure.statistic !== claimed.statistic || !hasValue(said, reading)) return [];
      const differs = differences(claimed, measure);
      if (differs.length === 0) return [];
      const counts =
        about.includes(registered.key) ||
        (said.value !== undefined &&
          differs.length === 1 &&
          isMistakable[differs[0]!](claimed, measure, shelf));
      return counts ? [{ reading, differs }] : [];
    })
    .sort((a, b) => a.differs.length - b.differs.length);
}

function hasValue(said: Published, { value, low, high }: Reading): boolean {
  if (value === undefined || !holds(acceptedRange(said), value)) return false;
  return said.value === undefined || holds({ low, high }, said.value);
}

/** Whether one measure may be taken for another that differs in this attribute. */
const isMistakable: Readonly<Record<Attribute, (claimed: Measure, other: Measure, shelf: Shelf) => boolean>> =
  {
    year: () => true,
    level: () => true,
    variable: (claimed, other, { measuring }) => measuring.akin(claimed.variable, other.variable),
    base: (claimed, other) => isNear(claimed.base, other.base),
  };
