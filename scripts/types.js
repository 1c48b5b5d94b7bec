// The declarations of the library in dist/types: those that src/index.ts reaches. Those of the libraries whose types it shows
// are copied beside them, so that the packed tarball needs no installation of its own for types either.
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const types = join(root, "dist/types");
const vendor = join(types, "vendor");

/** The declarations of a library: the folder to copy, and the file that it begins with. */
const libraries = {
  arquero: { folder: "node_modules/arquero/dist/types", entry: "index.d.ts" },
  "@uwdata/flechette": { folder: "node_modules/@uwdata/flechette/dist/types", entry: "index.d.ts" },
  "ml-matrix": { folder: "node_modules/ml-matrix", entry: "matrix.d.ts" },
};

/** Writes the declarations; throws where they need a library that is not listed. */
export function writeTypes() {
  rmSync(types, { recursive: true, force: true });
  execFileSync(
    process.execPath,
    [join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"],
    {
      cwd: root,
      stdio: "inherit",
    },
  );
  const reached = new Set();
  visit(join(types, "index.d.ts"), reached);
  for (const file of filesIn(types)) if (!reached.has(file)) rmSync(file);
}

function visit(file, reached) {
  if (reached.has(file)) return;
  reached.add(file);
  const text = readFileSync(file, "utf8").replace(
    /((?:from|import\()\s*)(["'])([^"']+)\2/g,
    (whole, head, quote, name) => {
      if (!name.startsWith("."))
        return name.startsWith("node:") ? whole : `${head}${quote}${library(name, file, reached)}${quote}`;
      const target = declarationOf(resolve(dirname(file), name));
      visit(target, reached);
      return `${head}${quote}${named(file, target)}${quote}`;
    },
  );
  // Libraries' declarations are not all faultless: arquero's would stop a strict compilation that checks libraries too.
  writeFileSync(file, file.startsWith(vendor) ? `// @ts-nocheck\n${text}` : text);
}

/** Copies a library's declarations and returns the name by which a file imports them. */
function library(name, file, reached) {
  const known = libraries[name];
  if (!known) throw new Error(`${relative(root, file)} shows types of ${name}`);
  const folder = join(vendor, name);
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true });
    cpSync(join(root, known.folder), folder, {
      recursive: true,
      filter: (path) => statSync(path).isDirectory() || path.endsWith(".d.ts"),
    });
  }
  const target = join(folder, known.entry);
  visit(target, reached);
  return named(file, target);
}

function declarationOf(path) {
  const stem = path.replace(/\.(js|ts)$/, "");
  return [`${stem}.d.ts`, join(path, "index.d.ts")].find((candidate) => existsSync(candidate));
}

function named(from, to) {
  const path = relative(dirname(from), to).replace(/\.d\.ts$/, ".js");
  return path.startsWith(".") ? path : `./${path}`;
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}
