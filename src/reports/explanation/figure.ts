import { standingOf } from "../../coherence/standing.ts";
import type { FigureResult, Reproduction } from "../../figures/reproduce.ts";
import { acceptedRange, type Estimand, type Figure, wavesOf } from "../../study/figures.ts";
import type { Label } from "../../text/language.ts";
import { leftOutOfBounds } from "../../text/messages/coherence.ts";
import {
  acceptedValues,
  allowedValues,
  estimators,
  intervalsOf,
  rowsSupposed,
  standingMeanings,
  variances,
} from "../../text/messages/explanations.ts";
import { meanings } from "../../text/messages/page.ts";
import { both } from "../../text/reader.ts";
import { definitionOf } from "../definitions.ts";
import { estimandFootnotes } from "../notes/footnotes.ts";
import { designCode, figureCode, figureCommand } from "../recipes.ts";
import { type Binding, bindingsOf, bindingTable } from "../tables/bindingColumns.ts";
import { boundDecimals } from "../tables/coherenceColumns.ts";
import type { ResultTable } from "../tables/column.ts";
import { figureTable } from "../tables/figureColumns.ts";
import { publishedInUnit } from "../tables/verdicts.ts";
import {
  codeOf,
  designOf,
  type Explained,
  type Explanation,
  labelsOf,
  locationOf,
  meaningOf,
  noteIn,
  type Told,
} from "./explanation.ts";

/** A published figure: what it measures, how it is computed, what is printed, and what other figures tell of it. */
export function figureExplanation(explained: Explained): Explanation {
  const { study, whole, reproduction, others } = explained;
  const result: FigureResult = reproduction?.figures[0] ?? {
    figure: study.figures[0]!,
    status: "context",
    result: null,
  };
  const { figure, status } = result;
  const { estimand, measured, published, note } = figure;
  const labels = labelsOf(whole);
  return {
    title: figure.label,
    results: figureTable([result], { study, figures: [result], known: reproduction?.known }),
    told: {
      definition: measured && definitionOf(measured, labels),
      ...(reproduction && estimand && howComputed(estimand, result, reproduction)),
      published: both((reader) => publishedInUnit(published, whole.units.get(figure.unit)!, reader)),
      place: locationOf(figure, whole),
      read_as: published.words?.rule,
      accepted: estimand && acceptedText(figure),
      allowed: allowedText(figure, explained),
      verdict: status === "context" ? meanings.context : meaningOf(status),
      use: reproduction?.dataset.provenance.kind === "synthetic" ? meanings[figure.use] : undefined,
      reason: result.result && "reason" in result.result ? result.result.reason : undefined,
      note: noteIn(note),
    },
    sections: [otherTable(explained)],
    code:
      reproduction && estimand
        ? codeOf(
            [figureCommand(estimand, reproduction)],
            [designCode(reproduction, wavesOf(estimand)), figureCode(estimand)],
          )
        : [],
    notes: [
      ...(others.leftOut.length > 0 ? [leftOutOfBounds(others.leftOut)] : []),
      ...(reproduction && estimand ? [rowsSupposed] : []),
    ],
  };
}

function howComputed(estimand: Estimand, { result }: FigureResult, reproduction: Reproduction): Told {
  const { statistic } = estimand;
  const { field, note: variables } = estimandFootnotes([estimand], reproduction);
  const isComputed = result !== null && "computed" in result;
  const design =
    isComputed && statistic !== "respondents" ? designOf(reproduction, wavesOf(estimand)) : undefined;
  const variance = variances[statistic];
  return {
    field,
    variables,
    estimator: estimators[statistic],
    variance: design ? both(({ say }) => `${say(variance)} ${say(design)}`) : variance,
    interval: intervalsOf[statistic],
  };
}

/** What computed values reproduce a figure. */
function acceptedText({ published }: Figure): Label {
  const { low, high } = acceptedRange(published);
  const shown = (value: number) =>
    both((reader) =>
      published.value === undefined ? reader.exact(value) : reader.number(value, published.decimals + 1),
    );
  return acceptedValues(shown(low), shown(high));
}

/** What the figures of other quantities leave, and how the printed one stands to that. */
function allowedText(figure: Figure, { whole, others: { bounds, leftOut } }: Explained): Label | undefined {
  if (!bounds) return undefined;
  const isLeftOut = leftOut.includes(`${whole.id}:${figure.id}`);
  const shown = (value: number) => both((reader) => reader.number(value, boundDecimals(figure)));
  return allowedValues(
    shown(bounds.low),
    shown(bounds.high),
    standingMeanings[isLeftOut ? "contradicted" : standingOf(figure, bounds)],
  );
}

/** The figures that print the same quantity, and those that bind. */
function otherTable({ registry, others: { same, bounds } }: Explained): ResultTable {
  const alike = same.map((registered): Binding => ({ kind: "same", registered }));
  return bindingTable("others", [...alike, ...(bounds ? bindingsOf(bounds, registry.figures) : [])]);
}
