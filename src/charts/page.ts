import type { TopLevelSpec } from "vega-lite";
import type { Language } from "../text/language.ts";
import { textWidth, type Weight, widest, wrap, wrapEvenly } from "./measure.ts";
import { configOf, faint, ink, pageWidth, sizes } from "./style.ts";

/** What every chart is told besides its values. */
export interface Caption {
  readonly language: Language;
  readonly title: string;
  /** The line that says what data the values come from, and the methods' line. */
  readonly subtitle: readonly string[];
  /** What stands below: Lecture, Champ, Note, Source. */
  readonly footnotes?: readonly string[];
}

/** A plot between what stands to its left and right: together they are as wide as the page. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly height: number;
  /** What is drawn, in Vega-Lite. */
  readonly layer: readonly object[];
  /** How far its axis reaches below. */
  readonly below: number;
}

export const plotWidth = ({ left, right }: Pick<Plot, "left" | "right">) => pageWidth - left - right;

/** A plot under its title and above its footnotes, which are lines of the page's width. */
export function framed({ left, right, height, layer, below }: Plot, caption: Caption): TopLevelSpec {
  const foot = footnoteLayers(caption.footnotes ?? [], -left, height + below + 20);
  return {
    ...headed(caption, left),
    width: plotWidth({ left, right }),
    height,
    layer: [...layer, ...foot],
  } as TopLevelSpec;
}

/** Plots side by side, the first with the labels of all; `width` is that of each. */
export function framedBeside(
  plots: readonly (readonly object[])[],
  place: Pick<Plot, "left" | "height" | "below"> & { readonly width: number; readonly gap: number },
  caption: Caption,
): TopLevelSpec {
  const { left, height, below, width, gap } = place;
  const foot = footnoteLayers(caption.footnotes ?? [], -left, height + below + 20);
  return {
    ...headed(caption, left),
    hconcat: plots.map((layer, at) => ({ width, height, layer: at === 0 ? [...layer, ...foot] : layer })),
    bounds: "flush",
    spacing: gap,
  } as unknown as TopLevelSpec;
}

function headed({ language, title, subtitle }: Caption, left: number) {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    config: configOf(language),
    usermeta: { language },
    title: {
      text: wrap(title, { width: pageWidth, size: sizes.title, weight: 600 }),
      subtitle: subtitle.flatMap((line) => wrap(line, { width: pageWidth, size: sizes.subtitle })),
      frame: "group",
      dx: -left,
    },
  };
}

/** A text in a plot's pixels, or several lines around its middle. */
export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly text: string | readonly string[];
}

export interface TextStyle {
  readonly align?: "left" | "center" | "right";
  readonly size?: number;
  readonly weight?: Weight;
  readonly color?: string;
}

/** A place in pixels, which no scale moves. */
export const pixels = (field: string) => ({
  field,
  type: "quantitative" as const,
  scale: null,
  axis: null,
});

export const lineHeight = (size: number) => Math.round(1.2 * size);

/** Texts around their places; several lines stand around the middle. */
export function texts(
  placed: readonly Placed[],
  { align = "left", size = sizes.text, weight = 400, color = ink }: TextStyle = {},
): object[] {
  if (placed.length === 0) return [];
  const step = lineHeight(size);
  return [
    {
      data: {
        values: placed.map(({ x, y, text }) => ({
          x,
          y: y - (Array.isArray(text) ? (step * (text.length - 1)) / 2 : 0),
          text,
        })),
      },
      mark: { type: "text", align, baseline: "middle", ...fontOf(size, weight, color), lineHeight: step },
      encoding: { x: pixels("x"), y: pixels("y"), text: { field: "text" } },
    },
  ];
}

export const fontOf = (size: number, weight: Weight, color: string) => ({
  fontSize: size,
  fontWeight: weight,
  color,
});

/** What stands for a series in a legend, by Vega's names of shapes. */
export interface Entry {
  readonly text: string;
  readonly shape: "square" | "circle" | "diamond" | "stroke" | "triangle-up";
  readonly fill: string;
  readonly stroke: string;
}

const entry = { symbol: 18, gap: 20, line: 19, below: 17 } as const;
const symbolSizes: Readonly<Record<Entry["shape"], number>> = {
  square: 130,
  circle: 70,
  diamond: 60,
  stroke: 200,
  "triangle-up": 60,
};

/** A legend in reading order above a plot, from `left` on, in lines of a width. */
export function legend(entries: readonly Entry[], left: number, width: number): object[] {
  let [x, line] = [0, 0];
  const places = entries.map((own) => {
    const wide = entry.symbol + textWidth(own.text, sizes.text);
    if (x > 0 && x + wide > width) [x, line] = [0, line + 1];
    const place = { ...own, x: left + x, line };
    x += wide + entry.gap;
    return place;
  });
  const values = places.map((own) => ({ ...own, y: -entry.below - (line - own.line) * entry.line }));
  return [
    ...symbols(values.map((own) => ({ ...own, x: own.x + 6, size: symbolSizes[own.shape] }))),
    ...texts(values.map(({ x: at, y, text }) => ({ x: at + entry.symbol, y, text }))),
  ];
}

interface Symbol extends Omit<Entry, "text"> {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** Symbols in a plot's pixels. */
const symbols = (values: readonly Symbol[]): object[] => [
  {
    data: { values },
    mark: { type: "point", opacity: 1, strokeWidth: 1.2 },
    encoding: { x: pixels("x"), y: pixels("y"), ...drawnAs },
  },
];

/** Shape, colours and size that values name themselves. */
export const drawnAs = Object.fromEntries(
  (["shape", "fill", "stroke", "size"] as const).map((channel) => [
    channel,
    {
      field: channel,
      type: channel === "size" ? ("quantitative" as const) : ("nominal" as const),
      scale: null,
      legend: null,
    },
  ]),
);

/** A line of an interval in ink, with a white rim that sets it off from dark bars. */
export const whiskers = (values: readonly object[], encoding: object): object[] =>
  [
    { color: "white", strokeWidth: 3.4 },
    { color: ink, strokeWidth: 1.3 },
  ].map((drawn) => ({ data: { values }, mark: { type: "rule", ...drawn }, encoding }));

/** Footnotes from a place down, each after its title in bold. */
function footnoteLayers(notes: readonly string[], x: number, top: number): object[] {
  const size = sizes.footnote;
  let y = top;
  const titles: Placed[] = [];
  const lines: Placed[] = [];
  for (const note of notes) {
    const [, title = "", rest = note] = /^(\S+\s?:) (.*)$/s.exec(note) ?? [];
    const indent = title === "" ? 0 : textWidth(`${title}\u00a0`, size, 600);
    if (title !== "") titles.push({ x, y, text: title });
    wrap(rest, { width: pageWidth, size, indent }).forEach((text, at) => {
      lines.push({ x: at === 0 ? x + indent : x, y, text });
      y += 14;
    });
    y += 2;
  }
  return [...texts(titles, { size, weight: 600, color: faint }), ...texts(lines, { size, color: faint })];
}

/** Labels in a column that ends left of a plot, in lines of a width; several lines stand around the middle. */
export interface Labels {
  readonly lines: ReadonlyMap<string, readonly string[]>;
  readonly width: number;
}

/** What space labels need, in lines of at most a width. */
export function labelColumn(labels: readonly string[], most: number): Labels {
  const lines = new Map(labels.map((label) => [label, wrapEvenly(label, { width: most, size: sizes.text })]));
  return { lines, width: Math.ceil(widest([...lines.values()].flat(), sizes.text)) };
}
