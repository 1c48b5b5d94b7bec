import { contradictionIn, provedContradiction, tolerance, widened } from "./contradiction.ts";
import { linearProgram } from "./linearProgram.ts";
import type { Publication } from "./publication.ts";
import type { Solver } from "./solver.ts";

/** A smallest set of statements that no population meets at once, by their ids. */
export type Conflict = readonly string[];

export interface Conflicts {
  readonly conflicts: readonly Conflict[];
  /** Whether there is no other conflict. */
  readonly complete: boolean;
}

/** Those of a publication's statements that are in a list. */
const among = (publication: Publication, ids: readonly string[]): Publication => ({
  ...publication,
  statements: publication.statements.filter(({ id }) => ids.includes(id)),
});

/** A conflict within statements that contradict one another: whatever can be left out is (Chinneck 2008, section 6.2). */
function conflictWithin(
  contradicting: readonly string[],
  publication: Publication,
  solver: Solver,
): Conflict {
  let left = contradicting;
  for (const id of contradicting) {
    if (!left.includes(id)) continue;
    const others = left.filter((own) => own !== id);
    left = contradictionIn(among(publication, others), solver) ?? left;
  }
  return [...left].sort();
}

/** After so many solutions the search for further conflicts ends. */
const mostSolutions = 60;

/**
 * The conflicts within a publication, by Reiter's tree of hitting sets (1987), breadth first: without one statement of each conflict
 * found so far there may be another. All of them are found unless the search takes more than `most` solutions.
 */
export function conflictsIn(publication: Publication, solver: Solver, most = mostSolutions): Conflicts {
  const { statements } = publication;
  const program = linearProgram(
    widened(publication, () => tolerance),
    [],
    solver.mostCells,
  );
  const opened = solver.open(program);
  const conflicts: Conflict[] = [];
  const seen = new Set<string>();
  let solutions = 0;
  try {
    for (let removals: (readonly string[])[] = [[]]; removals.length > 0; ) {
      const next: (readonly string[])[] = [];
      for (const removed of removals) {
        let conflict = conflicts.find((own) => !own.some((id) => removed.includes(id)));
        if (!conflict) {
          if (solutions++ >= most) return { conflicts: inOrder(conflicts), complete: false };
          const holds = (statement: number) => !removed.includes(statements[statement]!.id);
          opened.hold(holds);
          const contradicting = provedContradiction(program, opened, holds);
          if (!contradicting) continue;
          conflict = conflictWithin(contradicting, publication, solver);
          conflicts.push(conflict);
        }
        for (const id of conflict) {
          const more = [...removed, id].sort();
          const key = more.join(" ");
          if (!seen.has(key)) next.push(more);
          seen.add(key);
        }
      }
      removals = next;
    }
    return { conflicts: inOrder(conflicts), complete: true };
  } finally {
    opened.close();
  }
}

/** The smaller first; then by their ids. */
const inOrder = (conflicts: readonly Conflict[]) =>
  [...conflicts].sort((a, b) => a.length - b.length || (a.join(" ") < b.join(" ") ? -1 : 1));

/** What of a publication contradicts itself, and what does not. */
export interface Coherence extends Conflicts {
  /** Conflicts without common statements, the smaller first. */
  readonly apart: readonly Conflict[];
  /** The publication without the statements of these: all that is left can hold at once. */
  readonly rest: Publication;
}

/** The conflicts within a publication as `conflictsIn` finds them, and those of them and of further ones that have nothing in common. */
export function coherenceOf(publication: Publication, solver: Solver, most?: number): Coherence {
  const found = conflictsIn(publication, solver, most);
  const conflicts = [...found.conflicts];
  const apart: Conflict[] = [];
  const isFree = (id: string) => !apart.some((own) => own.includes(id));
  for (const conflict of conflicts) if (conflict.every(isFree)) apart.push(conflict);
  const rest = () => ({ ...publication, statements: publication.statements.filter(({ id }) => isFree(id)) });
  for (;;) {
    const contradicting = contradictionIn(rest(), solver);
    if (!contradicting) break;
    const conflict = conflictWithin(contradicting, publication, solver);
    conflicts.push(conflict);
    apart.push(conflict);
  }
  return { conflicts: inOrder(conflicts), complete: found.complete, apart: inOrder(apart), rest: rest() };
}
