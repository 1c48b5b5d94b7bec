import { InputError, type Place } from "../../text/errors.ts";
import {
  badWeight,
  keyMissing,
  keyTwice,
  listAsAbsent,
  notNumber,
  noWeight,
  sumNotPositive,
  undecodable,
  type WeightFault,
} from "../../text/messages/datasets.ts";
import { commaUntold, pointUntold } from "../../text/messages/files.ts";
import { isSameCode } from "../files/codes.ts";
import { numberParser, Points, tellsOfCommas } from "../files/decimalMark.ts";
import { columnOf, placeOf, type Sheet } from "../files/sheet.ts";
import type { Cell } from "../layout/cell.ts";
import { codeArray } from "../tables/factor.ts";
import { factorColumn, numberColumn, type TypedColumn } from "../tables/typedColumn.ts";
import { entryOf, type FileVariable } from "./description.ts";

/** The column of a variable in a wave: missing where the cell is empty or has a code of missing answers. */
export function decodeVariable(sheet: Sheet, variable: FileVariable, wave: string): TypedColumn {
  const column = variable.columns.get(wave)!;
  const cells = columnOf(sheet, column, listAsAbsent(variable.name));
  const coded = variable.levels?.flatMap(({ name, codes }, at) => {
    const code = codes.get(wave);
    return code === undefined ? [] : [{ name, code, at }];
  });
  const missing = variable.missing?.codes.get(wave) ?? [];
  const codesMissing = missing.map((code) => code.normalize("NFC"));
  const refuse = (row: number) => {
    const fault = undecodable(
      variable.name,
      coded,
      variable.missing && { ...variable.missing, codes: missing },
    );
    return new InputError(fault, placeOf(sheet, row, column), { value: cells[row] });
  };
  const entry = entryOf(variable);
  if (entry.type === "numeric") {
    checkPoints(sheet, cells, column);
    const isMissing = finder(codesMissing.map((code) => [code, true] as const));
    const values = Float64Array.from(cells, (cell, row) => {
      if (cell === null || isMissing(String(cell))) return Number.NaN;
      const number = numberOf(cell, sheet);
      if (number === undefined) throw refuse(row);
      return number;
    });
    return numberColumn(entry, values);
  }
  const codeOf = finder([
    ...coded!.map(({ code, at }) => [code.normalize("NFC"), at] as const),
    ...codesMissing.map((code) => [code, -1] as const),
  ]);
  const codes = codeArray(entry.levels.length, cells.length);
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row]!;
    const code = cell === null ? -1 : codeOf(String(cell));
    if (code === undefined) throw refuse(row);
    codes[row] = code;
  }
  return factorColumn(entry, codes);
}

/** Finds what a code stands for that is written as it is declared, or as another form of the same number. */
function finder<Meaning>(declared: readonly (readonly [string, Meaning])[]) {
  const known = new Map<string, Meaning | undefined>(declared);
  return (text: string): Meaning | undefined => {
    if (!known.has(text)) known.set(text, declared.find(([code]) => isSameCode(code, text))?.[1]);
    return known.get(text);
  };
}

/** Survey weights: zero or positive, never missing. */
export function decodeWeights(sheet: Sheet, column: string): Float64Array {
  const cells = columnOf(sheet, column);
  checkPoints(sheet, cells, column);
  const weights = Float64Array.from(
    cells,
    (cell) => (cell === null ? undefined : numberOf(cell, sheet)) ?? Number.NaN,
  );
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
 * `cellAt` tells what stands in the file, null where nothing does. Linear calibration makes negative weights: they may be
 * allowed, as long as all add up to more than zero.
 */
export function checkWeights(
  weights: ArrayLike<number>,
  placeAt: (row?: number) => Place,
  cellAt: (row: number) => Cell,
  negatives: "refused" | "allowed" = "refused",
): void {
  let positive = false;
  let sum = 0;
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row]!;
    const size = negatives === "allowed" ? Math.abs(weight) : weight;
    sum += weight;
    if (size >= leastWeight && size <= mostWeight) positive = true;
    else if (weight !== 0)
      throw new InputError(
        badWeight(weightFault(weight, cellAt(row)), leastWeight, mostWeight),
        placeAt(row),
        cellAt(row) === null ? {} : { value: cellAt(row) },
      );
  }
  if (!positive) throw new InputError(noWeight, placeAt());
  if (!(sum > 0)) throw new InputError(sumNotPositive, placeAt(), { value: sum });
}

function weightFault(weight: number, cell: Cell): WeightFault {
  if (cell === null) return "missing";
  if (Number.isNaN(weight)) return "not a number";
  return weight < 0 ? "negative" : "out of range";
}

/** A column in which every row has a number. */
export function decodeNumbers(sheet: Sheet, column: string): Float64Array {
  const cells = columnOf(sheet, column);
  checkPoints(sheet, cells, column);
  return Float64Array.from(cells, (cell, row) => {
    const number = cell === null ? undefined : numberOf(cell, sheet);
    if (number === undefined)
      throw new InputError(notNumber(column), placeOf(sheet, row, column), { value: cell });
    return number;
  });
}

/** The identifiers of the rows; throws when one is missing or stands twice. */
export function decodeKeys(sheet: Sheet, column: string): string[] {
  const rowOf = new Map<string, number>();
  return columnOf(sheet, column).map((cell, row) => {
    if (cell === null) throw new InputError(keyMissing, placeOf(sheet, row, column));
    const key = String(cell);
    const first = rowOf.get(key);
    if (first !== undefined)
      throw new InputError(
        keyTwice(sheet.rowNumbers[first]!, sheet.sheet !== undefined),
        placeOf(sheet, row, column),
        { value: key },
      );
    rowOf.set(key, row);
    return key;
  });
}

/**
 * A finite number, with a decimal comma only where the sheet's numbers have one; undefined for anything else. Throws where
 * a comma may as well stand between thousands.
 */
export function numberOf(cell: Cell, { commas, notation, file }: Sheet): number | undefined {
  if (typeof cell === "number") return Number.isFinite(cell) ? cell : undefined;
  const text = String(cell);
  if (!notation && commas === "untold" && tellsOfCommas(text) === "untold")
    throw new InputError(commaUntold(true), { file }, { value: text });
  return numberParser(notation ?? (commas === undefined ? "point" : "comma"))(text);
}

/** Throws where the points of a column's numbers may be those of thousands. */
function checkPoints(sheet: Sheet, cells: readonly Cell[], column: string): void {
  if (sheet.notation || sheet.commas !== "decimal") return;
  const points = new Points();
  cells.forEach((cell, row) => {
    if (typeof cell === "string") points.see(cell, () => row);
  });
  if (points.untold)
    throw new InputError(pointUntold(true), placeOf(sheet, points.untold.row, column), {
      value: points.untold.text,
    });
}
