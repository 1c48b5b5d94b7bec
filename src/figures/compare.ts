import { sampleOfWaves, wavesOf } from "../samples/sampleOfDataset.ts";
import type { Dataset } from "../sources/datasets/dataset.ts";
import { waveVariable } from "../sources/datasets/waveTable.ts";
import { type Estimand, variablesOf } from "../study/figures.ts";
import type { Cells } from "../survey/cells.ts";
import type { Comparison } from "../survey/comparison.ts";
import { type ContrastOptions, type Contrasts, contrastsOf } from "../survey/contrasts.ts";
import { type Linearised, linearise, sumOver } from "../survey/estimators.ts";
import { unionOf } from "../survey/linearisation.ts";
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
} from "./estimandCells.ts";
import { sampleFor, type WaveSamples } from "./waveSamples.ts";

/** Two quantities compared; there is a ratio where the interval of the second does not hold zero. */
export type Compared = Omit<Contrasts, "ratio"> & { readonly ratio: Comparison | undefined };

/** Compares two estimands of one statistic: their difference in points where they are percentages; rows of both. */
export type Compare = (
  first: Estimand,
  second: Estimand,
  factor?: number,
) => (Compared & { readonly n: number }) | NotComputable;

/** Compares two linearised quantities of the same cells. */
export function pairOf(
  cells: Cells,
  pair: readonly [Linearised, Linearised],
  factor: number,
  options?: ContrastOptions,
): Compared {
  const found = contrastsOf(cells, pair, factor, options);
  const { low, high } = found.second;
  return { ...found, ratio: low !== null && low * high! > 0 ? found.ratio : undefined };
}

/**
 * Compares estimands of a study by the covariance of their linearised variables (`svycontrast` in R's survey), over the rows
 * that either is made from. Respondents of two waves are clusters with a row in each, so that those who answered both count
 * with the covariance of their answers.
 */
export function comparing(dataset: Dataset, samples: WaveSamples): Compare {
  const stacked = remembering((names: readonly string[]) => sampleOfWaves(dataset, wavesOf(dataset, names)));
  const cells = remembering(cellsOf);
  const results = remembering((first: Estimand, second: Estimand, factor: number) => {
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
    const asked = new Set(pair.flatMap(variablesOf));
    if (numeric !== undefined) asked.delete(numeric);
    const names = [...asked].sort();
    const lacking = names.filter((name) => !sample.table.codebook.has(name));
    if (lacking.length > 0) return { reason: dataLack(lacking) };
    const found = cells(
      JSON.stringify([waves, names, numeric]),
      sample,
      several ? [waveVariable, ...names] : names,
      numeric,
      names,
    );
    const parameters = pair.map((estimand) =>
      parameterIn(estimand, found, several ? isOfWave(found, estimand.wave) : undefined),
    );
    const [one, other] = parameters.map(
      (parameter) => linearise(found.cells, parameter) ?? noEstimate(found.cells, parameter.domain),
    );
    if (!exists(one!)) return { reason: one!.reason };
    if (!exists(other!)) return { reason: other!.reason };
    const compared = pairOf(found.cells, [one!, other!], factor);
    const { scale } = methods[first.statistic as Estimated];
    return {
      difference: scaled(compared.difference, scale),
      ratio: compared.ratio,
      second: scaled(compared.second, scale),
      n: sumOver(found.cells.rows, unionOf(parameters.map(({ domain }) => domain)).listed),
    };
  });
  return (first, second, factor = 1) =>
    results(JSON.stringify([first, second, factor]), first, second, factor);
}

function isOfWave({ valueIn }: VariableCells, wave: string): (cell: number) => boolean {
  const nameIn = valueIn(waveVariable);
  return (cell) => nameIn(cell) === wave;
}

function scaled({ estimate, se, low, high, ...rest }: Comparison, scale: number): Comparison {
  const times = (value: number | null) => (value === null ? null : scale * value);
  return { ...rest, estimate: scale * estimate, se: times(se), low: times(low), high: times(high) };
}
