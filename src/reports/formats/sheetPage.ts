import type { UnderstoodSheet } from "../../sources/files/workbookTables.ts";
import { columnLetters } from "../../sources/xlsx/address.ts";
import type { CellRange } from "../../sources/xlsx/worksheet.ts";
import { escapeHtml } from "../../text/escapeHtml.ts";
import type { Reader } from "../../text/reader.ts";
import { cellPartNames } from "../../text/workbookWords.ts";
import type { UnderstoodCell } from "../tables/workbookColumns.ts";
import { htmlPage } from "./htmlPage.ts";

/** The background of each part of a table. */
const colours: Readonly<Record<UnderstoodCell["part"], string>> = {
  title: "#cfe2f3",
  unit: "#fff2cc",
  header: "#d9d2e9",
  stub: "#d9ead3",
  body: "#ffffff",
  note: "#eeeeee",
  words: "#f4cccc",
};

/** A page that draws sheets as they were understood: each cell where it stands, coloured by what it is. */
export function sheetPage(
  title: string,
  sheets: readonly UnderstoodSheet[],
  cells: readonly UnderstoodCell[],
  reader: Reader,
): string {
  const { say, language } = reader;
  const styles = Object.entries(colours).map(([part, colour]) => `.${part}{background:${colour}}`);
  const legend = Object.entries(cellPartNames).map(
    ([part, name]) => `<span class="${part}">${say(name)}</span>`,
  );
  const drawn = sheets.map((sheet) =>
    [
      `<h2>${escapeHtml(sheet.name)}</h2>`,
      drawing(
        sheet.merged,
        cells.filter((cell) => cell.sheet === sheet.name),
      ),
    ].join("\n"),
  );
  const heading = `<h1>${escapeHtml(title)}</h1>\n<p class="legend">${legend.join("")}</p>`;
  return htmlPage({
    title,
    lang: language,
    body: [heading, ...drawn].join("\n"),
    style: `${[...layout, ...styles].join("\n")}\n`,
  });
}

/** A grid like that of a spreadsheet; what is coloured is dark on light in both schemes. */
const layout = [
  "td,th{border:1px solid var(--line);padding:2px 6px}",
  "td[class],.legend span{color:#1b1f23}",
  "th{background:var(--head);color:var(--faint);font-weight:normal}",
  "td.body{text-align:right;white-space:nowrap}",
  ".legend span{display:inline-block;border:1px solid var(--line);padding:2px 6px;margin:0 6px 6px 0}",
];

function drawing(merged: readonly CellRange[], cells: readonly UnderstoodCell[]): string {
  if (cells.length === 0) return "";
  const at = new Map(cells.map((own) => [`${own.cell.row} ${own.cell.column}`, own]));
  const rows = [...new Set(cells.map(({ cell }) => cell.row))];
  const columns = [...new Set(cells.map(({ cell }) => cell.column))].sort((a, b) => a - b);
  const covered = new Set<string>();
  const lines = rows.map((row) => {
    const drawn = columns.map((column) => {
      if (covered.has(`${row} ${column}`)) return "";
      const own = at.get(`${row} ${column}`);
      if (!own) return "<td></td>";
      const range = merged.find(({ top, left }) => top === row && left === column);
      const spanRows = range ? rows.filter((other) => other >= row && other <= range.bottom) : [row];
      const spanColumns = range
        ? columns.filter((other) => other >= column && other <= range.right)
        : [column];
      for (const r of spanRows)
        for (const c of spanColumns) if (!at.has(`${r} ${c}`)) covered.add(`${r} ${c}`);
      const spans =
        spanRows.length * spanColumns.length > 1
          ? ` rowspan="${spanRows.length}" colspan="${spanColumns.length}"`
          : "";
      return `<td class="${own.part}"${spans}>${escapeHtml(own.cell.text)}</td>`;
    });
    return `<tr><th scope="row">${row}</th>${drawn.join("")}</tr>`;
  });
  const letters = columns.map((column) => `<th scope="col">${columnLetters(column)}</th>`);
  return `<div class="scroll" tabindex="0">\n<table>\n<tr><td></td>${letters.join("")}</tr>\n${lines.join("\n")}\n</table>\n</div>`;
}
