import type { TopLevelSpec } from "vega-lite";
import { type Caption, framed, ink, textWidth, wrapLine } from "./style.ts";

/** A part of a bar that stands for 100 %. */
export interface Segment {
  readonly bar: string;
  readonly level: string;
  /** In percent; null where it cannot be computed. */
  readonly value: number | null;
  readonly text: string;
}

const width = 520;

/** What a bar's label holds in a line. */
const charactersBeside = 38;

/** Parts that are narrower, in percent, have no room for their number. */
const leastLabelled = 3.5;

/** From dark to light (ColorBrewer Blues), and what is written on them. */
const lightest = [222, 235, 247] as const;
const darkest = [8, 69, 148] as const;

/** Horizontal bars that each stand for 100 %, cut into levels in their order, with a number in each part. */
export function stackedBars(segments: readonly Segment[], caption: Caption): TopLevelSpec {
  const folded = segments.map((segment) => ({
    ...segment,
    bar: wrapLine(segment.bar, charactersBeside).join("\n"),
  }));
  const bars = [...new Set(folded.map(({ bar }) => bar))];
  const levels = [...new Set(segments.map(({ level }) => level))];
  const shades = levels.map((_, at) => shade(levels.length === 1 ? 0 : at / (levels.length - 1)));
  const values = bars.flatMap((bar) => {
    let start = 0;
    return levels.map((level, at) => {
      const own = folded.find((segment) => segment.bar === bar && segment.level === level);
      const value = own?.value ?? 0;
      const from = start;
      start += value;
      if (own?.value === null)
        return { bar, level, from, to: from, middle: 50, text: at === 0 ? own.text : "", on: "light" };
      return {
        bar,
        level,
        from,
        to: start,
        middle: (from + start) / 2,
        text: own && value >= leastLabelled ? own.text : "",
        on: shades[at]!.dark ? "dark" : "light",
      };
    });
  });
  const y = {
    field: "bar",
    type: "nominal" as const,
    sort: bars,
    title: null,
    axis: {
      ticks: false,
      domain: false,
      labelLimit: 0,
      labelPadding: 8,
      labelExpr: `split(datum.label, '\\n')`,
    },
  };
  const x = (field: string) => ({
    field,
    type: "quantitative" as const,
    title: "%",
    scale: { domain: [0, 100], nice: false },
  });
  return framed(
    {
      width,
      height: { step: Math.max(46, 14 * Math.max(...bars.map((bar) => bar.split("\n").length)) + 14) },
      data: { values },
      layer: [
        {
          mark: { type: "bar", stroke: "white", strokeWidth: 1, height: { band: 0.62 } },
          encoding: {
            y,
            x: x("from"),
            x2: { field: "to" },
            color: {
              field: "level",
              type: "nominal",
              sort: levels,
              title: null,
              scale: { domain: levels, range: shades.map(({ colour }) => colour) },
              legend: { orient: "top", direction: "horizontal", columns: 3, labelLimit: 0 },
            },
          },
        },
        {
          mark: { type: "text", fontSize: 12 },
          encoding: {
            y,
            x: x("middle"),
            text: { field: "text" },
            color: {
              field: "on",
              type: "nominal",
              legend: null,
              scale: { domain: ["dark", "light"], range: ["white", ink] },
            },
          },
        },
      ],
      resolve: { scale: { color: "independent" } },
    },
    caption,
    width + Math.max(...folded.flatMap(({ bar }) => bar.split("\n").map((line) => textWidth(line, 12)))),
  );
}

/** The colour at a share of the way from dark to light, and whether white is legible on it. */
function shade(share: number): { colour: string; dark: boolean } {
  const channels = darkest.map((from, at) => Math.round(from + share * (lightest[at]! - from)));
  const hex = channels.map((channel) => channel.toString(16).padStart(2, "0")).join("");
  return { colour: `#${hex}`, dark: share < 0.5 };
}
