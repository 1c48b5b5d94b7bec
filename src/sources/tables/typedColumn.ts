import { once } from "../../numerics/once.ts";
import type { Label } from "../../text/language.ts";
import { plain } from "../../text/reader.ts";
import {
  type CategoricalVariable,
  type Level,
  levelNames,
  type NumericVariable,
  type Value,
  type Variable,
} from "./codebook.ts";
import { type CodeArray, codeArray, type Factor, factorOf, factorOfNumbers, numbersOf } from "./factor.ts";
import { inLevelOrder } from "./levelOrder.ts";

/** The answers to a variable, which arquero reads row by row and what estimates reads whole. */
interface Answers {
  readonly length: number;
  /** The answer of a row: a level's name or a number, null where it is missing. */
  at(row: number): Value;
  [Symbol.iterator](): Iterator<Value>;
  /** The answers as levels; of numbers, their distinct values. */
  factor(): Factor;
}

export interface FactorColumn extends Answers {
  readonly variable: CategoricalVariable;
  /** The groups of rows by level, which arquero asks for instead of comparing texts. */
  groups(names: string[]): Groups;
}

export interface NumberColumn extends Answers {
  readonly variable: NumericVariable;
  /** The answers as numbers, NaN where one is missing. */
  numbers(): Float64Array;
}

export type TypedColumn = FactorColumn | NumberColumn;

/** Groups of rows in the order of their first rows, as arquero keeps them. */
interface Groups {
  readonly names: string[];
  readonly size: number;
  /** The group of each row. */
  readonly keys: Uint32Array;
  /** The first row of each group. */
  readonly rows: number[];
  readonly get: ((row: number) => Value)[];
}

/** What arquero can read as a column: an array, a typed array, a column of ours or of its own. */
export interface AnyColumn extends Iterable<unknown> {
  readonly length: number;
  at(row: number): unknown;
}

export function isTyped(column: AnyColumn): column is TypedColumn {
  return "factor" in column;
}

/** A categorical variable's column over the codes of its levels, −1 where the answer is missing. The codes are not copied. */
export function factorColumn(variable: CategoricalVariable, codes: CodeArray): FactorColumn {
  return lazyCodes(variable, codes.length, () => codes);
}

/** A categorical variable's column whose codes are made when they are asked for. */
function lazyCodes(variable: CategoricalVariable, length: number, codes: () => CodeArray): FactorColumn {
  const levels = levelNames(variable);
  const factor = once(() => ({ levels, codes: codes() }));
  const at = (row: number) => levels[factor().codes[row]!] ?? null;
  return {
    variable,
    length,
    at,
    [Symbol.iterator]: () => iterate(length, at),
    factor,
    groups: (names) => groupsOf(factor().codes, levels.length, names, at),
  };
}

/** A numeric variable's column over an array of numbers, NaN where the answer is missing. The array is not copied. */
export function numberColumn(variable: NumericVariable, values: Float64Array): NumberColumn {
  return lazyNumbers(
    variable,
    values.length,
    () => values,
    () => factorOfNumbers(values),
  );
}

/** A numeric variable's column whose numbers, or the factor of their distinct values, are made when they are asked for. */
export function lazyNumbers(
  variable: NumericVariable,
  length: number,
  numbers: () => Float64Array,
  factor: () => Factor,
): NumberColumn {
  const filled = once(numbers);
  const at = (row: number) => {
    const value = filled()[row];
    return value === undefined || Number.isNaN(value) ? null : value;
  };
  return {
    variable,
    length,
    at,
    [Symbol.iterator]: () => iterate(length, at),
    factor: once(factor),
    numbers: filled,
  };
}

function* iterate(length: number, at: (row: number) => Value): Generator<Value> {
  for (let row = 0; row < length; row++) yield at(row);
}

function groupsOf(codes: CodeArray, size: number, names: string[], at: (row: number) => Value): Groups {
  const groupOf = new Int32Array(size + 1).fill(-1);
  const keys = new Uint32Array(codes.length);
  const rows: number[] = [];
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]! + 1;
    if (groupOf[code]! < 0) groupOf[code] = rows.push(row) - 1;
    keys[row] = groupOf[code]!;
  }
  return { names, size: rows.length, keys, rows, get: [at] };
}

/**
 * The column of a variable whose answers are computed row by row, when they are first asked for. An answer that is not among
 * the levels is missing.
 */
export function computedColumn(
  variable: Variable,
  length: number,
  answerAt: (row: number) => Value,
): TypedColumn {
  if (variable.type === "numeric") {
    const numbers = once(() =>
      Float64Array.from({ length }, (_, row) => Number(answerAt(row) ?? Number.NaN)),
    );
    return lazyNumbers(variable, length, numbers, () => factorOfNumbers(numbers()));
  }
  return lazyCodes(variable, length, () => {
    const codeOf = new Map<Value, number>(levelNames(variable).map((name, code) => [name, code]));
    const codes = codeArray(codeOf.size, length);
    for (let row = 0; row < length; row++) {
      const answer = answerAt(row);
      codes[row] = answer === null ? -1 : (codeOf.get(String(answer)) ?? -1);
    }
    return codes;
  });
}

/** The same answers under another name, or another label too. */
export function renamed(
  column: TypedColumn,
  entry: { readonly name: string; readonly label?: Label },
): TypedColumn {
  if (column.variable.name === entry.name && !entry.label) return column;
  return { ...column, variable: { ...column.variable, ...entry } } as TypedColumn;
}

/**
 * The answers of some rows, one after the other, taken when they are first asked for; a row of −1 has no answer. A categorical
 * variable keeps its levels, those too that no row has; a numeric one has the distinct values of these rows.
 */
export function gathered(column: TypedColumn, rows: ArrayLike<number>): TypedColumn {
  if (!("numbers" in column))
    return lazyCodes(column.variable, rows.length, () => gatheredCodes(column.factor(), rows));
  return lazyNumbers(
    column.variable,
    rows.length,
    () => {
      const values = column.numbers();
      return Float64Array.from(rows, (row) => values[row] ?? Number.NaN);
    },
    () => {
      const factor = column.factor();
      return occurring({ levels: factor.levels, codes: gatheredCodes(factor, rows) });
    },
  );
}

function gatheredCodes({ levels, codes }: Factor, rows: ArrayLike<number>): CodeArray {
  const own = codeArray(levels.length, rows.length);
  for (let at = 0; at < own.length; at++) own[at] = codes[rows[at]!] ?? -1;
  return own;
}

/** A factor without the levels that no row has. */
function occurring({ levels, codes }: Factor): Factor {
  const present = new Uint8Array(levels.length);
  for (const code of codes) if (code >= 0) present[code] = 1;
  const kept = levels.filter((_, code) => present[code]);
  const rank = new Int32Array(levels.length);
  for (let code = 1; code < rank.length; code++) rank[code] = rank[code - 1]! + present[code - 1]!;
  return { levels: kept, codes: codes.map((code) => (code < 0 ? -1 : rank[code]!)) };
}

/**
 * The answers of several columns below one another, as the variable of the first. Its levels come first, then those that
 * only the others have. Answers of different types become those of a categorical variable.
 */
export function stacked(columns: readonly [TypedColumn, ...TypedColumn[]]): TypedColumn {
  const [{ variable }] = columns;
  const length = columns.reduce((sum, column) => sum + column.length, 0);
  const numeric = columns.filter((column) => "numbers" in column);
  if (numeric.length === columns.length) {
    const numbers = once(() => joined(numeric.map((column) => column.numbers())));
    return lazyNumbers(variable as NumericVariable, length, numbers, () => factorOfNumbers(numbers()));
  }
  if (numeric.length > 0)
    return encoded(
      columns.flatMap((column) => Array.from(column, (value) => value && String(value))),
      variable,
    );
  const levels = new Map<string, Level>();
  for (const column of columns as readonly FactorColumn[])
    for (const level of column.variable.levels) if (!levels.has(level.name)) levels.set(level.name, level);
  const codeOf = new Map([...levels.keys()].map((name, code) => [name, code]));
  const stackedVariable = { ...(variable as CategoricalVariable), levels: [...levels.values()] };
  return lazyCodes(stackedVariable, length, () => {
    const codes = codeArray(levels.size, length);
    let at = 0;
    for (const column of columns) {
      const own = column.factor();
      const recoded = Int32Array.from(own.levels, (name) => codeOf.get(name)!);
      for (const code of own.codes) codes[at++] = code < 0 ? -1 : recoded[code]!;
    }
    return codes;
  });
}

function joined(arrays: readonly Float64Array[]): Float64Array {
  const values = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const array of arrays) {
    values.set(array, filled);
    filled += array.length;
  }
  return values;
}

/**
 * A column of any values as the answers to a variable. It is the variable that is `known` by that name where its type and levels
 * allow for the values; else numbers and truths (1 or 0) make a numeric variable, and anything else a categorical one with
 * levels in their natural order.
 */
export function encoded(column: AnyColumn, known: Pick<Variable, "name" | "label"> | Variable): TypedColumn {
  const { name, label } = known;
  const numeric: NumericVariable = { name, label, type: "numeric" };
  if (column instanceof Float64Array) return numberColumn(numeric, column);
  const values = Array.from(column, answerOf);
  const isNumeric = values.every((value) => typeof value !== "string");
  if ("levels" in known) {
    const names = new Set<Value>(levelNames(known));
    if (values.every((value) => value === null || names.has(value)))
      return factorColumn(known, factorOf(values, levelNames(known)).codes);
  }
  if (isNumeric) return numberColumn(numeric, numbersOf(values));
  const { levels, codes } = factorOf(values, namesIn(values));
  return factorColumn({ name, label, type: "categorical", levels: levels.map(levelOf) }, codes);
}

/** What is no number and no text of a column counts as its text. */
function answerOf(value: unknown): Value {
  if (value === null || value === undefined || Number.isNaN(value)) return null;
  if (typeof value === "number" || typeof value === "string") return value;
  return typeof value === "boolean" || typeof value === "bigint" ? Number(value) : String(value);
}

const namesIn = (values: readonly Value[]) =>
  inLevelOrder(new Set(values.filter((value) => value !== null).map(String)));

/** A level that has no label but its name. */
export const levelOf = (name: string): Level => ({ name, label: plain(name) });
