import type { TopLevelSpec } from "vega-lite";
import type { Bin } from "../numerics/bins.ts";
import { type Caption, framed } from "./page.ts";
import { ink, series } from "./style.ts";

export interface HistogramAxes {
  readonly value: string;
  readonly count: string;
}

/** What stands left of the plot: the axis of counts. */
const left = 52;

/** A histogram of numbers that are counted in bins, with a rule at 1. */
export function histogram(bins: readonly Bin[], axes: HistogramAxes, caption: Caption): TopLevelSpec {
  return framed(
    {
      left,
      right: 8,
      height: 300,
      below: 44,
      layer: [
        {
          data: { values: bins.filter(({ n }) => n > 0) },
          mark: { type: "bar", color: series[0], binSpacing: 1 },
          encoding: {
            x: {
              field: "low",
              bin: { binned: true, step: bins[0]!.high - bins[0]!.low },
              type: "quantitative",
              title: axes.value,
              scale: { zero: false },
              axis: { grid: false, labelSeparation: 18 },
            },
            x2: { field: "high" },
            y: {
              field: "n",
              type: "quantitative",
              title: axes.count,
              axis: {
                grid: true,
                tickMinStep: 1,
                titleAngle: 0,
                titleAlign: "left",
                titleX: -left,
                titleY: -14,
              },
            },
          },
        },
        {
          data: { values: [{ one: 1 }] },
          mark: { type: "rule", color: ink, strokeDash: [4, 3] },
          encoding: { x: { field: "one", type: "quantitative" } },
        },
      ],
    },
    caption,
  );
}
