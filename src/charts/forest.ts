import type { TopLevelSpec } from "vega-lite";
import { type Caption, config, ink, palette, wrapLine } from "./style.ts";

/** A line of a forest plot: a variable's heading, an estimate with its interval, or a reference level. */
export interface ForestLine {
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

export interface ForestScale {
  /** What is drawn, such as "odds ratio". */
  readonly title: string;
  /** Ratios stand on a logarithmic axis around 1, differences on a plain one around 0. */
  readonly ratio: boolean;
}

const step = 19;
const indentation = 14;
/** What a panel's title holds in a line. */
const charactersBeside = 34;
const width = { alone: 340, beside: 200 };

/** Bounds beyond which an axis of ratios does not go: wider intervals run off the plot. */
const mostRatio = 1000;

/**
 * A forest plot: estimates with their intervals line by line under the names of their variables, a rule at the value of
 * no difference. Several models stand side by side on the same lines.
 */
export function forest(
  panels: readonly ForestPanel[],
  { title: axisTitle, ratio }: ForestScale,
  { title, subtitle }: Caption,
): TopLevelSpec {
  const alone = panels.length === 1;
  const lineCount = Math.max(...panels.map(({ lines }) => lines.length));
  const none = ratio ? 1 : 0;
  const domain = domainOf(panels, ratio);
  const panelWidth = alone ? width.alone : width.beside;
  const y = {
    field: "at",
    type: "quantitative" as const,
    axis: null,
    scale: { domain: [lineCount - 0.5, -0.5], nice: false, zero: false },
  };
  const xScale = ratio
    ? { type: "log" as const, domain, nice: false, clamp: true }
    : { type: "linear" as const, domain, nice: false, zero: false, clamp: true };
  const x = (field: string) => ({
    field,
    type: "quantitative" as const,
    title: axisTitle,
    scale: xScale,
    axis: ratio ? { values: ratioTicks(domain), format: "~g", grid: true } : { grid: true, tickCount: 5 },
  });
  const labels = (values: readonly object[], indent: number) => ({
    data: { values: [...values] },
    mark: {
      type: "text" as const,
      align: "left" as const,
      x: indent - labelWidth(panels),
      fontSize: 12,
      fontWeight: indent === 0 ? ("bold" as const) : ("normal" as const),
      color: ink,
    },
    encoding: {
      y,
      text: { field: "label", type: "nominal" as const },
    },
  });
  const draw = ({ title: name, lines }: ForestPanel, index: number) => {
    const values = lines.map((line, at) => ({
      ...line,
      at,
      estimate: inside(line.estimate, domain),
      low: inside(line.low, domain),
      high: inside(line.high, domain),
    }));
    const flush = values.filter(({ kind, inGroup }) => kind === "heading" || !inGroup);
    const indented = values.filter(({ kind, inGroup }) => kind !== "heading" && inGroup);
    return {
      width: panelWidth,
      height: step * lineCount,
      ...(alone
        ? {}
        : {
            title: {
              text: wrapLine(name, charactersBeside),
              fontSize: 12,
              anchor: "start" as const,
              offset: 6,
            },
          }),
      layer: [
        {
          data: { values: [{ none }] },
          mark: { type: "rule" as const, color: ink, strokeWidth: 1, strokeDash: [4, 3] },
          encoding: { x: x("none") },
        },
        {
          data: { values: values.filter(({ low }) => low !== null) },
          mark: { type: "rule" as const, color: palette.estimate, strokeWidth: 1.6 },
          encoding: { y, x: x("low"), x2: { field: "high" } },
        },
        {
          data: { values: values.filter(({ estimate }) => estimate !== null) },
          mark: { type: "point" as const, filled: true, size: 55, opacity: 1 },
          encoding: {
            y,
            x: x("estimate"),
            shape: {
              field: "kind",
              type: "nominal" as const,
              legend: null,
              scale: { domain: ["estimate", "reference"], range: ["square", "diamond"] },
            },
            color: {
              field: "kind",
              type: "nominal" as const,
              legend: null,
              scale: { domain: ["estimate", "reference"], range: [palette.estimate, palette.past] },
            },
          },
        },
        ...(index === 0 ? [labels(flush, 0), labels(indented, indentation)] : []),
        ...(alone
          ? [
              {
                data: { values },
                mark: {
                  type: "text" as const,
                  align: "left" as const,
                  x: panelWidth + 14,
                  fontSize: 11,
                  color: ink,
                },
                encoding: { y, text: { field: "text", type: "nominal" as const } },
              },
            ]
          : []),
      ],
    };
  };
  const top = {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    config,
    title: {
      text: title,
      subtitle: subtitle.flatMap((line) => wrapLine(line, alone ? 110 : 78 + 20 * panels.length)),
    },
  };
  return (
    alone ? { ...top, ...draw(panels[0]!, 0) } : { ...top, hconcat: panels.map(draw), spacing: 24 }
  ) as TopLevelSpec;
}

/** About as wide as the longest label in pixels. */
function labelWidth(panels: readonly ForestPanel[]): number {
  return 14 + 6.6 * Math.max(...panels.flatMap(({ lines }) => lines.map(({ label }) => label.length + 3)));
}

/** The range of all intervals, a little wider; of ratios within bounds. */
function domainOf(panels: readonly ForestPanel[], ratio: boolean): [number, number] {
  const values = panels.flatMap(({ lines }) =>
    lines.flatMap(({ estimate, low, high }) => [estimate, low, high]),
  );
  const finite = values.filter((value): value is number => value !== null && Number.isFinite(value));
  const [least, most] = [Math.min(...finite, ratio ? 0.8 : 0), Math.max(...finite, ratio ? 1.25 : 0)];
  if (ratio) return [Math.max(least, 1 / mostRatio) / 1.1, Math.min(most, mostRatio) * 1.1];
  const room = 0.05 * (most - least || 1);
  return [least - room, most + room];
}

const inside = (value: number | null, [low, high]: readonly [number, number]) =>
  value === null ? null : Math.min(Math.max(value, low), high);

/** Round ratios within a range: powers of two where it is narrow, of ten where it is wide. */
function ratioTicks([low, high]: readonly [number, number]): number[] {
  const narrow = [0.125, 0.25, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 4, 8];
  const wide = [0.001, 0.01, 0.1, 0.25, 0.5, 1, 2, 4, 10, 100, 1000];
  const few = high / low < 4 ? narrow : narrow.filter((tick) => Number.isInteger(Math.log2(tick)));
  return (high / low > 100 ? wide : few).filter((tick) => tick >= low && tick <= high);
}
