/** How many pixels of a picture stand for one of the SVG. */
const scale = 2;

/** Draws an SVG of `renderSvg` as PNG. */
export type PngOf = (svg: string) => Promise<Uint8Array>;

let drawer: Promise<(svg: string) => Uint8Array> | undefined;

/** An SVG as PNG with the program's own font, so that every machine gives the same bytes. */
export const pngOf: PngOf = async (svg) => {
  drawer ??= loadDrawer();
  return (await drawer)(svg);
};

/** Loads what draws PNG: longer than one picture takes. */
export async function loadDrawer() {
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
