import type { FoundCell } from "./cellSearch.ts";
import { lightestColumns } from "./lightest.ts";
import { type Program, rowKinds } from "./linearProgram.ts";

/** So many populations are tried. */
const mostSteps = 200;
/** Rows that are missed by a smaller sum of squares are met. */
const met = 1e-16;

/**
 * Cells that a population may well be made of which meets the rows: those by which the method of Frank and Wolfe (1956) makes the sum of
 * the squares by which rows are missed smaller. They cost a fraction of what the linear program takes to ask for as many.
 */
export function firstCells(program: Program, isHeld: (row: number) => boolean): FoundCell[] {
  const { kinds } = program.rows;
  const found: FoundCell[] = [];
  const sums = new Float64Array(kinds.length + 2 * program.queries.length);
  for (let step = 0; step < mostSteps; step++) {
    const missed = sums.map((sum, row) => {
      if (kinds[row] === rowKinds.equal) return sum;
      return kinds[row] === rowKinds.statement && isHeld(row) ? Math.max(0, sum) : 0;
    });
    if (step > 0 && squares(missed) < met) break;
    const { cells, entries } = lightestPopulation(program, missed);
    found.push(...cells);
    const change = entries.map((sum, row) => sum - sums[row]!);
    const share = step === 0 ? 1 : shareOf(missed, change, step);
    change.forEach((own, row) => {
      sums[row]! += share * own;
    });
  }
  return found;
}

const squares = (values: Float64Array) => values.reduce((sum, own) => sum + own * own, 0);

/** How far to go: where the squares are least that are not zero now, and not less far than a step that gets ever smaller. */
function shareOf(missed: Float64Array, change: Float64Array, step: number): number {
  let slope = 0;
  let curvature = 0;
  missed.forEach((own, row) => {
    if (own === 0) return;
    slope -= own * change[row]!;
    curvature += change[row]! ** 2;
  });
  const least = curvature > 0 ? slope / curvature : 0;
  return Math.max(0.5 / (step + 2), Math.min(1, least));
}

/** A population that is all in the lightest cell of each clique: its cells that are generated, and its sums of rows. */
function lightestPopulation(program: Program, weights: Float64Array) {
  const { matrix, generated } = program;
  const entries = new Float64Array(weights.length);
  for (const column of lightestColumns(program, weights).columns.filter((own) => own >= 0))
    for (let at = matrix.starts[column]!; at < matrix.starts[column + 1]!; at++)
      entries[matrix.indices[at]!]! += matrix.values[at]!;
  const cells = generated.map((search) => search.light(weights));
  for (const cell of cells)
    cell.rows.forEach((row, at) => {
      entries[row]! += cell.values[at]!;
    });
  return { cells, entries };
}
