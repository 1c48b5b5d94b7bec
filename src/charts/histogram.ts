import type { TopLevelSpec } from "vega-lite";
import { type Caption, config, ink, palette, wrapLine } from "./style.ts";

export interface HistogramAxes {
  readonly value: string;
  readonly count: string;
  /** What stands before the decimals of the numbers. */
  readonly point: string;
}

/** A histogram of some numbers with a rule at 1. */
export function histogram(
  values: readonly number[],
  axes: HistogramAxes,
  { title, subtitle }: Caption,
): TopLevelSpec {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    config,
    title: { text: title, subtitle: subtitle.flatMap((line) => wrapLine(line, 90)) },
    width: 520,
    height: 260,
    layer: [
      {
        data: { values: values.map((value) => ({ value })) },
        mark: { type: "bar", color: palette.present, binSpacing: 1 },
        encoding: {
          x: {
            field: "value",
            bin: { maxbins: 40 },
            type: "quantitative",
            title: axes.value,
            scale: { zero: false },
            axis: { labelExpr: `replace(datum.label, '.', '${axes.point}')` },
          },
          y: { aggregate: "count", type: "quantitative", title: axes.count },
        },
      },
      {
        data: { values: [{ one: 1 }] },
        mark: { type: "rule", color: ink, strokeDash: [4, 3] },
        encoding: { x: { field: "one", type: "quantitative" } },
      },
    ],
  };
}
