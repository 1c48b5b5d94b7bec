import type { TopLevelSpec } from "vega-lite";
import { type Caption, framed, ink, palette, textWidth } from "./style.ts";

export interface Bar {
  readonly outcome: string;
  readonly group: string;
  /** In percent; null where it cannot be computed. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly text: string;
}

const width = 420;

/** Horizontal bars of percentages, one cluster per outcome and one bar per group, with their confidence intervals. */
export function groupedBars(bars: readonly Bar[], caption: Caption): TopLevelSpec {
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
  return framed(
    {
      width,
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
    },
    caption,
    width + Math.max(...outcomes.map((outcome) => textWidth(outcome, 12))),
  );
}
