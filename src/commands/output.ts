import { existsSync, realpathSync } from "node:fs";
import { extname, resolve } from "node:path";
import { type Analysis, type AnalysisFormat, analysisFormats, renderAnalysis } from "../reports/analysis.ts";
import { writeWhole } from "../reports/files/folder.ts";
import { renderReport } from "../reports/formats/renderReport.ts";
import type { Report } from "../reports/report.ts";
import { InputError } from "../text/errors.ts";
import type { Language } from "../text/language.ts";
import { readerOf } from "../text/reader.ts";
import { historyFile } from "../weights/historyFile.ts";
import { terminal } from "./terminal.ts";

export interface OutputOptions {
  readonly format?: AnalysisFormat;
  readonly out?: string;
  readonly lang: Language;
}

const extensions: Readonly<Record<string, AnalysisFormat>> = {
  ".txt": "text",
  ".csv": "csv",
  ".json": "json",
  ".md": "markdown",
  ".xlsx": "xlsx",
};

/** The format that is asked for, by `--format` or else by the extension of `--out`. */
export function formatOf({ format, out }: OutputOptions): AnalysisFormat {
  const chosen = format ?? (out === undefined ? "text" : extensions[extname(out).toLowerCase()]);
  if (chosen === undefined)
    throw new InputError(
      "the format of the output is not clear from its name",
      { file: out },
      { advice: `Add --format ${analysisFormats.join("|")}` },
    );
  if (chosen === "xlsx" && out === undefined)
    throw new InputError("a workbook needs a file", {}, { advice: "Name it with --out FILE.xlsx" });
  return chosen;
}

/** Whether two paths are the same file, links followed. */
export function isSameFile(first: string, second: string): boolean {
  const real = (file: string) => (existsSync(file) ? realpathSync(file) : resolve(file));
  return real(first) === real(second);
}

/** Throws when the output would take the place of the data. */
export function refuseInput(out: string, inputs: readonly string[]): void {
  if (inputs.some((input) => isSameFile(input, out)))
    throw new InputError(
      "the output would overwrite the data",
      { file: out },
      { advice: "Choose another --out" },
    );
}

/** Prints an analysis, or writes it whole to the file that is asked for. */
export async function put(analysis: Analysis, options: OutputOptions): Promise<void> {
  const { out, lang } = options;
  const format = formatOf(options);
  if (out !== undefined) {
    const { files } = analysis.provenance;
    refuseInput(out, [...files, ...files.map(historyFile), ...(analysis.reads ?? [])]);
  }
  const content = await renderAnalysis[format](analysis, lang, terminal());
  if (format === "csv" && (analysis.test || (analysis.sections ?? []).length > 0))
    process.stderr.write(
      "The CSV holds the table alone; tests and further tables are in the other formats\n",
    );
  if (out === undefined) {
    process.stdout.write(content);
    return;
  }
  await writeWhole(out, content);
  process.stderr.write(`Written to ${out}\n`);
}

/** Prints a report, or writes it whole to the file that is asked for. */
export async function putReport(report: Report, options: OutputOptions): Promise<void> {
  const { out, lang } = options;
  const format = formatOf(options);
  if (out !== undefined) {
    const { files } = report.origin.provenance;
    refuseInput(out, [...files, ...files.map(historyFile), ...report.reads]);
  }
  const content = await renderReport[format](report, readerOf(lang), terminal());
  if (
    format === "csv" &&
    (report.test || report.sections.some(({ rows, audience }) => rows.length > 0 && audience === undefined))
  )
    process.stderr.write(
      "The CSV holds the table alone; tests and further tables are in the other formats\n",
    );
  if (out === undefined) {
    process.stdout.write(content);
    return;
  }
  await writeWhole(out, content);
  process.stderr.write(`Written to ${out}\n`);
}
