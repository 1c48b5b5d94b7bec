import type { Sample } from "../samples/sample.ts";
import { sampleOfWave } from "../samples/sampleOfDataset.ts";
import type { Dataset } from "../sources/datasets/dataset.ts";
import { compileOver, type Table } from "../sources/tables/table.ts";
import { type Domain, variablesOfDomain } from "../study/domain.ts";
import type { Mask } from "../survey/domains.ts";
import type { Label } from "../text/language.ts";
import { dataLack } from "../text/messages/figures.ts";

/** The waves of a dataset as samples, by name. */
export type WaveSamples = ReadonlyMap<string, Sample>;

export function waveSamples(dataset: Dataset): WaveSamples {
  return new Map([...dataset.waves.values()].map((wave) => [wave.name, sampleOfWave(dataset, wave)]));
}

/** The rows of a table that are in a domain. */
export function maskOf(table: Table, domain: Domain): Mask {
  if (!domain) return new Uint8Array(table.rows).fill(1);
  const { evaluate } = compileOver(table, domain, table.place());
  return Uint8Array.from({ length: table.rows }, (_, row) => Number(evaluate(row) === true));
}

/** The sample of a wave, or what the data lack of it: the wave, or some of the variables. */
export function sampleFor(
  samples: WaveSamples,
  wave: string,
  variables: readonly string[],
  domain: Domain,
): Sample | { readonly lack: Label } {
  const sample = samples.get(wave);
  if (!sample) return { lack: dataLack([wave]) };
  const needed = [...new Set([...variables, ...variablesOfDomain(domain)])];
  const lacking = needed.filter((variable) => !sample.table.codebook.has(variable));
  return lacking.length > 0 ? { lack: dataLack(lacking) } : sample;
}
