import { leastSum } from "./lightest.ts";
import { leastBase, linearProgram, type Program, rowKinds } from "./linearProgram.ts";
import type { OpenProgram } from "./openProgram.ts";
import type { Publication, Statement } from "./publication.ts";
import type { Solver } from "./solver.ts";

/**
 * Statements contradict one another where they do so with bounds that are this much wider, on the scale of shares and scores: far
 * above the rounding errors of sums, so that a figure on its very bound contradicts nothing, and far below a printed digit.
 */
export const tolerance = 1e-7;

/** A publication whose statements all have wider bounds. */
export const widened = (publication: Publication, by: (statement: Statement) => number): Publication => ({
  ...publication,
  statements: publication.statements.map((own) => ({
    ...own,
    low: own.low - by(own),
    high: own.high + by(own),
  })),
});

/** Statements that cannot hold at once, proved, though not all may be needed for that; undefined where all can. */
export function contradictionIn(publication: Publication, solver: Solver): readonly string[] | undefined {
  const program = linearProgram(
    widened(publication, () => tolerance),
    [],
    solver.mostCells,
  );
  const opened = solver.open(program);
  try {
    return provedContradiction(program, opened);
  } finally {
    opened.close();
  }
}

/** The same of an open program, whose statements are widened. */
export function provedContradiction(
  program: Program,
  opened: OpenProgram,
  holds: (statement: number) => boolean = () => true,
): readonly string[] | undefined {
  const found = opened.emptyBase();
  if (!found || largestBase(program, found.base, found.multipliers) > leastBase) return undefined;
  const { statements, bases } = program;
  const used = new Set(rowStatements(program, found.multipliers));
  // Whoever is about an empty base contradicts what empties it.
  const about = found.base === 0 ? [] : bases[found.base]!.filter(holds);
  if (!about.some((at) => used.has(at)) && about.length > 0) used.add(about[0]!);
  return statements.filter((_, at) => used.has(at)).map(({ id }) => id);
}

/**
 * How large a base can be at most, as a share of the population, by the multipliers of rows (Farkas), however these were found. In any
 * population that meets the statements the weighted sum of their rows is at most zero; yet it is at least the size of the base plus,
 * over cliques, the smallest of what is left of the weight of a cell, since the cells of each clique add up to the population.
 */
export function largestBase(program: Program, base: number, multipliers: Float64Array): number {
  const { rows } = program;
  const weights = Float64Array.from(rows.kinds, (kind, row) => {
    if (kind === rowKinds.total) return 0;
    if (kind === rowKinds.equal) return multipliers[row]!;
    if (kind === rowKinds.statement) return Math.max(0, multipliers[row]!);
    return rows.of[row] === base ? 1 : 0;
  });
  return Math.max(0, -leastSum(program, weights));
}

/** The statements whose rows have multipliers. */
function rowStatements({ rows }: Program, multipliers: Float64Array): number[] {
  return rows.kinds.flatMap((kind, row) =>
    kind === rowKinds.statement && Math.abs(multipliers[row]!) > 1e-9 ? [rows.of[row]!] : [],
  );
}

/** The statements that multipliers come from, by their ids. */
export function statementsIn(program: Program, multipliers: Float64Array): string[] {
  const used = new Set(rowStatements(program, multipliers));
  return program.statements.filter((_, at) => used.has(at)).map(({ id }) => id);
}
