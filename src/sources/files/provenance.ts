import type { Sheet } from "./sheet.ts";
import type { OpenWorkbook } from "./workbook.ts";

/** Whether the rows are made or observed, and from which files they come. */
export interface Provenance {
  readonly kind: "synthetic" | "microdata";
  /** The generator's seed, when the rows are synthetic and the file tells it. */
  readonly seed?: number | undefined;
  readonly files: readonly string[];
}

/** A synthetic workbook says so in a sheet of this name, in rows of a name and a value: kind, seed. */
export const provenanceSheet = "provenance";

/** Whether a sheet of this name is the one on the provenance. */
export const isProvenance = (name: string) => name.trim().toLowerCase() === provenanceSheet;

/** What a `provenance` sheet says of the files; without one they are what their description says. */
export function provenanceOf(
  kind: Provenance["kind"],
  files: readonly string[],
  opened: readonly (OpenWorkbook | Sheet)[],
): Provenance {
  for (const workbook of opened) {
    const said = "sheetNames" in workbook ? workbook.pairs(provenanceSheet) : undefined;
    if (said?.get("kind") !== "synthetic") continue;
    const seed = said.get("seed") ?? "";
    return { kind: "synthetic", seed: /^\d+$/.test(seed) ? Number(seed) : undefined, files };
  }
  return { kind, files };
}
