import type { TopLevelSpec } from "vega-lite";
import { textWidth } from "./measure.ts";
import {
  type Caption,
  type Entry,
  framed,
  labelColumn,
  legend,
  lineHeight,
  pixels,
  plotWidth,
  texts,
  whiskers,
} from "./page.ts";
import { percentAxis } from "./percentAxis.ts";
import { type PublishedValue, publishedBands, publishedEntry, publishedNumbers } from "./publishedMarks.ts";
import { ink, shades, sizes } from "./style.ts";

export interface Bar {
  readonly outcome: string;
  readonly group: string;
  /** In percent; null where it cannot be computed. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly text: string;
  readonly published?: PublishedValue | undefined;
}

/** The names of what is drawn besides the groups, for the legend. */
export interface BarNames {
  readonly interval: string;
  readonly published: string;
}

const bar = { height: 17, gap: 2 } as const;
const clusterGap = 15;
/** What stands below the plot: the axis. */
const below = 22;
const mostLabel = 210;

/** Horizontal bars of percentages, one cluster per outcome and one bar per group, with their confidence intervals. */
export function groupedBars(bars: readonly Bar[], names: BarNames, caption: Caption): TopLevelSpec {
  const outcomes = [...new Set(bars.map(({ outcome }) => outcome))];
  const groups = [...new Set(bars.map(({ group }) => group))];
  const labels = labelColumn(outcomes, mostLabel);
  const colours = shades(groups.length + 2)
    .slice(1, groups.length + 1)
    .reverse();
  let y = 0;
  const middles = new Map<string, number>();
  const placed = outcomes.flatMap((outcome) => {
    const own = bars.filter((one) => one.outcome === outcome);
    const thick = own.length * (bar.height + bar.gap) - bar.gap;
    const room = Math.max(thick, lineHeight(sizes.text) * labels.lines.get(outcome)!.length);
    const first = y + (room - thick) / 2;
    middles.set(outcome, y + room / 2);
    y += room + clusterGap;
    return own.map((one, at) => {
      const top = first + at * (bar.height + bar.gap);
      const { fill } = colours[groups.indexOf(one.group)]!;
      return { ...one, zero: 0, top, bottom: top + bar.height, middle: top + bar.height / 2, fill };
    });
  });
  const height = y - clusterGap;
  const left = labels.width + 10;
  const width = plotWidth({ left, right: 0 });
  const end = (one: Bar) => Math.max(one.high ?? 0, one.value ?? 0, one.published?.high ?? 0);
  const most = Math.max(
    1,
    ...bars.map((one) => (end(one) * width) / (width - 10 - textWidth(one.text, sizes.text, 600))),
  );
  const axis = percentAxis(most);
  const x = (field: string) => ({ field, type: "quantitative" as const, ...axis });
  const published = placed.flatMap(({ published: own, middle }) => (own ? [{ ...own, y: middle }] : []));
  const entries: Entry[] = [
    ...(groups.length > 1
      ? groups.map((text, at) => {
          const { fill } = colours[at]!;
          return { text, shape: "square" as const, fill, stroke: fill };
        })
      : []),
    ...(bars.some(({ low }) => low !== null)
      ? [{ text: names.interval, shape: "stroke" as const, fill: ink, stroke: ink }]
      : []),
    ...publishedEntry(published, names.published),
  ];
  return framed(
    {
      left,
      right: 0,
      height,
      below,
      layer: [
        {
          data: { values: placed },
          mark: { type: "rect" },
          encoding: {
            x: x("zero"),
            x2: { field: "value" },
            y: pixels("top"),
            y2: { field: "bottom" },
            fill: { field: "fill", type: "nominal", scale: null, legend: null },
          },
        },
        publishedBands(published, x),
        ...whiskers(
          placed.filter(({ low }) => low !== null),
          { y: pixels("middle"), x: x("low"), x2: { field: "high" } },
        ),
        publishedNumbers(published, x),
        ...texts(
          placed.map((one) => ({
            x: (end(one) * width) / most + 8,
            y: one.middle,
            text: one.text,
          })),
          { weight: 600 },
        ),
        ...texts(
          outcomes.map((outcome) => ({ x: -10, y: middles.get(outcome)!, text: labels.lines.get(outcome)! })),
          { align: "right" },
        ),
        ...legend(entries, 0, width),
      ],
    },
    caption,
  );
}
