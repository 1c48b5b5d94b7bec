import type { ColumnChoice } from "../sources/files/fileTable.ts";
import type { Table } from "../sources/tables/table.ts";
import type { Design } from "../survey/design.ts";
import type { Freedom, Mask } from "../survey/domains.ts";
import { InputError } from "../text/errors.ts";
import type { ReplicateMethod } from "../weights/replicates.ts";
import { calibratedBasis } from "./calibratedVariance.ts";
import { madeBasis, replicatedBasis } from "./replicateVariance.ts";

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
  readonly replicateScale?: number;
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
  "mse",
] as const satisfies readonly (keyof VarianceOptions)[];

/** What variances rest on besides strata and clusters. */
export interface VarianceBasis {
  /** Columns that it needs. */
  readonly columns: ColumnChoice;
  readonly replicateColumns: ColumnChoice;
  /** The conditions that the calibrated rows met, and the variables that were made for the calibration. */
  readonly where?: readonly string[];
  readonly derive?: readonly string[];
  /** The design with it; `calibratedRows` are those that meet the conditions. */
  readonly applied: (design: Design, table: Table, header: readonly string[], calibratedRows: Mask) => Design;
  readonly calibrated?: { readonly margins: string; readonly chained: boolean } | undefined;
  /** Whether it is replicates that are made, which no calibration has seen. */
  readonly made?: boolean;
  /** Files that it is read from. */
  readonly reads?: readonly string[];
  readonly replicates?: { readonly prefix: string; readonly method: string } | undefined;
}

/** What else is said of the data. */
export interface VarianceContext {
  readonly data: string;
  readonly sheet?: string | undefined;
  readonly weight?: string | undefined;
  readonly strata?: readonly string[] | undefined;
  readonly cluster?: string | undefined;
  readonly fpc?: string | undefined;
  readonly df?: Freedom | undefined;
}

/** Reads the margins, or what the replicate weights are; undefined where variances rest on strata and clusters alone. */
export async function varianceBasis(
  options: VarianceOptions,
  context: VarianceContext,
): Promise<VarianceBasis | undefined> {
  const { calibrated, replicates, weight, ...rest } = { ...options, ...context };
  if (options.fay !== undefined && options.replicateMethod !== "brr")
    throw new InputError("Fay's factor belongs to --replicate-method brr", { field: "--fay" });
  const useless = uselessFlag(options);
  if (useless)
    throw new InputError(useless.what, { field: flagOf(useless.flag) }, { advice: useless.advice });
  if (calibrated === undefined && options.baseWeight !== undefined)
    throw new InputError("--base-weight belongs to --calibrated");
  if (calibrated !== undefined && (replicates ?? options.replicateMethod) !== undefined)
    throw new InputError(
      replicates === undefined
        ? "replicates that are made from the design are not calibrated"
        : "replicate weights take account of calibration themselves",
      {},
      {
        advice:
          "Leave out --calibrated, and calibrate the replicates: panel weight replicate --calibrate-replicates",
      },
    );
  if (calibrated !== undefined && weight === undefined)
    throw new InputError("the weights have no name", {}, { advice: "Name them with --weight" });
  if (calibrated !== undefined) return calibratedBasis(calibrated, weight!, options, context);
  if (replicates === undefined)
    return options.replicateMethod && madeBasis(options.replicateMethod, options, context);
  const foreign = (["strata", "cluster", "fpc"] as const).find((flag) => rest[flag] !== undefined);
  if (foreign)
    throw new InputError(`replicate weights stand for strata and clusters; leave out --${foreign}`);
  return replicatedBasis(replicates, options, context);
}

/** A flag that goes without the one that it belongs to. */
function uselessFlag({ replicates, replicateMethod, replicateCount, seed, ...others }: VarianceOptions) {
  const { fay, replicateScale, mse } = others;
  const given = (flags: object) => Object.entries(flags).find(([, value]) => value !== undefined)?.[0];
  const read =
    replicates === undefined &&
    given(replicateMethod === undefined ? { fay, replicateScale, mse } : { replicateScale });
  if (read)
    return {
      flag: read,
      what: "there are no replicate weights",
      advice: "Name their prefix with --replicates",
    };
  const made =
    (replicates !== undefined || replicateMethod !== "bootstrap") && given({ replicateCount, seed });
  if (made)
    return {
      flag: made,
      what: "no bootstrap replicates are made",
      advice: "It belongs to --replicate-method bootstrap without --replicates",
    };
  return undefined;
}

export const flagOf = (name: string) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
