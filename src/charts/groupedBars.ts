import type { TopLevelSpec } from "vega-lite";
import { type Caption, config, ink, palette, wrapLine } from "./style.ts";

export interface Bar {
  readonly outcome: string;
  readonly group: string;
  /** In percent; null where it cannot be computed. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly text: string;
}

/** Horizontal bars of percentages, one cluster per outcome and one bar per group, with their confidence intervals. */
export function groupedBars(bars: readonly Bar[], { title, subtitle }: Caption): TopLevelSpec {
  const outcomes = [...new Set(bars.map(({ outcome }) => outcome))];
  const groups = [...new Set(bars.map(({ group }) => group))];
  const y = {
    field: "outcome",
    type: "nominal",
    sort: outcomes,
    title: null,
    axis: { ticks: false, domain: false, labelLimit: 0, labelPadding: 8 },
  } as const;
  const yOffset = { field: "group", sort: groups } as const;
  const x = { field: "value", type: "quantitative" as const, title: "%", scale: { domain: [0, 100] } };
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    config,
    title: { text: title, subtitle: subtitle.flatMap((line) => wrapLine(line)) },
    width: 420,
    height: { step: 20 },
    data: { values: bars.map((bar) => ({ ...bar, labelAt: bar.high ?? bar.value })) },
    layer: [
      {
        mark: { type: "bar" },
        encoding: {
          y,
          yOffset,
          x,
          color: {
            field: "group",
            type: "nominal",
            sort: groups,
            title: null,
            scale: { domain: groups, range: [palette.past, palette.present].slice(-groups.length) },
            legend: { orient: "top", direction: "horizontal" },
          },
        },
      },
      {
        mark: { type: "rule", color: ink, strokeWidth: 1.2 },
        encoding: { y, yOffset, x: { ...x, field: "low" }, x2: { field: "high" } },
      },
      {
        mark: { type: "text", align: "left", dx: 5, fontSize: 12, color: ink },
        encoding: { y, yOffset, x: { ...x, field: "labelAt" }, text: { field: "text" } },
      },
    ],
  };
}
