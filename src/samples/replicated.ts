import { type Design, makeDesign } from "../survey/design.ts";
import { designFreedom, type Freedom } from "../survey/domains.ts";
import type { Replication } from "../survey/replication.ts";
import { InputError } from "../text/errors.ts";
import {
  factorsOfReplicates,
  noReplicates,
  notOfOneStratum,
  replicateCount,
  replicateMissing,
  replicatesAmbiguous,
  replicatesUnknown,
  replicatesUntold,
} from "../text/messages/samples.ts";
import { makeReplicates, replicateWeights } from "../weights/replicates.ts";
import { kindOfReplicates, type ReplicateKind } from "./replicateKind.ts";
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
  /** What the sum of squared deviations is multiplied by; that of the method by default. */
  readonly scale?: number | undefined;
  /** A factor of each squared deviation besides (`rscales`); 1 by default, or what the strata tell of a stratified jackknife. */
  readonly factors?: readonly number[] | undefined;
  /** Whether the columns are weights, or factors of the full weights; by default what their values tell. */
  readonly are?: ReplicateKind | undefined;
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
  const are = source.are ?? kindOfReplicates(sample.design.weights, columns);
  if (!are)
    throw new InputError(replicatesAmbiguous, { file, field: "--replicates" }, { value: source.prefix });
  const weights = are === "weights" ? columns : columns.map((column) => timesWeights(sample.design, column));
  const { prefix, method = "", centredOnEstimate = false, freedom } = source;
  const replication = {
    weights,
    centredOnEstimate,
    ...scalesOf(source, sample, weights),
  };
  const told =
    source.are === undefined && are === "factors" ? [{ kind: "factors taken", name: prefix } as const] : [];
  return {
    ...sample,
    design: withReplicates(sample.design, replication, freedom),
    names: { ...sample.names, replicates: { prefix, method } },
    notices: [...sample.notices.filter(({ kind }) => kind !== "calibration forgotten"), ...told],
  };
}

const timesWeights = ({ weights }: Design, factors: Float64Array) =>
  factors.map((factor, row) => factor * weights[row]!);

/** The sample with replicate weights that are made from its strata and clusters. */
export function replicatedByDesign<Given extends Sample>(
  sample: Given,
  { method, count = 500, seed = 0, fay = 0, centredOnEstimate = false, freedom }: Omit<MadeRequest, "kind">,
): Given {
  const made = makeReplicates(sample.design, method, { replicates: count, seed, fay });
  const weights = Array.from({ length: made.count }, (_, at) => replicateWeights(sample.design, made, at));
  const { scale, factors } = made;
  return {
    ...sample,
    design: withReplicates(sample.design, { weights, scale, factors, centredOnEstimate }, freedom),
    names: { ...sample.names, replicates: { prefix: "", method } },
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

/** What the squared deviations of each replicate are multiplied by. */
function scalesOf(
  { method, scale, factors, fay = 0 }: ReplicateSource,
  { table, design, names: { strata } }: Sample,
  weights: readonly Float64Array[],
): Pick<Replication, "scale" | "factors"> {
  const { file } = table.place();
  const count = weights.length;
  if (factors !== undefined && factors.length !== count)
    throw new InputError(
      factorsOfReplicates(count),
      { file, field: "--replicate-scale" },
      { value: factors.length },
    );
  if (method === "jkn" && scale === undefined && factors === undefined && strata.length > 0)
    return { scale: 1, factors: factorsOfStrata(design, weights) };
  const known = scale ?? (factors ? 1 : scales[method ?? ""]?.(count, fay));
  if (known === undefined)
    throw new InputError(method === undefined ? replicatesUnknown : replicatesUntold, {
      file: `${file}.json`,
    });
  return { scale: known, factors: factors ? Float64Array.from(factors) : new Float64Array(count).fill(1) };
}

/**
 * (n_h − 1)/n_h of each replicate of a stratified jackknife, h being the stratum whose rows lose their weight in it, and n_h the
 * number of replicates of that stratum (Wolter 2007, section 4.5). Throws where a replicate leaves out rows of no stratum, or of
 * several.
 */
function factorsOfStrata({ weights: full, stratum }: Design, weights: readonly Float64Array[]): Float64Array {
  const strata = weights.map((own, replicate) => {
    const left = new Set<number>();
    own.forEach((weight, row) => {
      if (weight === 0 && full[row] !== 0) left.add(stratum[row]!);
    });
    if (left.size !== 1)
      throw new InputError(
        notOfOneStratum(left.size),
        { field: "--replicate-method jkn" },
        { value: replicate + 1 },
      );
    return [...left][0]!;
  });
  const counts = new Map<number, number>();
  for (const at of strata) counts.set(at, (counts.get(at) ?? 0) + 1);
  return Float64Array.from(strata, (at) => (counts.get(at)! - 1) / counts.get(at)!);
}
