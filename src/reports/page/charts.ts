import type { Reproduction, TableResult } from "../../figures/reproduce.ts";
import { estimandOfCell } from "../../figures/studyTables.ts";
import { type Figure, figuresOfEstimand } from "../../study/figures.ts";
import { pageWords } from "../../text/messages/page.ts";
import { plain, type Reader } from "../../text/reader.ts";
import { typeset } from "../../text/typography.ts";
import { words } from "../../text/words.ts";
import { figuresName } from "../charts.ts";
import { footnoteLines, tableFootnotes } from "../notes/footnotes.ts";
import { studyTableOfWaves } from "../tables/studyTableColumns.ts";
import { publishedInUnit } from "../tables/verdicts.ts";
import { figureAddress } from "./figures.ts";
import { type Html, html } from "./html.ts";
import { picture } from "./picture.ts";
import { fold, lines, tableHtml } from "./tables.ts";

/** The charts of a publication, each with its table. */
export function chartsHtml(
  reproduction: Reproduction,
  charts: ReadonlyMap<string, string>,
  reader: Reader,
): Html {
  const { study, tables } = reproduction;
  return html`${study.charts.flatMap(({ id, table: of }) => {
    const svg = charts.get(id);
    const table = tables.find(({ description }) => description.id === of)!;
    if (svg === undefined) return [];
    const title = reader.say(table.description.title);
    const description = footnoteLines(tableFootnotes(table, reproduction), reader).join(" ");
    return [
      html`<h3 class="hidden" id="chart-${id}">${title}</h3>
<figure>${picture(svg, id, { title, description }, reader)}</figure>
${fold(reader.say(pageWords.belowChart), tableWithPublished(table, reproduction, reader))}
`,
    ];
  })}`;
}

/** All figures in one chart: published against computed. */
export function agreementHtml(charts: ReadonlyMap<string, string>, reader: Reader): Html | undefined {
  const svg = charts.get(figuresName);
  const title = reader.say(words.figures);
  return svg === undefined
    ? undefined
    : html`<figure>${picture(svg, figuresName, { title, description: reader.say(pageWords.allFigures) }, reader)}</figure>`;
}

/** The tables that no chart shows. */
export function tablesHtml(
  reproduction: Reproduction,
  charts: ReadonlyMap<string, string>,
  reader: Reader,
): Html | undefined {
  const { study, tables } = reproduction;
  const drawn = new Set(study.charts.flatMap(({ id, table }) => (charts.has(id) ? table : [])));
  const others = tables.filter(({ description }) => !drawn.has(description.id));
  if (others.length === 0) return undefined;
  return html`${others.map(
    (table) => html`<h3 id="table-${table.description.id}">${reader.say(table.description.title)}</h3>
${tableWithPublished(table, reproduction, reader)}
`,
  )}`;
}

/** A table's values with their intervals, what is published beside them, and its footnotes. */
function tableWithPublished(table: TableResult, reproduction: Reproduction, reader: Reader): Html {
  const { description } = table;
  const { study } = reproduction;
  const publishedOf = (wave: string, variable: string, level: string) =>
    figuresOfEstimand(study.figures, estimandOfCell({ wave, variable, level }, description));
  const texts = (own: readonly Figure[]) =>
    new Map(
      own.map((figure) => [
        typeset(
          publishedInUnit(figure.published, study.units.get(figure.unit) ?? plain(figure.unit), reader),
          reader.language,
        ),
        figure,
      ]),
    );
  const whole = studyTableOfWaves(table, reproduction, ({ wave, variable, level }) =>
    [...texts(publishedOf(wave, variable, level)).keys()].join(" ; "),
  );
  const perWave = 4;
  const linked = description.waves.map((wave) => [
    `${wave}_published`,
    ({ variable, level }: { readonly variable: string; readonly level: string }) =>
      [...texts(publishedOf(wave, variable, level))].map(
        ([text, figure], at) =>
          html`${at === 0 ? "" : html`<br>`}<a href="#${figureAddress(figure)}">${text}</a>`,
      ),
  ]);
  return html`${tableHtml(whole, reader, {
    groups: description.waves.map((wave) => ({ title: wave, span: perWave })),
    cells: Object.fromEntries(linked),
  })}
${lines(footnoteLines(tableFootnotes(table, reproduction), reader), "small")}`;
}
