import { InputError, type Place } from "../text/errors.ts";
import { suggest } from "../text/suggest.ts";
import type { Codebook, Value, Variable } from "./codebook.ts";
import { type CompiledExpression, compileExpression } from "./evaluate.ts";
import { parseExpression } from "./expression.ts";
import type { Factor } from "./factor.ts";

/** Rows of answers, whichever file or dataset they come from: what estimates by command are computed on. */
export interface Table {
  readonly rows: number;
  /** The variables in the order of the file. */
  readonly codebook: Codebook;
  /** A variable as levels; the distinct values of a numeric one. */
  factor(variable: string): Factor;
  /** A variable as numbers, NaN where missing; throws when its answers are no numbers. */
  numbers(variable: string): Float64Array;
  /** Where a row stands in its file. */
  place(row?: number, column?: string): Place;
}

/** The variable of that name; an unknown one is refused with the nearest. */
export function variableOf(table: Table, name: string, option: string): Variable {
  const variable = table.codebook.get(name);
  if (!variable)
    throw new InputError(
      `unknown variable for ${option}`,
      { ...table.place() },
      { value: name, advice: suggest(name, [...table.codebook.keys()]) },
    );
  return variable;
}

/** An expression over a table's variables, ready to be evaluated row by row. */
export function expressionOver(table: Table, text: string, place: Place): CompiledExpression {
  return compileExpression(
    parseExpression(text, place),
    table.codebook,
    (name) => valuesOf(table, name),
    place,
  );
}

function valuesOf(table: Table, name: string): (row: number) => Value {
  if (table.codebook.get(name)!.type === "numeric") {
    const numbers = table.numbers(name);
    return (row) => (Number.isNaN(numbers[row]!) ? null : numbers[row]!);
  }
  const { levels, codes } = table.factor(name);
  return (row) => levels[codes[row]!] ?? null;
}

/** The table with one more numeric variable, computed row by row; a condition counts as 1 or 0. */
export function withDerived(table: Table, name: string, expression: CompiledExpression): Table {
  const values = Float64Array.from({ length: table.rows }, (_, row) => {
    const value = expression.evaluate(row);
    return value === null ? Number.NaN : Number(value);
  });
  const variable: Variable = { name, type: "numeric", label: { fr: name, en: name } };
  return {
    ...table,
    codebook: new Map([...table.codebook, [name, variable]]),
    factor: (wanted) => (wanted === name ? factorOfNumbers(values) : table.factor(wanted)),
    numbers: (wanted) => (wanted === name ? values : table.numbers(wanted)),
  };
}

/** The distinct values as levels, in ascending order. */
export function factorOfNumbers(values: Float64Array): Factor {
  const distinct = new Set<number>();
  for (const value of values) if (!Number.isNaN(value)) distinct.add(value);
  const sorted = Float64Array.from(distinct).sort();
  const codeOf = new Map<number, number>();
  sorted.forEach((value, code) => {
    codeOf.set(value, code);
  });
  return {
    levels: Array.from(sorted, String),
    codes: Int32Array.from(values, (value) => codeOf.get(value) ?? -1),
  };
}

/** A level for the rows that have no answer, after the others. */
export function withMissingLevel({ levels, codes }: Factor, name: string): Factor {
  if (!codes.includes(-1)) return { levels, codes };
  if (levels.includes(name)) return withMissingLevel({ levels, codes }, `${name}*`);
  return { levels: [...levels, name], codes: codes.map((code) => (code < 0 ? levels.length : code)) };
}
