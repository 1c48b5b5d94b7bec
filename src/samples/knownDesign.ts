import { CompensatedSums } from "../numerics/compensatedSums.ts";
import { fullySampled } from "../numerics/tolerances.ts";
import type { Dataset } from "../sources/datasets/dataset.ts";
import type { Wave } from "../sources/datasets/wave.ts";
import type { DesignPart } from "../study/study.ts";
import { designOfWave } from "../survey/waveDesign.ts";
import { InputError } from "../text/errors.ts";
import { calibrationUndeclared, clustersUntold, sizeUntold } from "../text/messages/designs.ts";

/**
 * The dataset with designs that use some of what is known of them. A stratum that has no finite population correction gets
 * the sum of its weights as its size, which is the size where weights were calibrated on the strata, and estimates it elsewhere.
 * Throws where no wave declares the margins, and where the weights cannot tell the sizes.
 */
export function withKnownDesign(dataset: Dataset, parts: readonly DesignPart[]): Dataset {
  const { description } = dataset;
  const declared = new Map(description.waves.map(({ name, calibrated }) => [name, calibrated]));
  if (parts.includes("calibrated") && [...declared.values()].every((variables) => variables === undefined))
    throw new InputError(calibrationUndeclared, { file: description.source, field: "waves" });
  const known = (wave: Wave): Wave => ({
    ...wave,
    calibrated: parts.includes("calibrated") ? declared.get(wave.name) : undefined,
    fpc: parts.includes("fpc") ? (wave.fpc ?? sizesOfStrata(wave)) : wave.fpc,
  });
  return {
    ...dataset,
    waves: new Map([...dataset.waves].map(([name, wave]) => [name, known(wave)])),
  };
}

/** The sum of the weights of each row's stratum. */
function sizesOfStrata(wave: Wave): Float64Array {
  const { name, table, clusters } = wave;
  if (clusters) throw new InputError(clustersUntold(name), table.place());
  const { weights, stratum, strata } = designOfWave(wave);
  const sums = new CompensatedSums(strata.length);
  weights.forEach((weight, row) => {
    sums.add(stratum[row]!, weight);
  });
  const full = strata.find(({ clusters: rows }, at) => rows > fullySampled * sums.at(at));
  if (full) throw new InputError(sizeUntold(name, full.name), table.place());
  return Float64Array.from(stratum, (at) => sums.at(at));
}
