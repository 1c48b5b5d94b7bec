import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { visibleLines } from "../text/visible.ts";
import { textWidth } from "./measure.ts";
import { sizes } from "./style.ts";

/** A text that Vega measures. */
interface TextItem {
  readonly text?: unknown;
  readonly fontSize?: number;
  readonly fontWeight?: number | string;
}

// Vega has no canvas here, and would take every character as wide as the widest.
const { textMetrics } = vega as unknown as {
  textMetrics: { width: (item: TextItem, text?: unknown) => number };
};
textMetrics.width = (item: TextItem, text = item.text) =>
  textWidth(String(text ?? ""), item.fontSize ?? sizes.text, item.fontWeight === 600 ? 600 : 400);

/** Draws a Vega-Lite specification as SVG, without a browser and without a canvas. Characters that XML has not are written out. */
export async function renderSvg(specification: TopLevelSpec): Promise<string> {
  const view = new vega.View(vega.parse(compile(specification).spec), { renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  return visibleLines(svg);
}
