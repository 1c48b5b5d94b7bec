import { rowsAt, weightedAt } from "../sources/tables/aggregates.ts";
import { type CrossedFactor, crossFactors, type Factor } from "../sources/tables/factor.ts";
import { InputError } from "../text/errors.ts";
import { tooManyRows } from "../text/messages/designs.ts";
import type { Cells } from "./cells.ts";
import type { Design } from "./design.ts";
import { freedomOfReplicates } from "./replication.ts";

/** Which rows an analysis is about: 1 for a row inside. */
export type Mask = Uint8Array;

/** What becomes of rows without an answer: they are outside the domain, or taken out of the design. */
export const missingRules = ["domain", "delete"] as const;
export type MissingRule = (typeof missingRules)[number];

/** The rows of an analysis by group, and how many of them lack an answer that it needs. */
export interface Grouping {
  /**
   * Combinations of the by variables that occur among the rows of the mask, those of which no row answered too; a single one,
   * "", where there are none. Rows that are left out have the code −1.
   */
  readonly groups: CrossedFactor;
  /** Rows inside the mask that are left out because an answer is missing. */
  readonly missing: number;
}

/** Rows of a table of estimates, beyond which it takes minutes and nobody reads it. */
const mostRows = 100_000;

/** Throws where a table would have more rows than that. */
export function refuseLongTable({ place }: Design, groups: number, levels = 1): void {
  if (groups * levels > mostRows) throw new InputError(tooManyRows(groups, levels, mostRows), place);
}

/**
 * Groups the rows of a mask by the crossing of some factors, leaving out those that lack a level of any of them or that
 * `complete` says lack another answer. With `everyLevel` the levels of a single factor are all groups, those of no row too.
 */
export function groupRows(
  design: Design,
  mask: Mask,
  by: readonly Factor[],
  complete: (row: number) => boolean,
  everyLevel = false,
): Grouping {
  const { rows } = design;
  const inside = new Int32Array(rows);
  for (let row = 0; row < rows; row++) if (!mask[row]) inside[row] = -1;
  const [only, ...others] = by;
  const groups =
    everyLevel && only && others.length === 0 ? levelsAsGroups(only, inside) : crossFactors(rows, by, inside);
  refuseLongTable(design, groups.levels.length);
  const codes = groups.codes.slice();
  let missing = 0;
  for (let row = 0; row < rows; row++) {
    if (!mask[row]) continue;
    if (codes[row]! >= 0 && complete(row)) continue;
    codes[row] = -1;
    missing += rowsAt(design.aggregates, row);
  }
  return { groups: { ...groups, codes }, missing };
}

/** Every level as a group; rows that `inside` gives the code −1 are left out. */
const levelsAsGroups = ({ levels, codes }: Factor, inside: Int32Array): CrossedFactor => ({
  levels,
  codes: Int32Array.from(codes, (code, row) => (inside[row]! < 0 ? -1 : code)),
  members: [Int32Array.from(levels, (_, level) => level)],
});

/** The rows of all groups together. */
export function rowsOf({ codes }: CrossedFactor): Mask {
  return Uint8Array.from(codes, (group) => Number(group >= 0));
}

/** Pairs of groups that differ by one step of the first by variable alone, such as a wave and the next one. */
export function consecutiveGroups({ levels, members }: CrossedFactor): (readonly [number, number])[] {
  const [steps, ...others] = members;
  const keyOf = (group: number, step: number) => [step, ...others.map((member) => member[group])].join();
  const groupAt = new Map(levels.map((_, group) => [keyOf(group, steps![group]!), group]));
  return levels.flatMap((_, group) => {
    const next = groupAt.get(keyOf(group, steps![group]! + 1));
    return next === undefined ? [] : [[group, next] as const];
  });
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

export function sizeOf(cells: Cells, domain: Iterable<number>): DomainSize {
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

/**
 * Clusters (rows, where there are none) of positive weight, minus the strata that hold them; of replicate weights their
 * rank in the domain less one (`degf` in R's survey).
 */
export function degreesOfFreedom(cells: Cells, domain: readonly number[]): number {
  const { replication } = cells.design;
  if (replication) {
    if (replication.freedom !== undefined) return replication.freedom;
    const known =
      freedomOfDomains.get(domain) ?? freedomOfReplicates(replication, cells.replicated!.rowsIn(domain));
    freedomOfDomains.set(domain, known);
    return known;
  }
  const { strata, clusters } = sizeOf(cells, domain);
  return clusters - strata;
}

/** A rank takes long to find, and the estimates of a domain share it. */
const freedomOfDomains = new WeakMap<readonly number[], number>();

/** The rows, strata and clusters that an analysis rests on. */
export interface DesignSummary {
  /** Rows of the data. */
  readonly rows: number;
  /** Rows that the estimates are computed from. */
  readonly used: number;
  /** Rows left out because an answer is missing. */
  readonly missing: number;
  /** How many of these were taken out of the design. */
  readonly deleted: number;
  /** Rows that do not meet the condition. */
  readonly outside: number;
  /** Rows whose condition is unknown because an answer that it needs is missing. */
  readonly unknown: number;
  /** Used rows of weight zero. */
  readonly weightless: number;
  readonly strata: number;
  readonly clusters: number;
  readonly df: number;
  readonly sumOfWeights: number;
  /** Kish's effective sample size of the used rows, (Σ w)² / Σ w². */
  readonly effective: number;
}

/** Whose degrees of freedom intervals have: those of each domain, or those of the whole design. */
export const freedoms = ["domain", "design"] as const;
export type Freedom = (typeof freedoms)[number];

/** The rows that an analysis is about, and those that are not. */
export interface SelectedRows {
  readonly mask: Mask;
  /** Rows outside the mask whose condition is unknown. */
  readonly unknown: number;
  /** Rows that were taken out of the design because an answer is missing, where they were. */
  readonly deleted?: number | undefined;
}

/** `missing` rows of the mask lack an answer. */
export function summariseDesign(
  design: Design,
  { mask, unknown, deleted = 0 }: SelectedRows,
  missing: number,
  cells: Cells,
  freedom: Freedom,
): DesignSummary {
  const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
  const sumOfWeights = total(cells.sums[0]!);
  const size = sizeOf(cells, cells.rows.keys());
  const used = total(cells.rows);
  const rows = design.aggregates ? total(design.aggregates.rows) : design.rows;
  let outside = -unknown;
  for (let row = 0; row < mask.length; row++) if (!mask[row]) outside += rowsAt(design.aggregates, row);
  return {
    rows: rows + deleted,
    used,
    missing: missing + deleted,
    deleted,
    outside,
    unknown,
    weightless: used - total(cells.weighted),
    ...size,
    df: freedom === "design" ? designFreedom(design) : degreesOfFreedom(cells, Array.from(cells.rows.keys())),
    sumOfWeights,
    effective: sumOfWeights ** 2 / total(cells.squaredWeights),
  };
}

/** Degrees of freedom of the whole design, whatever the domain. */
export function designFreedom(design: Design): number {
  return freedomOfRows(design, () => true);
}

/** Degrees of freedom of the rows inside: clusters minus strata, or of replicate weights their rank less one. */
export function freedomOfRows(design: Design, inside: (row: number) => boolean): number {
  const { replication, rows } = design;
  if (replication?.freedom !== undefined) return replication.freedom;
  if (replication)
    return freedomOfReplicates(replication, Array.from({ length: rows }, (_, row) => row).filter(inside));
  const { clusters, strata } = sizeOfRows(design, inside);
  return clusters - strata;
}

/** Strata and clusters (rows, where there are none) of the rows inside that have a positive weight. */
function sizeOfRows(
  { weights, stratum, cluster, aggregates }: Design,
  inside: (row: number) => boolean,
): DomainSize {
  const strata = new Set<number>();
  const clusters = new Set<number>();
  let rows = 0;
  for (let row = 0; row < weights.length; row++) {
    const weighted = weightedAt(aggregates, row, weights[row]!);
    if (weighted === 0 || !inside(row)) continue;
    rows += weighted;
    strata.add(stratum[row]!);
    if (cluster) clusters.add(cluster[row]!);
  }
  return { strata: strata.size, clusters: cluster ? clusters.size : rows };
}
