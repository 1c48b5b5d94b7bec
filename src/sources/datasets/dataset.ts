import { notationOf } from "../files/decimalMark.ts";
import { readDelimited } from "../files/delimited.ts";
import { kindOf } from "../files/kinds.ts";
import { isProvenance, type Provenance, provenanceOf } from "../files/provenance.ts";
import type { Sheet } from "../files/sheet.ts";
import { readStoredSheet } from "../files/storedRows.ts";
import { type OpenWorkbook, openWorkbook } from "../files/workbook.ts";
import type { DatasetDescription, WaveFile } from "./description.ts";
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
  const all: readonly WaveFile[] = [...description.waves, ...context];
  const files = [...new Set(all.map(({ file }) => file))];
  const opened = new Map<string, OpenWorkbook | Sheet>();
  for (const of of all) {
    const place = placeOf(of);
    if (opened.has(place)) continue;
    const sheets = all.filter((other) => placeOf(other) === place).map(({ sheet }) => sheet);
    opened.set(place, await open(of, sheets));
  }
  const openedFor = (of: WaveFile) => sheetOf(of, opened.get(placeOf(of))!);
  const units = context.map((table) => readUnits(table, openedFor(table)));
  const waves = new Map<string, Wave>();
  for (const wave of description.waves) {
    const sheet = openedFor(wave);
    const earlier = wave.link === undefined ? undefined : waves.get(wave.link);
    waves.set(wave.name, readWave(description, wave, sheet, earlier, units));
  }
  return { description, provenance: provenanceOf(description.kind, files, [...opened.values()]), waves };
}

/** How many respondents of a wave are in the earlier one that it links to. */
export interface Linked {
  readonly wave: string;
  readonly earlier: string;
  readonly linked: number;
  readonly of: number;
}

/** The waves that link to an earlier one, of those that were read. */
export function linkedWaves({ description, waves }: Dataset): Linked[] {
  return description.waves.flatMap(({ name, link }) => {
    const [own, earlier] = [waves.get(name), link === undefined ? undefined : waves.get(link)];
    if (!own || !earlier) return [];
    const known = new Set(earlier.keys);
    const linked = own.keys.filter((key) => known.has(key)).length;
    return [{ wave: name, earlier: earlier.name, linked, of: own.keys.length }];
  });
}

/** Tables of one file that stand alike are read together. */
const placeOf = ({ file, range, skip, header, encoding }: WaveFile) =>
  JSON.stringify([file, range, skip, header, encoding]);

/** The cells of one table as a dataset reads them. */
export async function sheetAt(of: WaveFile): Promise<Sheet> {
  return sheetOf(of, await open(of, [of.sheet]));
}

/** The sheet that is read where none is named: the first that does not say where the data come from. */
const firstSheet = (names: readonly string[]) => names.find((name) => !isProvenance(name)) ?? names[0]!;

/** Opens a file for the named sheets. */
async function open(
  { file, range, skip, header, encoding }: WaveFile,
  sheets: readonly (string | undefined)[],
): Promise<OpenWorkbook | Sheet> {
  const kind = kindOf(file);
  if (kind === "text") return readDelimited(file, { skip, header, encoding });
  if (kind === "stored") return readStoredSheet(file, encoding);
  const isSaid = [range, skip, header].some((said) => said !== undefined);
  return openWorkbook(file, async ({ sheets: all }) => {
    const names = all.map(({ name }) => name);
    const isRead = (name: string) => sheets.some((sheet) => (sheet ?? firstSheet(names)) === name);
    return new Map(
      names
        .filter((name) => isRead(name) || isProvenance(name))
        .map((name) => [name, isSaid && isRead(name) ? { range, skip, header } : undefined]),
    );
  });
}

function sheetOf({ sheet: name, decimal }: WaveFile, opened: OpenWorkbook | Sheet): Sheet {
  const sheet = "rows" in opened ? opened : opened.sheet(name ?? firstSheet(opened.sheetNames));
  if (decimal === undefined) return sheet;
  return { ...sheet, notation: notationOf(decimal, ",") };
}
