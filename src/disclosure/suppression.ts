import type { Highs } from "highs";
import { type Cut, openPatterns } from "./patternProgram.ts";
import type { Layer, Protection, SuppressionProblem } from "./suppressionProblem.ts";
import { openTable, type TableProgram } from "./tableProgram.ts";

/** Differences of values that are rounding errors of the solver. */
const negligible = 1e-6;

/**
 * The cells to suppress so that no reader can tell a protected one more closely than it allows: those of least cost (Fischetti and
 * Salazar 2001). A pattern is chosen in whole numbers; a cell that it does not protect gives an inequality, and the next pattern is
 * chosen with it. Undefined where no pattern protects.
 */
export function suppress(problem: SuppressionProblem, highs: Highs): boolean[] | undefined {
  const patterns = openPatterns(highs, problem);
  const layers = problem.layers.map((layer) => ({ layer, program: openTable(highs, problem.table) }));
  try {
    for (;;) {
      const pattern = patterns.cheapest();
      if (!pattern) return undefined;
      const cuts = layers.flatMap(({ layer, program }) => cutsOf(layer, pattern, program));
      if (cuts.length === 0) return pattern;
      for (const cut of cuts) patterns.add(cut);
    }
  } finally {
    patterns.close();
    for (const { program } of layers) program.close();
  }
}

/** The inequalities that a pattern has to meet, and does not, of a layer. */
function cutsOf({ values, protections }: Layer, pattern: readonly boolean[], program: TableProgram): Cut[] {
  const most = Math.max(...values);
  program.setBounds(
    values.map((value, cell) =>
      pattern[cell] ? { low: 0, high: value + most } : { low: value, high: value },
    ),
  );
  return protections.flatMap((protection) =>
    (["low", "high"] as const).flatMap((side) => cutOf(protection, side, values, most, program)),
  );
}

/**
 * The capacity constraint of one side of a protection (Fischetti and Salazar 2001, section 3, from the dual of the attacker's program),
 * with coefficients of no more than is needed.
 */
function cutOf(
  { cell, below, above }: Protection,
  side: "low" | "high",
  values: readonly number[],
  most: number,
  program: TableProgram,
): Cut[] {
  const needed = side === "low" ? below : above;
  const { value, reducedCosts } = program.extreme(cell, side)!;
  if (Math.abs(value - values[cell]!) >= needed - negligible) return [];
  const cells: number[] = [];
  const coefficients: number[] = [];
  values.forEach((own, at) => {
    const reduced = reducedCosts[at]!;
    const moved = Math.min(needed, reduced > 0 ? reduced * own : -reduced * most);
    if (moved < negligible) return;
    cells.push(at);
    coefficients.push(moved / needed);
  });
  return [{ cells, coefficients, least: 1 }];
}
