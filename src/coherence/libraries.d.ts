/** The solver's program, which the build puts beside ours: its path. */
declare module "highs/runtime" {
  const file: string;
  // biome-ignore lint/style/noDefaultExport: esbuild's loader exports the path so
  export default file;
}
