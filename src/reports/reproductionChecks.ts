import {
  countsAsFigure,
  countsAsFinding,
  type FigureResult,
  type FindingResult,
  type Reproduction,
  speaksAgainst,
} from "../figures/reproduce.ts";
import type { FigureStatus, FindingStatus } from "../figures/verdict.ts";
import { plain, type Reader } from "../text/reader.ts";
import { words } from "../text/words.ts";
import type { Check } from "./formats/checks.ts";
import { shownDecimals } from "./tables/figureColumns.ts";
import { publishedInUnit } from "./tables/verdicts.ts";

/** A study's figures and findings as checks: those fail that say that the publication is not reproduced. */
export function reproductionChecks(
  { study, figures, findings }: Reproduction,
  strict: boolean,
  reader: Reader,
): Check[] {
  const { say } = reader;
  const outcome = (status: FigureStatus | FindingStatus, counts: boolean, details: string) => {
    const told = `${say(words[status])}${details}`;
    if (counts && speaksAgainst(status, strict)) return { failure: told };
    return status === "not computable" || status === "context" || !counts ? { skipped: told } : {};
  };
  const compared = ({ figure, result }: FigureResult) => {
    if (!result || "reason" in result) return result ? `: ${say(result.reason)}` : "";
    const unit = study.units.get(figure.unit) ?? plain(figure.unit);
    const shown = (value: number) => reader.number(value, shownDecimals(figure));
    const { computed, low, high } = result;
    const interval = low == null || high == null ? "" : ` [${shown(low)} ; ${shown(high)}]`;
    return ` (${say(words.published)} ${publishedInUnit(figure.published, unit, reader)}, ${say(words.computed)} ${shown(computed)}${interval})`;
  };
  const tested = ({ comparison, test, reason }: FindingResult) => {
    const p = comparison?.p ?? test?.p ?? null;
    const numbers = [
      ...(comparison ? [`${say(words.estimate)} ${reader.number(comparison.estimate, 3)}`] : []),
      ...(test?.F == null ? [] : [`F ${reader.number(test.F, 3)}`]),
      ...(p === null ? [] : [`p ${reader.p(p)}`]),
    ];
    return `${reason ? `: ${say(reason)}` : ""}${numbers.length > 0 ? ` (${numbers.join(", ")})` : ""}`;
  };
  return [
    ...figures.map((row) => ({
      suite: say(study.sections.get(row.figure.section)!),
      name: `${row.figure.id}: ${say(row.figure.label)}`,
      ...outcome(row.status, countsAsFigure(row), compared(row)),
    })),
    ...findings.map((row) => ({
      suite: say(study.sections.get(row.finding.section)!),
      name: `${row.finding.id}: ${say(row.finding.label)}`,
      ...outcome(row.status, countsAsFinding(row), tested(row)),
    })),
  ];
}
