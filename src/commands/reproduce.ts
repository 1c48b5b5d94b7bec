import { join } from "node:path";
import { type ClaimResult, isAbout, judgeClaims } from "../figures/claims/judge.ts";
import { agrees, type Reproduction, reproduce } from "../figures/reproduce.ts";
import { dataLine } from "../reports/dataLines.ts";
import { checkReportFolder, writeReportFolder } from "../reports/files/reportFolder.ts";
import { checkFormats, renderChecks } from "../reports/formats/checks.ts";
import type { Block } from "../reports/formats/document.ts";
import { renderMarkdown } from "../reports/formats/markdown.ts";
import type { RunRecord } from "../reports/formats/renderReport.ts";
import { renderText } from "../reports/formats/text.ts";
import { reproductionChecks } from "../reports/reproductionChecks.ts";
import { type Extent, renderReproduction } from "../reports/reproductionDocument.ts";
import { differingDocument, summaryDocument } from "../reports/reproductionExtracts.ts";
import {
  type Makers,
  type ReportPart,
  reportNames,
  reportParts,
  reproductionFiles,
} from "../reports/reproductionFiles.ts";
import { reproductionBlocks } from "../reports/reproductionReport.ts";
import { originOf } from "../samples/sampleOfDataset.ts";
import { sourcesOn } from "../study/openSources.ts";
import { openStudy } from "../study/openStudy.ts";
import { readBounds, type StoredBounds } from "../study/storedBounds.ts";
import type { DesignPart, Study } from "../study/study.ts";
import { InputError } from "../text/errors.ts";
import type { Language } from "../text/language.ts";
import { agreement, boundsNotShown, reportWritten, summaryOfChecks } from "../text/messages/reproduction.ts";
import { type Reader, readerOf } from "../text/reader.ts";
import { tellLeftovers } from "./output.ts";
import { runRecord } from "./runRecord.ts";
import { tell } from "./tell.ts";
import { terminal } from "./terminal.ts";
import { bookThread, pngThreads } from "./threads.ts";

interface Options {
  readonly data?: string;
  /** The publisher's workbook. */
  readonly workbook?: string;
  /** False where no report is to be written. */
  readonly out?: string | false;
  /** The parts of the report that are written; all by default. */
  readonly only?: readonly ReportPart[];
  readonly format: "text" | "json" | "markdown" | (typeof checkFormats)[number];
  readonly lang: Language;
  readonly strict?: boolean;
  /** Whether only what differs is printed, only the counts and the verdict, or nothing. */
  readonly differs?: boolean;
  readonly summary?: boolean;
  readonly quiet?: boolean;
  /** What the second variances use of the design. */
  readonly variance?: readonly DesignPart[];
  /** Whether files of the folder may be replaced that no report wrote. */
  readonly force?: boolean;
}

/** `panel reproduce`: prints the comparison, writes the report, returns 1 when the publication is not reproduced. */
export async function reproduceCommand(id: string, options: Options, dataFolder: string): Promise<number> {
  const reader = readerOf(options.lang);
  if (options.summary && checkFormats.some((format) => format === options.format))
    throw new InputError(summaryOfChecks, { field: "--summary" }, { value: options.format });
  const { study, dataset, workbook, folder } = await openForReport(id, options, dataFolder);
  const makers = makersFor(options);
  const run = folder !== undefined || options.format === "json" ? await runRecord() : undefined;
  const bounds = readBounds(study, dataFolder);
  if (!bounds && !options.quiet) tell(boundsNotShown(id));
  const reproduction = { ...reproduce(study, dataset, options.variance, workbook), bounds };
  if (folder !== undefined) await writeReport(reproduction, run!, folder, options, makers, dataFolder);
  const strict = options.strict ?? false;
  const extent = extentOf(options);
  const title = `${reader.say(study.title)}. ${reader.say(dataLine(originOf(dataset)))}`;
  const verdict = reader.say(agreement(agrees(reproduction, strict), strict));
  const blocks = () => blocksOf[extent](reproduction, strict, reader);
  const checks = () =>
    reproductionChecks(reproduction, strict, reader).filter(
      ({ failure }) => extent === "all" || failure !== undefined,
    );
  const render: Record<Options["format"], () => string> = {
    text: () => renderText(blocks(), terminal()),
    markdown: () => renderMarkdown(blocks()),
    json: () => renderReproduction(reproduction, run!, reader, extent, strict),
    junit: () => renderChecks.junit(checks(), title, verdict),
    github: () => renderChecks.github(checks(), title, verdict),
  };
  if (!options.quiet) {
    process.stdout.write(render[options.format]());
    if (folder !== undefined) tell(reportWritten(folder));
  }
  return agrees(reproduction, strict) ? 0 : 1;
}

/** What is printed of a reproduction. */
const blocksOf: Readonly<
  Record<Extent, (reproduction: Reproduction, strict: boolean, reader: Reader) => Block[]>
> = {
  all: (reproduction, _, reader) => reproductionBlocks(reproduction, reader),
  differs: differingDocument,
  summary: summaryDocument,
};

function extentOf({ differs, summary }: Options): Extent {
  if (summary) return "summary";
  return differs ? "differs" : "all";
}

/** What makes the files that take long: it makes ready while the program computes. */
function makersFor({ out, only = reportParts }: Options): Makers {
  const wants = (part: ReportPart) => out !== false && only.includes(part);
  return {
    bookOf: wants("tables") ? bookThread() : undefined,
    pngOf: wants("charts") ? pngThreads() : undefined,
  };
}

/** Opens what the report is about, and throws before it is computed where it cannot be written. */
async function openForReport(
  id: string,
  { data, workbook, out, only = reportParts, force = false, quiet }: Options,
  dataFolder: string,
) {
  const cleared = (folders: readonly string[]) => {
    if (!quiet) tellLeftovers(folders);
  };
  if (out) cleared(checkReportFolder(out, [], force));
  const opened = await openStudy(id, dataFolder, { data, workbook });
  if (out === false) return { ...opened, folder: undefined };
  const folder = out ?? join("reports", opened.study.id);
  cleared(checkReportFolder(folder, reportNames(opened.study, only), force));
  return { ...opened, folder };
}

async function writeReport(
  reproduction: Reproduction,
  run: RunRecord,
  folder: string,
  { lang, only = reportParts, force = false }: Options,
  makers: Makers,
  dataFolder: string,
): Promise<void> {
  const { study, dataset, bounds } = reproduction;
  const claims = only.includes("report") ? await claimsAbout(study, bounds, dataFolder) : [];
  const { kind, seed } = dataset.provenance;
  const about = { ...run, study: study.id, data: { kind, seed: seed ?? null } };
  const files = await reproductionFiles({ ...reproduction, claims }, only, readerOf(lang), makers);
  await writeReportFolder(folder, files, about, force);
}

/** What the embedded secondary sources say of a study's figures. */
async function claimsAbout(
  study: Study,
  bounds: StoredBounds | undefined,
  dataFolder: string,
): Promise<readonly ClaimResult[]> {
  const opened = await sourcesOn(study.declaration, dataFolder);
  const left = new Map(Object.entries(bounds?.claims ?? {}));
  const judged = opened?.sources.flatMap((source) => judgeClaims(source, opened.registry, left)) ?? [];
  return judged.filter((claim) => isAbout(claim, study.id));
}
