import type { FileSample, SampleNotice } from "../samples/sample.ts";
import { isDeclaration } from "../samples/sampleOfDataset.ts";
import { sampleOfFile } from "../samples/sampleOfFile.ts";
import type { VarianceRequest } from "../samples/varianceRequest.ts";
import {
  type NegativeRule,
  type WeightedSample,
  weightedSample,
  type ZeroRule,
} from "../samples/weighted.ts";
import { type CodingRequest, codingSaid } from "../sources/files/codingRequest.ts";
import type { ColumnChoice } from "../sources/files/fileTable.ts";
import { saidOf, type TableChoice } from "../sources/files/tableChoice.ts";
import { InputError } from "../text/errors.ts";
import { noReplicateWeights } from "../text/messages/flags.ts";
import { notRows } from "../text/messages/weightSteps.ts";
import { type SampleOptions, tellNotices } from "./openSample.ts";
import { varianceOf } from "./varianceFlags.ts";

/** The rows to be weighted, and their design. */
export interface RowOptions
  extends TableChoice,
    CodingRequest,
    Pick<
      SampleOptions,
      | "decimal"
      | "na"
      | "dates"
      | "weight"
      | "strata"
      | "cluster"
      | "fpc"
      | "where"
      | "derive"
      | "replicateMethod"
      | "replicateScale"
      | "replicatesAre"
    > {
  readonly data: string;
  /** The prefix of replicate weights, to be adjusted too; a number is how many are to be made. */
  readonly replicates?: string | number;
  /** The weights before, where a diagnosis compares with them. */
  readonly baseWeight?: string;
}

/** A sample of a file's rows, to be weighted. */
export type WeightedFile = WeightedSample & FileSample;

/** What is told of estimates alone. */
const ofEstimates: ReadonlySet<SampleNotice["kind"]> = new Set(["calibration forgotten", "negative weights"]);

/** Opens a file whose rows are to be weighted; of it only what is needed for some variables is read. */
export async function openWeighted(
  options: RowOptions,
  variables: ColumnChoice,
  zeros?: ZeroRule,
  negatives?: NegativeRule,
): Promise<WeightedFile> {
  const { data, decimal, na, dates, weight, strata, cluster, fpc, where, derive, baseWeight } = options;
  if (isDeclaration(data)) throw new InputError(notRows, { file: data });
  const rows = { ...saidOf(options), ...codingSaid(options), decimal, na, dates, where, derive };
  const request = { ...rows, variables, weight, baseWeight, strata, cluster, fpc };
  const sample = await sampleOfFile(data, {
    ...request,
    lonely: "certainty",
    variance: replicatesOf(options),
  });
  tellNotices(sample.notices.filter(({ kind }) => !ofEstimates.has(kind)));
  return weightedSample(sample, zeros, negatives);
}

/** The replicate weights that are to be adjusted; throws for what would tell of them where none are named. */
function replicatesOf(options: RowOptions): VarianceRequest | undefined {
  const { replicates, replicateMethod, replicateScale, replicatesAre } = options;
  if (typeof replicates === "string") return varianceOf({ ...options, replicates });
  if ([replicateMethod, replicateScale, replicatesAre].some((given) => given !== undefined))
    throw new InputError(noReplicateWeights);
  return undefined;
}
