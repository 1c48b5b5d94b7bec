import type { TopLevelSpec } from "vega-lite";
import { textWidth, widest, wrapEvenly } from "./measure.ts";
import { type Caption, framed, legend, lineHeight, pixels, plotWidth, texts, whiskers } from "./page.ts";
import { percentAxis } from "./percentAxis.ts";
import { type PublishedValue, publishedBands, publishedEntry, publishedNumbers } from "./publishedMarks.ts";
import { faint, ink, series, sizes } from "./style.ts";

/** The share of those who are in exactly some of several sets. */
export interface Combination {
  /** Its name, which stands where there is no set. */
  readonly label: string;
  readonly inside: readonly boolean[];
  /** In percent; null where it cannot be computed. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly text: string;
  readonly published?: PublishedValue | undefined;
}

/** The names of the sets, and of what is drawn, for the legend. */
export interface CombinationNames {
  readonly sets: readonly string[];
  readonly interval: string;
  readonly published: string;
}

const step = 30;
const thick = 18;
const below = 22;
const headWidth = 88;
const dots = { size: 150, empty: "#dcdcdc" } as const;
const colour = series[0];

/**
 * How sets combine (after Lex et al. 2014, UpSet): a line for each combination, the most frequent first, with a dot for
 * each set that it has and a bar as long as its share.
 */
export function combinations(
  rows: readonly Combination[],
  names: CombinationNames,
  caption: Caption,
): TopLevelSpec {
  const ordered = [...rows].sort((a, b) => (b.value ?? -1) - (a.value ?? -1));
  const heads = names.sets.map((set) => wrapEvenly(set, { width: headWidth, size: sizes.text }));
  const column = Math.max(40, ...heads.map((lines) => widest(lines, sizes.text))) + 14;
  const left = Math.ceil(column * names.sets.length) + 4;
  const width = plotWidth({ left, right: 0 });
  const height = step * ordered.length;
  const placed = ordered.map((row, at) => ({
    ...row,
    zero: 0,
    y: step * (at + 0.5),
    top: step * (at + 0.5) - thick / 2,
    bottom: step * (at + 0.5) + thick / 2,
  }));
  const columnAt = (set: number) => column * (set + 0.5) - left;
  const end = (row: Combination) => Math.max(row.high ?? 0, row.value ?? 0, row.published?.high ?? 0);
  const most = Math.max(
    1,
    ...rows.map((row) => (end(row) * width) / (width - 10 - textWidth(row.text, sizes.text, 600))),
  );
  const axis = percentAxis(most);
  const x = (field: string) => ({ field, type: "quantitative" as const, ...axis });
  const published = placed.flatMap(({ published: own, y }) => (own ? [{ ...own, y }] : []));
  const lines = placed.flatMap(({ inside, y }) => {
    const own = names.sets.flatMap((_, set) => (inside[set] ? columnAt(set) : []));
    return own.length < 2 ? [] : [{ from: Math.min(...own), to: Math.max(...own), y }];
  });
  const circles = placed.flatMap(({ inside, y }) =>
    inside.includes(true)
      ? names.sets.map((_, set) => ({ x: columnAt(set), y, isFull: inside[set] === true }))
      : [],
  );
  const dotsOf = (full: boolean) => ({
    data: { values: circles.filter(({ isFull }) => isFull === full) },
    mark: {
      type: "point",
      shape: "circle",
      filled: true,
      opacity: 1,
      size: dots.size,
      color: full ? colour : dots.empty,
    },
    encoding: { x: pixels("x"), y: pixels("y") },
  });
  const headHeight = lineHeight(sizes.text);
  return framed(
    {
      left,
      right: 0,
      height,
      below,
      layer: [
        {
          data: {
            values: placed.flatMap((_, at) => (at % 2 === 1 ? [{ y: step * at, y2: step * (at + 1) }] : [])),
          },
          mark: { type: "rect", fill: ink, opacity: 0.05 },
          encoding: { x: { value: -left }, x2: { value: width }, y: pixels("y"), y2: { field: "y2" } },
        },
        dotsOf(false),
        {
          data: { values: lines },
          mark: { type: "rule", color: colour, strokeWidth: 3 },
          encoding: { x: pixels("from"), x2: { field: "to" }, y: pixels("y") },
        },
        dotsOf(true),
        {
          data: { values: placed },
          mark: { type: "rect", fill: colour },
          encoding: {
            x: x("zero"),
            x2: { field: "value" },
            y: pixels("top"),
            y2: { field: "bottom" },
          },
        },
        publishedBands(published, x),
        ...whiskers(
          placed.filter(({ low }) => low !== null),
          { y: pixels("y"), x: x("low"), x2: { field: "high" } },
        ),
        publishedNumbers(published, x),
        ...texts(
          placed.map((row) => ({ x: (end(row) * width) / most + 8, y: row.y, text: row.text })),
          { weight: 600 },
        ),
        ...texts(
          placed
            .filter(({ inside }) => !inside.includes(true))
            .map(({ label, y }) => ({ x: -left / 2, y, text: label })),
          { align: "center", color: faint },
        ),
        ...texts(
          heads.map((text, set) => ({
            x: columnAt(set),
            y: -10 - (headHeight * (text.length - 1)) / 2,
            text,
          })),
          { align: "center" },
        ),
        ...legend(
          [
            { text: names.interval, shape: "stroke", fill: ink, stroke: ink },
            ...publishedEntry(published, names.published),
          ],
          0,
          width,
        ),
      ],
    },
    caption,
  );
}
