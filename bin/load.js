// CommonJS, which Node starts sooner than modules.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");
const { setFlagsFromString } = require("node:v8");
const { Script } = require("node:vm");

// Most runs last a second or two, and V8's own settings, which are for programs that run for hours, would take half as much
// processor time again, to compile what ends before that pays. Here it waits longer before it compiles, JavaScript and WebAssembly,
// and compiles fewer calls into their callers. Runs of millions of rows take as long. WebAssembly is compiled once more only where
// that is found to pay, which `charts/png.ts` leaves out. How JavaScript is compiled differs between versions of Node.
const settings = [
  "--wasm-tiering-budget=100000000",
  "--no-wasm-tier-up",
  ...(process.versions.v8.startsWith("11.3.")
    ? ["--interrupt-budget=300000", "--max-inlined-bytecode-size-cumulative=200"]
    : []),
];
setFlagsFromString(settings.join(" "));

/** Where the build puts the program, in parts that are loaded when they are needed. */
const folder = join(__dirname, "../dist");
const { href: base } = pathToFileURL(join(folder, "/"));
const modules = new Map();
/** What has been loaded, by its file. */
const scripts = new Map();

/**
 * Loads a part of the program, as `require` would, with what the build has compiled of it. A short command takes a quarter
 * less time so; another version of Node than the one that built it compiles the part anew.
 */
function load(file) {
  const known = modules.get(file);
  if (known) return known.exports;
  const path = join(folder, file);
  const href = base + file;
  const module = { exports: {} };
  modules.set(file, module);
  const script = new Script(`(function(require,module,exports,__url){${readFileSync(path, "utf8")}\n})`, {
    filename: href,
    cachedData: compiled(file),
  });
  scripts.set(file, script);
  script.runInThisContext()(requirePart, module, module.exports, href);
  return module.exports;
}

const requirePart = (name) => (name.startsWith("./") ? load(name.slice(2)) : require(name));

/**
 * Where the build keeps what its Node compiled of a part. V8 takes what other versions of Node compiled for its own where their
 * versions of V8 are named alike, and crashes.
 */
const compiledFile = (file) => join(folder, `${file}.${process.version}-${process.arch}.compiled`);

function compiled(file) {
  try {
    return readFileSync(compiledFile(file));
  } catch {
    return undefined;
  }
}

module.exports = { load, scripts, compiledFile };
