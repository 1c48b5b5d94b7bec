import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { basename, extname } from "node:path";
import type { Analysis } from "../reports/analysis.ts";
import { type AddedColumns, extendFile } from "../reports/files/extendedFile.ts";
import { checkWritable, writeWhole, writeWithSidecar } from "../reports/files/folder.ts";
import { renderRatios } from "../reports/ratioChart.ts";
import { ratiosOf, type WeightChange } from "../reports/weightReport.ts";
import type { FileTable } from "../sources/files/fileTable.ts";
import { readInput } from "../sources/files/workbook.ts";
import { InputError } from "../text/errors.ts";
import { parseHistory, readHistory, type WeightStep } from "../weights/history.ts";
import { historyFile } from "../weights/historyFile.ts";
import { isSameFile, put, refuseInput } from "./output.ts";
import { version } from "./version.ts";
import type { WeightedFile, WeightOptions } from "./weightFile.ts";

/** Throws when the results cannot be written where they shall be, before any of them is computed. */
export async function checkOutputs(
  { data, out, chart }: Pick<WeightOptions, "data" | "out" | "chart">,
  inputs: readonly string[] = [],
): Promise<void> {
  if (extname(out).toLowerCase() !== extname(data).toLowerCase())
    throw new InputError(
      "the file with the new weights is of the kind of the data",
      { file: out },
      { advice: `Name it with the ending ${extname(data)}` },
    );
  for (const file of [out, historyFile(out)]) refuseInput(file, [data, historyFile(data), ...inputs]);
  await checkWritable(out);
  if (existsSync(historyFile(out)) && statSync(historyFile(out)).isFile())
    await parseHistory(historyFile(out));
  if (chart !== undefined)
    await checkChart(chart, [data, historyFile(data), ...inputs], [out, historyFile(out)]);
}

/** The same of a chart alone. */
export async function checkChart(
  chart: string,
  inputs: readonly string[],
  outputs: readonly string[] = [],
): Promise<void> {
  if (extname(chart).toLowerCase() !== ".svg")
    throw new InputError("the chart is written as .svg", { field: "--chart" }, { value: chart });
  refuseInput(chart, inputs);
  if (outputs.some((output) => isSameFile(chart, output)))
    throw new InputError("--chart and --out are the same file", { file: chart });
  await checkWritable(chart);
}

/** The name of the new column; throws when the file has it already. */
export function newColumn(
  { column }: Pick<WeightOptions, "column">,
  otherwise: string,
  file: FileTable,
): string {
  const name = column ?? otherwise;
  if (!/^[\p{L}_][\p{L}\p{N}\p{M}_.]*$/u.test(name))
    throw new InputError(
      "this is no name of a column",
      { field: "--column" },
      {
        value: name,
        advice: "Take letters, digits, points and underscores",
      },
    );
  if (file.header.includes(name))
    throw new InputError(
      "the file has a column of that name",
      { file: file.place().file, field: "--column" },
      {
        value: name,
        advice: "Choose another with --column",
      },
    );
  return name;
}

/** What is told of a step besides what all steps tell. */
export type StepRecord = Pick<WeightStep, "command" | "column" | "margins" | "replicates"> & {
  readonly options: { readonly [key: string]: unknown };
  readonly result: { readonly [key: string]: unknown };
};

/** Writes the file with its new columns, and beside it how they were made: both or neither. */
export async function writeWeighted(
  { file, provenance }: WeightedFile,
  { data, out, weight, where = [], derive = [] }: WeightOptions,
  added: AddedColumns,
  { command, column, margins, replicates, options, result }: StepRecord,
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
        weight: weight ?? null,
        column,
        options: { ...options, where, derive },
        ...(margins && { margins }),
        ...(replicates && { replicates }),
        result,
      },
    ],
  };
  await writeWithSidecar(
    out,
    await extendFile(file, added),
    new Map([[basename(historyFile(out)), `${JSON.stringify(history, null, 2)}\n`]]),
  );
  process.stderr.write(`Written to ${out}; how it was made: ${historyFile(out)}\n`);
}

/** Draws the ratios where that is asked for, and prints the diagnosis. */
export async function putDiagnosis(
  { provenance, notice }: Pick<WeightedFile, "provenance" | "notice">,
  diagnosis: Omit<Analysis, "provenance" | "notice">,
  change: WeightChange,
  { chart, format = "text", lang }: Pick<WeightOptions, "chart" | "format" | "lang">,
): Promise<void> {
  if (chart !== undefined) {
    await writeWhole(
      chart,
      await renderRatios(
        ratiosOf(change),
        { title: diagnosis.title, notice, scaled: Math.abs(change.scale - 1) > 1e-12 },
        lang,
      ),
    );
    process.stderr.write(`Written to ${chart}\n`);
  }
  await put({ provenance, notice, ...diagnosis }, { format, lang });
}
