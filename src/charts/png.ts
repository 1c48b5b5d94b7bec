import { readFile } from "node:fs/promises";
import { setFlagsFromString } from "node:v8";
import regular from "@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf";
import semiBold from "@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf";
import program from "@resvg/resvg-wasm/index_bg.wasm";
import { pngFile } from "./pngFile.ts";

/** How many pixels of a picture stand for one of the SVG. */
const scale = 2;

/** Draws an SVG of `renderSvg` as PNG. */
export type PngOf = (svg: string) => Promise<Uint8Array>;

const read = (file: string) => readFile(new URL(file, import.meta.url));

/** What draws SVG as PNG with the program's own font, so that every machine gives the same bytes. */
export async function loadDrawer(): Promise<(svg: string) => Uint8Array> {
  const [{ initWasm, Resvg }, bytes, fontBuffers] = await Promise.all([
    import("@resvg/resvg-wasm"),
    read(program),
    Promise.all([regular, semiBold].map(read)),
  ]);
  // V8 would compile what draws a second time, for speed, which takes longer than a report's pictures do.
  setFlagsFromString("--no-wasm-dynamic-tiering");
  const compiled = new WebAssembly.Module(bytes);
  setFlagsFromString("--wasm-dynamic-tiering");
  await initWasm(compiled);
  const font = { fontBuffers, defaultFontFamily: "Source Sans 3" };
  return (svg) => {
    const drawing = new Resvg(svg, { font, fitTo: { mode: "zoom", value: scale }, background: "white" });
    const picture = drawing.render();
    try {
      const { width, height, pixels } = picture;
      return pngFile({ width, height, pixels });
    } finally {
      // The next picture takes the memory of this one: new memory takes longer than what is drawn.
      picture.free();
      drawing.free();
    }
  };
}
