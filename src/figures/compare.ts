import { sampleOfWaves, wavesOf } from "../samples/sampleOfDataset.ts";
import type { Dataset } from "../sources/datasets/dataset.ts";
import { waveVariable } from "../sources/datasets/waveTable.ts";
import { variablesOfDomain } from "../study/domain.ts";
import type { Estimand } from "../study/figures.ts";
import type { Comparison } from "../survey/comparison.ts";
import { difference } from "../survey/contrasts.ts";
import { linearise } from "../survey/estimators.ts";
import { exists, noEstimate } from "../survey/noEstimate.ts";
import { correctionOfWave } from "../text/messages/designs.ts";
import { dataLack } from "../text/messages/figures.ts";
import {
  cellsOf,
  type Estimated,
  methods,
  type NotComputable,
  parameterIn,
  remembering,
  type VariableCells,
} from "./compute.ts";
import { sampleFor, type WaveSamples } from "./waveSamples.ts";

/** The first of two estimands of one statistic minus the second, in points where they are percentages. */
export type Compare = (first: Estimand, second: Estimand) => Comparison | NotComputable;

/**
 * Compares estimands of a study by the covariance of their linearised variables (`svycontrast` in R's survey), over the rows
 * that either is made from. Respondents of two waves are clusters with a row in each, so that those who answered both count
 * with the covariance of their answers.
 */
export function comparing(dataset: Dataset, samples: WaveSamples): Compare {
  const stacked = remembering((names: readonly string[]) => sampleOfWaves(dataset, wavesOf(dataset, names)));
  const compared = remembering((first: Estimand, second: Estimand) => {
    const pair = [first, second];
    for (const { wave, variable, domain } of pair) {
      const own = sampleFor(samples, wave, variable === undefined ? [] : [variable], domain);
      if ("lack" in own) return { reason: own.lack };
    }
    const waves = [...new Set(pair.map(({ wave }) => wave))].sort();
    const several = waves.length > 1;
    const corrected = several ? waves.find((wave) => dataset.waves.get(wave)!.fpc) : undefined;
    if (corrected !== undefined) return { reason: correctionOfWave(corrected).what };
    const sample = several ? stacked(waves.join("\n"), waves) : samples.get(first.wave)!;
    const numeric = first.statistic === "mean" ? first.variable : undefined;
    const asked = new Set(
      pair.flatMap(({ variable, domain }) => [
        ...(numeric === undefined ? [variable!] : []),
        ...variablesOfDomain(domain),
      ]),
    );
    const names = [...asked].sort();
    const lacking = names.filter((name) => !sample.table.codebook.has(name));
    if (lacking.length > 0) return { reason: dataLack(lacking) };
    const found = cellsOf(sample, several ? [waveVariable, ...names] : names, numeric, names);
    const [one, other] = pair.map((estimand) => {
      const parameter = parameterIn(estimand, found, several ? isOfWave(found, estimand.wave) : undefined);
      return linearise(found.cells, parameter) ?? noEstimate(found.cells, parameter.domain);
    });
    if (!exists(one!)) return { reason: one!.reason };
    if (!exists(other!)) return { reason: other!.reason };
    return scaled(difference(found.cells, other, one), methods[first.statistic as Estimated].scale);
  });
  return (first, second) => compared(JSON.stringify([first, second]), first, second);
}

function isOfWave({ valueIn }: VariableCells, wave: string): (cell: number) => boolean {
  const nameIn = valueIn(waveVariable);
  return (cell) => nameIn(cell) === wave;
}

function scaled({ estimate, se, low, high, ...rest }: Comparison, scale: number): Comparison {
  const times = (value: number | null) => (value === null ? null : scale * value);
  return { ...rest, estimate: scale * estimate, se: times(se), low: times(low), high: times(high) };
}
