import { extname } from "node:path";
import { checkOutputs, type Output, writeOutputs } from "../reports/files/outputs.ts";
import type { CsvDialect } from "../reports/formats/csv.ts";
import {
  fileFormats,
  type ReportFormat,
  renderReport,
  reportFormats,
} from "../reports/formats/renderReport.ts";
import type { TextOptions } from "../reports/formats/text.ts";
import type { Report } from "../reports/report.ts";
import { InputError } from "../text/errors.ts";
import type { Language } from "../text/language.ts";
import {
  dialectOfCsv,
  leftoverCleared,
  nameOfOtherFormat,
  needsFile,
  tableAlone,
  unclearFormat,
  writtenTo,
} from "../text/messages/outputs.ts";
import { readerOf } from "../text/reader.ts";
import { runRecord } from "./runRecord.ts";
import { tell } from "./tell.ts";
import { plainText, terminal } from "./terminal.ts";

export interface OutputOptions {
  readonly format?: ReportFormat;
  readonly out?: string | undefined;
  readonly csvDialect?: CsvDialect | undefined;
  readonly lang: Language;
}

const extensions: Readonly<Record<string, ReportFormat>> = {
  ".txt": "text",
  ".csv": "csv",
  ".json": "json",
  ".md": "markdown",
  ".xlsx": "xlsx",
  ".html": "html",
  ".docx": "docx",
};

/** Extensions of formats that are not written. */
const foreignExtensions = [".xls", ".xlsm", ".ods", ".doc", ".odt", ".rtf", ".pdf"];

const extensionOf = (file: string) => extname(file).toLowerCase();
const isOfFiles = (format: string) => fileFormats.some((own) => own === format);

/** Throws where the name of a file says another format than it is written in; any text may be called .txt. */
export function checkName(format: string, out: string | undefined): void {
  if (out === undefined) return;
  const extension = extensionOf(out);
  const named = extensions[extension];
  const fits = isOfFiles(format)
    ? named === format
    : named === undefined
      ? !foreignExtensions.includes(extension)
      : named === format || named === "text";
  if (!fits)
    throw new InputError(
      nameOfOtherFormat(
        format,
        Object.keys(extensions).find((own) => extensions[own] === format),
      ),
      { file: out },
    );
}

/** The format that is asked for, by `--format` or else by the extension of the file that `flag` names; one of `formats`. */
export function formatOf(
  { format, out, csvDialect }: Omit<OutputOptions, "lang">,
  flag = "--out",
  formats: readonly ReportFormat[] = reportFormats,
): ReportFormat {
  const chosen = format ?? (out === undefined ? "text" : extensions[extensionOf(out)]);
  if (chosen === undefined) throw new InputError(unclearFormat(formats), { file: out });
  if (isOfFiles(chosen) && out === undefined) throw new InputError(needsFile(chosen, flag));
  checkName(chosen, out);
  checkDialect(chosen, csvDialect);
  return chosen;
}

/** Throws for a dialect of CSV where another format is written. */
export function checkDialect(chosen: ReportFormat, csvDialect: CsvDialect | undefined): void {
  if (csvDialect !== undefined && chosen !== "csv")
    throw new InputError(dialectOfCsv(chosen), { field: "--csv-dialect" }, { value: csvDialect });
}

/**
 * Opens what a run reads, and throws before it computes anything where its outputs cannot be written: before the reading, for
 * it may take long, and after it, for no output replaces what was read.
 */
export async function openFor<Opened>(
  outputs: readonly (string | undefined)[],
  open: () => Promise<Opened>,
): Promise<Opened> {
  const files = outputs.filter((file) => file !== undefined);
  tellLeftovers(checkOutputs(files));
  const opened = await open();
  checkOutputs(files);
  return opened;
}

/** Says what killed runs had left where this one writes. */
export function tellLeftovers(cleared: readonly string[]): void {
  for (const folder of cleared) tell(leftoverCleared(folder));
}

/** Writes files, all or none, and says so. */
export async function putFiles(outputs: readonly Output[]): Promise<void> {
  await writeOutputs(outputs);
  for (const { file } of outputs) tell(writtenTo(file));
}

/** Prints what was rendered in the format that is asked for, or writes it to a file, all of its files or none. */
export async function putRendered(
  render: (layout: TextOptions) => string | Uint8Array | Promise<Uint8Array>,
  { out }: Pick<OutputOptions, "out">,
  others: readonly Output[] = [],
): Promise<void> {
  const content = await render(out === undefined ? terminal() : plainText);
  await putFiles([...(out === undefined ? [] : [{ file: out, content }]), ...others]);
  if (out === undefined) process.stdout.write(content);
}

/** Prints a report, or writes it to the file that is asked for, all of its files or none. */
export async function putReport(
  report: Report,
  options: OutputOptions,
  others: readonly Output[] = [],
): Promise<void> {
  const { csvDialect, lang } = options;
  const format = formatOf(options);
  const run = format === "json" ? await runRecord() : undefined;
  const render = (layout: TextOptions) =>
    renderReport[format](report, readerOf(lang), { ...layout, csvDialect, run });
  await putRendered(render, options, others);
  if (
    format === "csv" &&
    (report.test || report.sections.some(({ rows, audience }) => rows.length > 0 && audience === undefined))
  )
    tell(tableAlone);
}
