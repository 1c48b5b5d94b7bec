import { TheilSenRegression } from "ml-regression";
import type { TopLevelSpec } from "vega-lite";
import { type Agreement, agreement } from "../charts/agreement.ts";
import type { PublishedValue } from "../charts/publishedMarks.ts";
import { valuesOf } from "../figures/compute.ts";
import type { Reproduction } from "../figures/reproduce.ts";
import type { FigureStatus } from "../figures/verdict.ts";
import { originOf } from "../samples/sampleOfDataset.ts";
import { type Estimand, type Use, uses } from "../study/figures.ts";
import type { Study } from "../study/study.ts";
import type { Label } from "../text/language.ts";
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

/** A figure of a study as the chart draws it. */
export interface DrawnFigure {
  /** Null where words or a bound are published, from `low` to `high`. */
  readonly published: PublishedValue;
  /** Null of what is no matter for microdata, and where no data give it. */
  readonly computed: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** What it measures; null where that cannot be written. */
  readonly statistic: Estimand["statistic"] | null;
  readonly use: Use;
  readonly status: FigureStatus;
}

/** All recomputed figures of a study, and what they are of. */
export interface DrawnFigures extends Pick<Study, "title" | "source"> {
  readonly notice: Label;
  readonly figures: readonly DrawnFigure[];
}

export const drawnFigures = ({ study, dataset, figures }: Reproduction): DrawnFigures => ({
  title: study.title,
  source: study.source,
  notice: dataLine(originOf(dataset)),
  figures: figures.map(({ figure, result, status }) => ({
    ...drawnValues(figure.published, valuesOf(result)),
    statistic: figure.measured?.statistic ?? null,
    use: figure.use,
    status,
  })),
});

/** What is published and computed of a figure, from the values that reports have of it. */
export const drawnValues = (
  published: { readonly [Key in "value" | "low" | "high"]?: number | null | undefined },
  { computed, low, high }: Pick<DrawnFigure, "computed" | "low" | "high">,
) => {
  const { value = null } = published;
  return {
    published: { value, low: published.low ?? value!, high: published.high ?? value! },
    ...{ computed, low, high },
  };
};

/** All recomputed percentages of a study against the published ones; undefined where there is none. */
export function agreementChart(
  { title, source, notice, figures }: DrawnFigures,
  reader: Reader,
): TopLevelSpec | undefined {
  const { say, language } = reader;
  const all = figures.flatMap(({ computed, ...own }) => (computed === null ? [] : { ...own, computed }));
  const drawn = all.filter(({ statistic }) => statistic === "percent");
  if (drawn.length === 0) return undefined;
  const points = drawn.map(
    ({ computed, published, low, high, use }): Agreement => ({
      ...{ published, value: computed, low, high },
      use: say(words[use]),
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
      subtitle: [say(title), say(notice), ...agreementLines(drawn, reader)],
      footnotes: chartFootnotes(
        { source, note: agreementNote(all.length - drawn.length, words.useNote) },
        reader,
      ),
    },
  );
}

/** How many figures agree within rounding, and the robust line through those that are printed as numbers. */
function agreementLines(
  drawn: readonly (DrawnFigure & { readonly computed: number })[],
  { say }: Reader,
): string[] {
  const agreeing = drawn.filter(({ status }) => status === "reproduced").length;
  const numbers = drawn.flatMap(({ published, computed }) =>
    published.value === null ? [] : [[published.value, computed] as const],
  );
  const lines = [say(withinRounding(drawn.length, agreeing))];
  if (new Set(numbers.map(([x]) => x)).size < 2) return lines;
  const { slope, intercept } = new TheilSenRegression(
    numbers.map(([x]) => x),
    numbers.map(([, y]) => y),
  );
  return [...lines, say(robustLine(slope, intercept))];
}
