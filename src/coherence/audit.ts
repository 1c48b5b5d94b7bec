import type { DatasetDescription } from "../sources/datasets/description.ts";
import type { Registered } from "../study/registry.ts";
import type { Alternative } from "../study/study.ts";
import type { Restrictions } from "./answers.ts";
import { type Conflict, coherenceOf } from "./conflicts.ts";
import { contradictionIn } from "./contradiction.ts";
import type { Unseen } from "./estimandRatio.ts";
import { type Mending, mendingOf } from "./mending.ts";
import type { Publication } from "./publication.ts";
import { publishedStatements } from "./publishedStatements.ts";
import type { Solver } from "./solver.ts";

/** A definition that a study offers in place of the published one, with a name that no other study's has. */
export interface Offered extends Alternative {
  readonly key: string;
}

/** A smallest set of figures that no population has at once, and what would mend it. */
export interface Contradiction extends Mending {
  readonly conflict: Conflict;
  /** The alternatives of which each one alone mends it. */
  readonly mendedBy: readonly string[];
}

/** Whether the figures of publications can hold at once, in any population with the dataset's structure. */
export interface Audit {
  readonly coherent: boolean;
  /** Contradictions without common figures; without these all others can hold at once. */
  readonly contradictions: readonly Contradiction[];
  /** All that were found, by their figures; whether there are no others. */
  readonly conflicts: readonly Conflict[];
  readonly complete: boolean;
  /** Whether all figures can hold at once with one alternative. */
  readonly alternatives: readonly { readonly key: string; readonly coherent: boolean }[];
  /** Of each figure, by its key, those that say the same of the same quantity, or less. */
  readonly restated: ReadonlyMap<string, readonly string[]>;
  readonly statements: number;
  readonly unseen: readonly { readonly key: string; readonly reason: Unseen }[];
}

/** The levels that variables have alone by the published definitions, in place of which alternatives are offered. */
export function publishedRestrictions(alternatives: readonly Alternative[]): Restrictions {
  const restrictions = new Map<string, readonly string[]>();
  for (const { published } of alternatives)
    for (const [variable, levels] of Object.entries(published))
      restrictions.set(
        variable,
        levels.filter((level) => restrictions.get(variable)?.includes(level) ?? true),
      );
  return restrictions;
}

/** Audits the figures of publications by their own definitions, and by each alternative that they offer. */
export function audit(
  description: DatasetDescription,
  figures: readonly Registered[],
  alternatives: readonly Offered[],
  solver: Solver,
): Audit {
  const statementsBy = (own: readonly Alternative[]) =>
    publishedStatements(description, figures, publishedRestrictions(own));
  const published = statementsBy(alternatives);
  const { apart, conflicts, complete } = coherenceOf(published, solver);
  const offered = alternatives.map((alternative) => {
    const others = alternatives.filter((own) => own !== alternative);
    return { key: alternative.key, statements: statementsBy(others) };
  });
  const isCoherent = (publication: Publication, ids?: Conflict) => {
    const statements = publication.statements.filter(({ id }) => ids?.includes(id) ?? true);
    return contradictionIn({ ...publication, statements }, solver) === undefined;
  };
  return {
    coherent: apart.length === 0,
    contradictions: apart.map((conflict) => ({
      conflict,
      ...mendingOf(conflict, published, solver),
      mendedBy: offered.filter(({ statements }) => isCoherent(statements, conflict)).map(({ key }) => key),
    })),
    conflicts,
    complete,
    alternatives: offered.map(({ key, statements }) => ({ key, coherent: isCoherent(statements) })),
    restated: published.restated,
    statements: published.statements.length,
    unseen: published.unseen,
  };
}
