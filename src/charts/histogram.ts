import type { TopLevelSpec } from "vega-lite";
import { type Caption, framed } from "./page.ts";
import { ink, series } from "./style.ts";

export interface HistogramAxes {
  readonly value: string;
  readonly count: string;
}

/** What stands left of the plot: the axis of counts. */
const left = 52;

/** A histogram of some numbers with a rule at 1. */
export function histogram(values: readonly number[], axes: HistogramAxes, caption: Caption): TopLevelSpec {
  return framed(
    {
      left,
      right: 8,
      height: 300,
      below: 44,
      layer: [
        {
          data: { values: values.map((value) => ({ value })) },
          mark: { type: "bar", color: series[0], binSpacing: 1 },
          encoding: {
            x: {
              field: "value",
              bin: { maxbins: 40 },
              type: "quantitative",
              title: axes.value,
              scale: { zero: false },
              axis: { grid: false, labelSeparation: 18 },
            },
            y: {
              aggregate: "count",
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
