import { fullySampled } from "../numerics/tolerances.ts";
import { type Aggregates, aggregatesOf, rowsAt } from "../sources/tables/aggregates.ts";
import { type CodeArray, crossCodes, type Factor } from "../sources/tables/factor.ts";
import { type Fault, InputError, type Place } from "../text/errors.ts";
import {
  correctionMissing,
  correctionNotPositive,
  correctionVaries,
  largerThanPopulation,
  lonelyStrata,
  mixedCorrections,
} from "../text/messages/designs.ts";
import type { Calibration } from "./calibration.ts";
import { freedomOfReplicates, type Replication } from "./replication.ts";

/** What the variance makes of a stratum that holds a single cluster (the names are those of R's `survey.lonely.psu`). */
export const lonelyRules = ["fail", "certainty", "adjust", "average"] as const;
export type LonelyRule = (typeof lonelyRules)[number];

export interface Stratum {
  readonly name: string;
  /** Sampled clusters, or rows where there are no clusters; domains notwithstanding. */
  readonly clusters: number;
  /** Sampling fraction of the clusters; 0 for sampling with replacement. */
  readonly fraction: number;
}

/**
 * A stratified one-stage sample of clusters, or of rows. Of a sample in several stages it describes the first one (the
 * "ultimate clusters" of Hansen, Hurwitz and Madow 1953). Every estimator and model takes the design.
 */
export interface Design {
  readonly rows: number;
  readonly weights: Float64Array;
  /** What the rows stand for, where they are aggregated: `weights` are then sums. */
  readonly aggregates?: Aggregates | undefined;
  /** The stratum's index of each row. */
  readonly stratum: CodeArray;
  readonly strata: readonly Stratum[];
  /** The cluster's index of each row; absent where each row is its own cluster. */
  readonly cluster?: CodeArray | undefined;
  /** The stratum of each cluster. */
  readonly clusterStrata?: Int32Array | undefined;
  /** The finite population correction of each row, as it was given. */
  readonly fpc?: Float64Array | undefined;
  readonly lonely: LonelyRule;
  /** What the weights were calibrated on; variances are then those of residuals. */
  readonly calibration?: Calibration | undefined;
  /** Replicate weights; variances then come from them alone. */
  readonly replication?: Replication | undefined;
  readonly place: Place;
}

export interface DesignOptions {
  readonly strata?: Factor | undefined;
  /** Clusters are nested in strata: one name in two strata stands for two clusters. */
  readonly clusters?: Factor | undefined;
  /** The size of each row's stratum in the population, in clusters (or rows), or its sampling fraction. */
  readonly fpc?: Float64Array | undefined;
  /** Where the correction of a row stands. */
  readonly correctionAt?: ((row: number) => Place) | undefined;
  readonly lonely?: LonelyRule | undefined;
  readonly aggregates?: Aggregates | undefined;
  readonly place?: Place | undefined;
}

/**
 * The design of a sample from its weights, strata, clusters and finite population correction; `svydesign(nest = TRUE)`
 * in R's survey. No row may lack its stratum or cluster.
 */
export function makeDesign(weights: ArrayLike<number>, options: DesignOptions = {}): Design {
  const { strata, clusters, fpc, lonely = "fail", aggregates, place = {} } = options;
  const { correctionAt = () => place } = options;
  const rows = weights.length;
  const stratum = { codes: strata?.codes ?? new Int32Array(rows), size: strata?.levels.length ?? 1 };
  const present = crossCodes(rows, [stratum]);
  const crossed = clusters
    ? crossCodes(rows, [stratum, { codes: clusters.codes, size: clusters.levels.length }])
    : present;
  const clusterStrata = clusters ? new Int32Array(crossed.count) : undefined;
  const sizes = new Float64Array(present.count);
  for (let row = 0; row < rows; row++)
    if (clusterStrata) clusterStrata[crossed.group[row]!] = present.group[row]!;
    else sizes[present.group[row]!]! += rowsAt(aggregates, row);
  for (const stratum of clusterStrata ?? []) sizes[stratum]!++;
  const names = Array.from(present.codes[0]!, (code) => strata?.levels[code] ?? "");
  const fractions = fpc
    ? samplingFractions(fpc, present.group, sizes, names, correctionAt)
    : sizes.map(() => 0);
  return {
    rows,
    weights: weights instanceof Float64Array ? weights : Float64Array.from(weights),
    aggregates,
    stratum: present.group,
    strata: names.map((name, at) => ({ name, clusters: sizes[at]!, fraction: fractions[at]! })),
    cluster: clusters ? crossed.group : undefined,
    clusterStrata,
    fpc,
    lonely,
    place,
  };
}

/**
 * The design of some of the rows, as if the others had never been sampled: clusters and strata without rows are gone, and a
 * correction that is a size is that of the clusters that are left. Replicate weights lose the rows, and nothing else. Not
 * for calibrated weights, which meet their margins with all rows.
 */
export function designOfRows(design: Design, rows: readonly number[]): Design {
  const { stratum, strata, cluster, clusterStrata, fpc, lonely, aggregates, place, replication } = design;
  const numbers = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]!);
  const factor = (codes: CodeArray, levels: readonly string[]): Factor => ({
    levels,
    codes: Int32Array.from(rows, (row) => codes[row]!),
  });
  const names = strata.map(({ name }) => name);
  return {
    ...makeDesign(numbers(design.weights), {
      strata: factor(stratum, names),
      clusters: cluster && factor(cluster, Array.from(clusterStrata!, String)),
      fpc: fpc && numbers(fpc),
      lonely,
      aggregates: aggregates && aggregatesOf(aggregates, rows),
      place,
    }),
    replication: replication && replicationOfRows(replication, rows),
  };
}

function replicationOfRows(replication: Replication, rows: readonly number[]): Replication {
  const weights = Array.from(replication.weights, (own) => Float64Array.from(rows, (row) => own[row]!));
  const kept = { ...replication, weights, rankIn: undefined };
  if (replication.freedom === undefined) return kept;
  return { ...kept, freedom: freedomOfReplicates(kept, rows.keys()) };
}

/** The sampling fraction of each stratum: all of `fpc` are fractions (at most 1) or all are sizes (at least 1). */
function samplingFractions(
  fpc: Float64Array,
  stratum: CodeArray,
  sizes: Float64Array,
  names: readonly string[],
  placeAt: (row: number) => Place,
): Float64Array {
  const refuse = (fault: Fault, row: number, value: unknown = fpc[row]) => {
    throw new InputError(fault, placeAt(row), { value });
  };
  const odd = fpc.findIndex((value) => !(value > 0 && Number.isFinite(value)));
  if (odd >= 0) throw correctionRefused(fpc[odd]!, placeAt(odd));
  const areSizes = fpc.some((value) => value > 1);
  const small = areSizes ? fpc.findIndex((value) => value < 1) : -1;
  if (small >= 0) refuse(mixedCorrections, small);
  const first = new Int32Array(sizes.length).fill(-1);
  stratum.forEach((at, row) => {
    if (first[at]! < 0) first[at] = row;
    const given = fpc[first[at]!];
    if (given !== fpc[row]) refuse(correctionVaries(names[at]!), row, [given, fpc[row]]);
  });
  return Float64Array.from(first, (row, at) => {
    const value = fpc[row]!;
    if (areSizes && value < sizes[at]!) refuse(largerThanPopulation(names[at]!), row);
    return areSizes ? sizes[at]! / value : value;
  });
}

/** A correction that is missing, or neither a size nor a fraction. */
const correctionRefused = (value: number, place: Place) =>
  Number.isNaN(value)
    ? new InputError(correctionMissing, place)
    : new InputError(correctionNotPositive, place, { value });

/** Whether nothing can be said of the stratum's variance from its own clusters. */
export function isLonely({ clusters, fraction }: Stratum): boolean {
  return clusters === 1 && fraction <= fullySampled;
}

/** n_h/(n_h − 1)·(1 − f_h): what the squares of a stratum count in the variance. */
export function varianceFactor({ clusters, fraction }: Stratum): number {
  if (fraction > fullySampled) return 0;
  return clusters === 1 ? 1 - fraction : ((1 - fraction) * clusters) / (clusters - 1);
}

/** Throws when a domain meets strata that hold a single cluster, and the design has no rule for them. */
export function refuseLonely({ strata, lonely, place }: Design, met: Iterable<number>): void {
  if (lonely !== "fail") return;
  const names = [...met].filter((at) => isLonely(strata[at]!)).map((at) => strata[at]!.name);
  if (names.length > 0) throw new InputError(lonelyStrata(names), place);
}
