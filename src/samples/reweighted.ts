import { numberColumn } from "../sources/tables/typedColumn.ts";
import { plain } from "../text/reader.ts";
import type { Sample } from "./sample.ts";

/** New weights: a number for each row of the table, under the name of a new variable. */
export interface NewWeights {
  readonly name: string;
  readonly weights: Float64Array;
}

/**
 * The sample with other weights, which become a variable of its table. Strata and clusters stay; what the weights before were
 * calibrated on, and their replicates, no longer hold and go. Of calibrated weights, `calibrated` is to follow.
 */
export function reweighted<Given extends Sample>(sample: Given, { name, weights }: NewWeights): Given {
  const { design, names, table } = sample;
  const variable = { name, label: plain(name), type: "numeric" } as const;
  return {
    ...sample,
    table: table.withColumn(numberColumn(variable, weights)),
    design: { ...design, weights, calibration: undefined, replication: undefined },
    names: { ...names, weight: name, calibrated: undefined, replicates: undefined },
    notices: [],
  };
}
