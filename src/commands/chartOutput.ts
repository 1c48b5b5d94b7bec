import { extname } from "node:path";
import type { TopLevelSpec } from "vega-lite";
import { chartExtensions, renderChart } from "../charts/formats.ts";
import type { Output } from "../reports/files/outputs.ts";
import { InputError } from "../text/errors.ts";
import type { Language } from "../text/language.ts";
import { otherThanChart } from "../text/messages/charts.ts";
import { inPrint, type Reader, readerOf } from "../text/reader.ts";
import { pngThreads } from "./threads.ts";

const extensionOf = (file: string) => extname(file).toLowerCase();

/** Throws for a chart's file whose name does not end as one. */
export function checkChart(file: string | undefined, field = "--chart"): void {
  if (file !== undefined && !chartExtensions.includes(extensionOf(file)))
    throw new InputError(otherThanChart, { field }, { value: file });
}

/** The chart that is asked for, in the format that its file's name ends with; none where none is. */
export async function chartOutputs(
  file: string | undefined,
  language: Language,
  draw: (reader: Reader) => TopLevelSpec,
): Promise<Output[]> {
  if (file === undefined) return [];
  const chart = draw(inPrint(readerOf(language)));
  const content = await renderChart(chart, extensionOf(file), () => pngThreads(1));
  return [{ file, content }];
}
