import { numberOf } from "../sources/datasets/decode.ts";
import { columnOf, placeOf } from "../sources/files/sheet.ts";
import { readSheets } from "../sources/files/sheets.ts";
import { InputError } from "../text/errors.ts";
import {
  replicateFactorOdd,
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
  const { prefix } = request;
  const told = historyFile(path);
  const step = (await readHistory(path, sheet)).findLast(({ replicates }) => replicates?.prefix === prefix);
  if (step) refuseForeign(step, request, weight, told);
  else if (weight === undefined) throw new InputError(weightUnnamed);
  if (step) return { ...request, factors: undefined, ...step.replicates, told, kindOfColumns: "weights" };
  const { factors } = request;
  return { ...request, told, factors: typeof factors === "string" ? await readFactors(factors) : factors };
}

/** The factors of replicates in the order of the replicates: the column `factor` of a file, or its only one. */
async function readFactors(file: string): Promise<number[]> {
  const [sheet] = await readSheets(file);
  const name = sheet!.header.length === 1 ? sheet!.header[0]! : "factor";
  return columnOf(sheet!, name).map((cell, row) => {
    const factor = cell === null ? undefined : numberOf(cell, sheet!);
    if (factor === undefined || !Number.isFinite(factor) || factor < 0)
      throw new InputError(replicateFactorOdd, placeOf(sheet!, row, name), { value: cell });
    return factor;
  });
}

/** Throws where a request contradicts what is told of replicate weights, or where they are those of other weights. */
function refuseForeign(
  { replicates, column, weight: before }: WeightStep,
  { method, scale, fay, factors, kindOfColumns = "weights" }: ReplicatedRequest,
  weight: string | undefined,
  file: string,
): void {
  const own = column ?? before;
  if (own !== (weight ?? null))
    throw new InputError(replicatesOfOthers(own), { file }, { value: weight ?? null });
  const told = replicates!.method;
  const contradicts = [scale, fay, factors].some((given) => given !== undefined);
  if (contradicts || kindOfColumns !== "weights" || (method ?? told) !== told)
    throw new InputError(replicatesTold, { file }, { value: told });
}
