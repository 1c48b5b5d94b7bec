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

/** How many pixels of a picture stand for one of the SVG. */
const scale = 2;

let prepared: Promise<(svg: string) => Uint8Array> | undefined;

/** Draws a Vega-Lite specification as PNG. */
export const renderPng = async (specification: TopLevelSpec) => pngOf(await renderSvg(specification));

/** An SVG of `renderSvg` as PNG with the program's own font, so that every machine gives the same bytes. */
export async function pngOf(svg: string): Promise<Uint8Array> {
  prepared ??= prepare();
  return (await prepared)(svg);
}

async function prepare() {
  const [{ initWasm, Resvg }, { default: wasm }, ...fonts] = await Promise.all([
    import("@resvg/resvg-wasm"),
    import("@resvg/resvg-wasm/index_bg.wasm"),
    import("@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf"),
    import("@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf"),
  ]);
  await initWasm(wasm);
  const font = { fontBuffers: fonts.map((own) => own.default), defaultFontFamily: "Source Sans 3" };
  return (svg: string) =>
    new Resvg(svg, { font, fitTo: { mode: "zoom", value: scale }, background: "white" }).render().asPng();
}
