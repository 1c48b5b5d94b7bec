import type { TopLevelSpec } from "vega-lite";
import { type Caption, config, ink, palette, wrapLine } from "./style.ts";

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

/** What a label holds in a line. */
const charactersBeside = 46;

const series = ["said", "published", "taken"] as const;
const colours = { said: palette.sets[2], published: palette.estimate, taken: palette.sets[1] } as const;
const shapes = { said: "circle", published: "square", taken: "diamond" } as const;

/** Percentages that are said beside published ones, a line per claim, with the verdict and its place to the right. */
export function claimed(
  lines: readonly ClaimedLine[],
  names: ClaimedNames,
  { title, subtitle }: Caption,
): TopLevelSpec {
  const folded = lines.map((line) => ({
    ...line,
    label: wrapLine(line.label, charactersBeside).join("\n"),
  }));
  const used = series.filter((key) => lines.some((line) => [line[key]].flat().length > 0));
  const values = folded.flatMap((line, at) =>
    used.flatMap((key) =>
      [line[key]].flat().map((mark) => ({ ...mark, at: `${at} ${line.label}`, series: names[key] })),
    ),
  );
  const order = folded.map(({ label }, at) => `${at} ${label}`);
  const height = 16 + 13 * Math.max(2, ...folded.map(({ label }) => label.split("\n").length));
  const y = {
    field: "at",
    type: "nominal" as const,
    sort: order,
    title: null,
    axis: {
      ticks: false,
      domain: false,
      grid: true,
      tickBand: "extent" as const,
      labelLimit: 0,
      labelPadding: 8,
      labelExpr: "split(replace(datum.label, /^[0-9]+ /, ''), '\\n')",
    },
  };
  const yOffset = { field: "series", sort: used.map((key) => names[key]) };
  const x = (field: string) => ({
    field,
    type: "quantitative" as const,
    title: "%",
    scale: { domain: [0, 100] },
  });
  const domain = used.map((key) => names[key]);
  const color = {
    field: "series",
    type: "nominal" as const,
    title: null,
    scale: { domain, range: used.map((key) => colours[key]) },
    legend: {
      orient: "top" as const,
      direction: "horizontal" as const,
      labelLimit: 0,
      symbolOpacity: 1,
    },
  };
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    config,
    title: { text: title, subtitle: subtitle.flatMap((line) => wrapLine(line, 120)) },
    width: 420,
    height: { step: height, for: "position" },
    data: { values },
    layer: [
      {
        mark: { type: "rule", strokeWidth: 3, opacity: 0.55 },
        encoding: { y, yOffset, x: x("low"), x2: { field: "high" }, color },
      },
      {
        transform: [{ filter: "datum.value !== null" }],
        mark: { type: "point", filled: true, size: 60, opacity: 1 },
        encoding: {
          y,
          yOffset,
          x: x("value"),
          color,
          shape: {
            field: "series",
            type: "nominal",
            title: null,
            scale: { domain, range: used.map((key) => shapes[key]) },
          },
        },
      },
      {
        data: { values: folded.map(({ verdict }, at) => ({ at: order[at], verdict })) },
        mark: { type: "text", align: "left", x: 432, fontSize: 12, color: ink },
        encoding: { y, text: { field: "verdict" } },
      },
    ],
  };
}
