import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { basename, extname } from "node:path";
import type { WeightChange } from "../analyses/weights/change.ts";
import type { StepRecord } from "../analyses/weights/step.ts";
import { dataLine } from "../reports/dataLines.ts";
import { extendFile } from "../reports/files/extendedFile.ts";
import { checkWritable, writeWhole, writeWithSidecar } from "../reports/files/folder.ts";
import { renderRatios } from "../reports/ratioChart.ts";
import type { Report } from "../reports/report.ts";
import { isScaled } from "../reports/weightReport.ts";
import type { NewWeights } from "../samples/reweighted.ts";
import { readInput } from "../sources/files/workbook.ts";
import { InputError } from "../text/errors.ts";
import { writtenTo } from "../text/messages/outputs.ts";
import { rowsWritten, writtenWith } from "../text/messages/weightNotes.ts";
import { chartIsOut, notSvg, otherKindOfFile } from "../text/messages/weightSteps.ts";
import type { Reader } from "../text/reader.ts";
import { visibleJson } from "../text/visible.ts";
import { parseHistory, readHistory } from "../weights/history.ts";
import { historyFile } from "../weights/historyFile.ts";
import type { RowOptions, WeightedFile } from "./openWeighted.ts";
import { isSameFile, type OutputOptions, refuseInput } from "./output.ts";
import { progressBar } from "./progress.ts";
import { tell } from "./tell.ts";
import { version } from "./version.ts";

/** What the command line says of weights, besides what a step is asked for. */
export interface WeightOptions extends RowOptions, OutputOptions {
  /** Files of margins. */
  readonly margins?: readonly string[];
  readonly chart?: string;
}

/** Throws when the results cannot be written where they shall be, before any of them is computed. */
export async function checkOutputs(
  { data, out, chart }: Pick<WeightOptions, "data" | "out" | "chart">,
  margins: readonly string[],
): Promise<void> {
  const inputs = [data, historyFile(data), ...margins];
  const outputs = out === undefined ? [] : [out, historyFile(out)];
  if (out !== undefined && extname(out).toLowerCase() !== extname(data).toLowerCase())
    throw new InputError(otherKindOfFile(extname(data)), { file: out });
  for (const file of outputs) refuseInput(file, inputs);
  if (out !== undefined) {
    await checkWritable(out);
    if (existsSync(historyFile(out)) && statSync(historyFile(out)).isFile())
      await parseHistory(historyFile(out));
  }
  if (chart !== undefined) await checkChart(chart, inputs, outputs);
}

async function checkChart(
  chart: string,
  inputs: readonly string[],
  outputs: readonly string[],
): Promise<void> {
  if (extname(chart).toLowerCase() !== ".svg")
    throw new InputError(notSvg, { field: "--chart" }, { value: chart });
  refuseInput(chart, inputs);
  if (outputs.some((output) => isSameFile(chart, output))) throw new InputError(chartIsOut, { file: chart });
  await checkWritable(chart);
}

/** Writes the file with its new columns, and beside it how they were made: both or neither. */
export async function writeWeighted(
  { file, origin: { provenance }, names, selection: { where, derive } }: WeightedFile,
  columns: readonly NewWeights[],
  { command, column, margins, replicates, options, result }: StepRecord & { readonly command: string },
  { data, out }: { readonly data: string; readonly out: string },
  reader: Reader,
): Promise<void> {
  const steps = await readHistory(data);
  const bytes = await readInput(data);
  const history = {
    panel: version,
    data: { kind: provenance.kind, seed: provenance.seed ?? null },
    steps: [
      ...steps,
      {
        command,
        data: basename(data),
        sheet: file.place().sheet ?? null,
        rows: file.rows,
        sha256: createHash("sha256").update(bytes).digest("hex"),
        weight: names.weight ?? null,
        column,
        options: { ...options, where, derive },
        ...(margins && { margins }),
        ...(replicates && { replicates }),
        result,
      },
    ],
  };
  const progress = progressBar(reader.say(rowsWritten));
  const added = {
    names: columns.map(({ name }) => name),
    valueAt: (row: number, at: number) => {
      if (at === 0) progress(row + 1, file.rows);
      return columns[at]!.weights[row]!;
    },
  };
  const beside = new Map([[basename(historyFile(out)), visibleJson(history)]]);
  await writeWithSidecar(out, await extendFile(file, added), beside);
  tell(writtenWith(out, historyFile(out)));
}

/** Draws the histogram of the ratios. */
export async function drawRatios(
  change: WeightChange,
  { title, origin }: Report,
  chart: string,
  reader: Reader,
): Promise<void> {
  const caption = { title, notice: dataLine(origin), scaled: isScaled(change) };
  await writeWhole(chart, await renderRatios(change.ratios, caption, reader));
  tell(writtenTo(chart));
}
