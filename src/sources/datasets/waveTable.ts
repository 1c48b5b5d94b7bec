import { InputError, type Place } from "../../text/errors.ts";
import { variableNamedWave, waveLabel } from "../../text/messages/datasets.ts";
import type { CategoricalVariable } from "../tables/codebook.ts";
import { codeArray } from "../tables/factor.ts";
import { sourceAt, type Table, tableOf } from "../tables/table.ts";
import { factorColumn, levelOf } from "../tables/typedColumn.ts";
import type { Wave } from "./wave.ts";

/** The name of the variable that tells the waves of a stacked table apart. */
export const waveVariable = "wave";

/**
 * The answers of several waves below one another, with a variable that names the wave. A respondent of two waves has
 * two rows. It has the variables that all waves have.
 */
export function stackedTable(waves: readonly Wave[]): Table {
  const tables = waves.map(({ table }) => table);
  const shared = tables[0]!.columnNames((name) => tables.every((table) => table.codebook.has(name)));
  const { file, ...rest } = tables[0]!.place();
  if (shared.includes(waveVariable)) throw new InputError(variableNamedWave(waveVariable), { file, ...rest });
  const variable: CategoricalVariable = {
    name: waveVariable,
    type: "categorical",
    label: waveLabel,
    levels: waves.map(({ name }) => levelOf(name)),
  };
  const [first, ...others] = tables.map((table, at) => {
    const wave = factorColumn(variable, codeArray(waves.length, table.rows).fill(at));
    return tableOf([wave, ...shared.map((name) => table.typed(name))]);
  });
  return first!.concat(others).withSource(sourceAt({ file }, (row) => placeIn(tables, row)));
}

/** Where a row of tables that stand below one another is from. */
function placeIn([first, ...others]: readonly Table[], row: number): Place {
  return row < first!.rows ? first!.place(row) : placeIn(others, row - first!.rows);
}
