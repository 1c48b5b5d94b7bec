import type { ReplicateKind } from "../samples/replicateColumns.ts";
import type { VarianceRequest } from "../samples/varianceRequest.ts";
import type { Freedom } from "../survey/domains.ts";
import { InputError } from "../text/errors.ts";
import {
  baseWithoutCalibrated,
  bootstrapWithoutSeed,
  fayWithoutBrr,
  madeNotCalibrated,
  noBootstrap,
  noReplicateWeights,
  replicatesHeedCalibration,
  replicatesStandFor,
} from "../text/messages/flags.ts";
import { weightUnnamed } from "../text/messages/samples.ts";
import type { ReplicateMethod } from "../weights/replicates.ts";

/** The variables that the command line names for the design. */
export interface DesignOptions {
  readonly weight?: string;
  readonly strata?: readonly string[];
  readonly cluster?: string;
  readonly fpc?: string;
}

/** How variances take account of calibration or of replicate weights, as the command line says. */
export interface VarianceOptions {
  /** A file of margins; true for those that the file beside the data tells. */
  readonly calibrated?: string | true;
  readonly baseWeight?: string;
  /** The prefix of their columns. */
  readonly replicates?: string;
  /** How they were made; or, without a prefix, how they are made from the design. */
  readonly replicateMethod?: ReplicateMethod;
  readonly replicateCount?: number;
  readonly seed?: number;
  readonly fay?: number;
  /** A number for all, one for each replicate, or the file that holds those. */
  readonly replicateScale?: number | readonly number[] | string;
  readonly replicatesAre?: ReplicateKind;
  readonly mse?: true;
}

export const varianceFlags = [
  "calibrated",
  "baseWeight",
  "replicates",
  "replicateMethod",
  "replicateCount",
  "seed",
  "fay",
  "replicateScale",
  "replicatesAre",
  "mse",
] as const satisfies readonly (keyof VarianceOptions)[];

/** A flag as it is written: baseWeight is --base-weight. */
export const flagOf = (name: string) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** What variances shall rest on; undefined for strata and clusters alone. Throws where flags contradict one another. */
export function varianceOf(
  options: VarianceOptions & DesignOptions & { readonly df?: Freedom },
): VarianceRequest | undefined {
  const { calibrated, baseWeight: base, replicates: prefix, replicateMethod: method, weight } = options;
  if (options.fay !== undefined && method !== "brr") throw new InputError(fayWithoutBrr, { field: "--fay" });
  refuseUseless(options);
  if (calibrated === undefined && base !== undefined) throw new InputError(baseWithoutCalibrated);
  if (calibrated !== undefined) {
    if (prefix !== undefined) throw new InputError(replicatesHeedCalibration);
    if (method !== undefined) throw new InputError(madeNotCalibrated);
    if (weight === undefined) throw new InputError(weightUnnamed);
    return { kind: "calibrated", margins: calibrated === true ? undefined : calibrated, base };
  }
  const { fay, mse: centredOnEstimate, df: freedom, replicateCount: count, seed } = options;
  const common = { fay, centredOnEstimate, freedom };
  if (prefix !== undefined) {
    const { replicateScale: scale, replicatesAre: kindOfColumns } = options;
    const tellsScale = method === "jkn" && scale === undefined;
    const foreign = (["strata", "cluster", "fpc"] as const).find(
      (flag) => options[flag] !== undefined && !(flag === "strata" && tellsScale),
    );
    if (foreign) throw new InputError(replicatesStandFor(flagOf(foreign)));
    const scaling = typeof scale === "number" ? { scale } : { factors: scale };
    return { kind: "replicated", prefix, method, kindOfColumns, ...scaling, ...common };
  }
  if (method === undefined) return undefined;
  if (method === "bootstrap" && seed === undefined)
    throw new InputError(bootstrapWithoutSeed, { field: "--seed" });
  return { kind: "made", method, count, seed, ...common };
}

/** Throws for a flag that goes without the one that it belongs to. */
function refuseUseless(options: VarianceOptions): void {
  const given = (...flags: (keyof VarianceOptions)[]) => flags.find((flag) => options[flag] !== undefined);
  const { replicates, replicateMethod } = options;
  if (replicates === undefined) {
    const ofReplicates =
      replicateMethod === undefined
        ? given("fay", "replicateScale", "replicatesAre", "mse")
        : given("replicateScale", "replicatesAre");
    if (ofReplicates) throw new InputError(noReplicateWeights, { field: flagOf(ofReplicates) });
  }
  if (replicates === undefined && replicateMethod === "bootstrap") return;
  const ofBootstrap = given("replicateCount", "seed");
  if (ofBootstrap) throw new InputError(noBootstrap, { field: flagOf(ofBootstrap) });
}
