import { type Design, makeDesign } from "../survey/design.ts";
import { designFreedom, type Freedom } from "../survey/domains.ts";
import type { Replication } from "../survey/replication.ts";
import { InputError } from "../text/errors.ts";
import {
  factorsOfReplicates,
  noReplicates,
  replicateCount,
  replicateMissing,
  replicatesUnknown,
  replicatesUntold,
} from "../text/messages/samples.ts";
import { makeReplicates } from "../weights/replicates.ts";
import { factorsOfStrata, kindOf, type ReplicateKind } from "./replicateColumns.ts";
import type { Sample } from "./sample.ts";
import type { MadeRequest } from "./varianceRequest.ts";

/** The replicate weights that a table has, and how they were made. */
export interface ReplicateSource {
  /** They are the variables of this prefix and a number. */
  readonly prefix: string;
  /** How they were made, as far as that is known. */
  readonly method?: string | undefined;
  /** How many were made, where that is known, and the file that tells. */
  readonly count?: number | undefined;
  readonly told?: string | undefined;
  /** Whether the columns are weights or factors of the weights; they tell by default. */
  readonly kindOfColumns?: ReplicateKind | undefined;
  /** What the sum of squared deviations is multiplied by; by default that of the method, or 1 where there are factors. */
  readonly scale?: number | undefined;
  /** A factor of each squared deviation besides; by default that of the strata for jkn, and 1 otherwise. */
  readonly factors?: readonly number[] | undefined;
  /** Fay's factor of balanced half samples; 0 by default. */
  readonly fay?: number | undefined;
  /** Whether deviations are taken from the estimate with the full weights, and not from the replicates' mean. */
  readonly centredOnEstimate?: boolean | undefined;
  /** Whose degrees of freedom estimates have; those of each domain by default. */
  readonly freedom?: Freedom | undefined;
}

/** The columns of replicate weights among those of a file, by their number. */
export function columnsOfReplicates(
  { prefix, count, told = "" }: ReplicateSource,
  header: readonly string[],
  file: string | undefined,
): string[] {
  const numberOf = (name: string) => name.slice(prefix.length);
  const found = header
    .filter((name) => name.startsWith(prefix) && /^\d+$/.test(numberOf(name)))
    .sort((a, b) => Number(numberOf(a)) - Number(numberOf(b)));
  if (found.length < 2)
    throw new InputError(noReplicates(prefix), { file, field: "--replicates" }, { value: prefix });
  if (count !== undefined && found.length !== count)
    throw new InputError(replicateCount(found.length, count, told), { file }, { value: prefix });
  return found;
}

/**
 * The sample with its replicate weights, which stand for strata and clusters (`svrepdesign` in R's survey). Throws where
 * they are not all there, and where their scale is not known.
 */
export function replicated<Given extends Sample>(sample: Given, source: ReplicateSource): Given {
  const { table } = sample;
  const { file } = table.place();
  const header = (sample.file?.header ?? [...table.codebook.keys()]).filter((name) =>
    table.codebook.has(name),
  );
  const names = columnsOfReplicates(source, header, file);
  const columns = names.map((name) => {
    const values = table.numbers(name);
    const odd = values.findIndex((value) => !Number.isFinite(value));
    if (odd >= 0) throw new InputError(replicateMissing, table.place(odd, name));
    return values;
  });
  const { prefix, method = "", centredOnEstimate = false, freedom, scale } = source;
  const { design } = sample;
  const kind = source.kindOfColumns ?? kindOf(columns, design.weights, { file, field: "--replicates" });
  const areFactors = kind === "factors";
  const weights = areFactors
    ? columns.map((values) => values.map((value, row) => value * design.weights[row]!))
    : columns;
  const stratified = method === "jkn" && scale === undefined && sample.names.strata.length > 0;
  const factors =
    source.factors ??
    (stratified ? factorsOfStrata(design, weights, (at) => ({ file, column: names[at] })) : undefined);
  if (factors !== undefined && factors.length !== names.length)
    throw new InputError(
      factorsOfReplicates(names.length),
      { file, field: "--replicate-scale" },
      { value: factors.length },
    );
  const replication = {
    weights,
    centredOnEstimate,
    scale: factors === undefined ? scaleOf(source, names.length, file) : (scale ?? 1),
    factors: Float64Array.from(factors ?? names.map(() => 1)),
  };
  const inferred = areFactors && source.kindOfColumns === undefined;
  return {
    ...sample,
    design: withReplicates(sample.design, replication, freedom),
    names: { ...sample.names, replicates: { prefix, method } },
    notices: [
      ...sample.notices.filter(({ kind }) => kind !== "calibration forgotten"),
      ...(inferred ? [{ kind: "factors taken", name: prefix } as const] : []),
    ],
  };
}

/** The sample with replicate weights that are made from its strata and clusters. */
export function replicatedByDesign<Given extends Sample>(
  sample: Given,
  request: Omit<MadeRequest, "kind">,
): Given {
  const { method, count = 500, seed = 0, fay = 0, centredOnEstimate = false, freedom, progress } = request;
  const made = makeReplicates(sample.design, method, { replicates: count, seed, fay, progress });
  return {
    ...sample,
    design: withReplicates(sample.design, { ...made, centredOnEstimate }, freedom),
    names: { ...sample.names, replicates: { prefix: "", method } },
    made: { from: sample.design, request },
  };
}

function withReplicates(
  { weights, place, lonely }: Design,
  replication: Replication,
  freedom: Freedom | undefined,
): Design {
  const design = { ...makeDesign(weights, { place, lonely }), replication };
  if (freedom !== "design") return design;
  return { ...design, replication: { ...replication, freedom: designFreedom(design) } };
}

/** The scale of replicates of which only the method is known (`svrepdesign` in R's survey). */
const scales: Readonly<Record<string, (count: number, fay: number) => number>> = {
  jk1: (count) => (count - 1) / count,
  brr: (count, fay) => 1 / (count * (1 - fay) ** 2),
  bootstrap: (count) => 1 / (count - 1),
};

function scaleOf(
  { method, scale, fay = 0 }: ReplicateSource,
  count: number,
  file: string | undefined,
): number {
  const known = scale ?? scales[method ?? ""]?.(count, fay);
  if (known === undefined)
    throw new InputError(method === undefined ? replicatesUnknown : replicatesUntold, {
      file: `${file}.json`,
    });
  return known;
}
