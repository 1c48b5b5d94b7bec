import { readDelimited } from "../files/delimited.ts";
import { kindOf } from "../files/kinds.ts";
import type { Sheet } from "../files/sheet.ts";
import { type OpenWorkbook, openWorkbook } from "../files/workbook.ts";
import type { DatasetDescription, WaveDescription } from "./description.ts";
import { readUnits } from "./units.ts";
import { readWave, type Wave } from "./wave.ts";

/** Whether the rows are made or observed, and from which files they come. */
export interface Provenance {
  readonly kind: "synthetic" | "microdata";
  /** The generator's seed, when the rows are synthetic and the file tells it. */
  readonly seed?: number | undefined;
  readonly files: readonly string[];
}

export interface Dataset {
  readonly description: DatasetDescription;
  readonly provenance: Provenance;
  readonly waves: ReadonlyMap<string, Wave>;
}

/** A synthetic workbook says so in a sheet of this name, in rows of a name and a value: kind, seed. */
export const provenanceSheet = "provenance";

/** Whether a sheet of this name is the one on the provenance. */
export const isProvenance = (name: string) => name.trim().toLowerCase() === provenanceSheet;

/** Reads every wave of a dataset and the tables that its respondents belong to, each file once. */
export async function readDataset(description: DatasetDescription): Promise<Dataset> {
  const { context } = description;
  const files = [...new Set([...description.waves, ...context].map(({ file }) => file))];
  const opened = new Map<string, OpenWorkbook | Sheet>();
  for (const file of files) {
    const sheets = [...description.waves, ...context]
      .filter((of) => of.file === file)
      .map(({ sheet }) => sheet);
    opened.set(file, await open(file, sheets));
  }
  const units = context.map((table) => readUnits(table, sheetOf(table, opened.get(table.file)!)));
  const waves = new Map<string, Wave>();
  for (const wave of description.waves) {
    const sheet = sheetOf(wave, opened.get(wave.file)!);
    const earlier = wave.link === undefined ? undefined : waves.get(wave.link);
    waves.set(wave.name, readWave(description, wave, sheet, earlier, units));
  }
  return { description, provenance: provenanceOf(description.kind, files, [...opened.values()]), waves };
}

/** Opens a file for the named sheets; where one is not named, it is the first of all. */
function open(file: string, sheets: readonly (string | undefined)[]): Promise<OpenWorkbook | Sheet> {
  if (kindOf(file) === "text") return readDelimited(file);
  return openWorkbook(
    file,
    (name) => sheets.some((sheet) => sheet === undefined || sheet === name) || isProvenance(name),
  );
}

function sheetOf(of: Pick<WaveDescription, "sheet">, opened: OpenWorkbook | Sheet): Sheet {
  if ("rows" in opened) return opened;
  const name = of.sheet ?? opened.sheetNames[0]!;
  return opened.sheet(name);
}

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
