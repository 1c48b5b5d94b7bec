import type { Program } from "./linearProgram.ts";
import { cellCount } from "./publication.ts";

/** A distribution over the cells of all cliques' tables, which agree on the separators. */
export interface Beliefs {
  /** The logarithm of the sum of the products of all potentials over all cells of the population. */
  readonly logPartition: number;
  /** The share of the population in each column, and the same among those who are alike in what the clique shares with its parent. */
  readonly shares: Float64Array;
  readonly given: Float64Array;
}

/** A clique among those of a tree: its columns, and for each of these the cell of the separator from its parent. */
export interface Branch {
  readonly clique: number;
  readonly from: number;
  readonly to: number;
  /** The clique that it hangs on, with the separators' cells of the columns on either side; undefined of a root. */
  readonly parent:
    | { readonly branch: number; readonly cells: number; readonly own: Int32Array; readonly its: Int32Array }
    | undefined;
}

/** The cliques of a program, parents before those that hang on them. */
export function branchesOf({
  matrix,
  cliqueOf,
  cliqueCount,
  tree,
  separatorRows,
  levels,
}: Program): Branch[] {
  const starts = Array.from({ length: cliqueCount + 1 }, (_, clique) => {
    const first = cliqueOf.findIndex((own) => own >= clique);
    return first < 0 ? cliqueOf.length : first;
  });
  const separatorCells = (clique: number, first: number, count: number) =>
    Int32Array.from({ length: starts[clique + 1]! - starts[clique]! }, (_, at) => {
      const column = starts[clique]! + at;
      const rows = matrix.indices.subarray(matrix.starts[column], matrix.starts[column + 1]);
      return rows.find((row) => row >= first && row < first + count)! - first;
    });
  const branches: Branch[] = [];
  const hang = (clique: number, parent: Branch["parent"]) => {
    const branch = branches.push({ clique, from: starts[clique]!, to: starts[clique + 1]!, parent }) - 1;
    tree.edges.forEach(({ between, separator }, edge) => {
      const other = between[0] === clique ? between[1] : between[0];
      if (!between.includes(clique) || branches.some((own) => own.clique === other)) return;
      const cells = cellCount(separator, levels);
      const [own, its] = [other, clique].map((side) => separatorCells(side, separatorRows[edge]!, cells));
      hang(other, { branch, cells, own: own!, its: its! });
    });
  };
  for (let clique = 0; clique < cliqueCount; clique++)
    if (!branches.some((own) => own.clique === clique)) hang(clique, undefined);
  return branches;
}

/**
 * The distribution that is proportional to the product of potentials, one of each column, by their logarithms: sums are handed from
 * the leaves to the roots, and shares back (Lauritzen 1996, section 4.4.1, and Shafer and Shenoy 1990).
 */
export function beliefsOf(branches: readonly Branch[], logPotentials: Float64Array): Beliefs {
  const weights = logPotentials.slice();
  const sums = new Array<Float64Array>(branches.length);
  let logPartition = 0;
  for (let at = branches.length - 1; at >= 0; at--) {
    const { from, to, parent } = branches[at]!;
    const own = parent?.own ?? new Int32Array(to - from);
    const sum = logSums(weights.subarray(from, to), own, parent?.cells ?? 1);
    sums[at] = sum;
    if (!parent) {
      logPartition += sum[0]!;
      continue;
    }
    const above = branches[parent.branch]!;
    for (let column = above.from; column < above.to; column++)
      weights[column]! += sum[parent.its[column - above.from]!]!;
  }
  const given = new Float64Array(weights.length);
  const shares = new Float64Array(weights.length);
  branches.forEach(({ from, to, parent }, at) => {
    const margin = parent ? marginOf(shares, branches[parent.branch]!, parent) : Float64Array.of(1);
    for (let column = from; column < to; column++) {
      const cell = parent ? parent.own[column - from]! : 0;
      // Nobody is in a cell of a separator whose sum is zero.
      given[column] = sums[at]![cell] === -Infinity ? 0 : Math.exp(weights[column]! - sums[at]![cell]!);
      shares[column] = given[column]! * margin[cell]!;
    }
  });
  return { logPartition, shares, given };
}

/** How fast the shares change when the logarithms of the potentials change by a direction. */
export function changeOfShares(
  branches: readonly Branch[],
  { shares, given }: Beliefs,
  direction: Float64Array,
): Float64Array {
  const weights = direction.slice();
  const means = new Array<Float64Array>(branches.length);
  for (let at = branches.length - 1; at >= 0; at--) {
    const { from, to, parent } = branches[at]!;
    const mean = new Float64Array(parent?.cells ?? 1);
    for (let column = from; column < to; column++)
      mean[parent ? parent.own[column - from]! : 0]! += given[column]! * weights[column]!;
    means[at] = mean;
    if (!parent) continue;
    const above = branches[parent.branch]!;
    for (let column = above.from; column < above.to; column++)
      weights[column]! += mean[parent.its[column - above.from]!]!;
  }
  const changes = new Float64Array(weights.length);
  branches.forEach(({ from, to, parent }, at) => {
    const margin = parent ? marginOf(changes, branches[parent.branch]!, parent) : new Float64Array(1);
    for (let column = from; column < to; column++) {
      const cell = parent ? parent.own[column - from]! : 0;
      changes[column] =
        given[column]! * margin[cell]! + shares[column]! * (weights[column]! - means[at]![cell]!);
    }
  });
  return changes;
}

/** What the columns of a parent add up to in each cell of a separator. */
function marginOf(
  of: Float64Array,
  { from, to }: Branch,
  { cells, its }: NonNullable<Branch["parent"]>,
): Float64Array {
  const margin = new Float64Array(cells);
  for (let column = from; column < to; column++) margin[its[column - from]!]! += of[column]!;
  return margin;
}

/** The logarithms of the sums of exponentials by cells. */
function logSums(logs: Float64Array, cellOf: Int32Array, cells: number): Float64Array {
  const most = new Float64Array(cells).fill(-Infinity);
  logs.forEach((log, at) => {
    most[cellOf[at]!] = Math.max(most[cellOf[at]!]!, log);
  });
  const sums = new Float64Array(cells);
  logs.forEach((log, at) => {
    const largest = most[cellOf[at]!]!;
    if (largest > -Infinity) sums[cellOf[at]!]! += Math.exp(log - largest);
  });
  return sums.map((sum, cell) => most[cell]! + Math.log(sum));
}
