import type { PrintedTable } from "../disclosure/printedTable.ts";
import { printedNumbers } from "../disclosure/printedTable.ts";
import { type Reading, type Recovered, readings } from "../disclosure/recovery.ts";
import {
  cellBoundsColumns,
  cellBoundsNote,
  cellBoundsTitle,
  cellReadings,
  nothingSuppressed,
  printedNames,
} from "../text/messages/cellBounds.ts";
import { coherenceColumns } from "../text/messages/coherence.ts";
import type { Reader } from "../text/reader.ts";
import type { Tone } from "./formats/document.ts";
import type { Report } from "./report.ts";
import { type Column, fileColumn, resultTable } from "./tables/column.ts";
import { levelColumns, withheldMark } from "./tables/estimateColumns.ts";
import { percentDecimals } from "./tables/outcomeRows.ts";

/** What is asked of a table. */
export interface CellBoundRequest {
  readonly command: "bound";
  readonly cells: string;
  readonly minCell: number;
}

const tones: Readonly<Record<Reading, Tone>> = { exact: "bad", near: "bad", protected: "good" };

/** An interval for people: shares in percent, counts as whole numbers. */
function shown({ number, low, high }: Recovered, reader: Reader): string {
  const [factor, decimals] = number === "estimate" ? [100, percentDecimals + 1] : [1, 0];
  const [from, to] = [low, high].map((own) =>
    own === Number.POSITIVE_INFINITY ? "∞" : reader.number(own * factor, decimals),
  );
  return from === to ? from! : `${from}–${to}`;
}

/** The columns of suppressed numbers besides their levels. */
export const cellBoundColumns: readonly Column<Recovered>[] = [
  {
    key: "number",
    title: cellBoundsColumns.number,
    kind: "text",
    value: ({ number }) => number,
    text: ({ number }, { say }) => say(printedNames[number]),
    values: printedNumbers,
  },
  { key: "printed", title: cellBoundsColumns.printed, kind: "text", value: () => withheldMark },
  {
    key: "low",
    title: coherenceColumns.bounds,
    kind: "number",
    align: "right",
    value: ({ low }) => low,
    text: shown,
  },
  fileColumn("high", "number", ({ high }) => high, { about: "null where nothing bounds it" }),
  {
    key: "reading",
    title: coherenceColumns.standing,
    kind: "text",
    value: ({ reading }) => reading,
    text: ({ reading }, { say }) => say(cellReadings[reading]),
    tone: ({ reading }) => tones[reading],
    values: readings,
  },
];

/** What a reader can tell of the suppressed cells of a table. */
export function cellBoundReport(
  { variables }: PrintedTable,
  found: readonly Recovered[],
  request: CellBoundRequest,
): Report {
  const own = cellBoundColumns.map(({ key }) => key);
  const columns = [
    ...levelColumns<Recovered>(new Map(), variables, ({ levels }) => levels, { others: own, margins: true }),
    ...cellBoundColumns,
  ];
  return {
    title: cellBoundsTitle,
    request,
    main: resultTable("cells", cellBoundsTitle, columns, found),
    sections: [],
    notes: [found.length > 0 ? cellBoundsNote(request.minCell) : nothingSuppressed],
  };
}
