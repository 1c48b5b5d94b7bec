// Bundles src/ and its libraries into dist/. One bundle with lazy chunks starts in a third of the time that the
// same modules take when Node resolves them one by one, and the packed tarball needs no installation of its own.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { billOfMaterials } from "./sbom.js";
import { writeTypes } from "./types.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");

/**
 * What arquero takes from libraries that few tables need: to parse expressions, to read and write Arrow files. Compiling them
 * would take longer than all of arquero, so they are files of their own, which the first call loads.
 */
const onDemand = {
  acorn: ["parse"],
  "@uwdata/flechette": [
    "batchType",
    "columnFromArray",
    "columnFromValues",
    "dictionary",
    "float64",
    "int32",
    "tableFromColumns",
    "tableFromIPC",
    "tableToIPC",
    "utf8",
  ],
};

const loadOnDemand = {
  name: "load on demand",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^(${Object.keys(onDemand).join("|")})$`) }, ({ path }) => ({
      path,
      namespace: "on demand",
    }));
    onLoad({ filter: /.*/, namespace: "on demand" }, ({ path }) => ({
      contents: onDemand[path]
        .map((name) => `export const ${name} = (...given) => require("./${fileOf(path)}").${name}(...given);`)
        .join("\n"),
    }));
    onResolve({ filter: /\.cjs$/, namespace: "on demand" }, ({ path }) => ({ path, external: true }));
    // The command line starts no other program, and Node needs longer to load what starts one than to read the command line.
    onResolve({ filter: /^node:child_process$/ }, ({ path, importer }) =>
      importer.includes("node_modules/commander/") ? { path, namespace: "never" } : undefined,
    );
    // What a library of distributions would tell its authors as it runs loads what writes to terminals.
    onResolve({ filter: /^debug$/ }, ({ path, importer }) =>
      importer.includes("node_modules/@stdlib/") ? { path, namespace: "silent" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "silent" }, () => ({
      contents: "module.exports = () => () => {};",
    }));
    // Workbooks are made in memory: what exceljs has for streams and CSV brings dozens of libraries, and is never called.
    onResolve({ filter: /\/(workbook-reader|workbook-writer|csv)$/ }, ({ path, importer }) =>
      importer.includes("node_modules/exceljs/") ? { path, namespace: "never" } : undefined,
    );
    // Pictures are SVG: a canvas that happens to be installed nearby would measure texts otherwise.
    onResolve({ filter: /^vega-canvas$/ }, () => ({
      path: join(root, "node_modules/vega-canvas/build/vega-canvas.browser.js"),
    }));
    onLoad({ filter: /.*/, namespace: "never" }, () => ({ contents: "module.exports = {};" }));
  },
};
const fileOf = (library) => `${library.split("/").at(-1)}.cjs`;

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
  // The charts' font: for pages within the program; for PNG beside it, as is what draws them.
  // What is installed beside the program by whoever needs it.
  external: ["@duckdb/node-api"],
  // The library for PostgreSQL would look for a compiled one elsewhere.
  define: { "process.env.NODE_PG_FORCE_NATIVE": "undefined" },
  loader: { ".wasm": "file", ".ttf": "file", ".woff2": "binary" },
  logLevel: "warning",
  plugins: [loadOnDemand],
  // CommonJS libraries inside an ES module bundle still call require() for Node's own modules.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module";\nconst require = __createRequire(import.meta.url);',
  },
};
// The program and its threads are scripts, which Node can load compiled; `bin/load.js` says to each where it is.
const scripts = {
  ...shared,
  banner: {},
  define: { ...shared.define, "import.meta.url": "__url" },
  outdir: dist,
  outExtension: { ".js": ".cjs" },
};
const program = await build({ ...scripts, entryPoints: { main: "src/commands/main.ts" }, splitting: true });
await joinStart(program.metafile.outputs);
const threads = await build({
  ...scripts,
  format: "cjs",
  entryPoints: ["src/charts/pngThread.ts", "src/reports/bookThread.ts"],
  // What loads WebAssembly asks for those, which take Node a tenth of a second to load.
  define: { ...scripts.define, Request: "undefined", Response: "undefined" },
  entryNames: "[name]",
});
// The library is one file of its own: modules that both shared would be chunks of their own, and slow the program's start. It
// keeps its lines, which stack traces show to those who use it.
const library = await build({
  ...shared,
  minifyWhitespace: false,
  entryPoints: ["src/index.ts"],
  outfile: join(dist, "index.js"),
});
const libraries = await Promise.all(
  Object.keys(onDemand).map((name) =>
    build({
      ...shared,
      plugins: [],
      banner: {},
      format: "cjs",
      stdin: { contents: `export { ${onDemand[name].join(", ")} } from "${name}";`, resolveDir: root },
      outfile: join(dist, fileOf(name)),
    }),
  ),
);
const inputs = [program, threads, library, ...libraries].flatMap(({ metafile }) =>
  Object.keys(metafile.inputs),
);
const bundled = [...new Set(inputs.map(packageFolder).filter(Boolean))].sort().map(readPackage);
writeFileSync(join(dist, "THIRD_PARTY_LICENSES.txt"), licences(bundled));
writeFileSync(join(dist, "sbom.cdx.json"), `${JSON.stringify(billOfMaterials(bundled), null, 2)}\n`);
writeTypes();
const { load } = await import("../bin/load.js");
writeFileSync(join(dist, "panel.1"), await load("main.cjs").manual(join(root, "data")));
execFileSync(process.execPath, [join(root, "scripts/compile.js")], { stdio: "inherit" });

/**
 * Brings what the program starts with into one script: each of its small parts would take Node longer to find than to run. The
 * parts that are loaded later then take from that script what they share with it.
 */
async function joinStart(outputs) {
  const importedBy = (file) =>
    outputs[file].imports.filter(({ kind, external }) => kind === "import-statement" && !external);
  const start = new Set(["dist/main.cjs"]);
  for (const file of start) for (const { path } of importedBy(file)) start.add(path);
  const names = [...start].flatMap((file) => outputs[file].exports);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice) throw new Error(`two parts that the program starts with export ${twice}`);
  const later = Object.keys(outputs).filter((file) => file.endsWith(".cjs") && !start.has(file));
  await build({
    ...scripts,
    plugins: [],
    stdin: {
      contents: [...start].map((file) => `export * from "./${basename(file)}";`).join("\n"),
      resolveDir: dist,
    },
    loader: { ".cjs": "js" },
    external: later.map((file) => `./${basename(file)}`),
    outdir: undefined,
    outExtension: undefined,
    outfile: join(dist, "main.cjs"),
    allowOverwrite: true,
  });
  start.delete("dist/main.cjs");
  for (const file of start) rmSync(join(root, file));
  for (const file of ["dist/main.cjs", ...later]) {
    let text = readFileSync(join(root, file), "utf8");
    for (const { path } of importedBy(file))
      if (start.has(path)) text = text.replaceAll(`"./${basename(path)}"`, '"./main.cjs"');
    const { code } = await transform(text, {
      target: shared.target,
      platform: shared.platform,
      minifySyntax: true,
      minifyWhitespace: true,
      format: "cjs",
      supported: { "dynamic-import": false },
    });
    writeFileSync(join(root, file), code);
  }
}

/** What a library says of itself, and its licence's text. */
function readPackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  // A library of fonts has a licence for its program and one for its fonts.
  const files = readdirSync(join(root, folder)).filter((entry) => /^licen[cs]e/i.test(entry));
  const texts = files.map((file) => readFileSync(join(root, folder, file), "utf8").trim());
  const text = texts.length > 0 ? texts.join("\n\n") : `Licence: ${license}`;
  return { name, version, license, text };
}

/** The licence texts of the libraries that are inside the bundle, each text once. */
function licences(libraries) {
  const namesByText = new Map();
  for (const { name, version, text } of libraries)
    namesByText.set(text, [...(namesByText.get(text) ?? []), `${name} ${version}`]);
  const rule = "=".repeat(80);
  return [...namesByText]
    .map(([text, names]) => `${rule}\n${names.join("\n")}\n${rule}\n${text}\n`)
    .join("\n");
}

function packageFolder(input) {
  return input.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0];
}
