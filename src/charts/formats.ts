import type { TopLevelSpec } from "vega-lite";
import { escapeHtml } from "../text/escapeHtml.ts";
import { visibleJson } from "../text/visible.ts";
import type { PngOf } from "./png.ts";

/** Writes a chart; `startPng` makes what draws an SVG as PNG. */
type Render = (specification: TopLevelSpec, startPng: () => PngOf) => Promise<string | Uint8Array>;

/** What every chart here has (`headed`). */
interface Titled {
  readonly title: { readonly text: readonly string[] };
  readonly usermeta: { readonly language: string };
}

/** How charts are written, by the ends of their files' names. */
const formats: Readonly<Record<string, Render>> = {
  ".svg": async (specification) => (await import("./render.ts")).renderSvg(specification),
  ".png": async (specification, startPng) => {
    // It makes ready while the SVG is laid out.
    const pngOf = startPng();
    return pngOf(await (await import("./render.ts")).renderSvg(specification));
  },
  ".json": async (specification) => visibleJson(specification),
  ".html": async (specification) => {
    const [{ renderSvg }, { webFont }] = await Promise.all([import("./render.ts"), import("./webFont.ts")]);
    const svg = await renderSvg(specification);
    const { title, usermeta } = specification as unknown as Titled;
    return `<!doctype html>
<html lang="${usermeta.language}">
<meta charset="utf-8">
<title>${escapeHtml(title.text.join(" "))}</title>
<style>${webFont}
body { margin: 2em auto; max-width: 60em } svg { width: 100%; height: auto }</style>
${svg}
</html>
`;
  },
};

/** The ends of the names of files that charts are written to. */
export const chartExtensions = Object.keys(formats);

/** A chart as a file of some kind, one of `chartExtensions`, given what starts to draw SVG as PNG. */
export const renderChart = (specification: TopLevelSpec, extension: string, startPng: () => PngOf) =>
  formats[extension]!(specification, startPng);
