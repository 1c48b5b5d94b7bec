/**
 * A sum over a population divided by another one. Both are sums of a score over the cells of `scope`: the product of the levels of
 * these variables, of which the last one runs first.
 */
export interface Ratio {
  readonly scope: readonly string[];
  readonly numerator: Float64Array;
  readonly denominator: Float64Array;
}

/** A ratio that is printed: in the population it lies between two bounds, these included. */
export interface Statement extends Ratio {
  readonly id: string;
  readonly low: number;
  readonly high: number;
}

/** Variables by the number of their levels: a population is any distribution over the product of all levels. */
export type Levels = ReadonlyMap<string, number>;

/** A variable that follows from others: its level in each cell of these, so that no other one occurs there. */
export interface Definition {
  readonly of: string;
  readonly inputs: readonly string[];
  readonly output: Int32Array;
}

/** What is printed of one population. */
export interface Publication {
  readonly levels: Levels;
  readonly definitions: readonly Definition[];
  readonly statements: readonly Statement[];
  /** Whether statements may be about nobody; else each of them says that its base is not empty. */
  readonly mayBeEmpty: boolean;
}

/** The number of cells of some variables; 1 of none. */
export const cellCount = (scope: readonly string[], levels: Levels): number =>
  scope.reduce((product, name) => product * levels.get(name)!, 1);

/** How far apart the cells are that differ by one level of each variable of a scope. */
export function stridesOf(scope: readonly string[], levels: Levels): number[] {
  const strides = new Array<number>(scope.length);
  let stride = 1;
  for (let at = scope.length - 1; at >= 0; at--) {
    strides[at] = stride;
    stride *= levels.get(scope[at]!)!;
  }
  return strides;
}

/** For each cell of a scope the cell that it belongs to among fewer variables, all of which are in the scope. */
export function projection(from: readonly string[], onto: readonly string[], levels: Levels): Int32Array {
  const strides = stridesOf(onto, levels);
  const steps = from.map((name) => {
    const at = onto.indexOf(name);
    return at < 0 ? 0 : strides[at]!;
  });
  const sizes = from.map((name) => levels.get(name)!);
  const level = new Array<number>(from.length).fill(0);
  const cells = new Int32Array(cellCount(from, levels));
  for (let cell = 0, own = 0; cell < cells.length; cell++) {
    cells[cell] = own;
    for (let at = from.length - 1; at >= 0; at--) {
      own += steps[at]!;
      if (++level[at]! < sizes[at]!) break;
      own -= steps[at]! * sizes[at]!;
      level[at] = 0;
    }
  }
  return cells;
}
