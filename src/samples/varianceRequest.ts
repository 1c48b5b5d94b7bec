import type { Freedom } from "../survey/domains.ts";
import type { ReplicateMethod, ReplicateProgress } from "../weights/replicates.ts";
import type { ReplicateKind } from "./replicateColumns.ts";

/** What variances of a file's sample rest on, in place of strata and clusters alone. */
export type VarianceRequest = CalibratedRequest | ReplicatedRequest | MadeRequest;

/** The residuals of the margins that the weights were calibrated on. */
export interface CalibratedRequest {
  readonly kind: "calibrated";
  /** A file of margins; those that the file beside the data tells by default. */
  readonly margins?: string | undefined;
  /** The weights before; by default what the file beside the data tells, or else the weights themselves. */
  readonly base?: string | undefined;
}

interface ReplicateOptions {
  /** Fay's factor of balanced half samples; 0 by default. */
  readonly fay?: number | undefined;
  /** Whether deviations are taken from the estimate with the full weights, and not from the replicates' mean. */
  readonly centredOnEstimate?: boolean | undefined;
  /** Whose degrees of freedom estimates have; those of each domain by default. */
  readonly freedom?: Freedom | undefined;
}

/** Replicate weights in columns of a prefix and a number. */
export interface ReplicatedRequest extends ReplicateOptions {
  readonly kind: "replicated";
  readonly prefix: string;
  /** How they were made, and what the sum of squared deviations is multiplied by, where no file beside the data tells. */
  readonly method?: ReplicateMethod | undefined;
  readonly scale?: number | undefined;
  /** A factor of each replicate's squared deviation besides, or the file that holds them. */
  readonly factors?: readonly number[] | string | undefined;
  /** Whether the columns are weights or factors of the weights; they tell by default. */
  readonly kindOfColumns?: ReplicateKind | undefined;
}

/** Replicate weights that are made from the strata and clusters, and not kept. */
export interface MadeRequest extends ReplicateOptions {
  readonly kind: "made";
  readonly method: ReplicateMethod;
  /** How many bootstrap replicates, 500 by default, and their seed, 0 by default. */
  readonly count?: number | undefined;
  readonly seed?: number | undefined;
  readonly progress?: ReplicateProgress | undefined;
}

/** The data whose variances are asked for. */
export interface VarianceData {
  readonly path: string;
  readonly sheet?: string | undefined;
  readonly weight?: string | undefined;
}
