import { InputError } from "../text/errors.ts";
import type { Column, Value } from "./codebook.ts";
import type { FileVariable } from "./description.ts";
import { type Cell, columnOf, placeOf, type Sheet } from "./sheet.ts";

/** The values of a variable: level names or numbers, null where the answer is missing or the cell is empty. */
export function decodeVariable(sheet: Sheet, variable: FileVariable, column: string): Column {
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

/** Weights beyond these would overflow or vanish when they are squared. */
const leastWeight = 1e-100;
const mostWeight = 1e100;

/** Survey weights: zero or positive, never missing. */
export function decodeWeights(sheet: Sheet, column: string): number[] {
  const weights = columnOf(sheet, column).map((cell, row) => {
    const weight = cell === null ? undefined : numberOf(cell, sheet);
    if (weight === 0 || (weight !== undefined && weight >= leastWeight && weight <= mostWeight))
      return weight;
    const problem =
      cell === null
        ? "is missing"
        : weight === undefined
          ? "is not a number"
          : weight < 0
            ? "is negative"
            : `is not between ${leastWeight} and ${mostWeight}`;
    throw new InputError(`the weight ${problem}`, placeOf(sheet, row, column), {
      value: cell,
      advice: "Every respondent needs a weight of zero or more",
    });
  });
  if (weights.every((weight) => weight === 0))
    throw new InputError("all weights are zero", placeOf(sheet, undefined, column));
  return weights;
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

/** A finite decimal number, with a comma only where the sheet's numbers have one; undefined for anything else. */
function numberOf(cell: Cell, { decimalComma }: Sheet): number | undefined {
  const text = decimalComma ? String(cell).replace(",", ".") : String(cell);
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

function expectation({ levels, missing }: FileVariable): string {
  const codes = levels?.map(({ code, name }) => (code === name ? code : `${code} (${name})`)) ?? ["a number"];
  return [...codes, ...(missing?.codes ?? []).map((code) => `${code} (${missing!.label.en})`)].join(", ");
}
