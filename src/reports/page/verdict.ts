import { agrees, type FigureResult, type Reproduction } from "../../figures/reproduce.ts";
import { figureStatuses } from "../../figures/verdict.ts";
import { type Use, uses } from "../../study/figures.ts";
import { titled } from "../../text/language.ts";
import { figuresOf, meanings, outcomeOf, pageWords } from "../../text/messages/page.ts";
import type { Reader } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import { heldOutTexts } from "../heldOutTexts.ts";
import { disclosureNotes } from "../notes/disclosureNote.ts";
import { type Column, resultTable } from "../tables/column.ts";
import { summaryTables } from "../tables/studySummaries.ts";
import { tones } from "../tables/verdicts.ts";
import { type Html, html } from "./html.ts";
import { definitions, fold, lines, tableHtml } from "./tables.ts";

/** How much is reproduced: in a sentence, by the use of figures, by section, and the findings by their basis. */
export function verdictHtml(reproduction: Reproduction, reader: Reader): Html {
  const { figures, findings, dataset, study } = reproduction;
  const { say, language } = reader;
  const synthetic = dataset.provenance.kind === "synthetic";
  const differing = figures.filter(
    ({ figure, status }) => figure.use !== "irreconcilable" && status === "differs",
  );
  const contradicted = findings.filter((own) => !agrees({ figures: [], findings: [own] }, false));
  const present = uses.filter((use) => figures.some(({ figure }) => figure.use === use));
  const heldOut = heldOutTexts(reproduction, reader);
  const cards = present.map((use) => {
    const own = figures.filter(({ figure }) => figure.use === use);
    return html`<li class="card"><h3>${say(figuresOf[use])}</h3>
${use === "context" ? html`<p class="count">${own.length}</p>` : tally(own, reader)}
${synthetic || use === "irreconcilable" || use === "context" ? html`<p class="small">${say(meanings[use])}</p>` : ""}
${use === "held-out" ? lines(heldOut, "small") : ""}</li>\n`;
  });
  const sections = [...study.sections].filter(([id]) => figures.some(({ figure }) => figure.section === id));
  const columns: Column<readonly FigureResult[]>[] = [
    {
      key: "section",
      title: pageWords.sections,
      kind: "text",
      value: ([first]) => say(study.sections.get(first!.figure.section)!),
    },
    ...present.map(
      (use): Column<readonly FigureResult[]> => ({
        key: use,
        title: words[use],
        kind: "text",
        align: "right",
        value: () => null,
        text: (results) => {
          const own = results.filter(({ figure }) => figure.use === use);
          if (own.length === 0) return "–";
          const reproduced = own.filter(({ status }) => status === "reproduced").length;
          return use === "context" ? reader.number(own.length) : ofAll(reproduced, own.length, reader);
        },
      }),
    ),
  ];
  const bySection = resultTable(
    undefined,
    pageWords.bySection,
    columns,
    sections.map(([id]) => figures.filter(({ figure }) => figure.section === id)),
  );
  const cellOf = (use: Use) => (results: readonly FigureResult[], text: string) => {
    const own = results.filter(({ figure }) => figure.use === use);
    return html`${text}${otherStatuses(own).map(
      ([status, count]) =>
        html`<br><small class="${tones[status]}">${titled(say(words[status]), String(count), language)}</small>`,
    )}`;
  };
  const [, byBasis] = summaryTables(reproduction);
  const statuses = ["reproduced", "compatible", "differs"] as const;
  const ofFindings = ["confirmed", "not confirmed", "not rejected", "contradicted"] as const;
  const read = [...statuses, ...ofFindings].map(
    (status) => [say(words[status]), say(meanings[status])] as const,
  );
  return html`<p><strong>${say(outcomeOf(differing.length, contradicted.length))}</strong></p>
${lines(disclosureNotes(reproduction).map(say))}<ul class="cards">
${cards}</ul>
<h3>${say(pageWords.bySection)}</h3>
${tableHtml<readonly FigureResult[]>(bySection, reader, { cells: Object.fromEntries(present.map((use) => [use, cellOf(use)])) })}
<h3>${say(pageWords.findingsByStatus)}</h3>
${tableHtml({ ...byBasis, title: pageWords.findingsByStatus }, reader)}
${lines([say(words.basisNote)], "faint small")}
${present.includes("held-out") ? "" : lines(heldOut, "small")}
${fold(say(pageWords.reading), definitions(read))}`;
}

/** Reproduced of all, a bar of all statuses, and the other ones in words. */
function tally(results: readonly FigureResult[], reader: Reader): Html {
  const { say, language } = reader;
  const reproduced = results.filter(({ status }) => status === "reproduced").length;
  const parts = figureStatuses.flatMap((status) => {
    const count = results.filter((own) => own.status === status).length;
    return count === 0 ? [] : [html`<i class="${tones[status]}" style="flex:${count}"></i>`];
  });
  const others = otherStatuses(results).map(([status, count]) =>
    titled(say(words[status]), String(count), language),
  );
  return html`<p class="count">${ofAll(reproduced, results.length, reader)}</p>
<div class="bar" aria-hidden="true">${parts}</div>
<p class="small">${[titled(say(words.reproduced), String(reproduced), language), ...others].join(" · ")}</p>`;
}

function otherStatuses(results: readonly FigureResult[]) {
  return figureStatuses.flatMap((status) => {
    const count = results.filter((own) => own.status === status).length;
    return status === "reproduced" || status === "context" || count === 0 ? [] : [[status, count] as const];
  });
}

const ofAll = (some: number, all: number, { number }: Reader) => `${number(some)} / ${number(all)}`;
