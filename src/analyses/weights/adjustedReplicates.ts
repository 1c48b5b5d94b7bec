import type { WeightedSample } from "../../samples/weighted.ts";
import { InputError } from "../../text/errors.ts";
import { replicateNotAdjusted } from "../../text/messages/weightSteps.ts";
import type { ReplicateRecord } from "../../weights/history.ts";
import { checkedColumn, type Weighting } from "./step.ts";

/**
 * What a step gives, and of a sample with replicate weights these too, each adjusted as the weights are, so that variances
 * count the adjustment (Valliant, Dever and Kreuter 2018, chapter 15; `calibrate` of a `svrepdesign` in R's survey). The new
 * columns are called as the new weights, the replicates' prefix (less the name of the weights before) and a number. Throws for a replicate that cannot be adjusted.
 */
export function withReplicates<Result extends Weighting>(
  sample: WeightedSample,
  result: Result,
  progress?: (made: number, count: number) => void,
): Result {
  const { replication } = sample.design;
  const { again } = result;
  if (!replication || !again) return result;
  const { weight, replicates: { prefix: given, method } = { prefix: "", method: "" } } = sample.names;
  const own = given.startsWith(`${weight}_`) ? given.slice(`${weight}_`.length) : given;
  const prefix = `${result.columns[0]!.name}_${own || "rep"}`;
  const { weights, factors } = replication;
  const names = Array.from(factors, (_, at) => checkedColumn(sample, `${prefix}${at + 1}`));
  const columns = Array.from(weights, (own, at) => {
    progress?.(at + 1, factors.length);
    const inside = own.map((weight, row) => (sample.inside[row] ? weight : 0));
    return { name: names[at]!, weights: replicateOf(names[at]!, () => again(inside)) };
  });
  return {
    ...result,
    columns: [...result.columns, ...columns],
    replicates: recordOf(replication, { prefix, method }),
  };
}

/** What a replicate is adjusted to; where it cannot be, the error names it. */
export function replicateOf(name: string, adjusted: () => Float64Array): Float64Array {
  try {
    return adjusted();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(replicateNotAdjusted(name, error.told));
  }
}

/** How replicates were made, with a single scale where they share one. */
export function recordOf(
  { scale, factors }: { readonly scale: number; readonly factors: Float64Array },
  { prefix, method }: Pick<ReplicateRecord, "prefix" | "method">,
): ReplicateRecord {
  const equal = factors.every((factor) => factor === factors[0]);
  return {
    prefix,
    count: factors.length,
    method,
    scale: equal ? scale * factors[0]! : scale,
    ...(equal ? {} : { factors: Array.from(factors) }),
  };
}
