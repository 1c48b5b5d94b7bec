import { readDelimited } from "../files/delimited.ts";
import { kindOf } from "../files/kinds.ts";
import { isProvenance, type Provenance, provenanceOf } from "../files/provenance.ts";
import type { Sheet } from "../files/sheet.ts";
import { type OpenWorkbook, openWorkbook, sheetsNamed } from "../files/workbook.ts";
import type { DatasetDescription, WaveDescription } from "./description.ts";
import { readUnits } from "./units.ts";
import { readWave, type Wave } from "./wave.ts";

export interface Dataset {
  readonly description: DatasetDescription;
  readonly provenance: Provenance;
  readonly waves: ReadonlyMap<string, Wave>;
}

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
    sheetsNamed(
      (name) => sheets.some((sheet) => sheet === undefined || sheet === name) || isProvenance(name),
    ),
  );
}

function sheetOf(of: Pick<WaveDescription, "sheet">, opened: OpenWorkbook | Sheet): Sheet {
  if ("rows" in opened) return opened;
  const name = of.sheet ?? opened.sheetNames[0]!;
  return opened.sheet(name);
}
