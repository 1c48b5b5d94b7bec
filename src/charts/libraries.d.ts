/** Files that are bundled as their bytes. */
declare module "*.wasm" {
  const bytes: Uint8Array<ArrayBuffer>;
  // biome-ignore lint/style/noDefaultExport: esbuild's loader exports the bytes so
  export default bytes;
}
declare module "*.ttf" {
  const bytes: Uint8Array<ArrayBuffer>;
  // biome-ignore lint/style/noDefaultExport: esbuild's loader exports the bytes so
  export default bytes;
}

declare module "*.woff2" {
  const bytes: Uint8Array<ArrayBuffer>;
  // biome-ignore lint/style/noDefaultExport: esbuild's loader exports the bytes so
  export default bytes;
}
