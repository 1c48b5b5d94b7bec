import type { Neighbour, Neighbours } from "../../figures/claims/neighbours.ts";
import { boundKinds } from "../../figures/claims/neighbours.ts";
import type { FigureResult, Reproduction } from "../../figures/reproduce.ts";
import type { Codebook } from "../../sources/tables/codebook.ts";
import { acceptedRange, type Estimand, type Figure, wavesOf } from "../../study/figures.ts";
import type { Study } from "../../study/study.ts";
import type { Label } from "../../text/language.ts";
import {
  acceptedValues,
  allowedValues,
  boundNames,
  classOf,
  estimators,
  explanationWords,
  intervalsOf,
  nothingAllowed,
  rowsSupposed,
  variances,
} from "../../text/messages/explanations.ts";
import { meanings } from "../../text/messages/page.ts";
import { both, plain, type Reader } from "../../text/reader.ts";
import { words } from "../../text/words.ts";
import { definitionOf } from "../definitions.ts";
import { estimandFootnotes } from "../notes/footnotes.ts";
import { designCode, figureCode, figureCommand } from "../recipes.ts";
import { readingText } from "../tables/claimColumns.ts";
import { type Column, fileColumn, type ResultTable, resultTable } from "../tables/column.ts";
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
export function figureExplanation({ study, whole, reproduction, neighbours }: Explained): Explanation {
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
      allowed: allowedText(neighbours),
      verdict: status === "context" ? meanings.context : meaningOf(status),
      use: reproduction?.dataset.provenance.kind === "synthetic" ? meanings[figure.use] : undefined,
      reason: result.result && "reason" in result.result ? result.result.reason : undefined,
      note: noteIn(note),
    },
    sections: [neighbourTable(neighbours, whole, labels)],
    code:
      reproduction && estimand
        ? codeOf(
            [figureCommand(estimand, reproduction)],
            [designCode(reproduction, wavesOf(estimand)), figureCode(estimand)],
          )
        : [],
    notes: reproduction && estimand ? [rowsSupposed] : [],
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

function allowedText({ allowed }: Neighbours): Label | undefined {
  if (!allowed) return undefined;
  const { low, high } = allowed;
  if (low > high) return nothingAllowed;
  const shown = (value: number) => both((reader) => reader.exact(Number(value.toFixed(decimalsOfBounds))));
  return allowedValues(shown(low), shown(high));
}

/** Bounds are as exact as what is printed; this many decimals are more, and leave nothing of sums in binary. */
const decimalsOfBounds = 6;

/** How other published figures bound one. */
export const neighbourColumns = (labels: Codebook, { units }: Pick<Study, "units">): Column<Neighbour>[] => {
  const unitOf = ({ reading }: Neighbour) => {
    const { unit } = reading.registered.figure;
    return units.get(unit) ?? plain(unit);
  };
  return [
    {
      key: "kind",
      title: explanationWords.tie,
      kind: "text",
      value: ({ kind }) => kind,
      text: (row, { say }) => say(tieOf(row, labels)),
      values: boundKinds,
      about: "the same quantity, all others (what is left of 100), or a class of the base",
    },
    fileColumn("class_of", "text", ({ variable }) => variable ?? null, {
      about: "the variable whose classes make up the base",
    }),
    fileColumn("figure", "text", ({ reading }) => reading.registered.key, { about: "study:figure" }),
    {
      key: "label",
      title: words.figure,
      kind: "text",
      value: ({ reading }, { say }) => say(reading.registered.figure.label),
    },
    {
      key: "study",
      title: explanationWords.publication,
      kind: "text",
      secondary: 1,
      value: ({ reading }) => reading.registered.study.id,
    },
    {
      key: "page",
      title: words.page,
      kind: "count",
      secondary: 1,
      value: ({ reading }) => reading.registered.figure.page,
    },
    {
      key: "published",
      title: words.published,
      kind: "number",
      wrap: true,
      value: ({ reading }) => reading.value,
      text: (row, reader) => printedText(row, unitOf(row), reader),
      about: "of all others: what is left of 100",
    },
    {
      key: "published_low",
      title: explanationWords.allowed,
      kind: "number",
      decimals: ({ reading }) => decimalsOf(reading.registered.figure) + 1,
      value: ({ reading }) => reading.low,
      high: ({ reading }) => reading.high,
    },
    fileColumn("published_high", "number", ({ reading }) => reading.high),
  ];
};

const decimalsOf = ({ published }: Figure) => (published.value === undefined ? 0 : published.decimals);

const printedText = ({ reading }: Neighbour, unit: Label, reader: Reader) =>
  reading.complement
    ? readingText(reading, reader)
    : publishedInUnit(reading.registered.figure.published, unit, reader);

function tieOf({ kind, variable }: Neighbour, labels: Codebook): Label {
  if (kind !== "class") return boundNames[kind];
  return classOf(both((reader) => reader.label(labels, variable!)));
}

const neighbourTable = ({ figures }: Neighbours, whole: Study, labels: Codebook): ResultTable =>
  resultTable("neighbours", explanationWords.neighbours, neighbourColumns(labels, whole), figures);
