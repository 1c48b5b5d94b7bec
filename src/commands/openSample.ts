// TRANSITION: samples of the new shape from the old way of opening; src/samples takes its place.
import type { Sample } from "../samples/sample.ts";
import type { ColumnChoice } from "../sources/files/fileTable.ts";
import { openSample as open, type SampleOptions } from "./sample.ts";

export type { SampleOptions } from "./sample.ts";

/** The sample that the options name; of a file only the variables that are needed are read. */
export async function openSample(
  options: SampleOptions,
  variables: readonly string[] | ColumnChoice,
  dataFolder: string,
): Promise<Sample> {
  const sample = await open(options, variables, dataFolder);
  const { table, design, mask, unknown, names, waves, provenance, file, reads = [] } = sample;
  return {
    table,
    design,
    selection: { mask, unknown, where: options.where ?? [], derive: options.derive ?? [] },
    origin: {
      provenance,
      dataset: file ? undefined : "panel4",
      rows: new Map(file ? [["", file.rows]] : waves.map((wave) => [wave, 0])),
    },
    names,
    waves,
    file,
    reads,
    notices: [],
  };
}

/** What was asked of the data and their design, for JSON. */
export function describeRequest({ selection: { where, derive }, names, waves, design }: Sample) {
  const { weight = null, strata, cluster = null, fpc = null, calibrated, replicates } = names;
  return {
    where,
    derive,
    waves,
    weight,
    strata,
    cluster,
    fpc,
    ...(calibrated && { calibrated }),
    ...(replicates && { replicates }),
    lonelyPsu: design.lonely,
  };
}
