import { standingOf } from "../../coherence/standing.ts";
import type { FigureResult, Reproduction } from "../../figures/reproduce.ts";
import { figureStatuses } from "../../figures/verdict.ts";
import type { Range } from "../../numerics/ranges.ts";
import { type Figure, uses } from "../../study/figures.ts";
import { standings } from "../../text/messages/coherence.ts";
import { pageWords } from "../../text/messages/page.ts";
import type { Reader } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import { codebookOf } from "../codebookOf.ts";
import { definitionOf } from "../definitions.ts";
import { figureCode, figureCommand } from "../recipes.ts";
import { boundDecimals } from "../tables/coherenceColumns.ts";
import { figureTable } from "../tables/figureColumns.ts";
import type { Html } from "./html.ts";
import { code, definitions, explorer, type Facet, fold, withAddress } from "./tables.ts";

export const figureAddress = ({ id }: Figure): string => `figure-${id}`;

/** All figures in a table that sorts and can be searched; each tells what it is and how it is computed again. */
export function figuresHtml(reproduction: Reproduction, reader: Reader): Html {
  const { figures, study } = reproduction;
  const { say } = reader;
  const table = figureTable(figures, reproduction);
  const shown = table.columns.map((column) =>
    column.key === "section" ? { ...column, title: pageWords.section, audience: undefined } : column,
  );
  const [section] = shown.filter(({ key }) => key === "section");
  const [label, ...rest] = shown.filter(({ key, audience }) => key !== "section" && audience !== "files");
  const named = <Value extends keyof typeof words>(values: readonly Value[]) =>
    values.map((value) => ({ value, title: say(words[value]) }));
  const facets: Facet<FigureResult>[] = [
    {
      name: "status",
      title: say(pageWords.status),
      of: ({ status }) => status,
      values: named(figureStatuses),
    },
    { name: "use", title: say(pageWords.use), of: ({ figure }) => figure.use, values: named(uses) },
    {
      name: "section",
      title: say(pageWords.section),
      of: ({ figure }) => figure.section,
      values: [...study.sections].map(([value, title]) => ({ value, title: say(title) })),
    },
  ];
  return explorer<FigureResult>({ ...table, columns: [label!, section!, ...rest] }, reader, {
    facets,
    id: ({ figure }) => figureAddress(figure),
    cells: { label: ({ figure }, text) => withAddress(text, figureAddress(figure), reader) },
    below: (row) => {
      const details = detailsOf(row, reproduction, reader);
      return details && fold(say(pageWords.howComputed), details);
    },
  });
}

/** What the published figures of other quantities leave, and how the printed one stands to that. */
function leftText(figure: Figure, left: Range, { say, number }: Reader): string {
  const shown = (value: number) => number(value, boundDecimals(figure));
  return `${shown(left.low)}–${shown(left.high)} (${say(standings[standingOf(figure, left)])})`;
}

function detailsOf(
  { figure, result }: FigureResult,
  reproduction: Reproduction,
  reader: Reader,
): Html | undefined {
  const { say } = reader;
  const { estimand, published, note } = figure;
  const left = reproduction.bounds?.figures[figure.id];
  const recompute = estimand && figureCommand(estimand, reproduction);
  return definitions([
    [
      say(pageWords.definition),
      estimand && say(definitionOf(estimand, codebookOf(reproduction, estimand.wave))),
    ],
    [say(pageWords.readAs), published.words && say(published.words.rule)],
    [say(words.leftByOthers), left ? leftText(figure, left, reader) : undefined],
    [say(pageWords.reason), result && "reason" in result ? say(result.reason) : undefined],
    [say(pageWords.note), say(note)],
    [say(pageWords.command), recompute === undefined ? undefined : code(recompute)],
    [say(pageWords.withR), estimand && code(figureCode(estimand))],
  ]);
}
