import type { Highs, Solution } from "highs";
import type { FoundCell } from "./cellSearch.ts";
import type { Entries } from "./columns.ts";
import { firstCells } from "./firstCells.ts";
import { leastSum } from "./lightest.ts";
import { leastBase, type Program, type RatioEntries, rowKinds } from "./linearProgram.ts";
import {
  type EmptyBase,
  type Extreme,
  isZero,
  type Objective,
  onesOf,
  precise,
  TabulatedProgram,
} from "./openProgram.ts";

/** A population that meets all rows, as the solver found it; or multipliers of the rows, which prove that there is none. */
type Found = { readonly population: Solution } | { readonly multipliers: Float64Array };

/** Whether a solution will do though columns that are not generated might improve it. */
type WillDo = (value: number) => boolean;

/** A base of this size need not be made larger: it is not empty. */
const enough = 2 * leastBase;

/**
 * A linear program whose columns are generated as they are needed (Gilmore and Gomory 1961; for probabilities Jaumard, Hansen and Poggi
 * de Aragão 1991). By the multipliers of the rows, which the columns at hand give, the cell is looked for that would improve the
 * solution most; where there is none, the solution is that with all columns.
 */
export class GeneratingProgram extends TabulatedProgram {
  readonly #cells: FoundCell[] = [];
  readonly #known = new Set<string>();
  /** Columns by which rows may be missed while a population is looked for, with what missing them costs. */
  readonly #misses: Entries;
  #isHeld: (row: number) => boolean = () => true;
  /** The ratio whose denominator is in the row after the program's own ones. */
  #ratio: RatioEntries | undefined;

  constructor(highs: Highs, program: Program) {
    super(highs, program);
    const { kinds } = program.rows;
    const indices: number[] = [];
    const values: number[] = [];
    kinds.forEach((kind, row) => {
      if (kind === rowKinds.base) return;
      for (const value of isZero(kind) ? [1, -1] : [-1]) {
        this.model.addCol(0, 0, 0, { indices: [row], values: [value] });
        indices.push(super.columnCount() + indices.length);
        // Missing all statements costs less than missing the population or a margin: entries are at most 1.
        values.push(isZero(kind) ? kinds.length : 1);
      }
    });
    this.#misses = { indices, values };
  }

  override hold(holds: (statement: number) => boolean): void {
    const { kinds, of } = this.program.rows;
    this.#isHeld = (row) => kinds[row] !== rowKinds.statement || holds(of[row]!);
    super.hold(holds);
  }

  /** A population is found first, and then one for each base that is empty in all that have been found. */
  override emptyBase(): EmptyBase | undefined {
    const found = this.#population();
    if (!found) return undefined;
    if ("multipliers" in found) return { base: 0, multipliers: found.multipliers };
    const empty = new Set(this.held);
    for (let population = found.population; ; population = this.model.getSolution()) {
      for (const base of this.#filledIn(population)) empty.delete(base);
      const [base] = empty;
      if (base === undefined) return undefined;
      const entries = onesOf([this.baseColumn(base)]);
      if (!this.#generateUntil({ side: "high", entries }, (size) => size > enough)) return undefined;
      if (this.model.getObjectiveValue() <= leastBase)
        return { base, multipliers: this.model.getSolution().rowDual };
      empty.delete(base);
    }
  }

  override extreme(ratio: RatioEntries, side: "low" | "high"): Extreme | undefined {
    const found = this.#population();
    if (!found) throw new Error("no method settles a bound");
    if ("multipliers" in found) return undefined;
    this.#ratio = ratio;
    try {
      return super.extreme(ratio, side);
    } finally {
      this.#ratio = undefined;
    }
  }

  protected override solve(objective: Objective): boolean | undefined {
    const can = this.#ratio ? this.#canBeOne(this.#ratio.denominator) : true;
    return can && this.#generateUntil(objective);
  }

  protected override columnCount(): number {
    return super.columnCount() + this.#misses.indices.length + this.#cells.length;
  }

  protected override entriesOfAll({ indices, values, row }: Entries): Entries {
    if (row === undefined) return { indices, values };
    const first = this.columnCount() - this.#cells.length;
    const more = this.#cells.flatMap((cell, at) => {
      const entry = cell.rows.indexOf(row);
      return entry < 0 ? [] : [{ column: first + at, value: cell.values[entry]! }];
    });
    return {
      indices: [...indices, ...more.map(({ column }) => column)],
      values: [...values, ...more.map(({ value }) => value)],
    };
  }

  /**
   * A population that meets the rows: the sum by which one misses them is made as small as it can be. Where that is not zero the
   * multipliers prove it, and that may be known before no column improves it.
   */
  #population(): Found | undefined {
    if (this.#cells.length === 0) for (const cell of firstCells(this.program, this.#isHeld)) this.#add(cell);
    this.boundTotal(1, 1);
    this.#boundMisses(this.highs.infinity);
    try {
      let weights: Float64Array = new Float64Array();
      let least = 0;
      const isSettled = (sum: number) => {
        if (sum < precise) return true;
        weights = this.#weightsOf(({ kind }) => kind !== rowKinds.total);
        least = leastSum(this.program, weights);
        return least > precise;
      };
      if (!this.#generateUntil({ side: "low", entries: this.#misses }, isSettled)) return undefined;
      if (least > precise) return { multipliers: weights.map((own) => own / least) };
      return { population: this.model.getSolution() };
    } finally {
      this.#boundMisses(0);
    }
  }

  /** The bases that are not empty in a population. */
  #filledIn({ colValue, rowValue }: Solution): number[] {
    const { kinds, of } = this.program.rows;
    return kinds.flatMap((kind, row) => {
      const base = of[row]!;
      const isFilled =
        kind === rowKinds.base && colValue[this.baseColumn(base)]! - rowValue[row]! > leastBase;
      return isFilled ? [base] : [];
    });
  }

  /** Generates columns by which a denominator can be 1; false where no population has any of it, undefined where that is not settled. */
  #canBeOne(entries: Entries): boolean | undefined {
    const row = this.program.rows.kinds.length;
    this.model.changeRowBounds(row, 0, 1);
    const isSolved = this.#generateUntil({ side: "high", entries }, (value) => value > 1 - precise);
    if (!isSolved) return isSolved;
    const value = this.model.getObjectiveValue();
    this.model.changeRowBounds(row, 1, 1);
    return value > 0.5;
  }

  /** Solves the program with ever more columns, until none improves the solution or it will do. */
  #generateUntil(objective: Objective, willDo: WillDo = () => false): boolean | undefined {
    for (;;) {
      const isSolved = super.solve(objective);
      if (!isSolved || willDo(this.model.getObjectiveValue()) || !this.#generate(objective)) return isSolved;
    }
  }

  /** Adds columns whose cost, less their entries by the multipliers of rows, has the right sign; false where there is none. */
  #generate({ side, entries }: Objective): boolean {
    const sign = side === "low" ? 1 : -1;
    const weights = this.#weightsOf().map((own) => sign * own);
    if (entries.row !== undefined) weights[entries.row]! += sign;
    const before = this.#cells.length;
    for (const search of this.program.generated) {
      const found = search.below(-precise, weights);
      const isKnown = found.length > 0 && found.every(({ key }) => this.#known.has(key));
      // Known columns are below by rounding errors alone: the least cell, which has not been waited for, may be another one.
      for (const cell of isKnown ? [search.least(weights)] : found) this.#add(cell);
    }
    return this.#cells.length > before;
  }

  /** The multipliers of rows, with the sign that columns subtract them by; also of the denominator, where it has a row. */
  #weightsOf(has: (row: { readonly kind: number }) => boolean = () => true): Float64Array {
    const { rows, queries } = this.program;
    const { rowDual } = this.model.getSolution();
    const weights = new Float64Array(rows.kinds.length + 2 * queries.length);
    rows.kinds.forEach((kind, row) => {
      if (has({ kind })) weights[row] = -rowDual[row]!;
    });
    if (this.#ratio) weights[this.#ratio.denominator.row!] = -rowDual[rows.kinds.length]!;
    return weights;
  }

  #add(cell: FoundCell): void {
    if (this.#known.has(cell.key)) return;
    const count = this.program.rows.kinds.length;
    const denominator = this.#ratio?.denominator.row;
    const entries = cell.rows.flatMap((row, at) =>
      row < count || row === denominator ? [{ row: Math.min(row, count), value: cell.values[at]! }] : [],
    );
    this.model.addCol(0, 0, this.highs.infinity, {
      indices: entries.map(({ row }) => row),
      values: entries.map(({ value }) => value),
    });
    this.#cells.push(cell);
    this.#known.add(cell.key);
  }

  #boundMisses(high: number): void {
    const { indices } = this.#misses;
    this.model.changeColsBounds(
      { kind: "range", from: indices[0]!, to: indices.at(-1)! },
      new Float64Array(indices.length),
      new Float64Array(indices.length).fill(high),
    );
  }
}
