import type { TopLevelSpec } from "vega-lite";
import type { BarNames } from "./groupedBars.ts";
import { widest } from "./measure.ts";
import {
  type Caption,
  drawnAs,
  type Entry,
  framed,
  labelColumn,
  legend,
  lineHeight,
  pixels,
  plotWidth,
  texts,
} from "./page.ts";
import { percentAxis } from "./percentAxis.ts";
import { type PublishedValue, publishedBands, publishedEntry, publishedNumbers } from "./publishedMarks.ts";
import { grid, ink, series, sizes } from "./style.ts";

/** A value at one of two times. */
export interface Point {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly text: string;
  readonly published?: PublishedValue | undefined;
}

/** What changes from one time to the next; `text` is by how much. */
export interface Change {
  readonly label: string;
  readonly points: readonly [Point, Point];
  readonly text: string;
}

export interface ChangeNames extends BarNames {
  readonly times: readonly [string, string];
  /** What stands above the changes. */
  readonly change: string;
}

const step = 46;
const below = 22;
const mostLabel = 210;
/** What is left free beside the outer points, in percentage points. */
const room = 3;
const mostChange = 64;
/** The earlier time is hollow, the later one full, so that grey print tells them apart. */
const marks = [
  { shape: "circle", fill: "white", stroke: series[0], size: 90 },
  { shape: "circle", fill: series[0], stroke: series[0], size: 90 },
] as const;

/** Two values of each thing on one line, with their intervals and what lies between them. */
export function change(rows: readonly Change[], names: ChangeNames, caption: Caption): TopLevelSpec {
  const labels = labelColumn(
    rows.map(({ label }) => label),
    mostLabel,
  );
  const changes = labelColumn([names.change, ...rows.map(({ text }) => text)], mostChange);
  const left = labels.width + 14;
  const right = Math.ceil(widest([...changes.lines.values()].flat(), sizes.text, 600)) + 16;
  const width = plotWidth({ left, right });
  const height = step * rows.length;
  const ends = rows.flatMap(({ points }) =>
    points.flatMap(({ value, low, high, published }) => [
      ...[low ?? value, high ?? value],
      ...(published ? [published.low, published.high] : []),
    ]),
  );
  const most = Math.min(100, Math.max(1, ...ends) + room);
  const axis = percentAxis(most, Math.min(...ends) - room);
  const [least] = axis.scale.domain as [number];
  const x = (field: string) => ({ field, type: "quantitative" as const, ...axis });
  const middle = (at: number) => step * (at + 0.5);
  const points = rows.flatMap((row, at) =>
    row.points.map((point, time) => ({ ...marks[time]!, ...point, y: middle(at) + 3 })),
  );
  const published = points.flatMap(({ published: own, y }) => (own ? [{ ...own, y: y + 11 }] : []));
  const entries: Entry[] = [
    ...names.times.map((text, time) => ({ text, ...marks[time]! })),
    { text: names.interval, shape: "stroke", fill: ink, stroke: ink },
    ...publishedEntry(published, names.published),
  ];
  return framed(
    {
      left,
      right,
      height,
      below,
      layer: [
        {
          data: {
            values: rows.map(({ points: [first, second] }, at) => ({
              from: first.value,
              to: second.value,
              y: middle(at) + 3,
            })),
          },
          mark: { type: "rule", color: series[2], strokeWidth: 4 },
          encoding: { x: x("from"), x2: { field: "to" }, y: pixels("y") },
        },
        {
          data: { values: points.filter(({ low }) => low !== null) },
          mark: { type: "rule", color: ink, strokeWidth: 1.2 },
          encoding: { x: x("low"), x2: { field: "high" }, y: pixels("y") },
        },
        {
          data: { values: points },
          mark: { type: "point", opacity: 1, strokeWidth: 1.8 },
          encoding: { x: x("value"), y: pixels("y"), ...drawnAs },
        },
        publishedBands(published, x),
        publishedNumbers(published, x, 40),
        ...apart(rows, (value) => ((value - least) * width) / (most - least)).flatMap((row, at) =>
          texts(
            row.map(({ x: own, text }) => ({ x: own, y: middle(at) - 11, text })),
            { align: "center", size: sizes.small },
          ),
        ),
        ...texts(
          rows.map(({ label }, at) => ({ x: -14, y: middle(at), text: labels.lines.get(label)! })),
          { align: "right" },
        ),
        ...texts(
          rows.map(({ text }, at) => ({
            x: width + right,
            y: middle(at) + 3,
            text: changes.lines.get(text)!,
          })),
          { align: "right", weight: 600 },
        ),
        ...texts(
          [names.change].map((text) => {
            const lines = changes.lines.get(text)!;
            return {
              x: width + right,
              y: -12 - (lineHeight(sizes.text) * (lines.length - 1)) / 2,
              text: lines,
            };
          }),
          { align: "right", color: ink },
        ),
        {
          data: { values: rows.slice(1).map((_, at) => ({ y: step * (at + 1) })) },
          mark: { type: "rule", color: grid },
          encoding: { x: { value: -left }, x2: { value: width + right }, y: pixels("y") },
        },
        ...legend(entries, 0, width),
      ],
    },
    caption,
  );
}

/** Where the numbers of both times stand, in pixels: over their points, moved apart where these are close. */
function apart(rows: readonly Change[], scale: (value: number) => number) {
  return rows.map(({ points }) => {
    const places = points.map(({ value, text }) => ({
      x: scale(value),
      text,
      half: widest([text], sizes.small) / 2 + 3,
    }));
    const [first, last] = [...places].sort((a, b) => a.x - b.x) as [(typeof places)[0], (typeof places)[0]];
    const short = first.half + last.half - (last.x - first.x);
    const shift = Math.max(0, short / 2);
    return [
      { ...first, x: first.x - shift },
      { ...last, x: last.x + shift },
    ];
  });
}
