import type { Reproduction } from "../../figures/reproduce.ts";
import { originOf } from "../../samples/sampleOfDataset.ts";
import { pageWords } from "../../text/messages/page.ts";
import type { Reader } from "../../text/reader.ts";
import { typeset } from "../../text/typography.ts";
import { words } from "../../text/words.ts";
import { dataLine } from "../dataLines.ts";
import { chartsHtml, tablesHtml } from "./charts.ts";
import { figuresHtml } from "./figures.ts";
import { findingsHtml } from "./findings.ts";
import { framed } from "./frame.ts";
import { type Html, html } from "./html.ts";
import { methodHtml } from "./method.ts";
import { modelsHtml } from "./models.ts";
import { verdictHtml } from "./verdict.ts";

/**
 * The reproduction as one page: verdict, charts, tables, models, findings, all figures, method. `charts` are the study's by
 * their ids, and forest plots of its models by theirs (`renderModelCharts`), as SVG; those that lack are left out.
 */
export function reproductionPage(
  reproduction: Reproduction,
  charts: ReadonlyMap<string, string>,
  reader: Reader,
): string {
  const { study, dataset, findings, models } = reproduction;
  const printed = inPrint(reader);
  const { say } = printed;
  const tables = tablesHtml(reproduction, charts, printed);
  const section = (id: string, title: string, content: Html | undefined) =>
    content ? [{ id, title, content }] : [];
  return framed(
    {
      title: say(study.title),
      notice: {
        text: say(dataLine(originOf(dataset))),
        synthetic: dataset.provenance.kind === "synthetic",
      },
      lead: html`<p>${say(study.source)}</p>`,
      sections: [
        ...section("verdict", say(pageWords.outcome), verdictHtml(reproduction, printed)),
        ...(charts.size > 0
          ? section("charts", say(pageWords.charts), chartsHtml(reproduction, charts, printed))
          : []),
        ...section("tables", say(words.tables), tables),
        ...(models.length > 0
          ? section("models", say(words.models), modelsHtml(reproduction, charts, printed))
          : []),
        ...(findings.length > 0
          ? section("findings", say(words.findings), findingsHtml(reproduction, printed))
          : []),
        ...section("figures", say(pageWords.allFigures), figuresHtml(reproduction, printed)),
        ...section("method", say(pageWords.method), methodHtml(reproduction, printed)),
      ],
    },
    printed,
  );
}

/** The reader of a page: words and labels have the spaces of their language. */
const inPrint = (reader: Reader): Reader => ({
  ...reader,
  say: (text) => typeset(reader.say(text), reader.language),
  label: (...of) => typeset(reader.label(...of), reader.language),
});
