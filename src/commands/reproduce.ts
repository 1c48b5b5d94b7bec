import { join } from "node:path";
import { agrees, reproduce } from "../figures/reproduce.ts";
import { renderCharts } from "../reports/charts.ts";
import { writeFiles } from "../reports/files/folder.ts";
import type { Block } from "../reports/formats/document.ts";
import { renderMarkdown } from "../reports/formats/markdown.ts";
import { renderText } from "../reports/formats/text.ts";
import { renderReproduction } from "../reports/reproductionDocument.ts";
import { reproductionFiles } from "../reports/reproductionFiles.ts";
import { reproductionBlocks } from "../reports/reproductionReport.ts";
import { openStudy } from "../study/openStudy.ts";
import type { Language } from "../text/language.ts";
import { reportWritten } from "../text/messages/reproduction.ts";
import { readerOf } from "../text/reader.ts";
import { tell } from "./tell.ts";
import { terminal } from "./terminal.ts";

interface Options {
  readonly data?: string;
  readonly out?: string;
  readonly format: "text" | "json" | "markdown";
  readonly lang: Language;
  readonly strict?: boolean;
}

/** `panel reproduce`: prints the comparison, writes the report, returns 1 when the publication is not reproduced. */
export async function reproduceCommand(id: string, options: Options, dataFolder: string): Promise<number> {
  const { study, dataset } = await openStudy(id, dataFolder, options.data);
  const reader = readerOf(options.lang);
  const reproduction = reproduce(study, dataset);
  const blocks = reproductionBlocks(reproduction, reader);
  const images = study.charts.map(
    ({ id: name }): Block => ({ kind: "image", file: `${name}.svg`, text: name }),
  );
  const folder = options.out ?? join("reports", study.id);
  await writeFiles(
    folder,
    new Map([
      ["report.md", renderMarkdown([...blocks, ...images])],
      ...reproductionFiles(reproduction, reader),
      ...(await renderCharts(reproduction, reader)),
    ]),
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
