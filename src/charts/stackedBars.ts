import type { TopLevelSpec } from "vega-lite";
import { textWidth, widest, wrap } from "./measure.ts";
import {
  type Caption,
  type Entry,
  framed,
  labelColumn,
  legend,
  lineHeight,
  type Placed,
  pixels,
  plotWidth,
  texts,
} from "./page.ts";
import { percentAxis } from "./percentAxis.ts";
import { type PublishedValue, publishedBands, publishedEntry, publishedNumbers } from "./publishedMarks.ts";
import { faint, ink, shades, silent, sizes } from "./style.ts";

/** A part of a bar that stands for 100 %. */
export interface Segment {
  readonly bar: string;
  readonly level: string;
  /** Of those who give no answer, whom the order of levels leaves out. */
  readonly silent: boolean;
  /** In percent; null where it cannot be computed. */
  readonly value: number | null;
  readonly text: string;
}

/** What is published of some levels of a bar that follow one another. */
export interface PublishedPart extends PublishedValue {
  readonly bar: string;
  readonly levels: readonly string[];
}

export interface StackNames {
  /** What the bars' labels begin with, all of them; empty where nothing. */
  readonly start: string;
  readonly published: string;
}

const thick = 26;
const gap = 19;
const below = 22;
const mostLabel = 190;
const leastHead = 130;

/**
 * Horizontal bars that each stand for 100 %, cut into levels in their order, with a number in each part or, of a narrow part,
 * above it or behind the bar. A published value is marked below where the part would end that has it.
 */
export function stackedBars(
  segments: readonly Segment[],
  published: readonly PublishedPart[],
  names: StackNames,
  caption: Caption,
): TopLevelSpec {
  const bars = [...new Set(segments.map(({ bar }) => bar))];
  const levels = [...new Set(segments.map(({ level }) => level))];
  const isSilent = (level: string) => segments.some((own) => own.level === level && own.silent);
  const shade = shadesOf(levels, isSilent);
  const labels = labelColumn(bars, mostLabel);
  const step = thick + Math.max(gap, lineHeight(sizes.text) * mostLines(labels.lines) - thick + 8);
  const height = step * (bars.length - 1) + thick;
  const left = Math.max(labels.width, names.start === "" ? 0 : leastHead) + 10;
  const behind = segments.filter(({ level }) => level === levels.at(-1)).map(({ text }) => text);
  const right = Math.ceil(widest(behind, sizes.text)) + 8;
  const width = plotWidth({ left, right });
  const parts = bars.flatMap((bar, at) => {
    let end = 0;
    return levels.map((level) => {
      const own = segments.find((segment) => segment.bar === bar && segment.level === level);
      const from = end;
      end += own?.value ?? 0;
      const top = at * step;
      return {
        bar,
        level,
        from,
        to: end,
        value: own?.value,
        text: own?.text ?? "",
        top,
        bottom: top + thick,
      };
    });
  });
  const onBars = labelsOf(parts, levels, width);
  const marks = published.flatMap(({ bar, levels: [first], value, low, high }) => {
    const part = parts.find((own) => own.bar === bar && own.level === first);
    if (part?.value == null) return [];
    const ends = {
      value: value === null ? null : part.from + value,
      low: part.from + low,
      high: part.from + high,
    };
    return [{ ...ends, y: part.bottom }];
  });
  const entries: Entry[] = [
    ...levels.map((text) => {
      const { fill } = shade.get(text)!;
      return { text, shape: "square" as const, fill, stroke: isSilent(text) ? silent.stroke : fill };
    }),
    ...publishedEntry(marks, names.published),
  ];
  const axis = percentAxis(100);
  const x = (field: string) => ({ field, type: "quantitative" as const, ...axis });
  return framed(
    {
      left,
      right,
      height,
      below,
      layer: [
        {
          data: {
            values: parts.flatMap((part) =>
              part.value == null || part.value === 0
                ? []
                : [
                    {
                      ...part,
                      fill: shade.get(part.level)!.fill,
                      stroke: isSilent(part.level) ? silent.stroke : "white",
                    },
                  ],
            ),
          },
          mark: { type: "rect", strokeWidth: 1 },
          encoding: {
            x: x("from"),
            x2: { field: "to" },
            y: pixels("top"),
            y2: { field: "bottom" },
            fill: { field: "fill", type: "nominal", scale: null, legend: null },
            stroke: { field: "stroke", type: "nominal", scale: null, legend: null },
          },
        },
        publishedBands(marks, x),
        publishedNumbers(marks, x),
        ...["white", ink].flatMap((color) =>
          texts(
            onBars.inside.filter(({ level }) => shade.get(level)!.on === color),
            { align: "center", color, weight: 600 },
          ),
        ),
        ...texts(onBars.above, { align: "center", size: sizes.small, color: ink }),
        ...texts(onBars.behind, { color: ink }),
        ...texts(
          bars.map((bar, at) => ({ x: -10, y: at * step + thick / 2, text: labels.lines.get(bar)! })),
          { align: "right" },
        ),
        ...texts(headOf(names.start, left - 10), { align: "right", color: faint }),
        ...legend(entries, 0, width + right),
      ],
    },
    caption,
  );
}

/** What the labels begin with, above them. */
function headOf(text: string, width: number): Placed[] {
  if (text === "") return [];
  const lines = wrap(text, { width, size: sizes.text });
  return [{ x: -10, y: -12 - (lineHeight(sizes.text) * (lines.length - 1)) / 2, text: lines }];
}

const mostLines = (lines: ReadonlyMap<string, readonly string[]>) =>
  Math.max(...[...lines.values()].map(({ length }) => length));

/** Dark to light in the levels' order; those who give no answer have a colour that is none of them. */
function shadesOf(levels: readonly string[], isSilent: (level: string) => boolean) {
  const ordered = levels.filter((level) => !isSilent(level));
  const colours = shades(ordered.length);
  return new Map(
    levels.map((level) => [
      level,
      isSilent(level) ? { fill: silent.fill, on: ink } : colours[ordered.indexOf(level)]!,
    ]),
  );
}

interface Part {
  readonly level: string;
  readonly from: number;
  readonly to: number;
  readonly value: number | null | undefined;
  readonly text: string;
  readonly top: number;
}

/** Where the numbers stand: in their parts, above those that are narrower than their number, or behind the bar. */
function labelsOf(parts: readonly Part[], levels: readonly string[], width: number) {
  const inside: (Placed & { readonly level: string })[] = [];
  const above: Placed[] = [];
  const behind: Placed[] = [];
  /** Where the number before ends, by bar. */
  const taken = new Map<number, number>();
  for (const { level, from, to, value, text, top } of parts) {
    const y = top + thick / 2;
    const wide = ((to - from) * width) / 100;
    if (value === null && level === levels[0]) behind.push({ x: 6, y, text });
    if (value == null || value === 0) continue;
    const x = ((from + to) * width) / 200;
    if (textWidth(text, sizes.text, 600) + 5 <= wide) inside.push({ x, y, text, level });
    else if (level === levels.at(-1)) behind.push({ x: (to * width) / 100 + 6, y, text });
    else {
      const half = textWidth(text, sizes.small) / 2;
      const at = Math.max(x, half - 3, (taken.get(top) ?? -Infinity) + half + 3);
      taken.set(top, at + half);
      above.push({ x: at, y: top - 8, text });
    }
  }
  return { inside, above, behind };
}
