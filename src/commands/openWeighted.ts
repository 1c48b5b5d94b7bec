// TRANSITION: a file as a sample to be weighted, from the old way of opening; `sampleOfFile` of src/samples takes its place.
import type { Sample } from "../samples/sample.ts";
import { type WeightedSample, weightedSample, type ZeroRule } from "../samples/weighted.ts";
import type { ColumnChoice, FileTable } from "../sources/files/fileTable.ts";
import { InputError } from "../text/errors.ts";
import { notRows } from "../text/messages/weightSteps.ts";
import { openSample, type SampleOptions } from "./sample.ts";

/** The rows to be weighted, and their design. */
export interface RowOptions
  extends Pick<SampleOptions, "sheet" | "weight" | "strata" | "cluster" | "fpc" | "where" | "derive"> {
  readonly data: string;
}

/** A sample of a file's rows, to be weighted. */
export interface WeightedFile extends WeightedSample {
  readonly file: FileTable;
}

/** Opens a file whose rows are to be weighted; of it only what is needed for some variables is read. */
export async function openWeighted(
  options: RowOptions,
  variables: ColumnChoice,
  dataFolder: string,
  zeros?: ZeroRule,
): Promise<WeightedFile> {
  const { data, sheet, weight, strata, cluster, fpc, where, derive } = options;
  const given = { data, sheet, weight, strata, cluster, fpc, where, derive, lonelyPsu: "certainty" };
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const opened = await openSample({ ...named, lang: "en" }, variables, dataFolder, { estimates: false });
  const { table, design, mask, unknown, names, waves, provenance, file } = opened;
  if (!file) throw new InputError(notRows, { file: data });
  const sample: Sample & { readonly file: FileTable } = {
    table,
    design,
    selection: { mask, unknown, where: where ?? [], derive: derive ?? [] },
    origin: { provenance, rows: new Map([["", file.rows]]) },
    names,
    waves,
    file,
    reads: [],
    notices: [],
  };
  return weightedSample(sample, zeros);
}
