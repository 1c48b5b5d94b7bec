import { readFileSync } from "node:fs";

const { name, version, license } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
);

/**
 * The libraries inside the bundle as a CycloneDX document, for programs that look for known faults: they are development
 * dependencies, which those do not see. It has no date and no serial number, so that the same bundle gives the same bytes.
 */
export function billOfMaterials(libraries) {
  const byPurl = new Map(libraries.map((library) => [purl(library), library]));
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: { component: component("application", { name, version, license }) },
    components: [...byPurl.keys()].sort().map((key) => component("library", byPurl.get(key))),
  };
}

function component(type, library) {
  const [group, own] = library.name.startsWith("@") ? library.name.split("/") : [undefined, library.name];
  return {
    type,
    "bom-ref": purl(library),
    ...(group && { group }),
    name: own,
    version: library.version,
    ...(typeof library.license === "string" && { licenses: [{ expression: library.license }] }),
    purl: purl(library),
  };
}

/** A package's URL, in which the @ of a scope is written %40. */
const purl = ({ name, version }) => `pkg:npm/${name.replace(/^@/, "%40")}@${version}`;
