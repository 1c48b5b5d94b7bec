import type { ClaimResult } from "../../figures/claims/judge.ts";
import type { Reading } from "../../figures/claims/published.ts";
import { verdicts } from "../../study/claims.ts";
import type { Study } from "../../study/study.ts";
import { pageWords } from "../../text/messages/page.ts";
import type { Reader } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import { claimColumns, readingsText, readingText, verdictText } from "../tables/claimColumns.ts";
import { type Column, resultTable } from "../tables/column.ts";
import { figureAddress } from "./figures.ts";
import { type Html, html } from "./html.ts";
import { explorer, fold, lines, withAddress } from "./tables.ts";

const sourceColumn: Column<ClaimResult> = {
  key: "source",
  title: words.source,
  kind: "text",
  value: ({ source }, { say }) => say(source.title),
};
/** Figures are named by their labels: links lead to them. */
const verdictColumn = (column: Column<ClaimResult>): Column<ClaimResult> => ({
  ...column,
  text: (row, reader) => verdictText(row, reader, ({ figure }, { say }) => say(figure.label)),
});
const columnOf = (key: string) => claimColumns.find((column) => column.key === key)!;

/** What secondary sources say of a study's figures, each beside those figures, to which it leads. */
export function claimsHtml(claims: readonly ClaimResult[], study: Study, reader: Reader): Html {
  const { say } = reader;
  const columns = [
    columnOf("label"),
    sourceColumn,
    ...["lines", "said", "figures"].map(columnOf),
    verdictColumn(columnOf("verdict")),
  ];
  const sources = [...new Map(claims.map(({ source }) => [source.id, source.title]))];
  const address = ({ source, claim }: ClaimResult) => `claim-${source.id}-${claim.id}`;
  const linked = (reading: Reading) => {
    const { figure, study: own } = reading.registered;
    if (own.id !== study.id) return readingsText([reading], reader);
    return html`<a href="#${figureAddress(figure)}">${readingText(reading, reader)} (${say(words.page)}\u00a0${figure.page})</a>`;
  };
  return html`${lines([say(pageWords.claimsNote)], "faint small")}
${explorer<ClaimResult>(resultTable("claims", pageWords.claims, columns, claims), reader, {
  facets: [
    {
      name: "status",
      title: say(words.verdict),
      of: ({ verdict }) => verdict,
      values: verdicts.map((value) => ({ value, title: say(words[value]) })),
    },
    {
      name: "source",
      title: say(words.source),
      of: ({ source }) => source.id,
      values: sources.map(([value, title]) => ({ value, title: say(title) })),
    },
  ],
  id: address,
  cells: {
    label: (row, text) => withAddress(text, address(row), reader),
    figures: ({ compared }) =>
      compared.with.map((reading, at) => [at > 0 ? html`<br>` : "", linked(reading)]),
    verdict: ({ misattributions: [first], verdict }, text) =>
      first && verdict === "misattributed" ? html`${text}<br>${linked(first.reading)}` : text,
  },
  below: ({ claim: { note } }) => (note.en === "" ? undefined : fold(say(pageWords.note), say(note))),
})}`;
}
