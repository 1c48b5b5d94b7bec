import type { TopLevelSpec } from "vega-lite";
import { type Caption, drawnAs, type Entry, framed, legend, plotWidth } from "./page.ts";
import type { PublishedValue } from "./publishedMarks.ts";
import { faint, ink, series } from "./style.ts";

/** A figure that is published, and what it is recomputed as, with its interval. */
export interface Agreement {
  readonly published: PublishedValue;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  /** The series that it belongs to. */
  readonly use: string;
}

export interface AgreementNames {
  readonly published: string;
  readonly computed: string;
  /** The series in their order. */
  readonly uses: readonly string[];
  readonly interval: string;
}

const left = 44;
const right = 10;
const height = 520;
const below = 44;
/** Shapes tell series apart, colours besides. */
const marks = [
  { shape: "circle", fill: series[0], stroke: series[0], size: 34 },
  { shape: "diamond", fill: "white", stroke: series[1], size: 62 },
  { shape: "triangle-up", fill: "white", stroke: ink, size: 50 },
] as const;

/** Recomputed values against published ones with the line on which they are equal; shapes tell the series. */
export function agreement(
  points: readonly Agreement[],
  names: AgreementNames,
  caption: Caption,
): TopLevelSpec {
  const most = Math.max(...points.flatMap(({ published, value, high }) => [published.high, high ?? value]));
  const domain = [0, most > 60 ? 100 : 1.05 * most];
  const axis = (title: string) => ({ title, grid: true, tickCount: 6 });
  const x = (field: string) => ({
    field,
    type: "quantitative" as const,
    scale: { domain, nice: false },
    axis: axis(names.published),
  });
  const y = (field: string) => ({
    field,
    type: "quantitative" as const,
    scale: { domain, nice: false },
    axis: {
      ...axis(names.computed),
      titleAngle: 0,
      titleAlign: "left",
      titleX: -left,
      titleY: -12,
    },
  });
  const values = points.map((point) => ({
    ...point,
    ...marks[names.uses.indexOf(point.use)]!,
    from: point.published.low,
    to: point.published.high,
    at: point.published.value,
  }));
  const numbers = values.filter(({ at }) => at !== null);
  const used = names.uses.filter((use) => points.some((point) => point.use === use));
  const entries: Entry[] = [
    ...used.map((text) => ({ text, ...marks[names.uses.indexOf(text)]! })),
    { text: names.interval, shape: "stroke", fill: faint, stroke: faint },
  ];
  const legendLeft = 90;
  return framed(
    {
      left,
      right,
      height,
      below,
      layer: [
        {
          data: { values: [{ from: domain[0], to: domain[1] }] },
          mark: { type: "rule", color: ink, strokeWidth: 1 },
          encoding: { x: x("from"), x2: { field: "to" }, y: y("from"), y2: { field: "to" } },
        },
        {
          data: { values: numbers.filter(({ low }) => low !== null) },
          mark: { type: "rule", color: faint, strokeWidth: 1, opacity: 0.55 },
          encoding: { x: x("at"), y: y("low"), y2: { field: "high" } },
        },
        {
          data: { values: values.filter(({ published }) => published.value === null) },
          mark: { type: "rule", strokeWidth: 2.2, opacity: 0.75 },
          encoding: { x: x("from"), x2: { field: "to" }, y: y("value"), stroke: drawnAs.stroke },
        },
        {
          data: { values: numbers },
          mark: { type: "point", opacity: 1, strokeWidth: 1.4 },
          encoding: { x: x("at"), y: y("value"), ...drawnAs },
        },
        ...legend(entries, legendLeft, plotWidth({ left, right }) - legendLeft),
      ],
    },
    caption,
  );
}
