import { isMixture, meet, type Range } from "../../numerics/ranges.ts";
import type { Claim } from "../../study/claims.ts";
import { acceptedRange } from "../../study/figures.ts";
import type { Check, Source } from "../../study/source.ts";
import { fold } from "../../text/fold.ts";
import { differences } from "./measure.ts";
import type { Shelf } from "./published.ts";

/** What of its own source a claim is at odds with. */
export interface Conflicts {
  readonly claims: readonly Claim[];
  readonly checks: readonly Check[];
}

/**
 * The claims of a source that contradict it: those that are to say the same thing and do not, in value or in what they
 * measure, and those whose arithmetic does not come out. A contradiction has two sides, and neither is known to be right.
 */
export function conflictsOf(source: Source, shelf: Shelf): (claim: Claim) => Conflicts {
  const failed = source.checks.filter((check) => !isMet(check, source));
  return (claim) => ({
    claims: source.claims.filter(
      (other) =>
        (claim.sameAs.includes(other.id) || other.sameAs.includes(claim.id)) && !agree(claim, other, shelf),
    ),
    checks: failed.filter(({ claims }) => claims.includes(claim.id)),
  });
}

function agree(one: Claim, other: Claim, shelf: Shelf): boolean {
  if (one.said && other.said && !meet(acceptedRange(one.said), acceptedRange(other.said))) return false;
  const [mine, its] = [shelf.claimedBy(one), shelf.claimedBy(other)];
  return !mine || !its || differences(mine, its).length === 0;
}

/** Whether the quantities or the references of a source are as its check says. */
function isMet({ mixture, product, distinct }: Check, { evidence, references }: Source): boolean {
  const rangeOf = (id: string): Range => acceptedRange(evidence.find((row) => row.id === id)!.value!);
  if (mixture)
    return isMixture(
      mixture.of.map(rangeOf),
      mixture.parts.map((part) => part.map(rangeOf)),
    );
  if (product) {
    const factors = product.of.map(rangeOf);
    const times = (bound: keyof Range) => factors.reduce((all, own) => all * own[bound], product.times);
    return meet({ low: times("low"), high: times("high") }, rangeOf(product.is));
  }
  const works = distinct!.map((id) => references.find((own) => own.id === id)!);
  return new Set(works.map(({ title, year }) => `${fold(title)} ${year}`)).size === works.length;
}
