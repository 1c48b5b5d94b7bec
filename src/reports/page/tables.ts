import { titled } from "../../text/language.ts";
import { pageWords, rowsShown } from "../../text/messages/page.ts";
import type { Reader } from "../../text/reader.ts";
import { typeset } from "../../text/typography.ts";
import { tableBlock } from "../formats/blocks.ts";
import { datumOf, type ResultTable } from "../tables/column.ts";
import { type Html, html, type Piece } from "./html.ts";

/** What a page adds to a table of results. */
export interface Additions<Row> {
  /** Titles over several columns; the columns before have none. */
  readonly groups?: readonly { readonly title: string; readonly span: number }[];
  /** The row's own address. */
  readonly id?: (row: Row) => string;
  /** What rows may be chosen by: each as an attribute of the row. */
  readonly facets?: readonly Facet<Row>[];
  /** What unfolds below a row, over its whole width; nothing where there is nothing to tell. */
  readonly below?: (row: Row) => Html | undefined;
  /** What a cell shows in place of its text, by the key of its column. */
  readonly cells?: Readonly<Record<string, (row: Row, text: string) => Piece>>;
}

/** Something by which rows are chosen, with its values in the order in which they are offered. */
export interface Facet<Row> {
  readonly name: string;
  readonly title: string;
  readonly of: (row: Row) => string;
  readonly values: readonly { readonly value: string; readonly title: string }[];
}

/** The most characters of a text to the right that is not broken. */
const longest = 22;

/** A table in a box of its own, which scrolls where it is wider than the page; its title is read out, and shown by others. */
export function tableHtml<Row>(table: ResultTable, reader: Reader, additions: Additions<Row> = {}): Html {
  const title = reader.say(table.title);
  const { groups, id, facets = [], below, cells = {} } = additions;
  const explored = facets.length > 0;
  const shown = table.columns.filter(({ audience }) => audience !== "files");
  const block = tableBlock({ ...table, columns: shown }, reader);
  if (block.kind !== "table") return html``;
  const side = (at: number) => (block.columns[at]!.align === "right" ? "n" : "");
  /** The rows that share a value of a grouping column, of which the first has the text. */
  const runFrom = (line: number, at: number) => {
    const next = block.rows.findIndex((row, other) => other > line && row[at]!.text !== "");
    return (next < 0 ? block.rows.length : next) - line;
  };
  const grouping = shown.findIndex((column) => !column.grouping);
  const cellHtml = (row: Row, line: number, at: number): Html => {
    const column = shown[at]!;
    const { text: untyped, tone } = block.rows[line]![at]!;
    const text = typeset(untyped, reader.language);
    if (at < grouping) {
      if (text === "" && line > 0) return html``;
      return html`<th scope="rowgroup" rowspan="${runFrom(line, at)}">${text}</th>`;
    }
    const piece = cells[column.key]?.(row, text) ?? text;
    const long = side(at) !== "" && text.length > longest ? "long" : "";
    const classes = [side(at), long, tone ?? ""].filter(Boolean).join(" ");
    const attribute = classes ? html` class="${classes}"` : html``;
    if (at === grouping) return html`<th scope="row"${attribute}>${piece}</th>`;
    const datum = datumOf(column, row, reader);
    const value = explored && typeof datum === "number" ? html` data-value="${datum}"` : html``;
    const header = explored ? html` data-title="${block.columns[at]!.title}"` : html``;
    return html`<td${attribute}${value}${header}>${piece}</td>`;
  };
  const rows = (table.rows as readonly Row[]).map((row, line) => {
    const address = id ? html` id="${id(row)}"` : html``;
    const chosenBy = facets.map(({ name, of }) => html` data-${name}="${of(row)}"`);
    const cellsOfRow = html`<tr>${shown.map((_, at) => cellHtml(row, line, at))}</tr>\n`;
    const more = below?.(row);
    const unfolding = more && html`<tr class="more"><td colspan="${shown.length}">${more}</td></tr>\n`;
    return explored ? html`<tbody${address}${chosenBy}>${cellsOfRow}${unfolding}</tbody>` : cellsOfRow;
  });
  const titles = block.columns.map(
    (column, at) => html`<th scope="col" class="${side(at)}">${column.title}</th>`,
  );
  const before = shown.length - (groups ?? []).reduce((sum, { span }) => sum + span, 0);
  const above = groups
    ? html`<tr><td colspan="${before}"></td>${groups.map(
        (group) => html`<th scope="colgroup" colspan="${group.span}">${group.title}</th>`,
      )}</tr>\n`
    : html``;
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${title}"><table>
<caption class="hidden">${title}</caption>
<thead>${above}<tr>${titles}</tr></thead>
${explored ? rows : html`<tbody>\n${rows}</tbody>`}</table></div>`;
}

/** A table that sorts, and whose rows are chosen by facets and by a search; without a script all its rows are there. */
export function explorer<Row>(
  table: ResultTable,
  reader: Reader,
  additions: Additions<Row> & { readonly facets: readonly Facet<Row>[] },
): Html {
  const { say } = reader;
  const used = ({ of, values }: Facet<Row>) => {
    const present = new Set((table.rows as readonly Row[]).map(of));
    return values.filter(({ value }) => present.has(value));
  };
  const choices = additions.facets.map(
    (facet) =>
      html`<label>${facet.title}<select name="${facet.name}"><option value="">${say(pageWords.any)}</option>${used(
        facet,
      ).map(({ value, title }) => html`<option value="${value}">${title}</option>`)}</select></label>\n`,
  );
  return html`<div class="explorer">
<form class="filters" hidden>
<label>${say(pageWords.search)}<input type="search" name="search"></label>
${choices}<output data-text="${say(rowsShown(table.rows.length))}"></output>
</form>
${tableHtml(table, reader, additions)}
</div>`;
}

/** A fold, closed on screens and open on paper. */
export const fold = (title: string, ...content: readonly Piece[]): Html =>
  html`<details><summary>${title}</summary><div>${content}</div></details>`;

/** Lines of text, one paragraph each. */
export const lines = (texts: readonly string[], tone = ""): Html =>
  html`${texts.map((text) => html`<p class="${tone}">${text}</p>\n`)}`;

/** Terms with what they mean, of which those are left out that mean nothing; nothing where none is left. */
export function definitions(entries: readonly (readonly [string, Piece])[]): Html | undefined {
  const known = entries.filter(([, piece]) => piece !== undefined && piece !== "");
  if (known.length === 0) return undefined;
  return html`<dl>${known.map(([term, piece]) => html`<dt>${term}</dt><dd>${piece}</dd>`)}</dl>`;
}

export const code = (text: string): Html => html`<pre><code>${text}</code></pre>`;

/** A text with a link to where it stands. */
export const withAddress = (text: string, id: string, { say, language }: Reader): Html =>
  html`${text} <a class="address" href="#${id}" aria-label="${titled(say(pageWords.address), text, language)}">#</a>`;
