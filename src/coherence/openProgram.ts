import type { Highs, Model } from "highs";
import type { FoundCell } from "./cellSearch.ts";
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
  /**
   * The shares of the columns in a population in which some of them have as large a sum as they can have; undefined where there is
   * none. Of programs all of whose cliques have tables.
   */
  fullest(columns: readonly number[]): Float64Array | undefined;
  close(): void;
}

export interface Extreme {
  readonly value: number;
  /** How much the value moves with each row. */
  readonly multipliers: Float64Array;
}

/** How exactly solutions meet their rows, and their costs are zero. */
const precise = 1e-9;
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
interface Objective {
  readonly side: "low" | "high";
  readonly entries: Entries;
  /** A larger value need not be looked for: none can be had. */
  readonly enough?: number;
}

/** A linear program in the solver. */
export const openProgram = (highs: Highs, program: Program): OpenProgram => new Opened(highs, program);

class Opened implements OpenProgram {
  readonly #highs: Highs;
  readonly #program: Program;
  readonly #model: Model;
  /** The columns that the program has at first; those that are generated follow. */
  readonly #columns: number;
  readonly #generated: FoundCell[] = [];
  readonly #known = new Set<string>();
  #held: readonly number[];
  #method: keyof typeof methods = "first";
  /** The ratio whose denominator is in the row after the program's own ones. */
  #ratio: RatioEntries | undefined;

  constructor(highs: Highs, program: Program) {
    this.#highs = highs;
    this.#program = program;
    this.#model = highs.createModel(modelOf(highs, program));
    this.#model.options.set({ output_flag: false });
    this.#columns = program.cliqueOf.length + program.bases.length;
    this.#held = [...program.bases.keys()];
  }

  hold(holds: (statement: number) => boolean): void {
    const { rows, bases } = this.#program;
    rows.kinds.forEach((kind, row) => {
      if (kind !== rowKinds.statement) return;
      this.#model.changeRowBounds(
        row,
        -this.#highs.infinity,
        holds(rows.of[row]!) ? 0 : this.#highs.infinity,
      );
    });
    this.#held = [...bases.keys()].filter((base) => base === 0 || bases[base]!.some(holds));
  }

  emptyBase() {
    // Whether there is any population comes first: that is soon known, and where there is, the next solution goes on from it.
    for (const wanted of [[0], this.#held]) {
      const filled = this.#fill(wanted);
      const base = filled && wanted.find((own) => filled.colValue[this.#baseColumn(own)]! < 0.5);
      if (base === undefined) continue;
      const proof = wanted.length > 1 ? this.#fill([base]) : filled;
      return proof && { base, multipliers: proof.rowDual };
    }
    return undefined;
  }

  extreme(ratio: RatioEntries, side: "low" | "high"): Extreme | undefined {
    const own = this.#program.rows.kinds.length;
    this.#boundTotal(0, this.#highs.infinity);
    // Charnes and Cooper (1962): the population is scaled so that the denominator is 1.
    this.#model.addRow(1, 1, this.#withGenerated(ratio.denominator));
    this.#ratio = ratio;
    try {
      if (this.#program.generated.length > 0 && !this.#canBeOne(ratio.denominator, own)) return undefined;
      const found = this.#isOptimal({ side, entries: ratio.numerator });
      if (found === undefined) throw new Error("no method settles a bound");
      if (!found) return undefined;
      return {
        value: this.#model.getObjectiveValue(),
        multipliers: this.#model.getSolution().rowDual,
      };
    } finally {
      this.#ratio = undefined;
      this.#model.deleteRows({ kind: "range", from: own, to: own });
    }
  }

  fullest(columns: readonly number[]): Float64Array | undefined {
    this.#boundTotal(1, 1);
    const isOptimal = this.#isOptimal({ side: "high", entries: onesOf(columns) });
    return isOptimal ? this.#model.getSolution().colValue : undefined;
  }

  close(): void {
    this.#model.dispose();
  }

  /** The largest sizes of bases, up to 1 each, in populations that are so large that a base is 1 which need not be empty. */
  #fill(wanted: readonly number[]) {
    this.#boundTotal(0, 1 / leastBase);
    const entries = onesOf(wanted.map((base) => this.#baseColumn(base)));
    return this.#isOptimal({ side: "high", entries, enough: wanted.length })
      ? this.#model.getSolution()
      : undefined;
  }

  /** Generates columns by which a denominator can be 1; false where no population has any of it. */
  #canBeOne(entries: Entries, row: number): boolean {
    this.#model.changeRowBounds(row, 0, 1);
    if (!this.#isOptimal({ side: "high", entries, enough: 1 })) return false;
    const value = this.#model.getObjectiveValue();
    this.#model.changeRowBounds(row, 1, 1);
    return value > 0.5;
  }

  /** Solves the program; undefined where it is so near to having no solution that no method settles whether it has one. */
  #isOptimal(objective: Objective): boolean | undefined {
    for (;;) {
      this.#setObjective(objective);
      const isOptimal = this.#run();
      if (!isOptimal) return isOptimal;
      const { enough = Number.POSITIVE_INFINITY } = objective;
      if (this.#model.getObjectiveValue() > enough - precise || !this.#generate(objective)) return true;
    }
  }

  #run(): boolean | undefined {
    const { optimal, infeasible } = this.#highs.constants.modelStatus;
    for (const own of [this.#method, "first", "inner", "loose"] as const) {
      this.#model.options.set(methods[own]);
      this.#model.run();
      this.#method = "again";
      const status = this.#model.getModelStatus();
      if (status === optimal || status === infeasible) return status === optimal;
      this.#model.clearSolver();
    }
    return undefined;
  }

  /**
   * Adds columns that would improve the objective (Gilmore and Gomory 1961): cells whose cost, less their entries by the multipliers of
   * rows, has the right sign. Whether there were any: else the solution is that of the program with all columns.
   */
  #generate({ side, entries }: Objective): boolean {
    const { generated, rows, queries } = this.#program;
    if (generated.length === 0) return false;
    const count = rows.kinds.length;
    const sign = side === "low" ? 1 : -1;
    const weights = new Float64Array(count + 2 * queries.length);
    const { rowDual } = this.#model.getSolution();
    for (let row = 0; row < count; row++) weights[row] = -sign * rowDual[row]!;
    if (entries.row !== undefined) weights[entries.row]! += sign;
    if (this.#ratio) weights[this.#ratio.denominator.row!]! -= sign * rowDual[count]!;
    const before = this.#generated.length;
    for (const { clique, search } of generated)
      for (const cell of search.below(-precise, weights)) this.#add(cell, `${clique}:${cell.key}`);
    return this.#generated.length > before;
  }

  #add(cell: FoundCell, key: string): void {
    if (this.#known.has(key)) return;
    const indices: number[] = [];
    const values: number[] = [];
    const count = this.#program.rows.kinds.length;
    cell.rows.forEach((row, at) => {
      const own = row < count ? row : row === this.#ratio?.denominator.row ? count : undefined;
      if (own === undefined) return;
      indices.push(own);
      values.push(cell.values[at]!);
    });
    this.#model.addCol(0, 0, this.#highs.infinity, { indices, values });
    this.#generated.push(cell);
    this.#known.add(key);
  }

  #setObjective({ side, entries }: Objective): void {
    const costs = new Float64Array(this.#columns + this.#generated.length);
    const { indices, values } = this.#withGenerated(entries);
    indices.forEach((column, at) => {
      costs[column] = values[at]!;
    });
    const { minimize, maximize } = this.#highs.constants.objectiveSense;
    this.#model.changeObjectiveSense(side === "low" ? minimize : maximize);
    this.#model.changeColsCost({ kind: "range", from: 0, to: costs.length - 1 }, costs);
  }

  /** Entries with those of the columns that have been generated. */
  #withGenerated({ indices, values, row }: Entries): Entries {
    if (row === undefined) return { indices, values };
    const more = this.#generated.flatMap((cell, at) => {
      const entry = cell.rows.indexOf(row);
      return entry < 0 ? [] : [{ column: this.#columns + at, value: cell.values[entry]! }];
    });
    return {
      indices: [...indices, ...more.map(({ column }) => column)],
      values: [...values, ...more.map(({ value }) => value)],
    };
  }

  #boundTotal(low: number, high: number): void {
    this.#model.changeColBounds(this.#program.cliqueOf.length - 1, low, high);
  }

  #baseColumn(base: number): number {
    return this.#program.cliqueOf.length + base;
  }
}

const onesOf = (columns: readonly number[]): Entries => ({
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

const isZero = (kind: number) => kind === rowKinds.equal || kind === rowKinds.total;
