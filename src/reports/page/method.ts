import type { Reproduction } from "../../figures/reproduce.ts";
import { surveyTitles } from "../../text/messages/footnotes.ts";
import { pageWords } from "../../text/messages/page.ts";
import type { Reader } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import { designCode } from "../recipes.ts";
import { noteOfKnown } from "../reproductionReport.ts";
import { methodWords, surveyEntries } from "../surveySection.ts";
import { figureTable } from "../tables/figureColumns.ts";
import { waveWeightTable } from "../tables/studySummaries.ts";
import { wordTable } from "../tables/wordColumns.ts";
import { type Html, html } from "./html.ts";
import { code, definitions, lines, tableHtml } from "./tables.ts";

/** The survey, what the numbers are computed by, and how words are read as intervals. */
export function methodHtml(reproduction: Reproduction, reader: Reader): Html {
  const { figures, dataset, known, study } = reproduction;
  const { say } = reader;
  const wordings = wordTable(figures.map(({ figure }) => figure));
  const contradicting = figures.filter(({ figure }) => figure.use === "irreconcilable");
  const reasons = [...new Set(contradicting.map(({ figure }) => say(figure.note)))].filter(Boolean);
  const { notes } = dataset.description;
  return html`<h3>${say(surveyTitles.survey)}</h3>
${definitions(surveyEntries(reproduction).map(([title, text]) => [say(title), linked(say(text))]))}
${lines([say(notes)])}
${study.notes && html`<h3>${say(pageWords.notes)}</h3>\n${lines([say(study.notes)])}`}
<h3>${say(pageWords.estimates)}</h3>
${lines([say(methodWords(dataset)), say(words.modelMethod), ...(known ? [say(noteOfKnown(known.parts, reproduction, reader))] : [])])}
<h3>${say(words.weights)}</h3>
${tableHtml(waveWeightTable(dataset), reader)}
${
  wordings.rows.length > 0
    ? html`<h3>${say(words.wordings)}</h3>\n${lines([say(words.wordingNote)])}\n${tableHtml(wordings, reader)}`
    : ""
}
${
  contradicting.length > 0
    ? html`<h3>${say(words.irreconcilables)}</h3>\n${lines([say(words.irreconcilableNote)])}\n${tableHtml(
        { ...figureTable(contradicting, reproduction), title: words.irreconcilables },
        reader,
      )}\n${lines(reasons, "small")}`
    : ""
}
<h3>${say(pageWords.setUp)}</h3>
${lines([say(pageWords.setUpNote)])}
${code(designCode(reproduction))}`;
}

/** A text that is an address, with a full stop or without, as a link. */
function linked(text: string): Html {
  return /^https?:\/\/\S+$/.test(text) ? html`<a href="${text}">${text}</a>` : html`${text}`;
}
