import { TheilSenRegression } from "ml-regression";
import type { TopLevelSpec } from "vega-lite";
import { type Agreement, agreement } from "../charts/agreement.ts";
import type { FigureResult, Reproduction } from "../figures/reproduce.ts";
import { originOf } from "../samples/sampleOfDataset.ts";
import { acceptedRange, uses } from "../study/figures.ts";
import {
  agreementNote,
  agreementTitle,
  computedAxis,
  intervalName,
  publishedAxis,
  robustLine,
  withinRounding,
} from "../text/messages/charts.ts";
import type { Reader } from "../text/reader.ts";
import { words } from "../text/words.ts";
import { chartFootnotes } from "./chartLabels.ts";
import { dataLine } from "./dataLines.ts";
import { intervalTitle } from "./tables/estimateColumns.ts";

/** All recomputed percentages of a study against the published ones; undefined where there is none. */
export function agreementChart(reproduction: Reproduction, reader: Reader): TopLevelSpec | undefined {
  const { study, dataset, figures } = reproduction;
  const { say, language } = reader;
  const computed = figures.flatMap((own) =>
    own.result && "computed" in own.result ? [{ ...own, result: own.result }] : [],
  );
  const drawn = computed.filter(({ figure }) => figure.estimand?.statistic === "percent");
  if (drawn.length === 0) return undefined;
  const points = drawn.map(
    ({ figure, result }): Agreement => ({
      published: { value: figure.published.value ?? null, ...acceptedRange(figure.published) },
      value: result.computed,
      low: result.low,
      high: result.high,
      use: say(words[figure.use]),
    }),
  );
  return agreement(
    points,
    {
      published: say(publishedAxis),
      computed: say(computedAxis),
      uses: uses.map((use) => say(words[use])),
      interval: say(intervalName(intervalTitle(0.95))),
    },
    {
      language,
      title: say(agreementTitle),
      subtitle: [say(study.title), say(dataLine(originOf(dataset))), ...agreementLines(drawn, reader)],
      footnotes: chartFootnotes(
        { source: study.source, note: agreementNote(computed.length - drawn.length, words.useNote) },
        reader,
      ),
    },
  );
}

/** How many figures agree within rounding, and the robust line through those that are printed as numbers. */
function agreementLines(
  drawn: readonly (FigureResult & { readonly result: { readonly computed: number } })[],
  { say }: Reader,
): string[] {
  const agreeing = drawn.filter(({ status }) => status === "reproduced").length;
  const numbers = drawn.flatMap(({ figure, result }) =>
    figure.published.value === undefined ? [] : [[figure.published.value, result.computed] as const],
  );
  const lines = [say(withinRounding(drawn.length, agreeing))];
  if (new Set(numbers.map(([x]) => x)).size < 2) return lines;
  const { slope, intercept } = new TheilSenRegression(
    numbers.map(([x]) => x),
    numbers.map(([, y]) => y),
  );
  return [...lines, say(robustLine(slope, intercept))];
}
