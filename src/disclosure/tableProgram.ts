import type { Highs } from "highs";
import type { CellTable, Interval } from "./cellTable.ts";

/** The least or largest value of a cell, and how much the objective (the cell, or minus it) rises with each cell. */
export interface CellExtreme {
  readonly value: number;
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
  model.options.set({ output_flag: false, presolve: "off", solver: "simplex", ...precision });
  const { optimal, unbounded, unboundedOrInfeasible } = highs.constants.modelStatus;
  const all = { kind: "range", from: 0, to: size - 1 } as const;
  return {
    setBounds: (bounds) => {
      const [low, high] = (["low", "high"] as const).map((side) =>
        Float64Array.from(bounds, (own) =>
          own[side] === Number.POSITIVE_INFINITY ? highs.infinity : own[side],
        ),
      ) as [Float64Array, Float64Array];
      model.changeColsBounds(all, low, high);
    },
    extreme: (cell, side) => {
      const sign = side === "low" ? 1 : -1;
      const costs = new Float64Array(size);
      costs[cell] = sign;
      model.changeColsCost(all, costs);
      model.run();
      const status = model.getModelStatus();
      if (status === optimal)
        return { value: sign * model.getObjectiveValue(), reducedCosts: model.getSolution().colDual };
      if (status === unbounded || status === unboundedOrInfeasible)
        return { value: Number.POSITIVE_INFINITY, reducedCosts: new Float64Array(size) };
      return undefined;
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
