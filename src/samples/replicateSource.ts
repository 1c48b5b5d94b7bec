import { readFileTable } from "../sources/files/fileTable.ts";
import { InputError } from "../text/errors.ts";
import {
  factorNotNumber,
  oneColumnOfFactors,
  replicatesOfOthers,
  replicatesTold,
  weightUnnamed,
} from "../text/messages/samples.ts";
import { readHistory, type WeightStep } from "../weights/history.ts";
import { historyFile } from "../weights/historyFile.ts";
import type { ReplicateSource } from "./replicated.ts";
import type { ReplicatedRequest, VarianceData } from "./varianceRequest.ts";

/** Reads how replicate weights were made from the file beside the data, where there is one that tells. */
export async function readReplicates(
  request: ReplicatedRequest,
  { path, sheet, weight }: VarianceData,
): Promise<ReplicateSource> {
  const { prefix, factors } = request;
  const told = historyFile(path);
  const step = (await readHistory(path, sheet)).findLast(({ replicates }) => replicates?.prefix === prefix);
  if (step) refuseForeign(step, request, weight, told);
  else if (weight === undefined) throw new InputError(weightUnnamed);
  const read = typeof factors === "string" ? await readFactors(factors) : factors;
  return { ...request, factors: read, ...(step && { ...step.replicates, are: "weights" }), told };
}

/** The numbers of a file's only column. */
async function readFactors(path: string): Promise<number[]> {
  const table = await readFileTable(path, {});
  const [name, ...others] = table.header;
  if (name === undefined || others.length > 0)
    throw new InputError(oneColumnOfFactors, table.place(), { value: table.header.length });
  const values = Array.from(table.numbers(name));
  const odd = values.findIndex((value) => !(value >= 0 && Number.isFinite(value)));
  if (odd >= 0) throw new InputError(factorNotNumber, table.place(odd, name));
  return values;
}

/** Throws where a request contradicts what is told of replicate weights, or where they are those of other weights. */
function refuseForeign(
  { replicates, column, weight: before }: WeightStep,
  { method, scale, factors, are, fay }: ReplicatedRequest,
  weight: string | undefined,
  file: string,
): void {
  const own = column ?? before;
  if (own !== (weight ?? null))
    throw new InputError(replicatesOfOthers(own), { file }, { value: weight ?? null });
  const told = replicates!.method;
  const contradicts = [scale, factors, are, fay].some((given) => given !== undefined);
  if (contradicts || (method ?? told) !== told)
    throw new InputError(replicatesTold, { file }, { value: told });
}
