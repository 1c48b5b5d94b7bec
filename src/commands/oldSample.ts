// TRANSITION: samples of the old shape, for commands that do not take the new one yet.
import { dataLine } from "../reports/dataLines.ts";
import { selectionNotes as labels } from "../reports/notes/selectionNotes.ts";
import type { Sample as NewSample, Opened } from "../samples/sample.ts";
import type { Provenance } from "../sources/datasets/dataset.ts";
import type { ColumnChoice } from "../sources/files/fileTable.ts";
import type { Mask } from "../survey/domains.ts";
import {
  describeRequest as describe,
  openSample as open,
  openTable as openAll,
  type SampleOptions,
} from "./openSample.ts";

export type { SampleOptions } from "./openSample.ts";
export { groupsOf } from "./openSample.ts";

export interface Sample extends Opened {
  readonly provenance: Provenance;
  readonly notice: string;
}

export interface DesignedSample extends NewSample, Sample {
  readonly mask: Mask;
  readonly unknown: number;
}

export async function openSample(
  options: SampleOptions,
  variables: readonly string[] | ColumnChoice,
  dataFolder: string,
): Promise<DesignedSample> {
  return oldShape(await open(options, variables, dataFolder), options);
}

export function oldShape<Given extends NewSample>(sample: Given, { lang }: Pick<SampleOptions, "lang">) {
  const { mask, unknown } = sample.selection;
  const { origin } = sample;
  return { ...sample, mask, unknown, provenance: origin.provenance, notice: dataLine(origin)[lang] };
}

export async function openTable(options: SampleOptions, dataFolder: string): Promise<Sample> {
  const opened = await openAll(options, dataFolder);
  return { ...opened, provenance: opened.origin.provenance, notice: dataLine(opened.origin)[options.lang] };
}

export const describeRequest = (_: SampleOptions, sample: DesignedSample) => describe(sample);

export function selectionNotes({
  where = [],
  derive = [],
  lang,
}: Pick<SampleOptions, "where" | "derive" | "lang">): string[] {
  return labels({ where, derive }).map((label) => label[lang]);
}
