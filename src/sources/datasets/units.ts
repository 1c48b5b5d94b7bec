import { InputError } from "../../text/errors.ts";
import { noSuchUnit } from "../../text/messages/datasets.ts";
import { columnOf, placeOf, type Sheet } from "../files/sheet.ts";
import type { CategoricalVariable } from "../tables/codebook.ts";
import { matchingRows } from "../tables/matchingRows.ts";
import { type Table, tableOf } from "../tables/table.ts";
import { factorColumn, gathered, type TypedColumn } from "../tables/typedColumn.ts";
import { decodeKeys, decodeVariable, decodeWeights } from "./decode.ts";
import { quantileClasses } from "./derive.ts";
import { type ContextTable, entryOf } from "./description.ts";

/** The units that respondents belong to, one row each. */
export interface ContextUnits {
  readonly context: ContextTable;
  readonly keys: readonly string[];
  readonly table: Table;
}

/** Decodes a table of units, and derives its classes between quantiles weighted by the units' sizes. */
export function readUnits(context: ContextTable, sheet: Sheet): ContextUnits {
  const keys = decodeKeys(sheet, context.key);
  const sizes = decodeWeights(sheet, context.weight);
  const columns = context.variables.map((variable) => decodeVariable(sheet, variable, context.name));
  return { context, keys, table: withClasses(context, tableOf(columns), sizes) };
}

/** The table of units with its classes between weighted quantiles. */
export function withClasses({ derived }: ContextTable, units: Table, sizes: Float64Array): Table {
  return derived.reduce((table, variable) => {
    const classes = quantileClasses(variable.recipe, table.numbers(variable.recipe.of), sizes);
    return table.withColumn(factorColumn(entryOf(variable) as CategoricalVariable, classes));
  }, units);
}

/** The units' columns by respondent: missing for one without a unit; throws for a unit that the table lacks. */
export function joinedColumns(
  { context, keys, table }: ContextUnits,
  sheet: Sheet,
  column: string,
): TypedColumn[] {
  const units = columnOf(sheet, column).map((cell) => (cell === null ? null : String(cell)));
  const rows = matchingRows(units, keys);
  const absent = units.findIndex((unit, row) => unit !== null && rows[row]! < 0);
  if (absent >= 0)
    throw new InputError(noSuchUnit(context.name, units[absent]!, keys), placeOf(sheet, absent, column), {
      value: columnOf(sheet, column)[absent],
    });
  return table.columnNames().map((name) => gathered(table.typed(name), rows));
}
