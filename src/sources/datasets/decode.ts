import { parseNumber } from "../../numerics/decimals.ts";
import { InputError, type Place } from "../../text/errors.ts";
import { type Cell, columnOf, placeOf, type Sheet } from "../files/sheet.ts";
import type { ColumnValues, Value } from "../tables/codebook.ts";
import type { FileVariable } from "./description.ts";

/** The values of a variable: level names or numbers, null where the answer is missing or the cell is empty. */
export function decodeVariable(sheet: Sheet, variable: FileVariable, column: string): ColumnValues {
  const missing = new Set(variable.missing?.codes);
  const decode = variable.levels ? levelDecoder(variable.levels) : (cell: Cell) => numberOf(cell, sheet);
  return columnOf(sheet, column, `Or list "${variable.name}" under absent in dataset.yaml`).map(
    (cell, row) => {
      if (cell === null || missing.has(String(cell))) return null;
      const value = decode(cell);
      if (value !== undefined) return value;
      throw new InputError(
        variable.levels ? `unknown code of ${variable.name}` : `${variable.name} is not a number`,
        placeOf(sheet, row, column),
        { value: cell, advice: `Expected ${expectation(variable)}` },
      );
    },
  );
}

/** Survey weights: zero or positive, never missing. */
export function decodeWeights(sheet: Sheet, column: string): number[] {
  const cells = columnOf(sheet, column);
  const weights = cells.map((cell) => (cell === null ? undefined : numberOf(cell, sheet)) ?? Number.NaN);
  checkWeights(
    weights,
    (row) => placeOf(sheet, row, column),
    (row) => cells[row]!,
  );
  return weights;
}

/** Weights beyond these would overflow or vanish when they are squared. */
const leastWeight = 1e-100;
const mostWeight = 1e100;

/**
 * Refuses a weight that is missing or no number (NaN), negative or out of range, and weights that are all zero.
 * `cellAt` tells what stands in the file, null where nothing does.
 */
export function checkWeights(
  weights: ArrayLike<number>,
  placeAt: (row?: number) => Place,
  cellAt: (row: number) => Cell,
): void {
  let positive = false;
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row]!;
    if (weight >= leastWeight && weight <= mostWeight) positive = true;
    else if (weight !== 0)
      throw new InputError(`the weight ${weightFault(weight, cellAt(row))}`, placeAt(row), {
        value: cellAt(row),
        advice: "Every respondent needs a weight of zero or more",
      });
  }
  if (!positive) throw new InputError("all weights are zero", placeAt());
}

function weightFault(weight: number, cell: Cell): string {
  if (cell === null) return "is missing";
  if (Number.isNaN(weight)) return "is not a number";
  return weight < 0 ? "is negative" : `is not between ${leastWeight} and ${mostWeight}`;
}

/** A column in which every row has a number. */
export function decodeNumbers(sheet: Sheet, column: string): number[] {
  return columnOf(sheet, column).map((cell, row) => {
    const number = cell === null ? undefined : numberOf(cell, sheet);
    if (number === undefined)
      throw new InputError(`${column} is not a number`, placeOf(sheet, row, column), { value: cell });
    return number;
  });
}

/** The identifiers of the rows; throws when one is missing or stands twice. */
export function decodeKeys(sheet: Sheet, column: string): string[] {
  const rowOf = new Map<string, number>();
  return columnOf(sheet, column).map((cell, row) => {
    if (cell === null) throw new InputError("the identifier is missing", placeOf(sheet, row, column));
    const key = String(cell);
    const first = rowOf.get(key);
    if (first !== undefined)
      throw new InputError("the identifier stands twice", placeOf(sheet, row, column), {
        value: key,
        advice: `It is also at ${sheet.sheet === undefined ? "line" : "row"} ${sheet.rowNumbers[first]}; keep one row per respondent`,
      });
    rowOf.set(key, row);
    return key;
  });
}

function levelDecoder(levels: NonNullable<FileVariable["levels"]>): (cell: Cell) => Value | undefined {
  const nameOf = new Map(levels.map(({ code, name }) => [code, name]));
  return (cell) => nameOf.get(String(cell));
}

/** A finite number, with a decimal comma only where the sheet's numbers have one; undefined for anything else. */
export function numberOf(cell: Cell, { decimalComma }: Sheet): number | undefined {
  return parseNumber(decimalComma ? String(cell).replace(",", ".") : String(cell));
}

function expectation({ levels, missing }: FileVariable): string {
  const codes = levels?.map(({ code, name }) => (code === name ? code : `${code} (${name})`)) ?? ["a number"];
  return [...codes, ...(missing?.codes ?? []).map((code) => `${code} (${missing!.label.en})`)].join(", ");
}
