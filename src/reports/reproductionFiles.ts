import type { PngOf } from "../charts/png.ts";
import type { Reproduction } from "../figures/reproduce.ts";
import type { Study } from "../study/study.ts";
import type { Reader } from "../text/reader.ts";
import { chartFiles, chartNames, type DrawnChart, drawCharts, picturesOf } from "./charts.ts";
import { renderCsv } from "./formats/csv.ts";
import type { BookOf } from "./formats/dataBook.ts";
import { renderMarkdown } from "./formats/markdown.ts";
import { markedLines } from "./formats/renderReport.ts";
import type { DiscussedReproduction } from "./page/reproductionPage.ts";
import { reproductionBook } from "./reproductionBook.ts";
import { reproductionBlocks } from "./reproductionReport.ts";
import type { ResultTable } from "./tables/column.ts";
import { figureTable } from "./tables/figureColumns.ts";
import { findingTable } from "./tables/findingColumns.ts";
import { cellTable } from "./tables/publishedCellColumns.ts";
import { allTermTable, disagreementTable } from "./tables/studyModelColumns.ts";
import { studyTableOfRows } from "./tables/studyTableColumns.ts";

/** The parts of a study's report, in the order in which they are written. */
export const reportParts = ["report", "tables", "charts", "data"] as const;
export type ReportPart = (typeof reportParts)[number];

type Contents = ReadonlyMap<string, string | Uint8Array>;

/** Files of a report by their paths in its folder. */
interface ReportFiles {
  readonly part: ReportPart;
  /** The paths that they may have. */
  readonly names: readonly string[];
  /** What they hold; a file that has nothing to say is left out. */
  readonly contents: (reproduction: DiscussedReproduction, reader: Reader) => Contents | Promise<Contents>;
}

/** What makes the files that take long, beside the rest; without one of them there are no such files. */
export interface Makers {
  readonly pngOf?: PngOf | undefined;
  readonly bookOf?: BookOf | undefined;
}

/**
 * All that a study's report may have; one that is added here is written, listed and protected like the others. Those that are
 * made beside the rest come first.
 */
function filesOf(study: Study, parts: readonly ReportPart[], { pngOf, bookOf }: Makers = {}): ReportFiles[] {
  let charts: Promise<readonly DrawnChart[]> | undefined;
  /** The page and the files show the same charts, which are drawn once. */
  const drawn = (reproduction: Reproduction, reader: Reader) => {
    charts ??= drawCharts(reproduction, reader, pngOf);
    return charts;
  };
  const all: readonly ReportFiles[] = [
    one("tables", "tables.xlsx", (reproduction, reader) => bookOf?.(reproductionBook(reproduction, reader))),
    {
      part: "charts",
      names: chartNames(study).map(inFolder),
      contents: async (...of) => inCharts(await chartFiles(await drawn(...of))),
    },
    one("report", "report.md", (reproduction, reader) =>
      renderMarkdown(reproductionBlocks(reproduction, reader, parts.includes("charts"))),
    ),
    one("report", "report.html", async (reproduction, reader) => {
      const { reproductionPage } = await import("./page/reproductionPage.ts");
      return reproductionPage(reproduction, picturesOf(await drawn(reproduction, reader)), reader);
    }),
    csv("figures", (reproduction) => figureTable(reproduction.figures, reproduction)),
    csv("findings", (reproduction) => findingTable(reproduction)),
    csv("models", allTermTable),
    csv("disagreements", disagreementTable),
    csv("workbook", ({ workbook }) => cellTable(workbook?.cells ?? [])),
    ...study.tables.map(({ id }, at) =>
      csv(`tables/${id}`, (reproduction) => studyTableOfRows(reproduction.tables[at]!, reproduction)),
    ),
  ];
  return all.filter(({ part }) => parts.includes(part));
}

const inFolder = (name: string) => `charts/${name}`;
const inCharts = (files: Contents): Contents =>
  new Map([...files].map(([name, file]) => [inFolder(name), file]));

/** The paths of all files that some parts of a study's report may have. */
export const reportNames = (study: Study, parts: readonly ReportPart[]): string[] =>
  filesOf(study, parts).flatMap(({ names }) => names);

/** Some parts of a study's report. */
export async function reproductionFiles(
  reproduction: DiscussedReproduction,
  parts: readonly ReportPart[],
  reader: Reader,
  makers: Makers,
): Promise<Contents> {
  const files = filesOf(reproduction.study, parts, makers);
  const made = await Promise.all(files.map(({ contents }) => contents(reproduction, reader)));
  return new Map(made.flatMap((contents) => [...contents]));
}

/** A part's one file. */
function one(
  part: ReportPart,
  name: string,
  contentOf: (
    reproduction: DiscussedReproduction,
    reader: Reader,
  ) => string | Uint8Array | undefined | Promise<string | Uint8Array>,
): ReportFiles {
  return {
    part,
    names: [name],
    contents: async (reproduction, reader) => {
      const content = await contentOf(reproduction, reader);
      return new Map(content === undefined ? [] : [[name, content]]);
    },
  };
}

/** A table as CSV, where it has rows; every record starts with the kind of data that it was computed from. */
const csv = (name: string, tableOf: (reproduction: Reproduction) => ResultTable): ReportFiles =>
  one("data", `${name}.csv`, (reproduction, reader) => {
    const table = tableOf(reproduction);
    return table.rows.length === 0 ? undefined : renderCsv(markedLines(table, reproduction.dataset, reader));
  });
