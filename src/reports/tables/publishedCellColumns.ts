import type { CellResult, WorkbookResult } from "../../figures/compareWorkbook.ts";
import { figureStatuses } from "../../figures/verdict.ts";
import { deparse } from "../../sources/expressions/deparse.ts";
import { uses } from "../../study/figures.ts";
import { parts, quantities } from "../../study/workbook/parts.ts";
import type {
  CellPlace,
  CellShows,
  UnknownTable,
  UnmatchedCell,
} from "../../study/workbook/publishedCells.ts";
import { titled } from "../../text/language.ts";
import { plain, type Reader } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import { partNames, workbookWords } from "../../text/workbookWords.ts";
import { type Column, fileColumn, type ResultTable, resultTable } from "./column.ts";
import { type Counts, countColumns } from "./studySummaries.ts";
import { publishedText, tones } from "./verdicts.ts";

const placeColumns = <Row>(place: (row: Row) => CellPlace): Column<Row>[] => [
  {
    key: "sheet",
    title: words.sheet,
    kind: "text",
    grouping: true,
    value: (row) => place(row).sheet,
  },
  fileColumn("table", "text", (row) => place(row).table),
  { key: "cell", title: words.cell, kind: "text", value: (row) => place(row).cell },
  { key: "labels", title: workbookWords.labels, kind: "text", value: (row) => place(row).labels.join(" / ") },
];

const estimandOf = ({ cell: { measure } }: CellResult) =>
  measure.of === "estimand" ? measure.estimand : undefined;
const termOf = ({ cell: { measure } }: CellResult) => (measure.of === "term" ? measure : undefined);

/** The numbers of the publisher's workbook beside what is computed. */
export const cellColumns: readonly Column<CellResult>[] = [
  ...placeColumns<CellResult>(({ cell }) => cell),
  fileColumn("statistic", "text", (row) => estimandOf(row)?.statistic ?? termOf(row)?.quantity, {
    values: ["percent", "mean", ...quantities],
  }),
  {
    key: "part",
    title: workbookWords.shows,
    kind: "text",
    value: ({ cell }) => cell.measure.part,
    text: ({ cell }, { say }) => say(partNames[cell.measure.part]),
    values: parts,
  },
  fileColumn("wave", "text", (row) => estimandOf(row)?.wave),
  fileColumn("model", "text", ({ cell: { measure } }) => (measure.of === "estimand" ? null : measure.model)),
  fileColumn("variable", "text", (row) => estimandOf(row)?.variable ?? termOf(row)?.variable),
  fileColumn("level", "text", (row) => estimandOf(row)?.levels.join("|") ?? termOf(row)?.level),
  fileColumn("domain", "text", (row) => {
    const domain = estimandOf(row)?.domain;
    return domain && deparse(domain);
  }),
  {
    key: "published",
    title: words.published,
    kind: "text",
    align: "right",
    value: ({ cell }, reader) => shownText(cell.shows, reader),
  },
  fileColumn("published_value", "number", ({ cell: { shows } }) =>
    shows.kind === "number" ? shows.published.value : null,
  ),
  fileColumn("published_decimals", "count", ({ cell: { shows } }) =>
    shows.kind === "number" ? shows.published.decimals : null,
  ),
  {
    key: "computed",
    title: words.computed,
    kind: "number",
    decimals: decimalsOf,
    value: ({ computed }) => (typeof computed === "string" ? null : computed),
    text: ({ computed }) => (typeof computed === "string" ? computed : undefined),
    about: "in the unit of the workbook; null of asterisks and references",
  },
  fileColumn("computed_mark", "text", ({ computed }) => (typeof computed === "string" ? computed : null), {
    about: "the asterisks that the p-value has, or the role of the level",
  }),
  fileColumn("se", "number", ({ se }) => se),
  {
    key: "low",
    title: words.interval,
    kind: "number",
    decimals: decimalsOf,
    value: ({ low }) => low,
    high: ({ high }) => high,
    about: "bound of the 95% confidence interval",
  },
  fileColumn("high", "number", ({ high }) => high),
  {
    key: "status",
    title: words.verdict,
    kind: "text",
    value: ({ status }) => status,
    text: ({ status, reason }, { say, language }) =>
      reason ? titled(say(words[status]), say(reason), language) : say(words[status]),
    tone: ({ status }) => tones[status],
    values: figureStatuses,
  },
  fileColumn("use", "text", ({ use }) => use, { values: uses }),
];

function shownText(shows: CellShows, reader: Reader): string {
  if (shows.kind === "number") return publishedText(shows.published, reader);
  return shows.kind === "stars" ? shows.stars || "ns" : reader.say(workbookWords.reference);
}

/** One more than the workbook shows. */
function decimalsOf({ cell: { shows } }: CellResult): number {
  return shows.kind === "number" ? shows.published.decimals + 1 : 0;
}

/** The numbers of which it is not known what they measure. */
export const unmatchedColumns: readonly Column<UnmatchedCell>[] = [
  ...placeColumns<UnmatchedCell>((row) => row),
  { key: "reason", title: workbookWords.reason, kind: "text", value: ({ reason }, { say }) => say(reason) },
  { key: "label", title: workbookWords.label, kind: "text", value: ({ label }) => label || null },
  {
    key: "nearest",
    title: workbookWords.nearest,
    kind: "text",
    value: ({ nearest }) => nearest.join(" | ") || null,
    about: "the known labels that are most like it, joined by |",
  },
];

/** The tables of which nothing is declared. */
export const unknownTableColumns: readonly Column<UnknownTable>[] = [
  { key: "sheet", title: words.sheet, kind: "text", value: ({ sheet }) => sheet },
  { key: "title", title: words.title, kind: "text", value: ({ title }) => title },
  { key: "numbers", title: words.numbers, kind: "count", value: ({ cells }) => cells },
  {
    key: "nearest",
    title: workbookWords.nearest,
    kind: "text",
    value: ({ nearest }) => nearest.join(" | ") || null,
  },
];

/** All numbers of the workbook that are compared. */
export const cellTable = (cells: readonly CellResult[]): ResultTable =>
  resultTable("cells", workbookWords.publishedNumbers, cellColumns, cells);

/** A label that says nothing, with how many numbers have it. */
interface UnmatchedLabel extends Pick<UnmatchedCell, "sheet" | "reason" | "label" | "nearest"> {
  readonly numbers: number;
}

/** The labels that keep numbers from being compared, each once. */
export function unmatchedLabelTable(unmatched: readonly UnmatchedCell[]): ResultTable {
  const labels = new Map<string, UnmatchedLabel>();
  for (const { sheet, reason, label, nearest } of unmatched) {
    const key = JSON.stringify([sheet, reason, label]);
    const numbers = (labels.get(key)?.numbers ?? 0) + 1;
    labels.set(key, { sheet, reason, label, nearest, numbers });
  }
  return resultTable<UnmatchedLabel>(
    undefined,
    workbookWords.unmatched,
    [
      { key: "sheet", title: words.sheet, kind: "text", grouping: true, value: ({ sheet }) => sheet },
      { key: "label", title: workbookWords.label, kind: "text", value: ({ label }) => label },
      {
        key: "reason",
        title: workbookWords.reason,
        kind: "text",
        value: ({ reason }, { say }) => say(reason),
      },
      {
        key: "nearest",
        title: workbookWords.nearest,
        kind: "text",
        value: ({ nearest }) => nearest.join(" | "),
      },
      { key: "numbers", title: words.numbers, kind: "count", value: ({ numbers }) => numbers },
    ],
    [...labels.values()],
  );
}

/** How many numbers of each sheet have each status. */
export function cellSummary({ cells }: WorkbookResult): ResultTable {
  const sheets = [...new Set(cells.map(({ cell }) => cell.sheet))];
  const statuses = figureStatuses.filter((status) => status !== "context");
  const countsOf = (sheet: string) =>
    Object.fromEntries(
      statuses.map((status) => [
        status,
        cells.filter((row) => row.cell.sheet === sheet && row.status === status).length,
      ]),
    ) as Counts<(typeof statuses)[number]>;
  return resultTable<string>(
    undefined,
    workbookWords.publishedNumbers,
    countColumns<string, (typeof statuses)[number]>(words.sheet, statuses, plain, countsOf),
    sheets,
  );
}
