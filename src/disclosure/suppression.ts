import type { Highs } from "highs";
import type { Interval } from "./cellTable.ts";
import { type Cut, openPatterns } from "./patternProgram.ts";
import type { Layer, SuppressionProblem } from "./suppressionProblem.ts";
import { type CellExtreme, openTable, type TableProgram } from "./tableProgram.ts";

/** Patterns after which those that were chosen only grow: the cheapest one may take many more. */
const mostPatterns = 25;

/** Differences of values that are rounding errors of the solver. */
const negligible = 1e-6;

/**
 * The cells to suppress so that no reader can tell a protected one more closely than it allows: those of least cost (Fischetti and
 * Salazar 2001). A pattern is chosen in whole numbers; a cell that it does not protect gives an inequality, and the next pattern is
 * chosen with it. After 25 patterns cells that are suppressed stay so. Undefined where no pattern protects.
 */
export function suppress(problem: SuppressionProblem, highs: Highs): boolean[] | undefined {
  const patterns = openPatterns(highs, problem);
  const layers = problem.layers.map((layer) => ({ layer, program: openTable(highs, problem.table) }));
  try {
    for (let chosen = 1; ; chosen++) {
      const pattern = patterns.cheapest();
      if (!pattern) return undefined;
      const cuts = layers.flatMap(({ layer, program }) => cutsOf(layer, pattern, program));
      if (cuts.length === 0) return pattern;
      for (const cut of cuts) patterns.add(cut);
      if (chosen >= mostPatterns) patterns.keep(pattern);
    }
  } finally {
    patterns.close();
    for (const { program } of layers) program.close();
  }
}

/** The suppressed cells of a pattern that a reader does not know in spite of it: those that follow from printed ones protect nothing. */
export function openCells(
  { table, layers }: Pick<SuppressionProblem, "table" | "layers">,
  pattern: readonly boolean[],
  highs: Highs,
): boolean[] {
  const open = pattern.map(() => false);
  for (const { values } of layers) {
    const program = openTable(highs, table);
    program.setBounds(boundsOf(values, pattern));
    pattern.forEach((isSuppressed, cell) => {
      for (const side of ["low", "high"] as const)
        if (isSuppressed && !open[cell])
          program.extreme(cell, side)!.values.forEach((value, at) => {
            open[at] ||= Math.abs(value - values[at]!) > negligible;
          });
    });
    program.close();
  }
  return pattern.map((isSuppressed, cell) => isSuppressed && open[cell]!);
}

/** What a reader knows of cells: a printed one, and of a suppressed one that it is at most so much larger than the largest. */
function boundsOf(values: readonly number[], pattern: readonly boolean[]): Interval[] {
  const most = Math.max(...values);
  return values.map((value, cell) =>
    pattern[cell] ? { low: 0, high: value + most } : { low: value, high: value },
  );
}

/** The inequalities that a pattern has to meet, and does not, of a layer. */
function cutsOf({ values, protections }: Layer, pattern: readonly boolean[], program: TableProgram): Cut[] {
  const most = Math.max(...values);
  program.setBounds(boundsOf(values, pattern));
  /** The least and the largest values of cells in the tables that were found: what opens one cell opens others. */
  const low = Float64Array.from(values);
  const high = Float64Array.from(values);
  return protections.flatMap(({ cell, below, above }) =>
    (["low", "high"] as const).flatMap((side) => {
      const needed = side === "low" ? below : above;
      const isOpen = () =>
        Math.abs((side === "low" ? low : high)[cell]! - values[cell]!) >= needed - negligible;
      if (isOpen()) return [];
      const found = program.extreme(cell, side)!;
      found.values.forEach((value, at) => {
        low[at] = Math.min(low[at]!, value);
        high[at] = Math.max(high[at]!, value);
      });
      return isOpen() ? [] : [cutOf(found, needed, values, most)];
    }),
  );
}

/**
 * The capacity constraint of one side of a protection (Fischetti and Salazar 2001, section 3, from the dual of the attacker's program),
 * with coefficients of no more than is needed.
 */
function cutOf({ reducedCosts }: CellExtreme, needed: number, values: readonly number[], most: number): Cut {
  const cells: number[] = [];
  const coefficients: number[] = [];
  values.forEach((own, at) => {
    const reduced = reducedCosts[at]!;
    const moved = Math.min(needed, reduced > 0 ? reduced * own : -reduced * most);
    if (moved < negligible) return;
    cells.push(at);
    coefficients.push(moved / needed);
  });
  return { cells, coefficients, least: 1 };
}
