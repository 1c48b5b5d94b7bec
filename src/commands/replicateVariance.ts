import type { ColumnChoice } from "../sources/files/fileTable.ts";
import { type Design, makeDesign } from "../survey/design.ts";
import { designFreedom, type Freedom } from "../survey/domains.ts";
import type { Replication } from "../survey/replication.ts";
import { InputError } from "../text/errors.ts";
import type { WeightStep } from "../weights/history.ts";
import { historyFile } from "../weights/historyFile.ts";
import type { ReplicateMethod } from "../weights/replicates.ts";
import type { VarianceBasis, VarianceContext, VarianceOptions } from "./varianceOptions.ts";

/** Variances of replicate weights that the data have. */
export async function replicatedBasis(
  prefix: string,
  options: VarianceOptions,
  { data, sheet, weight, df }: VarianceContext,
): Promise<VarianceBasis> {
  const { readHistory } = await import("../weights/history.ts");
  const step = (await readHistory(data, sheet)).findLast(({ replicates }) => replicates?.prefix === prefix);
  const record = step?.replicates;
  if (step) refuseForeign(step, options, weight, historyFile(data));
  else if (weight === undefined)
    throw new InputError("the weights have no name", {}, { advice: "Name them with --weight" });
  const columnsIn: ColumnChoice = (header) => {
    const found = header
      .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
      .sort((a, b) => Number(a.slice(prefix.length)) - Number(b.slice(prefix.length)));
    if (found.length < 2)
      throw new InputError(
        "there are no replicate weights of this prefix",
        { file: data, field: "--replicates" },
        {
          value: prefix,
          advice: `They are columns named ${prefix}1, ${prefix}2 …`,
        },
      );
    if (record && found.length !== record.count)
      throw new InputError(
        `the file has ${found.length} replicate weights, but ${record.count} were made`,
        { file: data },
        { value: prefix, advice: `See ${historyFile(data)}` },
      );
    return found;
  };
  return {
    columns: () => [],
    replicateColumns: columnsIn,
    replicates: { prefix, method: record?.method ?? options.replicateMethod ?? "" },
    applied: (design, table, header) => {
      const names = columnsIn(header);
      const weights = names.map((name) => {
        const values = table.numbers(name);
        const odd = values.findIndex((value) => !Number.isFinite(value));
        if (odd >= 0) throw new InputError("a replicate weight is missing", table.place(odd, name));
        return values;
      });
      const replication: Replication = {
        weights,
        centredOnEstimate: options.mse ?? false,
        ...(record
          ? {
              scale: record.scale,
              factors: Float64Array.from(record.factors ?? new Float64Array(names.length).fill(1)),
            }
          : { scale: scaleOf(options, names.length, data), factors: new Float64Array(names.length).fill(1) }),
      };
      return replicated(design, replication, df);
    },
  };
}

/** Throws where flags contradict what is told of replicate weights, or where they are those of other weights. */
function refuseForeign(
  { replicates, column, weight: before }: WeightStep,
  { replicateMethod, replicateScale, fay }: VarianceOptions,
  weight: string | undefined,
  file: string,
): void {
  const own = column ?? before;
  if (own !== (weight ?? null))
    throw new InputError(
      "the replicate weights are those of other weights",
      { file },
      {
        value: weight ?? null,
        advice: own === null ? "Leave out --weight" : `They belong to --weight ${own}`,
      },
    );
  const { method } = replicates!;
  if (replicateScale !== undefined || fay !== undefined || (replicateMethod ?? method) !== method)
    throw new InputError(
      "the file beside the data tells how the replicate weights were made",
      { file },
      {
        value: method,
        advice: "Leave out --replicate-method, --replicate-scale and --fay, or move the file away",
      },
    );
}

/** Replicates that are made from the design's strata and clusters, and not kept. */
export async function madeBasis(
  method: ReplicateMethod,
  { replicateCount = 500, seed, fay = 0, mse }: VarianceOptions,
  { df }: VarianceContext,
): Promise<VarianceBasis> {
  if (method === "bootstrap" && seed === undefined)
    throw new InputError("a bootstrap needs a seed, so that it can be repeated", { field: "--seed" });
  const { makeReplicates, replicateWeights } = await import("../weights/replicates.ts");
  return {
    columns: () => [],
    replicateColumns: () => [],
    replicates: { prefix: "", method },
    made: true,
    applied: (design) => {
      const made = makeReplicates(design, method, { replicates: replicateCount, seed: seed ?? 0, fay });
      const weights = Array.from({ length: made.count }, (_, at) => replicateWeights(design, made, at));
      const { scale, factors } = made;
      return replicated(design, { weights, scale, factors, centredOnEstimate: mse ?? false }, df);
    },
  };
}

/** The design with its replicates, which stand for strata and clusters. */
function replicated(
  { weights, place, lonely }: Design,
  replication: Replication,
  df: Freedom | undefined,
): Design {
  const design = { ...makeDesign(weights, { place, lonely }), replication };
  if (df !== "design") return design;
  return { ...design, replication: { ...replication, freedom: designFreedom(design) } };
}

/** The scale of replicates of which only the method is known (`svrepdesign` in R's survey). */
function scaleOf(
  { replicateMethod, replicateScale, fay }: VarianceOptions,
  count: number,
  data: string,
): number {
  if (replicateScale !== undefined) return replicateScale;
  const scales: Partial<Record<ReplicateMethod, number>> = {
    jk1: (count - 1) / count,
    brr: 1 / (count * (1 - (fay ?? 0)) ** 2),
    bootstrap: 1 / (count - 1),
  };
  const scale = replicateMethod && scales[replicateMethod];
  if (scale !== undefined) return scale;
  throw new InputError(
    replicateMethod === undefined
      ? "nothing tells how the replicate weights were made"
      : "replicates that leave out a cluster of a stratum have factors that the weights do not tell",
    { file: `${data}.json` },
    {
      advice:
        replicateMethod === undefined
          ? "Say it with --replicate-method jk1, brr or bootstrap, or --replicate-scale"
          : "Give their common factor with --replicate-scale",
    },
  );
}
