import { type CrossedFactor, crossFactors, type Factor } from "../sources/factor.ts";
import type { Cells } from "./cells.ts";
import type { Design } from "./design.ts";

/** Which rows an analysis is about: 1 for a row inside. */
export type Mask = Uint8Array;

/** The rows of an analysis by group, and how many of them lack an answer that it needs. */
export interface Grouping {
  /** Combinations of the by variables that occur; a single one, "", where there are none. */
  readonly groups: CrossedFactor;
  /** Rows inside the mask that are left out because an answer is missing. */
  readonly missing: number;
}

/**
 * Groups the rows of a mask by the crossing of some factors, leaving out those that lack a level of any of them or that
 * `complete` says lack another answer.
 */
export function groupRows(
  { rows }: Design,
  mask: Mask,
  by: readonly Factor[],
  complete: (row: number) => boolean,
): Grouping {
  const inside = new Int32Array(rows);
  let missing = 0;
  for (let row = 0; row < rows; row++) {
    if (!mask[row]) inside[row] = -1;
    else if (!complete(row) || by.some(({ codes }) => codes[row]! < 0)) {
      inside[row] = -1;
      missing++;
    }
  }
  return { groups: crossFactors(rows, by, inside), missing };
}

/** The cells by the value of one of their grouping columns, each list in ascending order. */
export function cellsBy(cells: Cells, column: number, size: number): number[][] {
  const lists = Array.from({ length: size }, (): number[] => []);
  for (let cell = 0; cell < cells.count; cell++) lists[cells.codes[column]![cell]!]!.push(cell);
  return lists;
}

/** Strata and clusters (rows, where there are none) of positive weight in a domain. */
export interface DomainSize {
  readonly strata: number;
  readonly clusters: number;
}

export function sizeOf(cells: Cells, domain: readonly number[]): DomainSize {
  const strata = new Set<number>();
  const clusters = new Set<number>();
  let rows = 0;
  for (const cell of domain) {
    if (cells.weighted[cell] === 0) continue;
    strata.add(cells.stratum[cell]!);
    if (cells.cluster) clusters.add(cells.cluster[cell]!);
    rows += cells.weighted[cell]!;
  }
  return { strata: strata.size, clusters: cells.cluster ? clusters.size : rows };
}

/** Clusters (rows, where there are none) of positive weight, minus the strata that hold them (`degf` in R's survey). */
export function degreesOfFreedom(cells: Cells, domain: readonly number[]): number {
  const { strata, clusters } = sizeOf(cells, domain);
  return clusters - strata;
}
