import { existsSync } from "node:fs";
import type { GroupsOf } from "../sources/engines/groupedRows.ts";
import { isInDatabase } from "../sources/engines/sources.ts";
import type { DayOrder } from "../sources/expressions/dates.ts";
import type { Coding } from "../sources/files/coding.ts";
import type { CodingRequest } from "../sources/files/codingRequest.ts";
import type { DecimalMark } from "../sources/files/decimalMark.ts";
import type { ColumnChoice, FileTable, FileTableOptions } from "../sources/files/fileTable.ts";
import type { TotalRow } from "../sources/files/footRows.ts";
import { checkInput } from "../sources/files/input.ts";
import { isOfKind } from "../sources/files/kinds.ts";
import { readFileTable } from "../sources/files/readFileTable.ts";
import { saidOf, type TableChoice } from "../sources/files/tableChoice.ts";
import { RowsNeeded } from "../sources/tables/aggregates.ts";
import { InputError } from "../text/errors.ts";
import { type LevelsAlike, noRows } from "../text/messages/files.ts";
import { historyFile } from "../weights/historyFile.ts";
import type { FileSample, Opened, Sample } from "./sample.ts";
import { designed, type TableRequest } from "./sampleOfTable.ts";
import { derived, parseDerivations, refuseUnquoted, variablesOfSelection } from "./selection.ts";
import { readVariance } from "./variance.ts";
import type { VarianceRequest } from "./varianceRequest.ts";

/** Whether an analysis works on groups of rows, and whether it tells less of them than of rows. */
export type Grouping = boolean | "telling less";

/** What is wanted of a file of rows: the variables of the analysis, the design and the rows. */
export interface FileRequest extends TableRequest, TableChoice, CodingRequest {
  /** The mark before the decimals of the file's numbers; its values tell by default. */
  readonly decimal?: DecimalMark | undefined;
  /** The texts that are missing answers, besides empty cells and errors; NA, . and known marks among numbers by default. */
  readonly na?: readonly string[] | undefined;
  /** How texts such as 03/04/2023 are dates; they stay texts by default. */
  readonly dates?: DayOrder | undefined;
  /** The variables that the analysis needs, given the columns of the file; all by default. */
  readonly variables?: readonly string[] | ColumnChoice | undefined;
  /** The weights before, where the analysis compares with them. */
  readonly baseWeight?: string | undefined;
  /**
   * Whether rows may be read as groups that agree in everything but their weights: those of a database, and of a text where they tell
   * all that its rows do, or somebody names who makes them; none by default.
   */
  readonly grouped?: Grouping | undefined;
  /** What variances rest on; strata and clusters alone by default. */
  readonly variance?: VarianceRequest | undefined;
}

/** A file of rows with all its columns, or with those that are chosen. */
export async function openFile(
  path: string,
  options: Omit<FileTableOptions, "coding"> & CodingRequest = {},
  groups?: GroupsOf,
): Promise<Opened & Pick<FileSample, "file">> {
  const own = { ...options, coding: await codingOf(options) };
  return openedOf(groups ? await readGroups(path, own, groups) : await readFileTable(path, own));
}

/** The same of a database, as tables of one column each: its values, and how many rows have each. */
export async function openColumns(
  path: string,
  options: Omit<FileTableOptions, "coding"> & CodingRequest,
): Promise<(Opened & Pick<FileSample, "file">)[]> {
  const { readDatabaseColumns } = await import("../sources/files/databaseTable.ts");
  const tables = await readDatabaseColumns(path, { ...options, coding: await codingOf(options) });
  return tables.map(openedOf);
}

const openedOf = (file: FileTable): Opened & Pick<FileSample, "file"> => ({
  table: file,
  file,
  origin: { provenance: file.provenance, rows: new Map([["", file.observations]]) },
  waves: [],
});

/** Groups of rows; the rows themselves where a text does not have them told as groups. */
async function readGroups(path: string, options: FileTableOptions, groups: GroupsOf): Promise<FileTable> {
  if (isInDatabase(path, options))
    return (await import("../sources/files/databaseTable.ts")).readDatabaseTable(path, options, groups);
  const { readTextGroups } = await import("../sources/files/textGroups.ts");
  return (await readTextGroups(path, options, groups)) ?? readFileTable(path, options);
}

/** Whether groups of rows are asked for, which texts give where DuckDB is likely to be quicker, or is named. */
async function areGroups(path: string, request: FileRequest): Promise<boolean> {
  const { grouped, engine } = request;
  if (!grouped) return false;
  if (isInDatabase(path, request)) return true;
  if (!isOfKind("text", path) || engine === "memory") return false;
  if (grouped === "telling less" && engine !== "duckdb") return false;
  return (await import("../sources/files/textGroups.ts")).mayBeGrouped(path, request);
}

/** What is said of the answers, read where something is. */
async function codingOf(request: CodingRequest): Promise<Coding | undefined> {
  const { levels, missingCode, labels } = request;
  if (levels === undefined && missingCode === undefined && labels === undefined) return undefined;
  const { readCoding } = await import("../sources/files/coding.ts");
  return readCoding(request);
}

/**
 * The sample that is in a CSV file or a sheet of a workbook. Only the columns that are needed are read: those of the analysis,
 * of the design, of the conditions and definitions, and of the margins or replicate weights that variances rest on. Throws
 * for columns that are absent, a file without rows, bad weights, rows that lack their stratum or cluster, and conditions that no row meets.
 */
export async function sampleOfFile(path: string, request: FileRequest = {}): Promise<FileSample> {
  try {
    return await sampleIn(path, request);
  } catch (error) {
    if (error instanceof RowsNeeded) return sampleIn(path, { ...request, grouped: false });
    throw error;
  }
}

async function sampleIn(path: string, request: FileRequest): Promise<FileSample> {
  const {
    sheet,
    decimal,
    na,
    dates,
    levels,
    missingCode,
    labels,
    weight,
    baseWeight,
    strata = [],
    cluster,
    fpc,
    lonely,
    where = [],
    derive = [],
    variance,
    unweighted,
  } = request;
  const { variables = (header: readonly string[]) => header } = request;
  // What is beside a file that is not there would be missed first.
  if (variance && !isInDatabase(path, request)) await checkInput(path);
  const basis = variance && (await readVariance(variance, { path, sheet, weight }));
  const forgotten = await isCalibrationForgotten(path, sheet, weight);
  const derivations = parseDerivations([...derive, ...(basis?.derive ?? [])]);
  const named = variablesOfSelection(derivations, [...where, ...(basis?.where ?? [])]);
  const defined = new Set(derivations.map(({ name }) => name));
  const wanted = (header: readonly string[], weights: readonly string[]) => [
    ...(typeof variables === "function" ? variables(header) : variables),
    ...(basis?.columns(header) ?? []),
    ...[...named, ...weights, ...strata, cluster, fpc].filter((name) => name !== undefined),
  ];
  const isGrouped = !basis && (await areGroups(path, request));
  const options: Omit<FileTableOptions, "coding"> & CodingRequest = {
    ...saidOf(request),
    memory: request.memory,
    decimal,
    na,
    dates,
    levels,
    missingCode,
    labels,
    designColumns: [weight, ...strata, cluster, fpc, baseWeight, basis?.base].filter(
      (name) => name !== undefined,
    ),
    columns: (header) => {
      refuseUnquoted(derivations, where, (name) => header.includes(name) || defined.has(name));
      return wanted(header, weight === undefined ? [] : [weight]).filter((name) => !defined.has(name));
    },
    numbers: basis?.numbers,
  };
  const opened = await openFile(
    path,
    options,
    // Weights that are a variable too, or are derived from some, are not added up.
    isGrouped
      ? (header) =>
          weight !== undefined && [...defined, ...wanted(header, [])].includes(weight)
            ? undefined
            : { weight }
      : undefined,
  );
  if (opened.table.rows === 0) throw new InputError(noRows, opened.file.place());
  const table = derived(opened.table, derivations, opened.file.header);
  const own = designed(
    { ...opened, table },
    { weight, strata, cluster, fpc, lonely, where, derive, unweighted },
  );
  const ofAnalysis = new Set(typeof variables === "function" ? variables(opened.file.header) : variables);
  const sample: FileSample = {
    ...own,
    file: opened.file,
    notices: [
      ...opened.file.notes.filter(
        (note) =>
          (note.kind !== "total row" || isInside(own, note)) &&
          (note.kind !== "levels alike" || ofAnalysis.has(note.column) || areAnyUnnamed(note, own)) &&
          (note.kind !== "weight of file" || weight === undefined),
      ),
      ...(forgotten ? [{ kind: "calibration forgotten", name: weight! } as const] : []),
      ...own.notices,
    ],
  };
  return basis ? basis.laidOn(sample) : sample;
}

/** Whether a row at the foot of a file is among those that are wanted. */
function isInside({ table, selection: { mask } }: Sample, { row: wanted }: TotalRow): boolean {
  for (let row = table.rows - 1; row >= 0; row--) {
    const { line, row: number = line! } = table.place(row);
    if (number <= wanted) return number === wanted && mask[row] === 1;
  }
  return false;
}

/** Whether conditions and definitions leave any of the levels that are alike unnamed. */
function areAnyUnnamed({ sets }: LevelsAlike, { selection: { where, derive } }: Sample): boolean {
  const said = [...where, ...derive].join("\n");
  return sets.flat().some((level) => !said.includes(`"${level}"`) && !said.includes(`'${level}'`));
}

/** Whether the file beside the data tells that weights are calibrated, where nobody asks to take account of it. */
async function isCalibrationForgotten(
  path: string,
  sheet: string | undefined,
  weight: string | undefined,
): Promise<boolean> {
  if (weight === undefined || !existsSync(historyFile(path))) return false;
  const { readHistory } = await import("../weights/history.ts");
  // Another program's file of that name is no concern of ours.
  const steps = await readHistory(path, sheet).catch(() => []);
  return steps.findLast(({ column }) => column === weight)?.margins !== undefined;
}
