import { join } from "node:path";
import { agrees, reproduce } from "../figures/reproduce.ts";
import { renderCharts } from "../reports/charts.ts";
import { checkReportFolder, writeReportFolder } from "../reports/files/reportFolder.ts";
import type { Block } from "../reports/formats/document.ts";
import { renderMarkdown } from "../reports/formats/markdown.ts";
import { renderText } from "../reports/formats/text.ts";
import { renderPage } from "../reports/page/renderPage.ts";
import { renderReproduction } from "../reports/reproductionDocument.ts";
import { reportNames, reproductionFiles } from "../reports/reproductionFiles.ts";
import { reproductionBlocks } from "../reports/reproductionReport.ts";
import { openStudy } from "../study/openStudy.ts";
import type { DesignPart } from "../study/study.ts";
import type { Language } from "../text/language.ts";
import { reportWritten } from "../text/messages/reproduction.ts";
import { readerOf } from "../text/reader.ts";
import { tellLeftovers } from "./output.ts";
import { tell } from "./tell.ts";
import { terminal } from "./terminal.ts";
import { version } from "./version.ts";

interface Options {
  readonly data?: string;
  readonly out?: string;
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
  const { study, dataset, folder } = await openForReport(id, options, dataFolder);
  const reproduction = reproduce(study, dataset, options.variance);
  const blocks = reproductionBlocks(reproduction, reader);
  const images = study.charts.map(
    ({ id: name }): Block => ({ kind: "image", file: `${name}.svg`, text: name }),
  );
  const charts = await renderCharts(reproduction, reader);
  const { kind, seed } = dataset.provenance;
  await writeReportFolder(
    folder,
    new Map([
      ["report.md", renderMarkdown([...blocks, ...images])],
      ...reproductionFiles(reproduction, reader),
      ...charts,
      ["report.html", await renderPage(reproduction, charts, reader)],
    ]),
    { panel: version, study: study.id, data: { kind, seed: seed ?? null } },
    options.force ?? false,
  );
  const render: Record<Options["format"], () => string> = {
    text: () => renderText(blocks, terminal()),
    markdown: () => renderMarkdown(blocks),
    json: () => renderReproduction(reproduction, reader),
  };
  process.stdout.write(render[options.format]());
  tell(reportWritten(folder));
  return agrees(reproduction, options.strict ?? false) ? 0 : 1;
}

/** Opens what the report is about, and throws before it is computed where it cannot be written. */
async function openForReport(id: string, { data, out, force = false }: Options, dataFolder: string) {
  if (out !== undefined) tellLeftovers(checkReportFolder(out, [], force));
  const opened = await openStudy(id, dataFolder, data);
  const folder = out ?? join("reports", opened.study.id);
  tellLeftovers(checkReportFolder(folder, reportNames(opened.study), force));
  return { ...opened, folder };
}
