import type { Highs } from "highs";
import type { SuppressionProblem } from "./suppressionProblem.ts";

/** An inequality that patterns have to meet: the sum of the coefficients of suppressed cells is at least so much. */
export interface Cut {
  readonly cells: readonly number[];
  readonly coefficients: readonly number[];
  readonly least: number;
}

/** The program that chooses patterns: a column of 0 or 1 for each cell. */
export interface PatternProgram {
  add(cut: Cut): void;
  /** The cells of the cheapest pattern that meets all inequalities; undefined where none does. */
  cheapest(): boolean[] | undefined;
  /** Has all further patterns suppress these cells. */
  keep(pattern: readonly boolean[]): void;
  close(): void;
}

/** Where the search for the cheapest pattern ends; what it has found by then is taken. */
const mostNodes = 5000;

export function openPatterns(
  highs: Highs,
  { table: { size, relations }, layers, costs, primary, implied }: SuppressionProblem,
): PatternProgram {
  const { integer } = highs.constants.variableType;
  const isPrimary = new Set(primary);
  const model = highs.createModel({
    numCols: size,
    numRows: 0,
    colCost: Float64Array.from(costs, (cost) => (Number.isFinite(cost) ? cost : 0)),
    colLower: Float64Array.from(costs, (_, cell) => (isPrimary.has(cell) ? 1 : 0)),
    colUpper: Float64Array.from(costs, (cost) => (Number.isFinite(cost) ? 1 : 0)),
    rowLower: new Float64Array(0),
    rowUpper: new Float64Array(0),
    matrix: {
      ...{ format: "csr", numCols: size, numRows: 0, starts: Int32Array.of(0) },
      ...{ indices: new Int32Array(0), values: new Float64Array(0) },
    },
    integrality: costs.map(() => integer),
  });
  model.options.set({ output_flag: false, mip_max_nodes: mostNodes, mip_rel_gap: 1e-6 });
  const add = ({ cells, coefficients, least }: Cut) => {
    model.addRow(least, highs.infinity, { indices: cells, values: coefficients });
  };
  for (const [first, second] of implied) add({ cells: [first, second], coefficients: [-1, 1], least: 0 });
  // A cell that is suppressed alone in a sum is no secret: it protects nothing, unless others have it suppressed.
  const isImplied = new Set(implied.map(([, second]) => second));
  const isProtected = new Set(layers.flatMap(({ protections }) => protections.map(({ cell }) => cell)));
  for (const { total, parts } of relations) {
    const hasNeverPrinted = [total, ...parts].some((cell) => isPrimary.has(cell) && !isProtected.has(cell));
    if (hasNeverPrinted) continue;
    for (const cell of [total, ...parts]) {
      if (isImplied.has(cell) && !isPrimary.has(cell)) continue;
      const others = [total, ...parts].filter((other) => other !== cell);
      add({ cells: [...others, cell], coefficients: [...others.map(() => 1), -1], least: 0 });
    }
  }
  return {
    add,
    cheapest: () => {
      model.run();
      if (model.getModelStatus() === highs.constants.modelStatus.infeasible) return undefined;
      const { colValue } = model.getSolution();
      return costs.map((_, cell) => colValue[cell]! > 0.5);
    },
    keep: (pattern) => {
      pattern.forEach((isSuppressed, cell) => {
        if (isSuppressed) model.changeColBounds(cell, 1, 1);
      });
    },
    close: () => model.dispose(),
  };
}
