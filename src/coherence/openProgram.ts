import type { Highs, Model } from "highs";
import type { Entries } from "./columns.ts";
import { leastBase, type Program, type RatioEntries, rowKinds } from "./linearProgram.ts";

/** A linear program that is solved again and again as its statements come and go. */
export interface OpenProgram {
  /** Which statements hold; all at first. */
  hold(holds: (statement: number) => boolean): void;
  /**
   * A base that is empty in every population that the statements allow: the first such one among those that statements which hold
   * are about; undefined where none is found.
   */
  emptyBase(): EmptyBase | undefined;
  /** The least or the largest value of a ratio over the populations in which its denominator is positive; undefined where there is none. */
  extreme(ratio: RatioEntries, side: "low" | "high"): Extreme | undefined;
  /**
   * The shares of the columns in a population in which some of them have as large a sum as they can have; undefined where there is
   * none. Of programs all of whose cliques have tables.
   */
  fullest(columns: readonly number[]): Float64Array | undefined;
  close(): void;
}

/** A base that is empty, with the multipliers of the rows that say so. */
export interface EmptyBase {
  readonly base: number;
  readonly multipliers: Float64Array;
}

export interface Extreme {
  readonly value: number;
  /** How much the value moves with each row. */
  readonly multipliers: Float64Array;
}

/** How exactly solutions meet their rows, and their costs are zero. */
export const precise = 1e-9;
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
    ...within(precise),
  },
  again: { solver: "simplex", simplex_strategy: 4, presolve: "off", ...within(precise) },
  inner: { solver: "ipm", presolve: "on", ...within(precise) },
  loose: { solver: "choose", presolve: "on", ...within(1e-7) },
} as const;

/** What is made as large or as small as it can be. */
export interface Objective {
  readonly side: "low" | "high";
  readonly entries: Entries;
}

/** A linear program in the solver, all of whose columns are there from the start. */
export class TabulatedProgram implements OpenProgram {
  protected readonly highs: Highs;
  protected readonly program: Program;
  protected readonly model: Model;
  /** The bases that must not be empty by the statements that hold. */
  protected held: readonly number[];
  #method: keyof typeof methods = "first";

  constructor(highs: Highs, program: Program) {
    this.highs = highs;
    this.program = program;
    this.model = highs.createModel(modelOf(highs, program));
    this.model.options.set({ output_flag: false });
    this.held = [...program.bases.keys()];
  }

  hold(holds: (statement: number) => boolean): void {
    const { rows, bases } = this.program;
    const { infinity } = this.highs;
    rows.kinds.forEach((kind, row) => {
      if (kind !== rowKinds.statement) return;
      this.model.changeRowBounds(row, -infinity, holds(rows.of[row]!) ? 0 : infinity);
    });
    this.held = [...bases.keys()].filter((base) => base === 0 || bases[base]!.some(holds));
  }

  emptyBase(): EmptyBase | undefined {
    // Whether there is any population comes first: that is soon known, and where there is, the next solution goes on from it.
    for (const wanted of [[0], this.held]) {
      const filled = this.#fill(wanted);
      const base = filled && wanted.find((own) => filled.colValue[this.baseColumn(own)]! < 0.5);
      if (base === undefined) continue;
      const proof = wanted.length > 1 ? this.#fill([base]) : filled;
      return proof && { base, multipliers: proof.rowDual };
    }
    return undefined;
  }

  extreme(ratio: RatioEntries, side: "low" | "high"): Extreme | undefined {
    const row = this.program.rows.kinds.length;
    this.boundTotal(0, this.highs.infinity);
    // Charnes and Cooper (1962): the population is scaled so that the denominator is 1.
    this.model.addRow(1, 1, this.entriesOfAll(ratio.denominator));
    try {
      const found = this.solve({ side, entries: ratio.numerator });
      if (found === undefined) throw new Error("no method settles a bound");
      if (!found) return undefined;
      return { value: this.model.getObjectiveValue(), multipliers: this.model.getSolution().rowDual };
    } finally {
      this.model.deleteRows({ kind: "range", from: row, to: row });
    }
  }

  fullest(columns: readonly number[]): Float64Array | undefined {
    this.boundTotal(1, 1);
    return this.solve({ side: "high", entries: onesOf(columns) })
      ? this.model.getSolution().colValue
      : undefined;
  }

  close(): void {
    this.model.dispose();
  }

  /** Solves the program; false where it has no solution, undefined where it is so near to that that no method settles it. */
  protected solve({ side, entries }: Objective): boolean | undefined {
    const costs = new Float64Array(this.columnCount());
    const { indices, values } = this.entriesOfAll(entries);
    indices.forEach((column, at) => {
      costs[column] = values[at]!;
    });
    const { minimize, maximize } = this.highs.constants.objectiveSense;
    this.model.changeObjectiveSense(side === "low" ? minimize : maximize);
    this.model.changeColsCost({ kind: "range", from: 0, to: costs.length - 1 }, costs);
    return this.#run();
  }

  protected columnCount(): number {
    return this.program.cliqueOf.length + this.program.bases.length;
  }

  /** Entries with those of columns that the program did not have at first. */
  protected entriesOfAll(entries: Entries): Entries {
    return entries;
  }

  protected boundTotal(low: number, high: number): void {
    this.model.changeColBounds(this.program.cliqueOf.length - 1, low, high);
  }

  protected baseColumn(base: number): number {
    return this.program.cliqueOf.length + base;
  }

  /** The largest sizes of bases, up to 1 each, in populations that are so large that a base is 1 which need not be empty. */
  #fill(wanted: readonly number[]) {
    this.boundTotal(0, 1 / leastBase);
    const entries = onesOf(wanted.map((base) => this.baseColumn(base)));
    return this.solve({ side: "high", entries }) ? this.model.getSolution() : undefined;
  }

  #run(): boolean | undefined {
    const { optimal, infeasible } = this.highs.constants.modelStatus;
    for (const own of [this.#method, "first", "inner", "loose"] as const) {
      this.model.options.set(methods[own]);
      this.model.run();
      this.#method = "again";
      const status = this.model.getModelStatus();
      if (status === optimal || status === infeasible) return status === optimal;
      this.model.clearSolver();
    }
    return undefined;
  }
}

export const onesOf = (columns: readonly number[]): Entries => ({
  indices: columns,
  values: columns.map(() => 1),
});

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

export const isZero = (kind: number): boolean => kind === rowKinds.equal || kind === rowKinds.total;
