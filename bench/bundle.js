// Modules of src/ for the benchmarks that look inside a command.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Bundles modules into a folder and returns all that they export. */
export async function load(modules, folder) {
  const outfile = join(folder, "panel.js");
  await build({
    stdin: {
      contents: modules.map((name) => `export * from "./src/${name}.ts";`).join("\n"),
      resolveDir: fileURLToPath(new URL("..", import.meta.url)),
    },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module";\nconst require = __createRequire(import.meta.url);',
    },
  });
  return import(outfile);
}
