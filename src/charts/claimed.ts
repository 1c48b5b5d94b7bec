import type { TopLevelSpec } from "vega-lite";
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
import { series as colours, grid, ink, sizes } from "./style.ts";

/** A percentage, or the interval that words stand for. */
export interface Mark {
  readonly value: number | null;
  readonly low: number;
  readonly high: number;
}

/** A claim: what is said, what is published of it, and the figure that has its value where that is another one. */
export interface ClaimedLine {
  readonly label: string;
  readonly verdict: string;
  readonly said: Mark;
  readonly published: readonly Mark[];
  readonly taken: readonly Mark[];
}

/** The names of what is drawn. */
export type ClaimedNames = Readonly<Record<"said" | "published" | "taken", string>>;

const keys = ["said", "published", "taken"] as const;
const marks = {
  said: { shape: "circle", fill: colours[1], stroke: colours[1], size: 62 },
  published: { shape: "square", fill: colours[0], stroke: colours[0], size: 50 },
  taken: { shape: "diamond", fill: "white", stroke: ink, size: 62 },
} as const;

const below = 22;
const apart = 12;
const mostLabel = 240;
const mostVerdict = 130;

/** Percentages that are said beside published ones, a line per claim, with the verdict and its place to the right. */
export function claimed(lines: readonly ClaimedLine[], names: ClaimedNames, caption: Caption): TopLevelSpec {
  const labels = labelColumn(
    lines.map(({ label }) => label),
    mostLabel,
  );
  const verdicts = labelColumn(
    lines.map(({ verdict }) => verdict),
    mostVerdict,
  );
  const left = labels.width + 12;
  const right = Math.ceil(widest([...verdicts.lines.values()].flat(), sizes.text)) + 14;
  const width = plotWidth({ left, right });
  const starts: number[] = [];
  const middles: number[] = [];
  let y = 0;
  for (const { label, verdict } of lines) {
    const folded = Math.max(labels.lines.get(label)!.length, verdicts.lines.get(verdict)!.length);
    const room = Math.max(apart * 2, lineHeight(sizes.text) * folded) + 12;
    starts.push(y);
    middles.push(y + room / 2);
    y += room;
  }
  const values = lines.flatMap((line, at) => {
    const own = keys.filter((key) => [line[key]].flat().length > 0);
    return own.flatMap((key, place) =>
      [line[key]].flat().map((mark) => ({
        ...marks[key],
        ...mark,
        y: middles[at]! + apart * (place - (own.length - 1) / 2),
      })),
    );
  });
  const used = keys.filter((key) => lines.some((line) => [line[key]].flat().length > 0));
  const entries: Entry[] = used.map((key) => ({ text: names[key], ...marks[key] }));
  const axis = percentAxis(100);
  const x = (field: string) => ({ field, type: "quantitative" as const, ...axis });
  return framed(
    {
      left,
      right,
      height: y,
      below,
      layer: [
        {
          data: { values: starts.slice(1).map((start) => ({ y: start })) },
          mark: { type: "rule", color: grid },
          encoding: { x: { value: -left }, x2: { value: width + right }, y: pixels("y") },
        },
        {
          data: { values },
          mark: { type: "rule", strokeWidth: 2.5, opacity: 0.55 },
          encoding: {
            y: pixels("y"),
            x: x("low"),
            x2: { field: "high" },
            stroke: drawnAs.stroke,
          },
        },
        {
          data: { values: values.filter(({ value }) => value !== null) },
          mark: { type: "point", opacity: 1, strokeWidth: 1.2 },
          encoding: { y: pixels("y"), x: x("value"), ...drawnAs },
        },
        ...texts(
          lines.map(({ label }, at) => ({ x: -left, y: middles[at]!, text: labels.lines.get(label)! })),
        ),
        ...texts(
          lines.map(({ verdict }, at) => ({
            x: width + 14,
            y: middles[at]!,
            text: verdicts.lines.get(verdict)!,
          })),
        ),
        ...legend(entries, 0, width + right),
      ],
    },
    caption,
  );
}
