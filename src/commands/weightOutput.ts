import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import type { StepRecord, Weighting } from "../analyses/weights/step.ts";
import { extendFile } from "../reports/files/extendedFile.ts";
import { lostParts } from "../reports/files/lostParts.ts";
import type { Output } from "../reports/files/outputs.ts";
import type { NewWeights } from "../samples/reweighted.ts";
import { readInput } from "../sources/files/input.ts";
import { endOf, kindOf } from "../sources/files/kinds.ts";
import { InputError } from "../text/errors.ts";
import { noHeaderToExtend } from "../text/messages/files.ts";
import { rowsWritten, writtenWith } from "../text/messages/weightNotes.ts";
import { otherKindOfFile } from "../text/messages/weightSteps.ts";
import { partsLost } from "../text/messages/weights.ts";
import type { Reader } from "../text/reader.ts";
import { visibleJson } from "../text/visible.ts";
import { readHistory, stepsIn } from "../weights/history.ts";
import { historyFile } from "../weights/historyFile.ts";
import { checkChart } from "./chartOutput.ts";
import type { RowOptions, WeightedFile } from "./openWeighted.ts";
import type { OutputOptions } from "./output.ts";
import { progressBar } from "./progress.ts";
import { tell } from "./tell.ts";
import { version } from "./version.ts";

/** What the command line says of weights, besides what a step is asked for. */
export interface WeightOptions extends RowOptions, OutputOptions {
  /** Files of margins. */
  readonly margins?: readonly string[];
  readonly chart?: string;
  /** The file of the diagnosis. */
  readonly report?: string;
}

/** The files that a weighting writes: the data with new columns and how they were made, the chart, and the diagnosis. */
export const outputsOf = ({ out, chart, report }: WeightOptions): readonly string[] =>
  [out, out && historyFile(out), chart, report].filter((file) => file !== undefined);

/** Throws for outputs of another kind than theirs, and where nothing would name new columns, before anything is read. */
export function checkOutputs({
  data,
  out,
  chart,
  header,
}: Pick<WeightOptions, "data" | "out" | "chart" | "header">): void {
  // A workbook with new columns has no macros, and files that know their variables are written as CSV.
  const extension = { text: endOf(data), workbook: ".xlsx", stored: ".csv" }[kindOf(data)];
  if (out !== undefined && extname(out).toLowerCase() !== extension)
    throw new InputError(otherKindOfFile(extension), { file: out });
  if (out !== undefined && header === 0) throw new InputError(noHeaderToExtend, { field: "--header" });
  checkChart(chart);
}

/** Throws where the file beside the output tells of no weights: it is somebody's. It is an output, and none of what is read. */
export async function refuseForeignHistory(out: string): Promise<void> {
  const file = historyFile(out);
  if (existsSync(file)) stepsIn(await readFile(file, "utf8"), file);
}

/** The file with its new columns, and beside it how they were made. */
export async function weightedFiles(
  { file, origin: { provenance }, names, selection: { where, derive } }: WeightedFile,
  columns: readonly NewWeights[],
  {
    command,
    column,
    margins,
    replicates,
    options,
    result,
  }: StepRecord & Pick<Weighting, "replicates"> & { readonly command: string },
  { data, out }: { readonly data: string; readonly out: string },
  reader: Reader,
): Promise<readonly Output[]> {
  const steps = await readHistory(data);
  const { sheet: _, ...place } = file.standing.said;
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
        options: { ...options, ...place, where, derive },
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
  return [
    { file: out, content: await extendFile(file, added), isPrivate: true },
    { file: historyFile(out), content: visibleJson(history) },
  ];
}

/** Says where the file with new columns is, and what of the data is not in it. */
export async function tellWeighted(data: string, out: string): Promise<void> {
  tell(writtenWith(out, historyFile(out)));
  const lost = await lostParts(data);
  if (lost.length > 0) tell(partsLost(out, lost));
}
