import type { FigureResult, Reproduction } from "../figures/reproduce.ts";
import type { Figure } from "../study/figures.ts";
import type { Language } from "../text/language.ts";
import { formatNumber } from "../text/numbers.ts";
import { say } from "../text/words.ts";
import { type Block, cell, left, right } from "./document.ts";
import { formatInterval, formatPublished, tones } from "./format.ts";

/** Published beside computed, a row per figure. */
export function figureTable(
  results: readonly FigureResult[],
  { study }: Reproduction,
  language: Language,
): Block {
  return {
    kind: "table",
    columns: [
      left(say("figure", language)),
      right(say("page", language)),
      right(say("published", language)),
      right(say("computed", language)),
      right(say("interval", language)),
      right("n"),
      left(say("verdict", language)),
      left(say("use", language)),
    ],
    rows: results.map(({ figure, status, result }) => {
      const unit = study.units.get(figure.unit)![language];
      const values = result && "computed" in result ? result : undefined;
      const decimals = shownDecimals(figure);
      const reason = result && "reason" in result ? `: ${result.reason[language]}` : "";
      return [
        cell(figure.label[language]),
        cell(String(figure.page), "faint"),
        cell(`${formatPublished(figure.published, language)} ${unit}`),
        cell(values ? formatNumber(values.computed, decimals, language) : ""),
        cell(values ? formatInterval(values.low, values.high, decimals, language) : ""),
        cell(values ? formatNumber(values.n, 0, language) : "", "faint"),
        cell(`${say(status, language)}${reason}`, tones[status]),
        cell(status === "context" ? "" : say(figure.use, language), "faint"),
      ];
    }),
  };
}

/** One decimal more than the publication prints, two at least for a mean, none for a number of people. */
function shownDecimals({ estimand, published }: Figure): number {
  if (!estimand || ["respondents", "count"].includes(estimand.statistic)) return 0;
  return Math.max(published.decimals + 1, estimand.statistic === "mean" ? 2 : 1);
}
