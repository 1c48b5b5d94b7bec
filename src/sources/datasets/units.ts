import { InputError } from "../../text/errors.ts";
import { suggest } from "../../text/suggest.ts";
import { columnOf, placeOf, type Sheet } from "../files/sheet.ts";
import type { ColumnValues, Value } from "../tables/codebook.ts";
import { decodeKeys, decodeVariable, decodeWeights } from "./decode.ts";
import { quantileClasses } from "./derive.ts";
import type { ContextTable } from "./description.ts";

/** The rows of a table of units that respondents belong to. */
export interface ContextUnits {
  readonly table: ContextTable;
  readonly keys: readonly string[];
  readonly columns: ReadonlyMap<string, ColumnValues>;
}

/** Decodes a table of units, and derives its classes between quantiles weighted by the units' sizes. */
export function readUnits(table: ContextTable, sheet: Sheet): ContextUnits {
  const keys = decodeKeys(sheet, table.key);
  const sizes = decodeWeights(sheet, table.weight);
  const columns = new Map<string, ColumnValues>();
  for (const variable of table.variables)
    columns.set(variable.name, decodeVariable(sheet, variable, variable.columns.get(table.name)!));
  return { table, keys, columns: withClasses(table, columns, sizes) };
}

/** The columns of a table of units with its classes between weighted quantiles. */
export function withClasses(
  { derived }: ContextTable,
  columns: ReadonlyMap<string, ColumnValues>,
  sizes: readonly number[],
): ReadonlyMap<string, ColumnValues> {
  const classes = derived.map(({ name, recipe, levels = [] }): [string, ColumnValues] => [
    name,
    quantileClasses(
      recipe,
      columns.get(recipe.of)!,
      sizes,
      levels.map((level) => level.name),
    ),
  ]);
  return new Map([...columns, ...classes]);
}

/** The units' columns by respondent: missing for one without a unit; throws for a unit that the table lacks. */
export function joinedColumns(
  { table, keys, columns }: ContextUnits,
  sheet: Sheet,
  column: string,
): Map<string, Value[]> {
  const rowOf = new Map(keys.map((key, row) => [key, row]));
  const rows = columnOf(sheet, column).map((cell, row) => {
    if (cell === null) return undefined;
    const found = rowOf.get(String(cell));
    if (found === undefined)
      throw new InputError(`there is no such unit in the table ${table.name}`, placeOf(sheet, row, column), {
        value: cell,
        advice: suggest(String(cell), keys),
      });
    return found;
  });
  return new Map(
    [...columns].map(([name, values]) => [
      name,
      rows.map((row) => (row === undefined ? null : values[row]!)),
    ]),
  );
}
