import { InputError } from "../text/errors.ts";
import { replicatesOfOthers, replicatesTold, weightUnnamed } from "../text/messages/samples.ts";
import { readHistory, type WeightStep } from "../weights/history.ts";
import { historyFile } from "../weights/historyFile.ts";
import type { ReplicateSource } from "./replicated.ts";
import type { ReplicatedRequest, VarianceData } from "./varianceRequest.ts";

/** Reads how replicate weights were made from the file beside the data, where there is one that tells. */
export async function readReplicates(
  request: ReplicatedRequest,
  { path, sheet, weight }: VarianceData,
): Promise<ReplicateSource> {
  const { prefix } = request;
  const told = historyFile(path);
  const step = (await readHistory(path, sheet)).findLast(({ replicates }) => replicates?.prefix === prefix);
  if (step) refuseForeign(step, request, weight, told);
  else if (weight === undefined) throw new InputError(weightUnnamed);
  return { ...request, ...step?.replicates, told };
}

/** Throws where a request contradicts what is told of replicate weights, or where they are those of other weights. */
function refuseForeign(
  { replicates, column, weight: before }: WeightStep,
  { method, scale, fay }: ReplicatedRequest,
  weight: string | undefined,
  file: string,
): void {
  const own = column ?? before;
  if (own !== (weight ?? null))
    throw new InputError(replicatesOfOthers(own), { file }, { value: weight ?? null });
  const told = replicates!.method;
  if (scale !== undefined || fay !== undefined || (method ?? told) !== told)
    throw new InputError(replicatesTold, { file }, { value: told });
}
