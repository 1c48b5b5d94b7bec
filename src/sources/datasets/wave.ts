import { InputError, type Place } from "../../text/errors.ts";
import { columnOf, placeOf, type Sheet } from "../files/sheet.ts";
import { type Codebook, type ColumnValues, levelNames, type Variable } from "../tables/codebook.ts";
import { decodeKeys, decodeNumbers, decodeVariable, decodeWeights } from "./decode.ts";
import { deriveColumn, recipeInputs } from "./derive.ts";
import {
  type DatasetDescription,
  type DerivedVariable,
  type FileVariable,
  linkedName,
  type WaveDescription,
} from "./description.ts";
import { type ContextUnits, joinedColumns } from "./units.ts";

/** The rows of one wave: a column per variable, their codebook, and the weight of each row. */
export interface Wave {
  readonly name: string;
  readonly columns: ReadonlyMap<string, ColumnValues>;
  readonly codebook: Codebook;
  readonly keys: readonly string[];
  readonly weights: readonly number[];
  /** The stratum's coordinates of each row, one column per stratification variable. */
  readonly strata: readonly ColumnValues[];
  /** The cluster of each row, where the sample is one of clusters. */
  readonly clusters?: ColumnValues | undefined;
  /** The size of each row's stratum in the population, or its sampling fraction. */
  readonly fpc?: ColumnValues | undefined;
  /** The file and sheet that hold the rows. */
  readonly place: Place;
}

/** The variables that a wave's table has, by the declaration alone: read, derived and linked ones. */
export function codebookOf(description: DatasetDescription, wave: WaveDescription): Codebook {
  const codebook = new Map<string, Variable>();
  for (const variable of description.variables)
    if (variable.columns.has(wave.name)) codebook.set(variable.name, entryOf(variable));
  for (const { columns, variables, derived } of description.context)
    if (columns.has(wave.name))
      for (const variable of [...variables, ...derived]) codebook.set(variable.name, entryOf(variable));
  for (const variable of description.derived)
    if (recipeInputs(variable.recipe).every((input) => codebook.has(input)) && !codebook.has(variable.name))
      codebook.set(variable.name, entryOf(variable));
  const earlier = description.waves.find(({ name }) => name === wave.link);
  if (!earlier) return codebook;
  for (const variable of codebookOf(description, earlier).values()) {
    const name = linkedName(variable.name, earlier.name);
    const label = {
      fr: `${variable.label.fr} (${earlier.name})`,
      en: `${variable.label.en} (${earlier.name})`,
    };
    codebook.set(name, { ...variable, name, label });
  }
  return codebook;
}

/** The codebook's entry of a declared variable. */
export function entryOf({
  name,
  label,
  levels,
}: Pick<FileVariable | DerivedVariable, "name" | "label" | "levels">): Variable {
  return levels ? { type: "categorical", name, label, levels } : { type: "numeric", name, label };
}

/**
 * Decodes and derives the variables of one wave; `earlier` holds the wave that it links to, when it links to one, and
 * `units` the tables that its respondents belong to.
 */
export function readWave(
  description: DatasetDescription,
  wave: WaveDescription,
  sheet: Sheet,
  earlier: Wave | undefined,
  units: readonly ContextUnits[],
): Wave {
  const codebook = codebookOf(description, wave);
  const keys = decodeKeys(sheet, description.key);
  const weights = decodeWeights(sheet, wave.weight);
  const columns = new Map<string, ColumnValues>();
  for (const variable of description.variables) {
    const column = variable.columns.get(wave.name);
    if (column !== undefined) columns.set(variable.name, decodeVariable(sheet, variable, column));
  }
  for (const own of units) {
    const column = own.table.columns.get(wave.name);
    if (column === undefined) continue;
    for (const [name, values] of joinedColumns(own, sheet, column)) columns.set(name, values);
  }
  for (const { name, recipe } of description.derived) {
    const variable = codebook.get(name);
    if (!variable || columns.has(name)) continue;
    const inputs = recipeInputs(recipe).map((input) => columns.get(input)!);
    columns.set(
      name,
      deriveColumn(recipe, inputs, variable.type === "categorical" ? levelNames(variable) : []),
    );
  }
  return {
    name: wave.name,
    columns: earlier ? new Map([...columns, ...linkedColumns(keys, earlier, placeOf(sheet))]) : columns,
    codebook,
    keys,
    weights,
    place: placeOf(sheet),
    strata: wave.strata.map((name) => designColumn("stratum", name, columns, sheet)),
    clusters: wave.cluster === undefined ? undefined : designColumn("cluster", wave.cluster, columns, sheet),
    fpc: wave.fpc === undefined ? undefined : decodeNumbers(sheet, wave.fpc),
  };
}

/** The answers of the same respondents in an earlier wave; missing for those who were not in it. */
function linkedColumns(
  keys: readonly string[],
  { name, keys: earlierKeys, columns }: Wave,
  place: Place,
): [string, ColumnValues][] {
  const rowOf = new Map(earlierKeys.map((key, row) => [key, row]));
  const rows = keys.map((key) => rowOf.get(key));
  if (rows.every((row) => row === undefined))
    throw new InputError(`no identifier is among those of the wave ${name}`, place, {
      value: keys[0],
      advice: "Both waves must use the same identifiers",
    });
  return [...columns].map(([variable, column]) => [
    linkedName(variable, name),
    rows.map((row) => (row === undefined ? null : column[row]!)),
  ]);
}

/** A stratum or cluster: one of the dataset's variables, or else a column of the file taken as it is. */
function designColumn(
  role: string,
  name: string,
  variables: ReadonlyMap<string, ColumnValues>,
  sheet: Sheet,
): ColumnValues {
  const column = variables.get(name) ?? columnOf(sheet, name);
  const missing = column.indexOf(null);
  if (missing >= 0) throw new InputError(`the ${role} is missing`, placeOf(sheet, missing, name));
  return column;
}
