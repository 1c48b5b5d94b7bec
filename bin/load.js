import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Script } from "node:vm";

/** Where the build puts the program, in parts that are loaded when they are needed. */
const folder = new URL("../dist/", import.meta.url);
const requireNode = createRequire(import.meta.url);
const modules = new Map();
/** What has been loaded, by its file. */
export const scripts = new Map();

/**
 * Loads a part of the program, as `require` would, with what the build has compiled of it. A short command takes a quarter
 * less time so; another version of Node than the one that built it compiles the part anew.
 */
export function load(file) {
  const known = modules.get(file);
  if (known) return known.exports;
  const url = new URL(file, folder);
  const module = { exports: {} };
  modules.set(file, module);
  const script = new Script(`(function(require,module,exports,__url){${readFileSync(url, "utf8")}\n})`, {
    filename: url.href,
    cachedData: compiled(url),
  });
  scripts.set(file, script);
  script.runInThisContext()(requirePart, module, module.exports, url.href);
  return module.exports;
}

const requirePart = (name) => (name.startsWith("./") ? load(name.slice(2)) : requireNode(name));

function compiled(url) {
  try {
    return readFileSync(new URL(`${url.href}.compiled`));
  } catch {
    return undefined;
  }
}
