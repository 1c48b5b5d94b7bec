import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

/** Draws Vega-Lite specifications as SVG, without a browser and without a canvas. */
export function drawSvgs(specifications: readonly TopLevelSpec[]): Promise<string[]> {
  return Promise.all(specifications.map(draw));
}

async function draw(specification: TopLevelSpec): Promise<string> {
  const view = new View(parse(compile(specification).spec), { renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}
