import type { FileSample, SampleNotice } from "../samples/sample.ts";
import { isDeclaration } from "../samples/sampleOfDataset.ts";
import { sampleOfFile } from "../samples/sampleOfFile.ts";
import {
  type NegativeRule,
  type WeightedSample,
  weightedSample,
  type ZeroRule,
} from "../samples/weighted.ts";
import type { ColumnChoice } from "../sources/files/fileTable.ts";
import { InputError } from "../text/errors.ts";
import { notRows } from "../text/messages/weightSteps.ts";
import { type SampleOptions, tellNotices } from "./openSample.ts";

/** The rows to be weighted, and their design. */
export interface RowOptions
  extends Pick<
    SampleOptions,
    "sheet" | "decimal" | "na" | "weight" | "strata" | "cluster" | "fpc" | "where" | "derive"
  > {
  readonly data: string;
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
  const { data, sheet, decimal, na, weight, strata, cluster, fpc, where, derive } = options;
  if (isDeclaration(data)) throw new InputError(notRows, { file: data });
  const request = { variables, sheet, decimal, na, weight, strata, cluster, fpc, where, derive };
  const sample = await sampleOfFile(data, { ...request, lonely: "certainty" });
  tellNotices(sample.notices.filter(({ kind }) => !ofEstimates.has(kind)));
  return weightedSample(sample, zeros, negatives);
}
