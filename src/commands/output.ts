import { existsSync, realpathSync } from "node:fs";
import { extname, resolve } from "node:path";
import { writeWhole } from "../reports/files/folder.ts";
import { type ReportFormat, renderReport, reportFormats } from "../reports/formats/renderReport.ts";
import type { Report } from "../reports/report.ts";
import { InputError } from "../text/errors.ts";
import type { Language } from "../text/language.ts";
import {
  overwritesData,
  tableAlone,
  unclearFormat,
  workbookNeedsFile,
  writtenTo,
} from "../text/messages/outputs.ts";
import { readerOf } from "../text/reader.ts";
import { historyFile } from "../weights/historyFile.ts";
import { tell } from "./tell.ts";
import { terminal } from "./terminal.ts";

export interface OutputOptions {
  readonly format?: ReportFormat;
  readonly out?: string;
  readonly lang: Language;
}

const extensions: Readonly<Record<string, ReportFormat>> = {
  ".txt": "text",
  ".csv": "csv",
  ".json": "json",
  ".md": "markdown",
  ".xlsx": "xlsx",
};

/** The format that is asked for, by `--format` or else by the extension of `--out`. */
export function formatOf({ format, out }: OutputOptions): ReportFormat {
  const chosen = format ?? (out === undefined ? "text" : extensions[extname(out).toLowerCase()]);
  if (chosen === undefined) throw new InputError(unclearFormat(reportFormats), { file: out });
  if (chosen === "xlsx" && out === undefined) throw new InputError(workbookNeedsFile);
  return chosen;
}

/** Whether two paths are the same file, links followed. */
export function isSameFile(first: string, second: string): boolean {
  const real = (file: string) => (existsSync(file) ? realpathSync(file) : resolve(file));
  return real(first) === real(second);
}

/** Throws when the output would take the place of the data. */
export function refuseInput(out: string, inputs: readonly string[]): void {
  if (inputs.some((input) => isSameFile(input, out))) throw new InputError(overwritesData, { file: out });
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
    tell(tableAlone);
  if (out === undefined) {
    process.stdout.write(content);
    return;
  }
  await writeWhole(out, content);
  tell(writtenTo(out));
}
