import type { TopLevelSpec } from "vega-lite";

/** Renders a Vega-Lite specification to SVG, without a browser and without a canvas. */
export async function renderSvg(specification: TopLevelSpec): Promise<string> {
  const [vega, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
  const view = new vega.View(vega.parse(compile(specification).spec), { renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}
