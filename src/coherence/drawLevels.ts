import { pickEvenly, shuffle } from "../numerics/evenDraws.ts";
import type { Random } from "../numerics/random.ts";
import type { MaximumEntropy } from "./maximumEntropy.ts";
import { stridesOf } from "./publication.ts";

/**
 * Draws from a distribution on a junction tree, clique after clique, each given what it shares with its parent: the levels of the
 * variables by draw. In each clique draws are systematic, so that a sample is nearer to the distribution than independent draws are.
 * Only cliques are drawn whose variables are wanted.
 */
export function drawLevels(
  { program, branches, beliefs, cellSizes }: MaximumEntropy,
  count: number,
  random: Random,
  isWanted: (variable: string) => boolean,
): Map<string, Int32Array> {
  const levels = new Map<string, Int32Array>();
  const columns = new Array<Int32Array>(branches.length);
  branches.forEach(({ clique, from, to, parent }, branch) => {
    const scope = program.tree.cliques[clique] ?? [];
    if (!scope.some(isWanted)) return;
    const own = new Int32Array(count);
    columns[branch] = own;
    const above = parent && { columns: columns[parent.branch]!, from: branches[parent.branch]!.from };
    const groups = groupsOf(count, (draw) => (above ? parent.its[above.columns[draw]! - above.from]! : 0));
    const candidates = groupsOf(to - from, (at) => (parent ? parent.own[at]! : 0));
    const start = random.uniform();
    [...groups].forEach(([cell, draws], at) => {
      const among = candidates.get(cell)!.map((column) => from + column);
      const sizes = among.map((column) => beliefs.given[column]!);
      const picked = shuffle(pickEvenly(sizes, draws.length, place(start, at)), random);
      draws.forEach((draw, rank) => {
        own[draw] = among[picked[rank]!]!;
      });
    });
    const cells = cellsWithin(program.cellsOf, cellSizes[clique]!, own, random);
    const strides = stridesOf(scope, program.levels);
    scope.forEach((name, at) => {
      const size = program.levels.get(name)!;
      levels.set(
        name,
        cells.map((cell) => Math.floor(cell / strides[at]!) % size),
      );
    });
  });
  return levels;
}

/** Places that fill the range from 0 to 1 evenly, however many there are: steps of the golden section. */
const place = (start: number, step: number) => (start + (step * (Math.sqrt(5) - 1)) / 2) % 1;

/** For each draw a cell of its column, those that stand for more answers more often. */
function cellsWithin(
  cellsOf: readonly (readonly number[])[],
  sizes: Float64Array,
  columns: Int32Array,
  random: Random,
): Int32Array {
  const cells = new Int32Array(columns.length);
  const start = random.uniform();
  [...groupsOf(columns.length, (draw) => columns[draw]!)].forEach(([column, draws], at) => {
    const among = cellsOf[column]!;
    const own = among.map((cell) => sizes[cell]!);
    const picked = shuffle(pickEvenly(own, draws.length, place(start, at)), random);
    draws.forEach((draw, rank) => {
      cells[draw] = among[picked[rank]!]!;
    });
  });
  return cells;
}

/** The numbers up to a count by what each belongs to, in their order. */
function groupsOf(count: number, groupOf: (at: number) => number): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (let at = 0; at < count; at++) {
    const own = groups.get(groupOf(at));
    if (own) own.push(at);
    else groups.set(groupOf(at), [at]);
  }
  return groups;
}
