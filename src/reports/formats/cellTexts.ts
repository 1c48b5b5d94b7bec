import type { CellValue, RichText, Workbook } from "exceljs";
import { visibleLines } from "../../text/visible.ts";

/** The most characters that a spreadsheet takes into a cell. */
export const mostInCell = 32_767;

/** A text of ours as a cell shows it: what cannot be seen written out, and an ellipsis where the rest is cut off. */
export function cellText(text: string, onCut: () => void): string {
  const whole = visibleLines(text);
  if (whole.length <= mostInCell) return whole;
  onCut();
  return `${whole.slice(0, mostInCell - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** What XML cannot hold, or changes; and what a spreadsheet would decode though it is meant as it stands. */
const encodedInXml = /_(?=x[0-9a-f]{4}_)|[^\t\n -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|\x7f/giu;

/** A text as a part of a workbook holds it (ST_Xstring of ECMA-376): every text is read as it was. */
export const partText = (text: string): string =>
  text.replace(
    encodedInXml,
    (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
  );

/** Makes the texts of a workbook's cells such as its parts hold them: exceljs writes them as they stand, and drops controls. */
export function encodeTexts({ worksheets }: Workbook): void {
  for (const sheet of worksheets)
    sheet.eachRow((row) =>
      row.eachCell((cell) => {
        const encoded = encodedValue(cell.value);
        if (encoded !== undefined) cell.value = encoded;
      }),
    );
}

/** The value with its texts encoded; undefined where nothing changes. */
function encodedValue(value: CellValue): CellValue | undefined {
  if (typeof value === "string") {
    const encoded = partText(value);
    return encoded === value ? undefined : encoded;
  }
  if (value === null || typeof value !== "object" || !("richText" in value)) return undefined;
  return {
    richText: value.richText.map((run): RichText => ({ ...run, text: partText(run.text) })),
  };
}
