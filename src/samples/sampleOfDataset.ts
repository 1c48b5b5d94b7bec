import { existsSync, statSync } from "node:fs";
import { extname } from "node:path";
import { type Dataset, readDataset } from "../sources/datasets/dataset.ts";
import type { DatasetDescription } from "../sources/datasets/description.ts";
import type { Wave } from "../sources/datasets/wave.ts";
import { stackedTable } from "../sources/datasets/waveTable.ts";
import type { LonelyRule } from "../survey/design.ts";
import { designOfWave, designOfWaves } from "../survey/waveDesign.ts";
import { InputError } from "../text/errors.ts";
import { calibrationUndeclared } from "../text/messages/designs.ts";
import { unknownWave } from "../text/messages/samples.ts";
import { withKnownDesign } from "./knownDesign.ts";
import type { DesignNames, Opened, Origin, Sample } from "./sample.ts";
import { derived, parseDerivations, type SelectionRequest, select } from "./selection.ts";

/** What is wanted of a dataset, which declares its design itself. */
export interface DatasetRequest extends SelectionRequest {
  /** The waves, by name; the last one by default. */
  readonly waves?: readonly string[] | undefined;
  readonly lonely?: LonelyRule | undefined;
  /** Whether variances take account of the calibration that the waves declare. */
  readonly calibrated?: boolean | undefined;
}

/** Whether a path leads to the declaration of a dataset, and not to a file of rows. */
export function isDeclaration(path: string): boolean {
  return [".yaml", ".yml"].includes(extname(path)) || (existsSync(path) && statSync(path).isDirectory());
}

/** Where the rows of a dataset come from. */
export function originOf({ provenance, description, waves }: Dataset): Origin {
  return {
    provenance,
    dataset: description.id,
    rows: new Map([...waves.values()].map(({ name, keys }) => [name, keys.length])),
  };
}

/** A wave of a dataset with all its variables, or several below one another with those that all have. */
export function openWaves(dataset: Dataset, waves: readonly Wave[]): Opened {
  const several = waves.length > 1;
  return {
    table: several ? stackedTable(waves) : waves[0]!.table,
    origin: originOf(dataset),
    waves: several ? waves.map(({ name }) => name) : [],
  };
}

/**
 * The sample that a dataset declares: one wave, or several below one another, where each respondent is a cluster. Throws for
 * waves that it does not have, and for conditions that no row meets.
 */
export async function sampleOfDataset(
  description: DatasetDescription,
  request: DatasetRequest = {},
): Promise<Sample> {
  const dataset = await readDataset(description);
  return sampleOfWaves(dataset, wavesOf(dataset, request.waves), request);
}

/** One wave of a dataset that is read already. */
export function sampleOfWave(
  dataset: Dataset,
  wave: Wave,
  request: Omit<DatasetRequest, "waves"> = {},
): Sample {
  return sampleOfWaves(dataset, [wave], request);
}

/** One wave or several of a dataset that is read already. */
export function sampleOfWaves(
  dataset: Dataset,
  chosen: readonly Wave[],
  { lonely, where = [], derive = [], calibrated = false }: Omit<DatasetRequest, "waves"> = {},
): Sample {
  const known = calibrated ? withKnownDesign(dataset, ["calibrated"]).waves : undefined;
  const waves = known ? chosen.map(({ name }) => known.get(name)!) : chosen;
  const opened = openWaves(dataset, waves);
  const table = derived(opened.table, parseDerivations(derive));
  return {
    ...opened,
    table,
    design: waves.length > 1 ? designOfWaves(waves, lonely) : designOfWave(waves[0]!, lonely),
    names: { ...namesOf(dataset.description, waves), ...(known && calibrationOf(waves)) },
    notices: [],
    selection: select(table, { where, derive }),
  };
}

/** The waves of those names in the dataset's order; its last one when none is named. */
export function wavesOf(dataset: Dataset, wanted: readonly string[] | undefined): readonly Wave[] {
  const waves = [...dataset.waves.values()];
  if (wanted === undefined) return waves.slice(-1);
  const known = waves.map(({ name }) => name);
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new InputError(unknownWave(unknown, known), {}, { value: unknown });
  return waves.filter(({ name }) => wanted.includes(name));
}

/** The names of the design, which are those of the first wave; respondents are the clusters of several waves. */
function namesOf({ waves: declared }: DatasetDescription, waves: readonly Wave[]): DesignNames {
  const { key, weight, strata, cluster, fpc } = declared.find(({ name }) => name === waves[0]!.name)!;
  return { weight, strata, cluster: waves.length > 1 ? (cluster ?? key) : cluster, fpc };
}

/** The margins that the waves declare, by wave where they differ; throws where none of them does. */
function calibrationOf(waves: readonly Wave[]): Pick<DesignNames, "calibrated"> {
  if (waves.every(({ calibrated }) => calibrated === undefined))
    throw new InputError(calibrationUndeclared, waves[0]!.table.place());
  const all = waves.map(({ name, calibrated = [] }) => ({ name, margins: calibrated.join(", ") }));
  const areAlike = all.every(({ margins }) => margins === all[0]!.margins);
  const told = areAlike
    ? all[0]!.margins
    : all.map(({ name, margins }) => `${name}: ${margins || "—"}`).join("; ");
  return { calibrated: { margins: told, chained: false } };
}
