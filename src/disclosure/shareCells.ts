import { crossCodes } from "../sources/tables/factor.ts";
import type { Mask } from "../survey/domains.ts";
import type { CellTable, Relation } from "./cellTable.ts";
import type { Count } from "./layers.ts";
import type { Share } from "./share.ts";

/** The cells of a share: what it is of, what it counts, and the rest, which are its base where it counts nothing. */
export interface PlacedShare {
  readonly base: number;
  readonly counted: number;
  readonly rest: number;
}

/**
 * The cells that shares tell of: their bases, what they count and what is left, each once; then groups that two shares of a question,
 * or the domains of any two, differ by, and others, which nothing prints; then atoms, groups that no share tells apart, of which all
 * others are sums.
 */
export interface ShareCells extends CellTable {
  readonly counts: readonly Count[];
  readonly placed: readonly PlacedShare[];
  /** The first cell that nothing prints. */
  readonly told: number;
  /** The first atom. */
  readonly atoms: number;
  /** The atoms of each cell before them, from 0 on. */
  readonly members: readonly Members[];
}

/** The atoms that a set of rows is made of. */
type Members = readonly number[];

/** Cells of shares of the rows with some weights, and of `unprinted` groups; differences are those of fewer than `least` rows. */
export function cellsOfShares(
  shares: readonly Share[],
  weights: Float64Array,
  least: number,
  unprinted: readonly Mask[],
): ShareCells {
  const { counts, atomsOf } = atomsIn(shares, unprinted, weights);
  const sets: Members[] = [];
  const indices = new Map<string, number>();
  const add = (own: Members): number => {
    const key = own.join();
    if (!indices.has(key)) indices.set(key, sets.push(own) - 1);
    return indices.get(key)!;
  };
  const relations: Relation[] = [];
  /** Cells that follow from others, and so need not be told as sums of atoms, and those that they follow from. */
  const following = new Set<number>();
  const followed = new Set<number>();
  const follow = ([cell, ...from]: readonly [number, number, number]) => {
    if (followed.has(cell) || from.some((other) => following.has(other))) return;
    following.add(cell);
    for (const other of from) followed.add(other);
  };
  const placed = shares.map((share): PlacedShare => {
    const base = atomsOf(share.base);
    const whole = add(base);
    if (!share.counted) return { base: whole, counted: whole, rest: whole };
    const inside = new Set(atomsOf(share.counted));
    const [counted, rest] = [true, false].map((wanted) =>
      add(base.filter((atom) => inside.has(atom) === wanted)),
    ) as [number, number];
    if (sets[counted]!.length > 0 && sets[rest]!.length > 0) {
      relations.push({ total: whole, parts: [counted, rest] });
      follow(sets[counted]!.length < sets[rest]!.length ? [rest, whole, counted] : [counted, whole, rest]);
    }
    return { base: whole, counted, rest };
  });
  const told = sets.length;
  const sizeOf = (own: Members) => own.reduce((sum, atom) => sum + counts[atom]!.n, 0);
  for (const question of new Set(shares.map((own) => own.question))) {
    const own = placed.filter((_, at) => shares[at]!.question === question);
    for (const difference of differencesOf(
      [...new Set(own.flatMap(Object.values))].map((cell) => sets[cell]!),
      sizeOf,
      least,
    ))
      add(difference);
  }
  for (const group of [...domainDifferences(shares, least), ...unprinted]) add(atomsOf(group));
  const atoms = sets.length;
  sets.forEach((own, total) => {
    if (own.length > 0 && !following.has(total))
      relations.push({ total, parts: own.map((atom) => atoms + atom) });
  });
  const countOf = (own: Members): Count => ({
    n: sizeOf(own),
    total: own.reduce((sum, atom) => sum + counts[atom]!.total, 0),
  });
  return {
    ...{ size: atoms + counts.length, relations, placed, told, atoms, members: sets },
    counts: [...sets.map(countOf), ...counts],
  };
}

/** Groups of fewer than `least` by which one of some sets is larger than another one that is a part of it. */
function differencesOf(sets: readonly Members[], sizeOf: (own: Members) => number, least: number): Members[] {
  const sized = sets.map((own) => ({ own, n: sizeOf(own), has: new Set(own) }));
  return sized.flatMap((large) =>
    sized.flatMap((small) => {
      const isNear = small.n > 0 && large.n > small.n && large.n - small.n < least;
      if (!isNear || !small.own.every((atom) => large.has.has(atom))) return [];
      return [large.own.filter((atom) => !small.has.has(atom))];
    }),
  );
}

/**
 * Groups of fewer than `least` who are outside of the domain of a share and by whom another one, on whatever question, is larger: the two
 * numbers of respondents tell how many they are. Those who did not answer are no such group.
 */
function domainDifferences(shares: readonly Share[], least: number): Mask[] {
  const sized = shares.map((own) => ({ ...own, n: own.base.reduce((sum, at) => sum + at, 0) }));
  return sized.flatMap((small) =>
    sized.flatMap((large) => {
      const isNear = small.n > 0 && large.n > small.n && large.n - small.n < least;
      if (!isNear) return [];
      const { base, domain = base } = small;
      const isNested = large.base.every((own, row) => (own ? base[row] === domain[row] : base[row] === 0));
      return isNested ? [large.base.map((own, row) => own & Number(base[row] === 0))] : [];
    }),
  );
}

/** The groups of rows that no share tells apart, which do not depend on the order of rows. */
function atomsIn(shares: readonly Share[], unprinted: readonly Mask[], weights: Float64Array) {
  const rows = weights.length;
  const ofShares = shares.flatMap(({ base, counted }) => (counted ? [base, counted] : [base]));
  const masks = [...ofShares, ...unprinted];
  const { codes, size } = masks.reduce(
    (atoms, mask) => {
      const { group, count } = crossCodes(rows, [atoms, { codes: Int8Array.from(mask), size: 2 }]);
      return { codes: Int32Array.from(group), size: count };
    },
    { codes: new Int32Array(rows), size: 1 },
  );
  const counts = Array.from({ length: size }, () => ({ n: 0, total: 0 }));
  const example = new Int32Array(size);
  codes.forEach((atom, row) => {
    counts[atom]!.n += 1;
    counts[atom]!.total += weights[row]!;
    example[atom] = row;
  });
  const atomsOf = (mask: Mask): Members => counts.flatMap((_, atom) => (mask[example[atom]!] ? [atom] : []));
  return { counts: counts as readonly Count[], atomsOf };
}
