import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import type { Range } from "../numerics/ranges.ts";
import { readTextNow } from "../sources/files/input.ts";
import { embeddedFile } from "./dataset.ts";
import { listSources } from "./source.ts";
import { listStudies, type Study } from "./study.ts";
import { readYaml } from "./yaml.ts";

/** What other figures leave of a study's figures and of claims: null where a base would be empty. In the unit of publications. */
export interface StoredBounds {
  /** Figures that contradict one another, and bound nothing therefore. */
  readonly leftOut: readonly string[];
  /** What all figures of other quantities leave of the study's figures, by their ids. */
  readonly figures: Readonly<Record<string, Range | null>>;
  /** What the calibrated figures leave of those that are held out. */
  readonly heldOut: Readonly<Record<string, Range | null>>;
  /** What all figures leave of claimed quantities that none prints, by `source:claim`. */
  readonly claims: Readonly<Record<string, Range>>;
}

const range = z.strictObject({ low: z.number(), high: z.number() });
const ranges = z.record(z.string(), range.nullable());
const file = z.strictObject({
  declarations: z.string(),
  leftOut: z.array(z.string()),
  figures: ranges,
  heldOut: ranges,
  claims: z.record(z.string(), range),
});

/** The file beside a study's declaration that has its bounds. */
export const boundsFile = ({ path }: Pick<Study, "path">): string => join(dirname(path), "bounds.json");

/** The bounds that are stored beside a study; undefined where none are, or where declarations have changed since. */
export function readBounds(study: Study, dataFolder: string): StoredBounds | undefined {
  const path = boundsFile(study);
  if (!existsSync(path)) return undefined;
  const { declarations, ...bounds } = readYaml(path, file);
  return declarations === declarationsDigest(study, dataFolder) ? bounds : undefined;
}

/** Bounds as they are stored, a line for each. */
export function renderBounds(bounds: StoredBounds, study: Study, dataFolder: string): string {
  const entries = Object.entries({ declarations: declarationsDigest(study, dataFolder), ...bounds });
  return `{\n${entries.map(([name, value]) => `  ${JSON.stringify(name)}: ${linesOf(value)}`).join(",\n")}\n}\n`;
}

function linesOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const own = Array.isArray(value)
    ? value.map((entry) => JSON.stringify(entry))
    : Object.entries(value).map(([id, entry]) => `${JSON.stringify(id)}: ${JSON.stringify(entry)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return own.length === 0
    ? `${open}${close}`
    : `${open}\n${own.map((line) => `    ${line}`).join(",\n")}\n  ${close}`;
}

/** The SHA-256 of all that bounds depend on: what studies and sources declare and print, the dataset's structure and the words. */
function declarationsDigest({ path, declaration }: Study, dataFolder: string): string {
  const folderOf = (kind: string) => (id: string) => join(dataFolder, kind, id);
  const studies = listStudies(dataFolder).map(folderOf("studies"));
  const own = dirname(path);
  const files = [
    join(dataFolder, "lexicon.yaml"),
    embeddedFile(declaration.id, dataFolder),
    ...[...studies, ...(studies.includes(own) ? [] : [own])].flatMap((folder) => [
      join(folder, "study.yaml"),
      join(folder, "figures.csv"),
    ]),
    ...listSources(dataFolder)
      .map(folderOf("sources"))
      .flatMap((folder) => [join(folder, "source.yaml"), join(folder, "claims.csv")]),
  ];
  const hash = createHash("sha256");
  for (const name of files.filter(existsSync))
    hash.update(readTextNow(name).replace(/\r\n/g, "\n")).update("\0");
  return hash.digest("hex");
}
