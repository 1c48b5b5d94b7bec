import { type Bucket, MiniBuckets, type Potential } from "./miniBuckets.ts";
import { cellCount, type Levels, stridesOf } from "./publication.ts";
import type { Table } from "./table.ts";
import { TooManyCells } from "./tooManyCells.ts";

/** A cell of all variables of some tables, with the weight that rows give it, and its entries in them. */
export interface FoundCell {
  /** Tells it from others: its clique, and its numbers in the tables. */
  readonly key: string;
  readonly weight: number;
  readonly rows: readonly number[];
  readonly values: readonly number[];
}

/** A choice of a level for each variable, in the order of elimination, with its weight. */
interface Leaf {
  readonly levels: Int32Array;
  readonly weight: number;
}

/** Differences of weights that are rounding errors of sums. */
const negligible = 1e-12;
/** After so many steps the search for the least cell ends. */
const mostSteps = 2_000_000;
/** So many steps are made for a better cell where one has been found that will do. */
const patience = 2_000;

/**
 * Looks for cells of least weight among all choices of levels, where a cell weighs what its entries in tables of few variables do. Bucket
 * elimination bounds what is left of a choice; branch and bound goes through the choices by these bounds (Kask and Dechter 2001).
 * Where no bucket is split this is dynamic programming, and the first choice is the least.
 */
export class CellSearch {
  readonly clique: number;
  readonly scope: readonly string[];
  readonly #tables: readonly Table[];
  readonly #costs: readonly Float64Array[];
  readonly #bounds: MiniBuckets;
  readonly #levels: Levels;
  /** The bound of the whole by the weights that were looked at last. */
  #whole = 0;

  /** The tables of the parts of a clique. */
  constructor(clique: number, tables: readonly Table[], levels: Levels) {
    this.clique = clique;
    this.#tables = tables;
    this.#levels = levels;
    this.#costs = tables.map(({ rows }) => new Float64Array(rows.length));
    this.#bounds = new MiniBuckets(
      tables.map(({ scope }) => scope),
      this.#costs,
      levels,
    );
    this.scope = this.#bounds.buckets.map(({ name }) => name);
  }

  /** The cell of least weight. */
  least(weights: Float64Array): FoundCell {
    return this.#cellOf(this.#search(weights, Number.POSITIVE_INFINITY, mostSteps).at(-1)!);
  }

  /** A cell of small weight, which need not be the least one. */
  light(weights: Float64Array): FoundCell {
    return this.#cellOf(this.#search(weights, Number.POSITIVE_INFINITY, patience).at(-1)!);
  }

  /** Cells whose weight is less than a bound; none only where there is none. */
  below(bound: number, weights: Float64Array): FoundCell[] {
    const leaves = this.#search(weights, bound, patience);
    const best = leaves.at(-1);
    if (!best) return [];
    const cells = [...leaves, ...this.#besides(best, bound)].map((leaf) => this.#cellOf(leaf));
    return [...new Map(cells.map((own) => [own.key, own])).values()];
  }

  /** Choices below a bound, each lighter than the one before; the last is the least one unless patience ends with it. */
  #search(weights: Float64Array, bound: number, patient: number): Leaf[] {
    this.#tables.forEach(({ rows, values, isVoid }, at) => {
      const costs = this.#costs[at]!;
      rows.forEach((own, cell) => {
        let sum = isVoid[cell] ? Number.POSITIVE_INFINITY : 0;
        for (let entry = 0; entry < own.length; entry++) sum += weights[own[entry]!]! * values[cell]![entry]!;
        costs[cell] = sum;
      });
    });
    const { buckets } = this.#bounds;
    const levels = new Int32Array(buckets.length);
    const found: Leaf[] = [];
    let best = bound;
    let steps = 0;
    const go = (place: number, least: number): void => {
      if (place < 0) {
        best = least;
        found.push({ levels: levels.slice(), weight: least });
        return;
      }
      if (steps++ > mostSteps) throw new TooManyCells(this.scope, cellCount(this.scope, this.#levels));
      const bounds = boundsOf(buckets[place]!, place, levels, least);
      for (const level of inOrder(bounds)) {
        if (bounds[level]! >= best - negligible || (steps > patient && found.length > 0)) return;
        levels[place] = level;
        go(place - 1, bounds[level]!);
      }
    };
    this.#whole = this.#bounds.bound();
    if (this.#whole < best - negligible) go(buckets.length - 1, this.#whole);
    return found;
  }

  /** For each level of each variable that the best choice has not, what the bounds lead to from there, where it is below a bound. */
  #besides({ levels: best }: Leaf, bound: number): Leaf[] {
    const { buckets } = this.#bounds;
    const found: Leaf[] = [];
    const levels = best.slice();
    let least = this.#whole;
    for (let at = buckets.length - 1; at >= 0; at--) {
      const bounds = boundsOf(buckets[at]!, at, levels, least);
      for (const [level, own] of bounds.entries()) {
        if (level === best[at] || own >= bound) continue;
        levels[at] = level;
        let weight = own;
        for (let place = at - 1; place >= 0; place--) {
          const further = boundsOf(buckets[place]!, place, levels, weight);
          levels[place] = inOrder(further)[0]!;
          weight = further[levels[place]!]!;
        }
        if (weight < bound) found.push({ levels: levels.slice(), weight });
      }
      levels[at] = best[at]!;
      least = bounds[best[at]!]!;
    }
    return found;
  }

  #cellOf({ levels, weight }: Leaf): FoundCell {
    const level = new Map(this.scope.map((name, place) => [name, levels[place]!]));
    const cells = this.#tables.map(({ scope }) => {
      const strides = stridesOf(scope, this.#levels);
      return scope.reduce((cell, name, at) => cell + strides[at]! * level.get(name)!, 0);
    });
    return {
      key: [this.clique, ...cells].join(),
      weight,
      rows: this.#tables.flatMap(({ rows }, at) => rows[cells[at]!]!),
      values: this.#tables.flatMap(({ values }, at) => values[cells[at]!]!),
    };
  }
}

/** The bounds with each level of a variable, given those of the variables that are eliminated later and the bound with these. */
function boundsOf(
  { size, potentials, messages }: Bucket,
  place: number,
  levels: Int32Array,
  least: number,
): number[] {
  const rest = messages.reduce((sum, own) => sum - valueAt(own, levels), least);
  return Array.from({ length: size }, (_, level) => {
    levels[place] = level;
    return potentials.reduce((sum, own) => sum + valueAt(own, levels), rest);
  });
}

function valueAt({ places, strides, values }: Potential, levels: Int32Array): number {
  let cell = 0;
  for (let at = 0; at < places.length; at++) cell += strides[at]! * levels[places[at]!]!;
  return values[cell]!;
}

/** Levels, those with the least bounds first. */
const inOrder = (bounds: readonly number[]) =>
  [...bounds.keys()].sort((a, b) => (bounds[a]! < bounds[b]! ? -1 : Number(bounds[a]! > bounds[b]!)));
