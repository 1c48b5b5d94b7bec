import { InputError } from "../../text/errors.ts";
import { rangeInText } from "../../text/messages/datasets.ts";
import { readDelimited } from "../files/delimited.ts";
import { kindOf } from "../files/kinds.ts";
import { isProvenance, type Provenance, provenanceOf } from "../files/provenance.ts";
import type { Sheet } from "../files/sheet.ts";
import { readStoredSheet } from "../files/storedRows.ts";
import { type OpenWorkbook, openWorkbook } from "../files/workbook.ts";
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
  const all: readonly Standing[] = [...description.waves, ...context];
  const files = [...new Set(all.map(({ file }) => file))];
  const opened = new Map<string, OpenWorkbook | Sheet>();
  for (const of of all) {
    const [place, { file, range }] = [placeOf(of), of];
    if (opened.has(place)) continue;
    const sheets = all.filter((other) => placeOf(other) === place).map(({ sheet }) => sheet);
    opened.set(place, await open(file, sheets, range));
  }
  const openedFor = (of: Standing) => sheetOf(of, opened.get(placeOf(of))!);
  const units = context.map((table) => readUnits(table, openedFor(table)));
  const waves = new Map<string, Wave>();
  for (const wave of description.waves) {
    const sheet = openedFor(wave);
    const earlier = wave.link === undefined ? undefined : waves.get(wave.link);
    waves.set(wave.name, readWave(description, wave, sheet, earlier, units));
  }
  return { description, provenance: provenanceOf(description.kind, files, [...opened.values()]), waves };
}

/** Where a table of the dataset is. */
type Standing = Pick<WaveDescription, "file" | "sheet" | "range">;

/** Tables of one range in one file are read together. */
const placeOf = ({ file, range }: Standing) => JSON.stringify([file, range]);

/** The cells of one table as a dataset reads them. */
export async function sheetAt(of: Standing): Promise<Sheet> {
  return sheetOf(of, await open(of.file, [of.sheet], of.range));
}

/** The sheet that is read where none is named: the first that does not say where the data come from. */
const firstSheet = (names: readonly string[]) => names.find((name) => !isProvenance(name)) ?? names[0]!;

/** Opens a file for the named sheets. */
async function open(
  file: string,
  sheets: readonly (string | undefined)[],
  range: string | undefined,
): Promise<OpenWorkbook | Sheet> {
  const kind = kindOf(file);
  if (kind !== "workbook") {
    if (range !== undefined) throw new InputError(rangeInText, { file }, { value: range });
    return kind === "text" ? readDelimited(file) : await readStoredSheet(file);
  }
  return openWorkbook(file, async ({ sheets: all }) => {
    const names = all.map(({ name }) => name);
    const isRead = (name: string) => sheets.some((sheet) => (sheet ?? firstSheet(names)) === name);
    return new Map(
      names
        .filter((name) => isRead(name) || isProvenance(name))
        .map((name) => [name, range === undefined || !isRead(name) ? undefined : { range }]),
    );
  });
}

function sheetOf(of: Pick<WaveDescription, "sheet">, opened: OpenWorkbook | Sheet): Sheet {
  if ("rows" in opened) return opened;
  const name = of.sheet ?? firstSheet(opened.sheetNames);
  return opened.sheet(name);
}
