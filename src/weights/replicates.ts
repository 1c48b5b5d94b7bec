import { hadamard } from "../numerics/hadamard.ts";
import { makeRandom } from "../numerics/random.ts";
import { type Design, isLonely, type Stratum } from "../survey/design.ts";
import { type Replication, rankOf } from "../survey/replication.ts";
import { InputError } from "../text/errors.ts";
import { cannotLeaveOut, needsNoCorrection, needsNoStrata, needsPairs } from "../text/messages/weights.ts";

/** What replicates make of the weights of a design's clusters (of its rows, where there are none). */
interface ReplicateFactors extends Pick<Replication, "scale" | "factors"> {
  /** What each replicate multiplies the weights of the clusters by, one replicate after the other. */
  readonly each: () => Iterable<Float64Array>;
  /** Strata whose clusters keep their weights in every replicate; none by default. */
  readonly kept?: (stratum: Stratum) => boolean;
}

/** Is called with the number of replicates that are made, and how many there will be, whenever they are gone through. */
export type ReplicateProgress = (made: number, count: number) => void;

export interface ReplicateOptions {
  /** How many bootstrap replicates. */
  readonly replicates: number;
  readonly seed: number;
  /** Fay's factor ρ, between 0 and 1: what the half of a stratum that is not selected keeps. */
  readonly fay: number;
  readonly progress?: ReplicateProgress | undefined;
}

/** Replicate weights that are made anew whenever they are gone through. */
export type MadeReplicates = Omit<Replication, "centredOnEstimate" | "freedom">;

/** The clusters of a design by stratum; rows are their own clusters where there are none. */
interface ClustersByStratum {
  readonly design: Design;
  readonly members: readonly (readonly number[])[];
  readonly stratum: ArrayLike<number>;
}

type Method = (clusters: ClustersByStratum, options: ReplicateOptions) => ReplicateFactors;

/** Replication methods for stratified samples of clusters drawn with replacement (Wolter 2007, chapters 3 to 5). */
export const replicateMethods = {
  /** Each replicate leaves a cluster out, of a sample without strata (`as.svrepdesign(type = "JK1")`). */
  jk1: ({ design, members }) => {
    if (members.length > 1) throw new InputError(needsNoStrata(members.length), design.place);
    const clusters = members[0]!.length;
    refuseSmall(design, members, "jackknife");
    return {
      *each() {
        for (const dropped of members[0]!) {
          const own = new Float64Array(clusters).fill(clusters / (clusters - 1));
          own[dropped] = 0;
          yield own;
        }
      },
      scale: ((clusters - 1) / clusters) * (1 - design.strata[0]!.fraction),
      factors: new Float64Array(clusters).fill(1),
    };
  },

  /** Each replicate leaves a cluster of one stratum out (`as.svrepdesign(type = "JKn")`). */
  jkn: ({ design, members, stratum }) => {
    refuseSmall(design, members, "jackknife");
    return {
      *each() {
        for (const others of members)
          for (const dropped of others) {
            const own = new Float64Array(stratum.length).fill(1);
            for (const cluster of others) own[cluster] = others.length / (others.length - 1);
            own[dropped] = 0;
            yield own;
          }
      },
      scale: 1,
      factors: Float64Array.from(members.flat(), (cluster) => {
        const { clusters, fraction } = design.strata[stratum[cluster]!]!;
        return ((clusters - 1) / clusters) * (1 - fraction);
      }),
    };
  },

  /**
   * Balanced half samples of strata with two clusters each: a cluster's weights are multiplied by 2 − ρ or ρ, as the rows of
   * a Hadamard matrix say (McCarthy 1969; Fay, in Judkins 1990).
   */
  brr: ({ design, members, stratum }, { fay }) => {
    if (design.strata.some(({ fraction }) => fraction > 0))
      throw new InputError(needsNoCorrection, design.place);
    const odd = members.findIndex((own) => own.length !== 2);
    if (odd >= 0)
      throw new InputError(needsPairs(members[odd]!.length, design.strata[odd]!.name), design.place);
    const { order: count, entry } = hadamard(members.length + 1);
    return {
      *each() {
        for (let replicate = 0; replicate < count; replicate++) {
          const own = new Float64Array(stratum.length);
          members.forEach(([first, second], at) => {
            const isFirst = entry(replicate, at + 1) === 1;
            own[first!] = isFirst ? 2 - fay : fay;
            own[second!] = isFirst ? fay : 2 - fay;
          });
          yield own;
        }
      },
      scale: 1 / (count * (1 - fay) ** 2),
      factors: new Float64Array(count).fill(1),
    };
  },

  /**
   * The rescaled bootstrap: in each stratum n − 1 of the n clusters are drawn with replacement, and a cluster that is drawn k
   * times counts 1 + √(1 − f)·(k·n/(n − 1) − 1) times (Rao and Wu 1988; Rao, Wu and Yue 1992;
   * `as.svrepdesign(type = "subbootstrap")`, which has no f).
   */
  bootstrap: ({ design, members, stratum }, { replicates, seed }) => {
    refuseSmall(design, members, "bootstrap");
    return {
      *each() {
        const random = makeRandom(seed);
        for (let replicate = 0; replicate < replicates; replicate++) {
          const own = new Float64Array(stratum.length);
          members.forEach((clusters, at) => {
            const { length } = clusters;
            for (let draw = 1; draw < length; draw++) own[clusters[random.integer(0, length - 1)]!]!++;
            const spread = Math.sqrt(1 - design.strata[at]!.fraction);
            for (const cluster of clusters)
              own[cluster] = 1 + spread * ((own[cluster]! * length) / (length - 1) - 1);
          });
          yield own;
        }
      },
      kept: ({ fraction }) => fraction === 1,
      scale: 1 / (replicates - 1),
      factors: new Float64Array(replicates).fill(1),
    };
  },
} satisfies Record<string, Method>;

export type ReplicateMethod = keyof typeof replicateMethods;
export const replicateMethodNames = Object.keys(replicateMethods) as ReplicateMethod[];

/** The replicates of a design by one of the methods. */
export function makeReplicates(
  design: Design,
  method: ReplicateMethod,
  options: ReplicateOptions,
): MadeReplicates {
  const stratum = design.clusterStrata ?? design.stratum;
  const members = design.strata.map((): number[] => []);
  for (let cluster = 0; cluster < stratum.length; cluster++) members[stratum[cluster]!]!.push(cluster);
  const clusters = { design, members, stratum };
  const made: ReplicateFactors = replicateMethods[method](clusters, options);
  const { scale, factors } = made;
  return {
    weights: { [Symbol.iterator]: () => weightsOf(design, made, options.progress) },
    scale,
    factors,
    rankIn: (rows) => rankIn(clusters, made, rows),
  };
}

/** The weights of the rows in each replicate. */
function* weightsOf(
  { weights, cluster }: Design,
  { each, factors: { length: count } }: ReplicateFactors,
  progress: ReplicateProgress | undefined,
): Generator<Float64Array> {
  let made = 0;
  for (const factors of each()) {
    progress?.(made++, count);
    const own = cluster ? new Float64Array(weights.length) : factors;
    for (let row = 0; row < own.length; row++)
      own[row] = weights[row]! * factors[cluster ? cluster[row]! : row]!;
    yield own;
  }
  progress?.(count, count);
}

/**
 * With so many replicates, or of so large a rank, the draws of a bootstrap fall short of it with a probability below 2⁻⁵⁰:
 * that two clusters are alike in every replicate, or two replicates in every cluster, halves with each of them.
 */
const plenty = 64;

/**
 * The rank of the replicate weights of some rows. The factors of a stratum's clusters add up to the same number in every
 * replicate: where all its clusters are met their rank is one less than their number, and the same constant stands for
 * one more in all these strata together. Few draws may coincide, so that their rank is found by elimination.
 */
function rankIn(
  { design, members, stratum }: ClustersByStratum,
  { each, factors: { length: count }, kept = () => false }: ReplicateFactors,
  rows: Iterable<number>,
): number {
  const met = new Set<number>();
  for (const row of rows) if (design.weights[row] !== 0) met.add(design.cluster ? design.cluster[row]! : row);
  const sizes = new Int32Array(members.length);
  for (const cluster of met) sizes[stratum[cluster]!]!++;
  let [rank, constant] = [0, 0];
  sizes.forEach((size, at) => {
    if (size === 0) return;
    const isKept = kept(design.strata[at]!);
    const isWhole = size === members[at]!.length;
    if (!isKept) rank += isWhole ? size - 1 : size;
    if (isKept || isWhole) constant = 1;
  });
  rank += constant;
  if (Math.max(count, rank) >= plenty) return Math.min(count, rank);
  const columns = Array.from(each(), (own) => Float64Array.from(met, (cluster) => own[cluster]!));
  return rankOf(columns, Array(met.size).keys());
}

function refuseSmall(
  { strata, place }: Design,
  members: ClustersByStratum["members"],
  method: "jackknife" | "bootstrap",
): void {
  const lonely = strata.filter((stratum, at) => isLonely(stratum) || members[at]!.length < 2);
  if (lonely.length > 0)
    throw new InputError(
      cannotLeaveOut(
        method,
        lonely.map(({ name }) => name),
      ),
      place,
    );
}
