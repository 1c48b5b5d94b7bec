import ExcelJS, { type CellValue } from "exceljs";

// What workbooks of published tables are laid out with: words, numbers as a publisher writes them, and the file.

export interface Words {
  readonly text: string;
  readonly bold?: boolean;
  readonly indent?: number;
  /** A footnote mark behind the text. */
  readonly mark?: string;
}
export const bold = (text: string): Words => ({ text, bold: true });
export const indented = (text: string): Words => ({ text, indent: 1 });
export const noted = (text: string, mark: string): Words => ({ text, bold: true, mark });

export const comma = (value: number, decimals: number) => value.toFixed(decimals).replace(".", ",");
export const starsOf = (p: number) => "*".repeat([0.01, 0.05, 0.1].filter((level) => p < level).length);
export const interval = (low: number, high: number) => `[${comma(low, 2)}\u00a0; ${comma(high, 2)}]`;

/** A cell at the address of its sheet and cell, such as `Graphique 1!C5`. */
export interface LaidOut {
  readonly address: string;
  readonly content: number | string | Words;
  readonly format?: string | undefined;
}

export const addressAt = (sheet: string, row: number, column: number) =>
  `${sheet}!${String.fromCharCode(65 + column)}${row + 1}`;

/**
 * The workbook as a file. `change` may alter, add or delete cells before it is written: they are numbers, texts or rich
 * texts by their addresses. A cell keeps its number format.
 */
export async function writtenWorkbook(
  sheets: readonly { readonly name: string; readonly merged: readonly string[] }[],
  laidOut: readonly LaidOut[],
  change?: (cells: Map<string, unknown>) => void,
): Promise<Uint8Array> {
  const cells = new Map(laidOut.map(({ address, content }) => [address, contentOf(content)] as const));
  change?.(cells);
  const workbook = new ExcelJS.Workbook();
  for (const { name, merged } of sheets) {
    const sheet = workbook.addWorksheet(name);
    for (const range of merged) sheet.mergeCells(range);
  }
  const cellAt = (address: string) => {
    const end = address.lastIndexOf("!");
    return workbook.getWorksheet(address.slice(0, end))!.getCell(address.slice(end + 1));
  };
  for (const [address, content] of cells) cellAt(address).value = content as CellValue;
  for (const { address, content, format } of laidOut) {
    if (format) cellAt(address).numFmt = format;
    if (typeof content !== "object") continue;
    if (content.bold) cellAt(address).font = { bold: true };
    if (content.indent) cellAt(address).alignment = { indent: content.indent };
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function contentOf(content: LaidOut["content"]): unknown {
  if (typeof content !== "object") return content;
  if (!content.mark) return content.text;
  const font = { bold: content.bold ?? false };
  return {
    richText: [
      { text: content.text, font },
      { text: content.mark, font: { ...font, vertAlign: "superscript" } },
    ],
  };
}
