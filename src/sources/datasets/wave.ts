import { Faults, InputError, type Place } from "../../text/errors.ts";
import { noKeyInCommon } from "../../text/messages/datasets.ts";
import { roleMissing } from "../../text/messages/designs.ts";
import { missingTexts } from "../files/column.ts";
import { columnOf, placeOf, type Sheet } from "../files/sheet.ts";
import type { Codebook, ColumnValues, Value, Variable } from "../tables/codebook.ts";
import { matchingRows } from "../tables/matchingRows.ts";
import { sourceAt, type Table, type TableSource, tableOf } from "../tables/table.ts";
import { gathered, renamed, type TypedColumn } from "../tables/typedColumn.ts";
import { decodeKeys, decodeNumbers, decodeVariable, decodeWeights } from "./decode.ts";
import { deriveColumn, recipeInputs } from "./derive.ts";
import { type DatasetDescription, entryOf, linkedName, type WaveDescription } from "./description.ts";
import { type ContextUnits, joinedColumns } from "./units.ts";

/** One wave: the table of its answers, and the design of its sample, of which each part has a value for each row. */
export interface Wave {
  readonly name: string;
  readonly table: Table;
  readonly keys: readonly string[];
  readonly weights: Float64Array;
  /** The stratum's coordinates of each row: a column for each stratification variable, by its name. */
  readonly strata: ReadonlyMap<string, ColumnValues>;
  /** The cluster of each row, where the sample is one of clusters. */
  readonly clusters?: ColumnValues | undefined;
  /** The size of each row's stratum in the population, or its sampling fraction. */
  readonly fpc?: Float64Array | undefined;
  /** The variables on whose margins the weights were calibrated, where variances are to use them. */
  readonly calibrated?: readonly string[] | undefined;
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

/**
 * Decodes and derives the variables of one wave; `earlier` holds the wave that it links to, when it links to one, and
 * `units` the tables that its respondents belong to. Throws all that is wrong with the columns that are read.
 */
export function readWave(
  description: DatasetDescription,
  wave: WaveDescription,
  whole: Sheet,
  earlier: Wave | undefined,
  units: readonly ContextUnits[],
): Wave {
  const codebook = codebookOf(description, wave);
  const sheet = wave.rows === "weighted" ? withAnswers(whole, wave.weight!) : whole;
  const keys = wave.key === undefined ? sheet.rowNumbers.map(String) : decodeKeys(sheet, wave.key);
  const weights =
    wave.weight === undefined
      ? new Float64Array(sheet.rows.length).fill(1)
      : decodeWeights(sheet, wave.weight);
  const columns = new Map<string, TypedColumn>();
  const add = (column: TypedColumn) => columns.set(column.variable.name, column);
  const faults = new Faults();
  for (const variable of description.variables)
    if (variable.columns.has(wave.name)) faults.in(() => add(decodeVariable(sheet, variable, wave.name)));
  faults.check();
  for (const own of units) {
    const column = own.context.columns.get(wave.name);
    if (column !== undefined) joinedColumns(own, sheet, column).forEach(add);
  }
  for (const { name, recipe } of description.derived) {
    const variable = codebook.get(name);
    if (!variable || columns.has(name)) continue;
    const inputs = recipeInputs(recipe).map((input) => columns.get(input)!);
    add(deriveColumn(recipe, inputs, variable, (row, column) => placeOf(sheet, row, column)));
  }
  const linked = earlier ? linkedColumns(keys, earlier, codebook, placeOf(sheet)) : [];
  const designColumn = (role: "stratum" | "cluster", name: string) =>
    refuseMissing(role, name, columns.get(name) ?? columnOf(sheet, name), sheet);
  const strata = new Map(wave.strata.map((name) => [name, designColumn("stratum", name)]));
  const clusters = wave.cluster === undefined ? undefined : designColumn("cluster", wave.cluster);
  return {
    name: wave.name,
    table: tableOf([...columns.values(), ...linked], sourceOf(sheet)),
    keys,
    weights,
    strata,
    clusters,
    fpc: wave.fpc === undefined ? undefined : decodeNumbers(sheet, wave.fpc),
  };
}

/** The rows of a sheet that have something in a column, and no mark of a missing answer. */
function withAnswers(sheet: Sheet, column: string): Sheet {
  const cells = columnOf(sheet, column);
  const isKept = (_: unknown, row: number) =>
    cells[row] !== null && !missingTexts.includes(String(cells[row]));
  return { ...sheet, rows: sheet.rows.filter(isKept), rowNumbers: sheet.rowNumbers.filter(isKept) };
}

/** Where the rows of a sheet stand, without their cells. */
function sourceOf(sheet: Sheet): TableSource {
  const numbered = { ...sheet, rows: [] };
  return sourceAt(placeOf(numbered), (row) => placeOf(numbered, row));
}

/** The answers of the same respondents in an earlier wave; missing for those who were not in it. */
function linkedColumns(
  keys: readonly string[],
  { name: wave, keys: earlierKeys, table }: Wave,
  codebook: Codebook,
  place: Place,
): TypedColumn[] {
  const rows = matchingRows(keys, earlierKeys);
  if (rows.every((row) => row < 0)) throw new InputError(noKeyInCommon(wave), place, { value: keys[0] });
  return table.columnNames().map((name) => {
    const { label } = codebook.get(linkedName(name, wave))!;
    return renamed(gathered(table.typed(name), rows), { name: linkedName(name, wave), label });
  });
}

/** A stratum or cluster: one of the dataset's variables, or else a column of the file taken as it is. */
function refuseMissing(
  role: "stratum" | "cluster",
  name: string,
  answers: Iterable<Value>,
  sheet: Sheet,
): ColumnValues {
  const column = [...answers];
  const missing = column.indexOf(null);
  if (missing >= 0) throw new InputError(roleMissing(role), placeOf(sheet, missing, name));
  return column;
}
