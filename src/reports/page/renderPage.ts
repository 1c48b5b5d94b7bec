import { basename } from "node:path/posix";
import type { Reproduction } from "../../figures/reproduce.ts";
import type { Reader } from "../../text/reader.ts";
import { renderModelCharts } from "./models.ts";
import { reproductionPage } from "./reproductionPage.ts";

/** The page of a report, with the charts that the report has as files, `charts/<id>.svg`, and the models' forest plots. */
export async function renderPage(
  reproduction: Reproduction,
  files: ReadonlyMap<string, string>,
  reader: Reader,
): Promise<string> {
  const charts = [...files].map(([file, svg]) => [basename(file, ".svg"), svg] as const);
  const forests = await renderModelCharts(reproduction, reader);
  return reproductionPage(reproduction, new Map([...charts, ...forests]), reader);
}
