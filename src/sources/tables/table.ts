import { InputError, type Place } from "../../text/errors.ts";
import { suggest } from "../../text/suggest.ts";
import { type CompiledExpression, compileExpression } from "../expressions/evaluate.ts";
import { type Expression, parseExpression } from "../expressions/expression.ts";
import type { Codebook, Value, Variable } from "./codebook.ts";
import { distinctNumbers, type Factor } from "./factor.ts";

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
  return compileOver(table, parseExpression(text, place), place);
}

export function compileOver(table: Table, expression: Expression, place: Place): CompiledExpression {
  return compileExpression(expression, table.codebook, (name) => valuesOf(table, name), place);
}

/** A variable in each row: a level's name or a number, null where the answer is missing. */
export function valuesOf(table: Table, name: string): (row: number) => Value {
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
  const { values: distinct, codes } = distinctNumbers(values);
  return { levels: Array.from(distinct, String), codes };
}

/** A level for the rows that have no answer, after the others. */
export function withMissingLevel({ levels, codes }: Factor, name: string): Factor {
  if (!codes.includes(-1)) return { levels, codes };
  if (levels.includes(name)) return withMissingLevel({ levels, codes }, `${name}*`);
  return {
    levels: [...levels, name],
    codes: Int32Array.from(codes, (code) => (code < 0 ? levels.length : code)),
  };
}
