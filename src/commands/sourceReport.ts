import { checkReportFolder, type Files, writeReportFolder } from "../reports/files/reportFolder.ts";
import type { CsvDialect } from "../reports/formats/csv.ts";
import { renderMarkdown } from "../reports/formats/markdown.ts";
import { fileFormats, type ReportFormat, renderReport } from "../reports/formats/renderReport.ts";
import type { Report } from "../reports/report.ts";
import type { Language } from "../text/language.ts";
import { reportWritten } from "../text/messages/reproduction.ts";
import { readerOf } from "../text/reader.ts";
import { checkDialect, tellLeftovers } from "./output.ts";
import { runRecord } from "./runRecord.ts";
import { tell } from "./tell.ts";
import { terminal } from "./terminal.ts";

export interface SourceOptions {
  readonly out?: string;
  readonly force?: boolean;
  readonly format: ReportFormat;
  readonly csvDialect?: CsvDialect | undefined;
  readonly lang: Language;
}

/** Throws where the report cannot be written, before it is computed; returns its folder. */
export function folderFor(
  { out, force = false, format, csvDialect }: SourceOptions,
  byDefault: string,
  names: readonly string[],
): string {
  const folder = out ?? byDefault;
  checkDialect(format, csvDialect);
  tellLeftovers(checkReportFolder(folder, ["report.md", ...reportFileOf(format), ...names], force));
  return folder;
}

/** Where the report stands in a format that no terminal shows. */
const reportFileOf = (format: ReportFormat) =>
  fileFormats.some((own) => own === format) ? [`report.${format}`] : [];

/** Writes a report's folder, its text with its pictures, and prints it. */
export async function putSourceReport(
  report: Report,
  folder: string,
  { tables, charts }: { readonly tables: Files; readonly charts: Files },
  { force = false, format, csvDialect, lang }: SourceOptions,
  about: object,
): Promise<void> {
  const reader = readerOf(lang);
  const pictures = [...charts.keys()].map((file) => ({ kind: "image", file, text: file }) as const);
  const text = [await renderReport.markdown(report, reader, terminal()), renderMarkdown(pictures)];
  const run = await runRecord();
  const content = await renderReport[format](report, reader, { ...terminal(), csvDialect, run });
  const own = reportFileOf(format).map((file) => [file, content] as const);
  await writeReportFolder(
    folder,
    new Map([
      ["report.md", text.slice(0, pictures.length > 0 ? 2 : 1).join("\n")],
      ...own,
      ...tables,
      ...charts,
    ]),
    { ...run, ...about },
    force,
  );
  if (own.length === 0) process.stdout.write(content);
  tell(reportWritten(folder));
}
