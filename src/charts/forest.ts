import type { TopLevelSpec } from "vega-lite";
import { textWidth, widest, wrap } from "./measure.ts";
import {
  type Caption,
  drawnAs,
  framed,
  framedBeside,
  lineHeight,
  type Placed,
  pixels,
  plotWidth,
  texts,
} from "./page.ts";
import { faint, grid, ink, pageWidth, series, sizes } from "./style.ts";

/** A line of a forest plot: a variable's heading, an estimate with its interval, or a reference level. */
export interface ForestLine {
  /** What the lines of several models have in common. */
  readonly key: string;
  readonly label: string;
  readonly kind: "heading" | "estimate" | "reference";
  /** Whether it is a level under its variable's heading. */
  readonly inGroup: boolean;
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The numbers, as they stand beside the plot. */
  readonly text: string;
}

/** The estimates of one model. */
export interface ForestPanel {
  readonly title: string;
  readonly lines: readonly ForestLine[];
}

/** Ratios stand on a logarithmic axis around 1, differences on a plain one around 0, levels on a plain one. */
type Kind = "ratio" | "difference" | "level";

export interface ForestScale {
  /** What is drawn, such as "odds ratio", where the chart's title does not say it. */
  readonly title: string | null;
  /** What stands above the numbers. */
  readonly column: string;
  readonly kind: Kind;
}

const step = 18;
const indentation = 12;
const gap = 12;
/** Plots that are narrower have small marks, which hide no interval. */
const narrow = 200;
/** What stands below the plots: the axis and its title. */
const below = 40;
const mostLabel = { alone: 270, beside: 176 } as const;

/** Bounds beyond which an axis of ratios does not go: wider intervals run off the plot. */
const mostRatio = 1000;

/**
 * A forest plot: estimates with their intervals line by line under the names of their variables, a rule at the value of
 * no difference. Several models stand side by side on the same lines.
 */
export function forest(panels: readonly ForestPanel[], scale: ForestScale, caption: Caption): TopLevelSpec {
  const [first] = panels as [ForestPanel];
  const alone = panels.length === 1;
  const rows = rowsOf(linesOf(panels), alone ? mostLabel.alone : mostLabel.beside);
  const { height, labelWidth } = rows;
  const left = labelWidth + 12;
  const domain = domainOf(panels, scale.kind);
  if (alone) {
    const column = [scale.column, ...first.lines.map(({ text }) => text)];
    const right = Math.ceil(widest(column, sizes.small, 600)) + 14;
    const width = plotWidth({ left, right });
    const numbers = first.lines.map(({ key, text }) => ({
      x: width + right,
      y: rows.middles.get(key)!,
      text,
    }));
    const layer = [
      ...backgroundOf(rows, -left, width + right),
      ...plotOf(first, rows, scale, { domain, width }),
      ...rows.layer,
      ...texts(
        numbers.filter(({ text }) => text !== ""),
        { align: "right", size: sizes.small },
      ),
      ...texts([{ x: width + right, y: -10, text: scale.column }], {
        align: "right",
        size: sizes.small,
        color: faint,
      }),
    ];
    return framed({ left, right, height, layer, below }, caption);
  }
  const width = Math.floor((pageWidth - left - gap * (panels.length - 1)) / panels.length);
  const plots = panels.map((panel, at) => [
    ...(at === 0
      ? [
          ...backgroundOf(rows, -left, pageWidth - left),
          ...rows.layer,
          ...texts([{ x: 0, y: height + 32, text: scale.title ?? "" }], { size: sizes.small, color: faint }),
        ]
      : []),
    ...plotOf(panel, rows, { ...scale, title: null }, { domain, width }),
    ...panelTitle(panel.title, width),
  ]);
  return framedBeside(plots, { left, height, below, width, gap }, caption);
}

/** A panel's title above it, whose last line is next to the plot. */
function panelTitle(title: string, width: number): object[] {
  const size = sizes.footnote;
  const lines = wrap(title, { width, size, weight: 600 });
  const y = -12 - (lineHeight(size) * (lines.length - 1)) / 2;
  return texts([{ x: 0, y, text: lines }], { size, weight: 600 });
}

/** The lines of all models, each once, those that only a later model has after the one that they follow there. */
function linesOf(panels: readonly ForestPanel[]): ForestLine[] {
  const all: ForestLine[] = [];
  for (const { lines } of panels) {
    let next = 0;
    for (const line of lines) {
      const known = all.findIndex(({ key }) => key === line.key);
      if (known < 0) all.splice(next, 0, line);
      next = known < 0 ? next + 1 : known + 1;
    }
  }
  return all;
}

interface Rows {
  readonly middles: ReadonlyMap<string, number>;
  /** Where a variable begins, but for the first. */
  readonly starts: readonly number[];
  readonly height: number;
  readonly labelWidth: number;
  readonly layer: readonly object[];
}

/** The lines' labels left of the plots, wrapped, and where the lines are. */
function rowsOf(lines: readonly ForestLine[], most: number): Rows {
  const weightOf = ({ inGroup }: ForestLine) => (inGroup ? 400 : 600);
  const wrapped = lines.map((line) => {
    const indent = line.inGroup ? indentation : 0;
    return wrap(line.label, { width: most - indent, size: sizes.text, weight: weightOf(line) });
  });
  const labelWidth = Math.ceil(
    Math.max(
      ...lines.map(
        (line, at) => (line.inGroup ? indentation : 0) + widest(wrapped[at]!, sizes.text, weightOf(line)),
      ),
    ),
  );
  const left = labelWidth + 12;
  const labels: (Placed & { readonly inGroup: boolean })[] = [];
  const middles = new Map<string, number>();
  const starts: number[] = [];
  let y = 0;
  lines.forEach(({ key, inGroup }, at) => {
    if (!inGroup && at > 0) {
      y += 6;
      starts.push(y - 2);
    }
    const own = Math.max(step, lineHeight(sizes.text) * wrapped[at]!.length + 3);
    middles.set(key, y + own / 2);
    labels.push({ x: (inGroup ? indentation : 0) - left, y: y + own / 2, text: wrapped[at]!, inGroup });
    y += own;
  });
  return {
    middles,
    starts,
    height: y,
    labelWidth,
    layer: [
      ...texts(
        labels.filter(({ inGroup }) => !inGroup),
        { weight: 600 },
      ),
      ...texts(labels.filter(({ inGroup }) => inGroup)),
    ],
  };
}

/** Hairlines between variables, from edge to edge. */
const backgroundOf = ({ starts }: Rows, from: number, to: number): object[] => [
  {
    data: { values: starts.map((y) => ({ y })) },
    mark: { type: "rule", color: grid },
    encoding: { x: { value: from }, x2: { value: to }, y: pixels("y") },
  },
];

function plotOf(
  { lines }: ForestPanel,
  { middles }: Rows,
  { title, kind }: Pick<ForestScale, "title" | "kind">,
  { domain, width }: { readonly domain: readonly [number, number]; readonly width: number },
): object[] {
  const ratio = kind === "ratio";
  const scale = ratio
    ? { type: "log", domain, nice: false, clamp: true }
    : { type: "linear", domain, nice: false, zero: false, clamp: true };
  const axis = {
    grid: true,
    title,
    ...(ratio ? { values: ratioTicks(domain, width), format: "~g" } : { tickCount: Math.floor(width / 45) }),
  };
  const x = (field: string) => ({ field, type: "quantitative" as const, scale, axis });
  const values = lines.map((line) => ({
    ...line,
    y: middles.get(line.key)!,
    estimate: inside(line.estimate, domain),
    low: inside(line.low, domain),
    high: inside(line.high, domain),
    ...marks[line.kind === "reference" ? "reference" : "estimate"],
    size: width < narrow ? 22 : 40,
  }));
  return [
    {
      data: { values: kind === "level" ? [] : [{ none: ratio ? 1 : 0 }] },
      mark: { type: "rule", color: ink, strokeWidth: 1 },
      encoding: { x: x("none") },
    },
    {
      data: { values: values.filter(({ low }) => low !== null) },
      mark: { type: "rule", color: series[0], strokeWidth: 1.6 },
      encoding: { y: pixels("y"), x: x("low"), x2: { field: "high" } },
    },
    {
      data: { values: values.filter(({ estimate }) => estimate !== null) },
      mark: { type: "point", opacity: 1, strokeWidth: 1.2 },
      encoding: { y: pixels("y"), x: x("estimate"), ...drawnAs },
    },
  ];
}

const marks = {
  estimate: { shape: "square", fill: series[0], stroke: series[0] },
  reference: { shape: "diamond", fill: "white", stroke: faint },
} as const;

function domainOf(panels: readonly ForestPanel[], kind: Kind): [number, number] {
  const values = panels.flatMap(({ lines }) =>
    lines.flatMap(({ estimate, low, high }) => [estimate, low, high]),
  );
  const finite = values.filter((value): value is number => value !== null && Number.isFinite(value));
  const shown = { ratio: [0.8, 1.25], difference: [0], level: [] }[kind];
  const [least, most] = [Math.min(...finite, ...shown), Math.max(...finite, ...shown)];
  if (!Number.isFinite(least)) return [0, 1];
  if (kind === "ratio") return [Math.max(least, 1 / mostRatio) / 1.1, Math.min(most, mostRatio) * 1.1];
  const room = 0.05 * (most - least || 1);
  return [least - room, most + room];
}

const inside = (value: number | null, [low, high]: readonly [number, number]) =>
  value === null ? null : Math.min(Math.max(value, low), high);

/** Round ratios, from narrow steps to wide ones. */
const ticks = [
  [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2],
  [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2],
  [0.1, 0.25, 0.5, 0.7, 1, 1.5, 2, 4, 10],
  [0.0625, 0.125, 0.25, 0.5, 1, 2, 4, 8, 16],
  [0.1, 0.25, 1, 4, 10],
  [0.001, 0.01, 0.1, 1, 10, 100, 1000],
  [0.001, 1, 1000],
] as const;

/** The narrowest steps whose numbers have room on an axis of a width in pixels, and which reach to within a step of its ends. */
function ratioTicks(domain: readonly [number, number], width: number): number[] {
  const [low, high] = domain;
  const placeOf = (value: number) => (Math.log(value / low) / Math.log(high / low)) * width;
  const on = (values: readonly number[]) => values.filter((value) => value >= low && value <= high);
  const isRoomy = (values: readonly number[]) =>
    values.every((value, at) => {
      const before = values[at - 1];
      return (
        before === undefined || placeOf(value) - placeOf(before) >= textWidth(`${value}`, sizes.small) + 8
      );
    });
  const reaches = (all: readonly number[]) => {
    const step = Math.max(...all.slice(1).map((value, at) => value / all[at]!));
    return all[0]! / step <= low && all.at(-1)! * step >= high;
  };
  return on(ticks.find((all) => isRoomy(on(all)) && reaches(all)) ?? [1]);
}
