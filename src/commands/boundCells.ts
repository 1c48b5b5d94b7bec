import { basename } from "node:path";
import { loadHighs } from "../coherence/highs.ts";
import { printedTable } from "../disclosure/printedTable.ts";
import { recover } from "../disclosure/recovery.ts";
import { cellBoundReport } from "../reports/cellBoundReport.ts";
import { readPrintedRows } from "../sources/results/printedRows.ts";
import { InputError } from "../text/errors.ts";
import { notAddingUp } from "../text/messages/cellBounds.ts";
import { formatOf, type OutputOptions, openFor, putReport } from "./output.ts";

/** Below so many respondents cells are small, where nothing else is said. */
const usualLeast = 5;

/** `panel bound --cells`: what a reader of a table can tell of the cells that it withholds. */
export async function boundCells(
  file: string,
  options: OutputOptions & { readonly minCell?: number },
): Promise<void> {
  formatOf(options);
  const { out, minCell = usualLeast } = options;
  const table = await openFor([out], async () => printedTable(await readPrintedRows(file), file));
  const found = recover(table, minCell, await loadHighs());
  if (!found) throw new InputError(notAddingUp, { file });
  const request = { command: "bound", cells: basename(file), minCell } as const;
  await putReport(cellBoundReport(table, found, request), options);
}
