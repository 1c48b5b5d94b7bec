import { join } from "node:path";
import { type ClaimResult, isAbout, judgeClaims } from "../figures/claims/judge.ts";
import { agrees, type Reproduction, reproduce } from "../figures/reproduce.ts";
import { checkReportFolder, writeReportFolder } from "../reports/files/reportFolder.ts";
import { renderMarkdown } from "../reports/formats/markdown.ts";
import { renderText } from "../reports/formats/text.ts";
import { renderReproduction } from "../reports/reproductionDocument.ts";
import {
  type ReportPart,
  reportNames,
  reportParts,
  reproductionFiles,
} from "../reports/reproductionFiles.ts";
import { reproductionBlocks } from "../reports/reproductionReport.ts";
import { sourcesOn } from "../study/openSources.ts";
import { openStudy } from "../study/openStudy.ts";
import type { DesignPart, Study } from "../study/study.ts";
import type { Language } from "../text/language.ts";
import { reportWritten } from "../text/messages/reproduction.ts";
import { readerOf } from "../text/reader.ts";
import { tellLeftovers } from "./output.ts";
import { tell } from "./tell.ts";
import { terminal } from "./terminal.ts";
import { version } from "./version.ts";

interface Options {
  readonly data?: string;
  /** The publisher's workbook. */
  readonly workbook?: string;
  /** False where no report is to be written. */
  readonly out?: string | false;
  /** The parts of the report that are written; all by default. */
  readonly only?: readonly ReportPart[];
  readonly format: "text" | "json" | "markdown";
  readonly lang: Language;
  readonly strict?: boolean;
  /** What the second variances use of the design. */
  readonly variance?: readonly DesignPart[];
  /** Whether files of the folder may be replaced that no report wrote. */
  readonly force?: boolean;
}

/** `panel reproduce`: prints the comparison, writes the report, returns 1 when the publication is not reproduced. */
export async function reproduceCommand(id: string, options: Options, dataFolder: string): Promise<number> {
  const reader = readerOf(options.lang);
  const { study, dataset, workbook, folder } = await openForReport(id, options, dataFolder);
  const reproduction = reproduce(study, dataset, options.variance, workbook);
  if (folder !== undefined) await writeReport(reproduction, folder, options, dataFolder);
  const render: Record<Options["format"], () => string> = {
    text: () => renderText(reproductionBlocks(reproduction, reader), terminal()),
    markdown: () => renderMarkdown(reproductionBlocks(reproduction, reader)),
    json: () => renderReproduction(reproduction, reader),
  };
  process.stdout.write(render[options.format]());
  if (folder !== undefined) tell(reportWritten(folder));
  return agrees(reproduction, options.strict ?? false) ? 0 : 1;
}

/** Opens what the report is about, and throws before it is computed where it cannot be written. */
async function openForReport(
  id: string,
  { data, workbook, out, only = reportParts, force = false }: Options,
  dataFolder: string,
) {
  if (out) tellLeftovers(checkReportFolder(out, [], force));
  const opened = await openStudy(id, dataFolder, { data, workbook });
  if (out === false) return { ...opened, folder: undefined };
  const folder = out ?? join("reports", opened.study.id);
  tellLeftovers(checkReportFolder(folder, reportNames(opened.study, only), force));
  return { ...opened, folder };
}

async function writeReport(
  reproduction: Reproduction,
  folder: string,
  { lang, only = reportParts, force = false }: Options,
  dataFolder: string,
): Promise<void> {
  const { study, dataset } = reproduction;
  const claims = only.includes("report") ? await claimsAbout(study, dataFolder) : [];
  const { kind, seed } = dataset.provenance;
  const about = { panel: version, study: study.id, data: { kind, seed: seed ?? null } };
  await writeReportFolder(
    folder,
    await reproductionFiles({ ...reproduction, claims }, only, readerOf(lang)),
    about,
    force,
  );
}

/** What the embedded secondary sources say of a study's figures. */
async function claimsAbout(study: Study, dataFolder: string): Promise<readonly ClaimResult[]> {
  const opened = await sourcesOn(study.declaration, dataFolder);
  const judged = opened?.sources.flatMap((source) => judgeClaims(source, opened.registry)) ?? [];
  return judged.filter((claim) => isAbout(claim, study.id));
}
