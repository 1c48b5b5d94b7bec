/** Files that the build puts beside the program: their paths from it. */
declare module "*.wasm" {
  const file: string;
  // biome-ignore lint/style/noDefaultExport: esbuild's loader exports the path so
  export default file;
}
declare module "*.ttf" {
  const file: string;
  // biome-ignore lint/style/noDefaultExport: esbuild's loader exports the path so
  export default file;
}

/** Files that are bundled as their bytes. */
declare module "*.woff2" {
  const bytes: Uint8Array<ArrayBuffer>;
  // biome-ignore lint/style/noDefaultExport: esbuild's loader exports the bytes so
  export default bytes;
}

/** What Node has of it, and its types do not tell. */
declare namespace WebAssembly {
  const Module: new (bytes: Uint8Array) => Module;
}
