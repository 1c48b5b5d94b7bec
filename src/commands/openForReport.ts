import { join } from "node:path";
import { type ClaimResult, isAbout, judgeClaims } from "../figures/claims/judge.ts";
import type { Reproduction } from "../figures/reproduce.ts";
import { checkReportFolder, writeReportFolder } from "../reports/files/reportFolder.ts";
import type { RunRecord } from "../reports/formats/renderReport.ts";
import {
  type Makers,
  type ReportPart,
  reportNames,
  reportParts,
  reproductionFiles,
} from "../reports/reproductionFiles.ts";
import { sourcesOn } from "../study/openSources.ts";
import { type OpenStudy, openStudy } from "../study/openStudy.ts";
import type { StoredBounds } from "../study/storedBounds.ts";
import type { Study } from "../study/study.ts";
import type { Language } from "../text/language.ts";
import { readerOf } from "../text/reader.ts";
import { tellLeftovers } from "./output.ts";
import { bookThread, pngThreads } from "./threads.ts";

/** What is reported of a study, and where. */
export interface ReportOptions {
  readonly data?: string;
  /** The publisher's workbook. */
  readonly workbook?: string;
  /** False where no report is to be written. */
  readonly out?: string | false;
  /** The parts of the report that are written; all by default. */
  readonly only?: readonly ReportPart[];
  readonly lang: Language;
  readonly quiet?: boolean;
  /** Whether files of the folder may be replaced that no report wrote. */
  readonly force?: boolean;
}

/** A study, and its report where one is to be written. */
export interface OpenForReport extends OpenStudy {
  readonly report?: {
    readonly folder: string;
    write(reproduction: Reproduction, run: RunRecord): Promise<void>;
  };
}

/** Opens what the report is about, and throws before it is computed where it cannot be written. */
export async function openForReport(
  id: string,
  options: ReportOptions,
  dataFolder: string,
): Promise<OpenForReport> {
  const { out, only = reportParts, force = false, quiet } = options;
  const cleared = (folders: readonly string[]) => {
    if (!quiet) tellLeftovers(folders);
  };
  if (out) cleared(checkReportFolder(out, [], force));
  const opened = await openStudy(id, dataFolder, options);
  const folder = out || join("reports", opened.study.id);
  cleared(checkReportFolder(folder, reportNames(opened.study, only), force));
  const makers = makersFor(only);
  return {
    ...opened,
    report: {
      folder,
      write: (reproduction, run) => writeReport(reproduction, run, folder, options, makers, dataFolder),
    },
  };
}

/** What makes the files that take long: it makes ready while the program computes. */
const makersFor = (parts: readonly ReportPart[]): Makers => ({
  bookOf: parts.includes("tables") ? bookThread() : undefined,
  pngOf: parts.includes("charts") ? pngThreads() : undefined,
});

async function writeReport(
  reproduction: Reproduction,
  run: RunRecord,
  folder: string,
  { lang, only = reportParts, force = false }: ReportOptions,
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
