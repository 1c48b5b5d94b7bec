// Bundles src/ and its libraries into dist/. One bundle with lazy chunks starts in a third of the time that the
// same modules take when Node resolves them one by one, and the packed tarball needs no installation of its own.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { writeTypes } from "./types.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");

rmSync(dist, { recursive: true, force: true });
const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  // Names stay, for messages of defects; without the rest there is less to read at each start.
  minifySyntax: true,
  minifyWhitespace: true,
  metafile: true,
  logLevel: "warning",
  // CommonJS libraries inside an ES module bundle still call require() for Node's own modules.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module";\nconst require = __createRequire(import.meta.url);',
  },
};
const program = await build({
  ...shared,
  entryPoints: { main: "src/commands/main.ts" },
  outdir: dist,
  splitting: true,
});
// The library is one file of its own: modules that both shared would be chunks of their own, and slow the program's start.
const library = await build({ ...shared, entryPoints: ["src/index.ts"], outfile: join(dist, "index.js") });
const inputs = { ...program.metafile.inputs, ...library.metafile.inputs };
writeFileSync(join(dist, "THIRD_PARTY_LICENSES.txt"), licences(Object.keys(inputs)));
writeTypes();

/** The licence texts of the libraries that are inside the bundle, each text once. */
function licences(inputs) {
  const namesByText = new Map();
  for (const folder of [...new Set(inputs.map(packageFolder).filter(Boolean))].sort()) {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(join(root, folder, file), "utf8").trim() : `Licence: ${license}`;
    namesByText.set(text, [...(namesByText.get(text) ?? []), `${name} ${version}`]);
  }
  const rule = "=".repeat(80);
  return [...namesByText]
    .map(([text, names]) => `${rule}\n${names.join("\n")}\n${rule}\n${text}\n`)
    .join("\n");
}

function packageFolder(input) {
  return input.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0];
}
