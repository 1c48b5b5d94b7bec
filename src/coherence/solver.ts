import type { Highs, Model } from "highs";
import { once } from "../numerics/once.ts";
import { loadHighs } from "./highs.ts";
import { type Entries, leastBase, type Program, type RatioEntries, rowKinds } from "./linearProgram.ts";

/** A linear program that is solved again and again as its statements come and go. */
export interface OpenProgram {
  /** Which statements hold; all at first. */
  hold(holds: (statement: number) => boolean): void;
  /**
   * A base that is empty in every population that the statements allow, with the multipliers of the rows that say so: the first
   * such one among those that statements which hold are about; undefined where none is found.
   */
  emptyBase(): { readonly base: number; readonly multipliers: Float64Array } | undefined;
  /** The least or the largest value of a ratio over the populations in which its denominator is positive; undefined where there is none. */
  extreme(ratio: RatioEntries, side: "low" | "high"): Extreme | undefined;
  /** The shares of the columns in a population in which some of them have as large a sum as they can have; undefined where there is none. */
  fullest(columns: readonly number[]): Float64Array | undefined;
  close(): void;
}

export interface Extreme {
  readonly value: number;
  /** How much the value moves with each row. */
  readonly multipliers: Float64Array;
}

/** Solves linear programs. */
export interface Solver {
  open(program: Program): OpenProgram;
}

/** The solver, loaded once. */
export const loadSolver = once(async (): Promise<Solver> => {
  const highs = await loadHighs();
  return { open: (program) => openProgram(highs, program) };
});

/** How exactly solutions meet their rows, and their costs are zero. */
const within = (precision: number) => ({
  primal_feasibility_tolerance: precision,
  dual_feasibility_tolerance: precision,
});

/**
 * How a program is solved: the programs are small and degenerate, and the dual simplex method (1) with Devex prices (1) takes a third
 * of the time of the solver's own choice. What was solved before is feasible still when statements are left out, so that the primal
 * method (4) goes on from there. The last two are for programs that neither settles.
 */
const methods = {
  first: {
    ...{ solver: "simplex", simplex_strategy: 1, simplex_dual_edge_weight_strategy: 1, presolve: "on" },
    ...within(1e-9),
  },
  again: { solver: "simplex", simplex_strategy: 4, presolve: "off", ...within(1e-9) },
  inner: { solver: "ipm", presolve: "on", ...within(1e-9) },
  loose: { solver: "choose", presolve: "on", ...within(1e-7) },
} as const;

function openProgram(highs: Highs, program: Program): OpenProgram {
  const model = highs.createModel(modelOf(highs, program));
  model.options.set({ output_flag: false });
  const { rows, bases, cliqueOf } = program;
  const columns = cliqueOf.length + bases.length;
  const baseColumn = (base: number) => cliqueOf.length + base;
  const totalColumn = cliqueOf.length - 1;
  const { minimize, maximize } = highs.constants.objectiveSense;
  let held = bases.map((_, base) => base);
  const { optimal, infeasible } = highs.constants.modelStatus;
  let method: keyof typeof methods = "first";
  /** Solves the program; undefined where it is so near to having no solution that no method settles whether it has one. */
  const isOptimal = (): boolean | undefined => {
    for (const own of [method, "first", "inner", "loose"] as const) {
      model.options.set(methods[own]);
      model.run();
      method = "again";
      const status = model.getModelStatus();
      if (status === optimal || status === infeasible) return status === optimal;
      model.clearSolver();
    }
    return undefined;
  };
  const setObjective = (sense: typeof minimize | typeof maximize, { indices, values }: Entries) => {
    const costs = new Float64Array(columns);
    indices.forEach((column, at) => {
      costs[column] = values[at]!;
    });
    model.changeObjectiveSense(sense);
    model.changeColsCost({ kind: "range", from: 0, to: columns - 1 }, costs);
  };
  /** The largest sizes of bases, up to 1 each, in populations that are so large that a base is 1 which need not be empty. */
  const fill = (wanted: readonly number[]) => {
    model.changeColBounds(totalColumn, 0, 1 / leastBase);
    setObjective(maximize, { indices: wanted.map(baseColumn), values: wanted.map(() => 1) });
    return isOptimal() ? model.getSolution() : undefined;
  };
  return {
    hold: (holds) => {
      rows.kinds.forEach((kind, row) => {
        if (kind !== rowKinds.statement) return;
        model.changeRowBounds(row, -highs.infinity, holds(rows.of[row]!) ? 0 : highs.infinity);
      });
      held = [...bases.keys()].filter((base) => base === 0 || bases[base]!.some(holds));
    },
    emptyBase: () => {
      // Whether there is any population comes first: that is soon known, and where there is, the next solution goes on from it.
      for (const wanted of [[0], held]) {
        const filled = fill(wanted);
        const base = filled && wanted.find((own) => filled.colValue[baseColumn(own)]! < 0.5);
        if (base === undefined) continue;
        const proof = wanted.length > 1 ? fill([base]) : filled;
        return proof && { base, multipliers: proof.rowDual };
      }
      return undefined;
    },
    extreme: ({ numerator, denominator }, side) => {
      model.changeColBounds(totalColumn, 0, highs.infinity);
      setObjective(side === "low" ? minimize : maximize, numerator);
      // Charnes and Cooper (1962): the population is scaled so that the denominator is 1.
      model.addRow(1, 1, denominator);
      try {
        const found = isOptimal();
        if (found === undefined) throw new Error("no method settles a bound");
        if (!found) return undefined;
        return { value: model.getObjectiveValue(), multipliers: model.getSolution().rowDual };
      } finally {
        model.deleteRows({ kind: "range", from: rows.kinds.length, to: rows.kinds.length });
      }
    },
    fullest: (wanted) => {
      model.changeColBounds(totalColumn, 1, 1);
      setObjective(maximize, { indices: wanted, values: wanted.map(() => 1) });
      return isOptimal() ? model.getSolution().colValue : undefined;
    },
    close: () => model.dispose(),
  };
}

function modelOf({ infinity }: Highs, { matrix, rows, cliqueOf, bases }: Program) {
  const numCols = cliqueOf.length + bases.length;
  const numRows = rows.kinds.length;
  return {
    numCols,
    numRows,
    colCost: new Float64Array(numCols),
    colLower: new Float64Array(numCols),
    colUpper: new Float64Array(numCols).fill(infinity).fill(1, cliqueOf.length),
    rowLower: Float64Array.from(rows.kinds, (kind) => (isZero(kind) ? 0 : -infinity)),
    rowUpper: new Float64Array(numRows),
    matrix: { format: "csc" as const, numCols, numRows, ...matrix },
  } satisfies Parameters<Model["passModel"]>[0];
}

const isZero = (kind: number) => kind === rowKinds.equal || kind === rowKinds.total;
