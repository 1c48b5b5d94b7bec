import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./support/oracle.ts";

const read = (file: string) => readFileSync(join(root, file), "utf8");
const bill = JSON.parse(read("dist/sbom.cdx.json"));
const libraries: { group?: string; name: string; version: string; purl: string }[] = bill.components;
const named = ({ group, name }: { group?: string; name: string }) => (group ? `${group}/${name}` : name);

test("the bill of materials is a CycloneDX document without a date", () => {
  expect(bill).toMatchObject({ bomFormat: "CycloneDX", specVersion: "1.5", version: 1 });
  expect(Object.keys(bill).sort()).toEqual(["bomFormat", "components", "metadata", "specVersion", "version"]);
  expect(Object.keys(bill.metadata)).toEqual(["component"]);
  expect(libraries.map(({ purl }) => purl)).toEqual([...new Set(libraries.map(({ purl }) => purl))].sort());
});

test("it has the libraries whose licences are told, in the versions that are there", () => {
  const licences = read("dist/THIRD_PARTY_LICENSES.txt").split("\n");
  for (const library of libraries) expect(licences).toContain(`${named(library)} ${library.version}`);
  for (const name of ["exceljs", "zod", "vega", "@uwdata/flechette"]) {
    const { version } = JSON.parse(read(`node_modules/${name}/package.json`));
    expect(libraries.find((library) => named(library) === name)?.version).toBe(version);
  }
});

test("what nobody calls and nobody keeps up is not in the bundle", () => {
  const names = libraries.map(named);
  const old = ["fstream", "glob", "inflight", "rimraf", "unzipper", "archiver", "tmp", "fast-csv"];
  expect(names.filter((name) => old.includes(name))).toEqual([]);
});

test("it is packed with the program", () => {
  expect(JSON.parse(read("package.json")).files).toContain("dist");
});

interface Parts {
  readonly text: string;
  readonly loaded: readonly string[];
  readonly compiledAnew: readonly string[];
}

/** The parts that --help loads with these flags of Node, or as this version, and those of them whose compiled form it did not take. */
function parts({ flags = [], version = process.version }: { flags?: string[]; version?: string }): Parts {
  const program = `
    Object.defineProperty(process, "version", { value: "${version}" });
    const { load, scripts } = await import("./bin/load.js");
    await load("main.cjs").main(["--help"], "data");
    const loaded = [...scripts.keys()];
    console.error(JSON.stringify({
      loaded, compiledAnew: loaded.filter((file) => scripts.get(file).cachedDataRejected !== false),
    }));`;
  const given = [...flags, "--input-type=module", "--eval", program];
  const { stdout, stderr } = spawnSync(process.execPath, given, { cwd: root, encoding: "utf8" });
  return { text: stdout, ...JSON.parse(stderr) };
}

test("Node takes the program as the build has compiled it", () => {
  const taken = parts({});
  expect(taken.loaded).toContain("main.cjs");
  expect(taken.compiledAnew).toEqual([]);
});

test.each([
  ["its own flags are others", { flags: ["--no-lazy"] }],
  ["another version of Node compiled it, though it names its V8 alike", { version: "v20.15.0" }],
])("it compiles the program anew where %s", (_, other) => {
  const anew = parts(other);
  expect(anew.compiledAnew).toEqual(anew.loaded);
  expect(anew.text).toBe(parts({}).text);
});
