import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { visibleLines } from "../text/visible.ts";

/** Draws a Vega-Lite specification as SVG, without a browser and without a canvas. Characters that XML has not are written out. */
export async function renderSvg(specification: TopLevelSpec): Promise<string> {
  const view = new View(parse(compile(specification).spec), { renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  return visibleLines(svg);
}
