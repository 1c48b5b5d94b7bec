import type { UnderstoodSheet } from "../../sources/layout/workbookTables.ts";
import { columnLetters } from "../../sources/xlsx/address.ts";
import type { CellRange } from "../../sources/xlsx/worksheet.ts";
import type { Reader } from "../../text/reader.ts";
import { visible } from "../../text/visible.ts";
import { cellPartNames } from "../../text/workbookWords.ts";
import type { UnderstoodCell } from "../tables/workbookColumns.ts";

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
      `<h2>${escaped(sheet.name)}</h2>`,
      drawing(
        sheet.merged,
        cells.filter((cell) => cell.sheet === sheet.name),
      ),
    ].join("\n"),
  );
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<title>${escaped(title)}</title>
<style>
body{font:14px/1.4 system-ui,sans-serif;margin:2rem}
table{border-collapse:collapse}
td,th{border:1px solid #ccc;padding:2px 6px;vertical-align:top;max-width:24rem}
th{background:#f7f7f7;color:#777;font-weight:normal}
td.body{text-align:right;white-space:nowrap}
.legend span{border:1px solid #ccc;padding:2px 6px;margin-right:6px}
${styles.join("\n")}
</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p class="legend">${legend.join("")}</p>
${drawn.join("\n")}
</body>
</html>
`;
}

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
      return `<td class="${own.part}"${spans}>${escaped(own.cell.text)}</td>`;
    });
    return `<tr><th>${row}</th>${drawn.join("")}</tr>`;
  });
  const letters = columns.map((column) => `<th>${columnLetters(column)}</th>`);
  return `<table>\n<tr><th></th>${letters.join("")}</tr>\n${lines.join("\n")}\n</table>`;
}

const escaped = (text: string) =>
  visible(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
