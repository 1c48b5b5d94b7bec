import type { Highs } from "highs";
import type { CellTable, Interval } from "./cellTable.ts";

/** The least or largest value of a cell, and how much the objective (the cell, or minus it) rises with each cell. */
export interface CellExtreme {
  readonly value: number;
  /** The values of all cells there. */
  readonly values: Float64Array;
  readonly reducedCosts: Float64Array;
}

/** The linear program of a table, which is solved again and again for other cells and other printed values. */
export interface TableProgram {
  setBounds(bounds: readonly Interval[]): void;
  /** Undefined where no values are within the bounds; an infinite value where nothing bounds the cell. */
  extreme(cell: number, side: keyof Interval): CellExtreme | undefined;
  close(): void;
}

/** How exactly solutions meet their rows; values are some thousands at most. */
const precision = { primal_feasibility_tolerance: 1e-9, dual_feasibility_tolerance: 1e-9 };

/**
 * How a program is solved: with new bounds by the dual simplex method (1) with Devex prices (1); what was solved before stays feasible for
 * other cells, so that the primal method (4) goes on from there. The last is for programs that neither settles.
 */
const methods = {
  first: {
    ...{ solver: "simplex", simplex_strategy: 1, simplex_dual_edge_weight_strategy: 1, presolve: "on" },
    ...precision,
  },
  again: { solver: "simplex", simplex_strategy: 4, presolve: "off", ...precision },
  inner: { solver: "ipm", presolve: "on", ...precision },
} as const;

/** The cells as columns, the relations as rows. */
export function openTable(highs: Highs, { size, relations }: CellTable): TableProgram {
  const model = highs.createModel({
    numCols: size,
    numRows: relations.length,
    colCost: new Float64Array(size),
    colLower: new Float64Array(size),
    colUpper: new Float64Array(size).fill(highs.infinity),
    rowLower: new Float64Array(relations.length),
    rowUpper: new Float64Array(relations.length),
    matrix: { format: "csr", numCols: size, numRows: relations.length, ...rowsOf({ size, relations }) },
  });
  model.options.set({ output_flag: false });
  const { optimal, infeasible, unbounded, unboundedOrInfeasible } = highs.constants.modelStatus;
  const settled = new Set<number>([optimal, infeasible, unbounded, unboundedOrInfeasible]);
  let method: keyof typeof methods = "first";
  const solve = () => {
    for (const own of [method, "first", "inner"] as const) {
      model.options.set(methods[own]);
      model.run();
      method = "again";
      const status = model.getModelStatus();
      if (settled.has(status)) return status;
      model.clearSolver();
    }
    return infeasible;
  };
  const all = { kind: "range", from: 0, to: size - 1 } as const;
  return {
    setBounds: (bounds) => {
      const [low, high] = (["low", "high"] as const).map((side) =>
        Float64Array.from(bounds, (own) =>
          own[side] === Number.POSITIVE_INFINITY ? highs.infinity : own[side],
        ),
      ) as [Float64Array, Float64Array];
      model.changeColsBounds(all, low, high);
      method = "first";
    },
    extreme: (cell, side) => {
      const sign = side === "low" ? 1 : -1;
      const costs = new Float64Array(size);
      costs[cell] = sign;
      model.changeColsCost(all, costs);
      const status = solve();
      const { colValue: values, colDual: reducedCosts } = model.getSolution();
      if (status === optimal) return { value: sign * model.getObjectiveValue(), values, reducedCosts };
      const isUnbounded = status === unbounded || status === unboundedOrInfeasible;
      return isUnbounded ? { value: Number.POSITIVE_INFINITY, values, reducedCosts } : undefined;
    },
    close: () => model.dispose(),
  };
}

function rowsOf({ relations }: CellTable) {
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { total, parts } of relations) {
    indices.push(total, ...parts);
    values.push(-1, ...parts.map(() => 1));
    starts.push(indices.length);
  }
  return {
    starts: Int32Array.from(starts),
    indices: Int32Array.from(indices),
    values: Float64Array.from(values),
  };
}
