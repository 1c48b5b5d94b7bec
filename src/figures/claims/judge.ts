import { type Claim, inWave, type Verdict, verdicts } from "../../study/claims.ts";
import type { Registry } from "../../study/registry.ts";
import { type Source, wavesAsking } from "../../study/source.ts";
import type { Compute, Computed } from "../compute.ts";
import type { NotComputable } from "../estimandCells.ts";
import { type ClaimBounds, claimName } from "./bounds.ts";
import { type Conflicts, conflictsOf } from "./consistency.ts";
import { type Misattribution, misattributions } from "./misattribution.ts";
import { shelfOf } from "./published.ts";
import { type Compared, compare } from "./standing.ts";

/** A claim beside what is published and what the rows give. */
export interface ClaimResult {
  readonly source: Source;
  readonly claim: Claim;
  readonly verdict: Verdict;
  readonly compared: Compared;
  readonly misattributions: readonly Misattribution[];
  readonly conflicts: Conflicts;
  /** What the rows of each wave give for its measure; nothing where the panel does not ask it. */
  readonly computed: readonly { readonly wave: string; readonly result: Computed | NotComputable }[];
}

type Found = Omit<ClaimResult, "verdict" | "source"> & { readonly isAsked: boolean };

/** When a claim has a verdict: the first in the order of the verdicts counts. */
const rules: Readonly<Record<Verdict, (found: Found) => boolean>> = {
  inconsistent: ({ conflicts }) => conflicts.claims.length + conflicts.checks.length > 0,
  agrees: ({ compared }) => compared.standing === "holds",
  rounded: ({ compared }) => compared.standing === "rounded",
  misattributed: (found) => found.misattributions.length > 0,
  contradicted: ({ compared }) => compared.standing === "fails",
  unsupported: ({ claim, isAsked }) => isAsked && claim.reason === undefined,
  "not checkable": () => true,
};

/**
 * The verdicts on the claims of a source, by the registry of published figures and what these leave of others; rows, where there are any, give what is shown
 * beside them.
 */
export function judgeClaims(
  source: Source,
  registry: Registry,
  bounds: ClaimBounds,
  compute?: Compute,
): ClaimResult[] {
  const shelf = shelfOf(registry);
  const conflictsWith = conflictsOf(source, shelf);
  return source.claims.map((claim) => {
    const waves = claim.claimed ? wavesAsking(claim.claimed, source) : [];
    const found: Found = {
      claim,
      compared: compare(claim, shelf, bounds.get(claimName(source.id, claim.id))),
      misattributions: misattributions(claim, shelf),
      conflicts: conflictsWith(claim),
      isAsked: waves.length > 0,
      computed: compute ? waves.map((wave) => ({ wave, result: compute(inWave(claim.claimed!, wave)) })) : [],
    };
    const { isAsked: _, ...rest } = found;
    return { ...rest, source, verdict: verdicts.find((verdict) => rules[verdict](found))! };
  });
}

/** Whether a claim names figures of a study, or is compared with some. */
export function isAbout({ claim, compared, misattributions }: ClaimResult, study: string): boolean {
  const readings = [...compared.with, ...misattributions.map(({ reading }) => reading)];
  return (
    claim.about.some((key) => key.startsWith(`${study}:`)) ||
    readings.some(({ registered }) => registered.study.id === study)
  );
}
