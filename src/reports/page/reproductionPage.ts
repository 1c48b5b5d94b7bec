import type { ClaimResult } from "../../figures/claims/judge.ts";
import type { Reproduction } from "../../figures/reproduce.ts";
import { originOf } from "../../samples/sampleOfDataset.ts";
import { pageWords } from "../../text/messages/page.ts";
import { inPrint, type Reader } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import { workbookWords } from "../../text/workbookWords.ts";
import { dataLine } from "../dataLines.ts";
import { agreementHtml, chartsHtml, tablesHtml } from "./charts.ts";
import { claimsHtml } from "./claims.ts";
import { figuresHtml } from "./figures.ts";
import { findingsHtml } from "./findings.ts";
import { framed } from "./frame.ts";
import { type Html, html } from "./html.ts";
import { methodHtml } from "./method.ts";
import { modelsHtml } from "./models.ts";
import { verdictHtml } from "./verdict.ts";
import { workbookHtml } from "./workbook.ts";

/** A reproduction, and what secondary sources say of its figures. */
export interface DiscussedReproduction extends Reproduction {
  readonly claims?: readonly ClaimResult[] | undefined;
}

/**
 * The reproduction as one page: verdict, charts, tables, models, findings, claims of others, all figures, method. `charts` are the study's by
 * their names, those of its models and that of all figures, as SVG; those that lack are left out.
 */
export function reproductionPage(
  reproduction: DiscussedReproduction,
  charts: ReadonlyMap<string, string>,
  reader: Reader,
): string {
  const { study, dataset, findings, models, workbook, claims = [] } = reproduction;
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
        ...(workbook
          ? section("workbook", say(workbookWords.publishersWorkbook), workbookHtml(workbook, printed))
          : []),
        ...(claims.length > 0
          ? section("claims", say(pageWords.claims), claimsHtml(claims, study, printed))
          : []),
        ...section(
          "figures",
          say(pageWords.allFigures),
          html`${agreementHtml(charts, printed)}${figuresHtml(reproduction, printed)}`,
        ),
        ...section("method", say(pageWords.method), methodHtml(reproduction, printed)),
      ],
    },
    printed,
  );
}
