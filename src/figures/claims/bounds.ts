import { boundEstimands } from "../../coherence/estimandBounds.ts";
import type { Solver } from "../../coherence/solver.ts";
import { TooManyCells } from "../../coherence/tooManyCells.ts";
import type { Range } from "../../numerics/ranges.ts";
import { type Claim, inWave } from "../../study/claims.ts";
import type { Estimand } from "../../study/figures.ts";
import type { Registry } from "../../study/registry.ts";
import { type Source, wavesAsking } from "../../study/source.ts";
import { publishedOf, shelfOf } from "./published.ts";

/** What published figures leave of claimed quantities that none of them prints, by the names of the claims. */
export type ClaimBounds = ReadonlyMap<string, Range>;

/** The name that a claim has among those of all sources. */
export const claimName = (source: string, id: string): string => `${source}:${id}`;

/** A claim that says a number of a quantity, of each wave that it may be about. */
interface Unprinted {
  readonly name: string;
  readonly estimands: readonly Estimand[];
}

/** The claims that say a number of a quantity which no figure prints. */
export function unprintedClaims(sources: readonly Source[], registry: Registry): Unprinted[] {
  const shelf = shelfOf(registry);
  const saysNumber = ({ relation, said }: Claim) => said !== undefined && relation !== undefined;
  return sources.flatMap((source) =>
    source.claims.filter(saysNumber).flatMap((claim): Unprinted[] => {
      const measure = shelf.claimedBy(claim);
      if (!measure || publishedOf(measure, shelf)) return [];
      const estimands = wavesAsking(claim.claimed!, source).map((wave) => inWave(claim.claimed!, wave));
      return estimands.length > 0 ? [{ name: claimName(source.id, claim.id), estimands }] : [];
    }),
  );
}

/**
 * The bounds of claims by all published figures; of one that names no wave those of all waves together. Claims of which shares and
 * means do not tell have none, nor have any where too many variables are tied.
 */
export function boundClaims(
  claims: readonly Unprinted[],
  { declaration, figures }: Registry,
  solver: Solver,
): ClaimBounds {
  const estimands = claims.flatMap((claim) => claim.estimands);
  const bounds = new Map<Estimand, Range | undefined>();
  try {
    for (const { estimand, found } of boundEstimands(declaration, [...figures.values()], estimands, solver)
      .bounds)
      bounds.set(estimand, found && "low" in found ? found : undefined);
  } catch (error) {
    if (!(error instanceof TooManyCells)) throw error;
  }
  return new Map(
    claims.flatMap(({ name, estimands: own }) => {
      const ranges = own.flatMap((estimand) => bounds.get(estimand) ?? []);
      if (ranges.length < own.length) return [];
      const low = Math.min(...ranges.map((range) => range.low));
      return [[name, { low, high: Math.max(...ranges.map((range) => range.high)) }] as const];
    }),
  );
}
