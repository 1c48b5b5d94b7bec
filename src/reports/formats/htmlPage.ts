import { escapeHtml } from "../../text/escapeHtml.ts";
import type { Language } from "../../text/language.ts";
import type { Reader } from "../../text/reader.ts";
import { isWide } from "./columnWidths.ts";
import { type Block, type TableBlock, type TextCell, withoutControls } from "./document.ts";

export interface HtmlPage {
  readonly title: string;
  readonly lang: Language;
  /** Markup of what it holds. */
  readonly body: string;
  /** Rules of style besides those of all pages. */
  readonly style?: string;
}

/** A page that needs no network and no script. */
export const htmlPage = ({ title, lang, body, style = "" }: HtmlPage): string => `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>
${pageStyle}${style}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;

/** Colours of text are those of WCAG 2.2, AA, on the page and on its headers, in both schemes. */
const pageStyle = `:root{color-scheme:light dark;--page:#fff;--head:#f1f3f5;--line:#c9ced4;--text:#1b1f23;--faint:#57606a;--good:#116329;--fair:#7a4a00;--bad:#a40e26}
@media (prefers-color-scheme:dark){:root{--page:#14171a;--head:#22272d;--line:#464d55;--text:#e6e8ea;--faint:#a3abb4;--good:#6fd085;--fair:#e3b341;--bad:#ff9a94}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:1rem/1.5 system-ui,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
main{max-width:84rem;margin:0 auto;padding:1rem}
h1,h2,h3,h4{line-height:1.25;margin:1.5em 0 .5em;text-wrap:balance}
h1{font-size:1.4rem}
h2{font-size:1.2rem}
h3,h4{font-size:1.05rem}
p{max-width:80ch;margin:.5rem 0;overflow-wrap:anywhere}
main>p:first-child{margin-top:0;font-weight:600}
.scroll{overflow-x:auto;margin:1rem 0}
.scroll:focus-visible{outline:2px solid var(--faint);outline-offset:2px}
pre{overflow-x:auto;background:var(--head);padding:.5rem .75rem;font-size:.875rem}
pre:focus-visible{outline:2px solid var(--faint);outline-offset:2px}
table{border-collapse:collapse;font-size:.9375rem;font-variant-numeric:tabular-nums lining-nums}
caption{text-align:left}
caption>*{position:sticky;left:0;width:max-content;max-width:min(80ch,100vw - 2rem);margin-top:0}
th,td{padding:.3rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
thead th{background:var(--head);border-bottom:2px solid var(--line);vertical-align:bottom}
tbody th{font-weight:normal}
td,th{max-width:28rem}
.long{min-width:11rem}
.number{text-align:right;white-space:nowrap}
thead .number{white-space:normal}
.faint{color:var(--faint)}
p.faint{font-size:.9rem}
.good{color:var(--good)}
.fair{color:var(--fair)}
.bad{color:var(--bad)}
img{max-width:100%;height:auto;background:#fff}
@page{size:A4;margin:15mm}
@page wide{size:A4 landscape}
@media print{:root{color-scheme:light;--page:#fff;--head:#f1f3f5;--line:#999;--text:#000;--faint:#444;--good:#116329;--fair:#7a4a00;--bad:#a40e26}
body{font-size:9pt}
main{padding:0;max-width:none}
table{font-size:8pt}
pre{font-size:7.5pt;white-space:pre-wrap}
th,td{padding:.15rem .35rem}
.scroll{overflow:visible}
.wide{page:wide}
caption>*{position:static;width:auto;max-width:none}
thead{display:table-header-group}
tr,h1,h2,h3,h4{break-inside:avoid}
h1,h2,h3,h4,caption{break-after:avoid}}
`;

/** A document as a page; the heading right above a table is its caption. */
export function renderHtml(given: readonly Block[], reader: Reader): string {
  const blocks = given.map(withoutControls);
  const headings = blocks.filter((block) => block.kind === "heading");
  const highest = Math.min(...headings.map(({ level }) => level));
  const drawn = blocks.map((block, at) => {
    if (block.kind === "paragraph")
      return block.text === "" ? "" : `<p${classOf(block.tone)}>${escapeHtml(block.text)}</p>`;
    if (block.kind === "image")
      return `<p><img src="${escapeHtml(encodeURI(block.file))}" alt="${escapeHtml(block.text)}"></p>`;
    if (block.kind === "code") return `<pre tabindex="0"><code>${escapeHtml(block.text)}</code></pre>`;
    const [before, after] = [blocks[at - 1], blocks[at + 1]];
    if (block.kind === "heading") return after?.kind === "table" ? "" : headingOf(block, highest, at);
    return tableOf(block, before?.kind === "heading" ? headingOf(before, highest, at) : "", at);
  });
  return htmlPage({
    title: headings[0]?.text ?? "",
    lang: reader.language,
    body: drawn.filter(Boolean).join("\n"),
  });
}

const classOf = (...names: readonly (string | false | undefined)[]) => {
  const given = names.filter(Boolean);
  return given.length > 0 ? ` class="${given.join(" ")}"` : "";
};

const headingOf = ({ level, text }: Extract<Block, { kind: "heading" }>, highest: number, at: number) => {
  const name = `h${level - highest + 1}`;
  return `<${name} id="t${at}">${escapeHtml(text)}</${name}>`;
};

/** A column of longer texts keeps room for some words a line, however narrow the window is. */
const longText = 24;

/** A table in a box of its own, which scrolls where the window is narrower; its caption is markup. */
function tableOf(table: TableBlock, caption: string, at: number): string {
  const { columns, rows } = table;
  const kinds = columns.map(({ align }, column) =>
    align === "right" ? "number" : rows.some((row) => row[column]!.text.length > longText) && "long",
  );
  const head = columns.map(({ title }, column) =>
    title === ""
      ? `<td${classOf(kinds[column])}></td>`
      : `<th scope="col"${classOf(kinds[column])}>${escapeHtml(title)}</th>`,
  );
  const body = rows.map((row, line) => {
    const cells = row.map((cell, column) => {
      if (cell.repeats) return "";
      const span = spanOf(rows, line, column);
      const name = columns[column]!.names && cell.text !== "" ? "th" : "td";
      const scope = name === "th" ? ' scope="row"' : "";
      const spans = span > 1 ? ` rowspan="${span}"` : "";
      return `<${name}${scope}${spans}${classOf(kinds[column], cell.tone)}>${escapeHtml(cell.text)}</${name}>`;
    });
    return `<tr>${cells.join("")}</tr>`;
  });
  const name = caption === "" ? "" : ` role="region" aria-labelledby="t${at}"`;
  return `<div${classOf("scroll", isWide(table) && "wide")} tabindex="0"${name}>
<table>${caption && `\n<caption>${caption}</caption>`}
<thead>
<tr>${head.join("")}</tr>
</thead>
<tbody>
${body.join("\n")}
</tbody>
</table>
</div>`;
}

/** In how many rows a cell stands: its own, and those below that repeat it. */
function spanOf(rows: readonly (readonly TextCell[])[], line: number, column: number): number {
  let below = line + 1;
  while (rows[below]?.[column]?.repeats) below++;
  return below - line;
}
