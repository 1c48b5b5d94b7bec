import type { FindingResult, Reproduction } from "../../figures/reproduce.ts";
import { findingStatuses } from "../../figures/verdict.ts";
import { bases } from "../../study/findings.ts";
import { pageWords } from "../../text/messages/page.ts";
import type { Reader } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import { findingTable } from "../tables/findingColumns.ts";
import { type Html, html } from "./html.ts";
import { explorer, fold, withAddress } from "./tables.ts";

/** The findings in a table that sorts and can be searched. */
export function findingsHtml(reproduction: Reproduction, reader: Reader): Html {
  const { say } = reader;
  const address = ({ finding }: FindingResult) => `finding-${finding.id}`;
  return explorer<FindingResult>(findingTable(reproduction), reader, {
    facets: [
      {
        name: "status",
        title: say(pageWords.status),
        of: ({ status }) => status,
        values: findingStatuses.map((value) => ({ value, title: say(words[value]) })),
      },
      {
        name: "basis",
        title: say(pageWords.basis),
        of: ({ finding }) => finding.basis,
        values: bases.map((value) => ({ value, title: say(words[value]) })),
      },
      {
        name: "section",
        title: say(pageWords.section),
        of: ({ finding }) => finding.section,
        values: [...reproduction.study.sections].map(([value, title]) => ({ value, title: say(title) })),
      },
    ],
    id: address,
    cells: {
      label: (row, text) =>
        html`${withAddress(text, address(row), reader)}<br><small class="faint">${say(reproduction.study.sections.get(row.finding.section)!)}</small>`,
    },
    below: ({ finding: { note } }) => (note.en === "" ? undefined : fold(say(pageWords.note), say(note))),
  });
}
