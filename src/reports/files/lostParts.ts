import { readInput } from "../../sources/files/input.ts";
import { isOfKind } from "../../sources/files/kinds.ts";
import type { Label } from "../../text/language.ts";
import { workbookParts } from "../../text/messages/weights.ts";

/** The parts of a workbook that exceljs does not write again, by the folders or files that hold them. */
const lost: readonly (readonly [RegExp, Label])[] = [
  [/^xl\/(charts|chartsheets)\//, workbookParts.charts],
  [/^xl\/vbaProject/, workbookParts.macros],
  [/^xl\/(pivotTables|pivotCache|slicers|slicerCaches|timelines)\//, workbookParts.pivots],
  [/^xl\/(diagrams|embeddings|activeX|ctrlProps)\//, workbookParts.objects],
  [/^xl\/(externalLinks|queryTables)\/|^xl\/connections/, workbookParts.links],
  [/^xl\/threadedComments\//, workbookParts.threads],
];

/** What of a workbook is missing in one that has new columns; nothing of a text file. */
export async function lostParts(file: string): Promise<readonly Label[]> {
  if (!isOfKind("workbook", file)) return [];
  const { default: JSZip } = await import("jszip");
  const names = Object.keys((await JSZip.loadAsync(await readInput(file))).files);
  return lost.filter(([where]) => names.some((name) => where.test(name))).map(([, what]) => what);
}
