import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

/** Draws a Vega-Lite specification as SVG, without a browser and without a canvas. */
export async function renderSvg(specification: TopLevelSpec): Promise<string> {
  const view = new View(parse(compile(specification).spec), { renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}
