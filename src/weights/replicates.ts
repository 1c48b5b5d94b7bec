import { hadamard } from "../numerics/hadamard.ts";
import { makeRandom } from "../numerics/random.ts";
import { type Design, isLonely } from "../survey/design.ts";
import { InputError } from "../text/errors.ts";
import { cannotLeaveOut, needsNoCorrection, needsNoStrata, needsPairs } from "../text/messages/weights.ts";

/** What each replicate makes of the weights of a design's clusters (of its rows, where there are none). */
export interface ReplicateFactors {
  readonly count: number;
  /** What the weights of a cluster are multiplied by in a replicate. */
  readonly factor: (replicate: number, cluster: number) => number;
  readonly scale: number;
  /** A factor of each replicate's squared deviation. */
  readonly factors: Float64Array;
}

export interface ReplicateOptions {
  /** How many bootstrap replicates. */
  readonly replicates: number;
  readonly seed: number;
  /** Fay's factor ρ, between 0 and 1: what the half of a stratum that is not selected keeps. */
  readonly fay: number;
}

/** The clusters of a design by stratum; rows are their own clusters where there are none. */
interface ClustersByStratum {
  readonly design: Design;
  readonly members: readonly (readonly number[])[];
  readonly stratum: ArrayLike<number>;
  /** The position of each cluster in its stratum. */
  readonly position: Int32Array;
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
      count: clusters,
      factor: (replicate, cluster) => (members[0]![replicate] === cluster ? 0 : clusters / (clusters - 1)),
      scale: ((clusters - 1) / clusters) * (1 - design.strata[0]!.fraction),
      factors: new Float64Array(clusters).fill(1),
    };
  },

  /** Each replicate leaves a cluster of one stratum out (`as.svrepdesign(type = "JKn")`). */
  jkn: ({ design, members, stratum }) => {
    refuseSmall(design, members, "jackknife");
    const dropped = members.flat();
    return {
      count: dropped.length,
      factor: (replicate, cluster) => {
        const own = stratum[dropped[replicate]!]!;
        if (stratum[cluster] !== own) return 1;
        const size = members[own]!.length;
        return dropped[replicate] === cluster ? 0 : size / (size - 1);
      },
      scale: 1,
      factors: Float64Array.from(dropped, (cluster) => {
        const { clusters, fraction } = design.strata[stratum[cluster]!]!;
        return ((clusters - 1) / clusters) * (1 - fraction);
      }),
    };
  },

  /**
   * Balanced half samples of strata with two clusters each: a cluster's weights are multiplied by 2 − ρ or ρ, as the rows of
   * a Hadamard matrix say (McCarthy 1969; Fay, in Judkins 1990).
   */
  brr: ({ design, members, stratum, position }, { fay }) => {
    if (design.strata.some(({ fraction }) => fraction > 0))
      throw new InputError(needsNoCorrection, design.place);
    const odd = members.findIndex((own) => own.length !== 2);
    if (odd >= 0)
      throw new InputError(needsPairs(members[odd]!.length, design.strata[odd]!.name), design.place);
    const matrix = hadamard(members.length + 1);
    const count = matrix.length;
    return {
      count,
      factor: (replicate, cluster) =>
        (matrix[replicate]![stratum[cluster]! + 1] === 1) === (position[cluster] === 0) ? 2 - fay : fay,
      scale: 1 / (count * (1 - fay) ** 2),
      factors: new Float64Array(count).fill(1),
    };
  },

  /**
   * The rescaled bootstrap: in each stratum n − 1 of the n clusters are drawn with replacement, and a cluster that is drawn k
   * times counts 1 + √(1 − f)·(k·n/(n − 1) − 1) times (Rao and Wu 1988; Rao, Wu and Yue 1992;
   * `as.svrepdesign(type = "subbootstrap")`, which has no f).
   */
  bootstrap: ({ design, members, stratum, position }, { replicates, seed }) => {
    refuseSmall(design, members, "bootstrap");
    const random = makeRandom(seed);
    const drawn = Array.from({ length: replicates }, () =>
      members.map((own) => {
        const times = new Int32Array(own.length);
        for (let draw = 1; draw < own.length; draw++) times[random.integer(0, own.length - 1)]!++;
        return times;
      }),
    );
    return {
      count: replicates,
      factor: (replicate, cluster) => {
        const { clusters, fraction } = design.strata[stratum[cluster]!]!;
        const times = drawn[replicate]![stratum[cluster]!]![position[cluster]!]!;
        return 1 + Math.sqrt(1 - fraction) * ((times * clusters) / (clusters - 1) - 1);
      },
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
): ReplicateFactors {
  const stratum = design.clusterStrata ?? design.stratum;
  const members = design.strata.map((): number[] => []);
  const position = new Int32Array(stratum.length);
  for (let cluster = 0; cluster < stratum.length; cluster++)
    position[cluster] = members[stratum[cluster]!]!.push(cluster) - 1;
  return replicateMethods[method]({ design, members, stratum, position }, options);
}

/** The weights of the rows in a replicate. */
export function replicateWeights(
  { weights, cluster }: Design,
  { factor }: ReplicateFactors,
  replicate: number,
): Float64Array {
  return weights.map((weight, row) => weight * factor(replicate, cluster ? cluster[row]! : row));
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
