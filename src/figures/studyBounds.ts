import type { Bounds } from "../coherence/bounds.ts";
import { boundEstimands } from "../coherence/estimandBounds.ts";
import type { Solver } from "../coherence/solver.ts";
import type { Registered, Registry } from "../study/registry.ts";
import type { Source } from "../study/source.ts";
import type { StoredBounds } from "../study/storedBounds.ts";
import type { Study } from "../study/study.ts";
import { boundClaims, unprintedClaims } from "./claims/bounds.ts";

/** The bounds that a study's report shows: of its figures, of those of them that are held out, and of the claims of sources. */
export function studyBounds(
  study: Study,
  registry: Registry,
  sources: readonly Source[],
  solver: Solver,
): StoredBounds {
  const all = [...registry.figures.values()];
  const own = all.filter((entry) => entry.study.id === study.id && entry.figure.estimand);
  const boundFrom = (figures: readonly Registered[], asked: readonly Registered[]) => {
    const estimands = asked.map(({ figure }) => figure.estimand!);
    const { bounds, leftOut } = boundEstimands(registry.declaration, figures, estimands, solver);
    const found = bounds.flatMap(({ found }, at) =>
      found && "unseen" in found ? [] : [[asked[at]!.figure.id, found ? stored(found) : null] as const],
    );
    return { leftOut, found: Object.fromEntries(found) };
  };
  const { leftOut, found } = boundFrom(all, own);
  const claims = boundClaims(unprintedClaims(sources, registry), registry, solver);
  return {
    leftOut,
    figures: found,
    heldOut: boundFrom(
      all.filter(({ figure }) => figure.use === "calibrated"),
      own.filter(({ figure }) => figure.use === "held-out"),
    ).found,
    claims: Object.fromEntries([...claims].map(([name, range]) => [name, stored(range)])),
  };
}

/** Decimals beyond which bounds are rounding errors of linear programs. */
const decimals = 6;

/** What of bounds is stored; no zero has a sign. */
const stored = ({ low, high }: Pick<Bounds, "low" | "high">) => ({ low: rounded(low), high: rounded(high) });
const rounded = (value: number) => Number(value.toFixed(decimals)) + 0;
