/** The parts of opentype.js that tests use; the package has no types of its own. */
declare module "opentype.js" {
  interface Glyph {
    readonly advanceWidth: number;
  }
  interface Font {
    readonly unitsPerEm: number;
    charToGlyph(character: string): Glyph;
    getKerningValue(left: Glyph, right: Glyph): number;
  }
  const opentype: { parse(bytes: ArrayBufferLike): Font };
  // biome-ignore lint/style/noDefaultExport: the package is one object
  export default opentype;
}
