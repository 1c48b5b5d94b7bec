import { parseNumber } from "../../numerics/decimals.ts";
import { type Fault, InputError, type Place } from "../../text/errors.ts";
import type { Label } from "../../text/language.ts";
import {
  levelNotDate,
  neitherNumberNorCondition,
  neverAmong,
  neverEqual,
  noSuchLevel,
  partNotCondition,
  partNotNumber,
  textNotDate,
  thisPart,
  unknownVariable,
  variableIsNumber,
  writtenOtherwise,
} from "../../text/messages/expressions.ts";
import { plain } from "../../text/reader.ts";
import { type Codebook, levelNames, type Value, type Variable } from "../tables/codebook.ts";
import { deparse } from "./deparse.ts";
import { type Expression, functions, type Operator, partsOf, variablesIn } from "./expression.ts";

type Type = "number" | "text" | "truth";

/** A value that may not exist, such as log(0): that is no missing answer. */
type Possible<T> = T | undefined;

/** An expression made ready: its type, and its value in each row; null is missing or unknown, undefined does not exist. */
interface Compiled {
  readonly type: Type;
  readonly evaluate: (row: number) => Possible<Value | boolean>;
}

export interface CompiledExpression {
  readonly type: "number" | "truth";
  /** The value in a row: a finite number or a truth, null where it is missing or unknown, undefined where it does not exist. */
  readonly evaluate: (row: number) => Possible<number | boolean | null>;
  /** The innermost part that does not exist in such a row, with the values of its variables. */
  readonly undefinedPart: (row: number) => UndefinedPart;
}

export interface UndefinedPart {
  readonly text: string;
  readonly values: ReadonlyMap<string, Possible<Value>>;
}

/** Reads a variable in a row; one that is computed itself may not exist there. */
export type ReaderOf = (name: string) => (row: number) => Possible<Value>;

/** What the names of an expression stand for, and where it is written. */
interface Names {
  readonly codebook: Codebook;
  readonly readerOf: ReaderOf;
  readonly place: Place;
}

/**
 * Binds an expression to the variables of a table; `readerOf` reads one in a row. Throws for a name or level that does
 * not exist, with the nearest one, and for operations that make no sense, such as an order among levels.
 */
export function compileExpression(
  expression: Expression,
  codebook: Codebook,
  readerOf: ReaderOf,
  place: Place,
): CompiledExpression {
  const names = { codebook, readerOf, place };
  const { type, evaluate } = compile(expression, names);
  if (type === "text") throw refuse(names, neitherNumberNorCondition(describe(expression)));
  return {
    type,
    evaluate: evaluate as CompiledExpression["evaluate"],
    undefinedPart: (row) => undefinedPart(expression, names, row),
  };
}

function undefinedPart(at: Expression, names: Names, row: number): UndefinedPart {
  const inner = partsOf(at).find((part) => compile(part, names).evaluate(row) === undefined);
  if (inner) return undefinedPart(inner, names, row);
  const values = variablesIn(at).map((name): [string, Possible<Value>] => [name, names.readerOf(name)(row)]);
  return { text: deparse(at), values: new Map(values) };
}

/** The refusal of a row in which an expression does not exist. */
export function refuseUndefined(
  { undefinedPart }: CompiledExpression,
  row: number,
  placeAt: (column: string | undefined) => Place,
  fault: (part: string) => Fault,
): InputError {
  const { text, values } = undefinedPart(row);
  const [column] = values.keys();
  const found = values.size === 1 ? [...values.values()][0] : Object.fromEntries(values);
  return new InputError(fault(text), placeAt(column), values.size > 0 ? { value: found } : {});
}

function compile(at: Expression, names: Names): Compiled {
  switch (at.kind) {
    case "number":
    case "text":
      return { type: at.kind, evaluate: () => at.value };
    case "variable": {
      const variable = names.codebook.get(at.name);
      if (!variable)
        throw refuse(names, unknownVariable(at.name, [...names.codebook.keys()]), { value: at.name });
      return { type: variable.type === "numeric" ? "number" : "text", evaluate: names.readerOf(at.name) };
    }
    case "negative": {
      const of = numberIn(at.of, names);
      return { type: "number", evaluate: (row) => known(of(row), (value) => -value) };
    }
    case "call": {
      const of = numberIn(at.of, names);
      return { type: "number", evaluate: (row) => known(of(row), (x) => finite(functions[at.function](x))) };
    }
    case "not": {
      const of = truthIn(at.of, names);
      return truth((row) => known(of(row), (value) => !value));
    }
    case "missing": {
      const { evaluate } = compile(at.of, names);
      return truth((row) => {
        const value = evaluate(row);
        return value === undefined ? undefined : value === null;
      });
    }
    case "in":
      return compileMembership(at, names);
    case "binary":
      return compileBinary(at.operator, at.sides, names);
  }
}

function numberIn(at: Expression, names: Names): (row: number) => Possible<number | null> {
  const { type, evaluate } = compile(at, names);
  if (type !== "number") throw refuse(names, partNotNumber(describe(at)));
  return evaluate as (row: number) => Possible<number | null>;
}

function truthIn(at: Expression, names: Names): (row: number) => Possible<boolean | null> {
  const { type, evaluate } = compile(at, names);
  if (type !== "truth") throw refuse(names, partNotCondition(describe(at)));
  return evaluate as (row: number) => Possible<boolean | null>;
}

const variableOf = (at: Expression, { codebook }: Names): Variable | undefined =>
  at.kind === "variable" ? codebook.get(at.name) : undefined;

const isLiteral = (at: Expression) => at.kind === "number" || at.kind === "text";

/**
 * The values of a variable that a literal stands for. In quotes it is a text: a level of that name, or a number that is written
 * so. Without quotes it is a number: all levels of that value, such as 1 and 01.
 */
function valuesFor(variable: Variable, at: Expression, names: Names): readonly (string | number)[] {
  const { value } = at as { value: string | number };
  if (variable.type === "numeric") {
    const number = Number(value);
    const isNumber = typeof value === "number" || String(number) === value.trim();
    if (isNumber && Number.isFinite(number)) return [number];
    const plainly = typeof value === "string" && value.trim() !== "" && Number.isFinite(number);
    throw refuse(names, (plainly ? writtenOtherwise : variableIsNumber)(variable.name), { value });
  }
  const levels = levelNames(variable);
  const written = at.kind === "number" ? at.text : String(value).normalize("NFC");
  const isExact = at.kind === "text" || (Number.isInteger(value) && !Number.isSafeInteger(value));
  const found = levels.filter((level) => level === written || (!isExact && parseNumber(level) === value));
  if (found.length > 0) return found;
  throw refuse(names, noSuchLevel(variable.name, written, levels), { value: written });
}

function compileMembership({ of, list }: Extract<Expression, { kind: "in" }>, names: Names): Compiled {
  const variable = variableOf(of, names);
  const { type, evaluate } = compile(of, names);
  if (!variable && list.some((item) => item.kind !== type)) throw refuse(names, neverAmong(describe(of)));
  const values = new Set<Value | boolean>(
    list.flatMap((item): readonly Value[] =>
      variable ? valuesFor(variable, item, names) : [(item as { value: Value }).value],
    ),
  );
  return truth((row) => known(evaluate(row), (value) => values.has(value)));
}

function compileBinary(operator: Operator, sides: readonly [Expression, Expression], names: Names): Compiled {
  if (operator === "==" || operator === "!=") return compileEquality(sides, operator === "!=", names);
  if (operator === "and" || operator === "or") {
    const [left, right] = [truthIn(sides[0], names), truthIn(sides[1], names)];
    const decisive = operator === "or";
    return truth((row) => {
      const a = left(row);
      if (a === decisive) return a;
      const b = right(row);
      if (b === decisive) return b;
      return together(a, b, () => !decisive);
    });
  }
  const compare = order[operator];
  if (compare && sides.every((side) => isText(side, names))) return compileDates(sides, compare, names);
  const [left, right] = [numberIn(sides[0], names), numberIn(sides[1], names)];
  if (compare) return truth((row) => together(left(row), right(row), compare));
  const apply = arithmetic[operator]!;
  return {
    type: "number",
    evaluate: (row) => together(left(row), right(row), (a, b) => finite(apply(a, b))),
  };
}

/** Whether a side is a categorical variable or a quoted text, of which only dates have an order. */
const isText = (at: Expression, names: Names) =>
  at.kind === "text" || variableOf(at, names)?.type === "categorical";

/** The order of dates. Dates of one notation are in the order of their texts; a time follows the day that it begins with. */
function compileDates(sides: readonly [Expression, Expression], compare: Compare, names: Names): Compiled {
  const [left, right] = [datesIn(sides[0], names), datesIn(sides[1], names)];
  return truth((row) => together(left(row), right(row), compare));
}

function datesIn(at: Expression, names: Names): (row: number) => Possible<string | null> {
  if (at.kind === "text" && !isDate(at.value)) throw refuse(names, textNotDate, { value: at.value });
  const variable = variableOf(at, names);
  if (variable?.type === "categorical") {
    const levels = levelNames(variable);
    const odd = levels.find((level) => !isDate(level));
    if (odd !== undefined)
      throw levels.some(isDate)
        ? refuse(names, levelNotDate(variable.name), { value: odd })
        : refuse(names, partNotNumber(plain(variable.name)));
  }
  return compile(at, names).evaluate as (row: number) => Possible<string | null>;
}

/** An ISO date of the calendar, and perhaps a time in UTC or in no zone. */
function isDate(text: string): boolean {
  const found = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?Z?)?$/.exec(text);
  const day = new Date(`${found?.[1]}T00:00:00Z`);
  return found !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(found[1]!);
}

type Compare = <T extends number | string>(a: T, b: T) => boolean;

const order: Partial<Record<Operator, Compare>> = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

const arithmetic: Partial<Record<Operator, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "^": (a, b) => a ** b,
};

function compileEquality(sides: readonly [Expression, Expression], negated: boolean, names: Names): Compiled {
  const [named, other] = variableOf(sides[0], names) || !isLiteral(sides[0]) ? sides : [sides[1], sides[0]];
  const variable = variableOf(named, names);
  const left = compile(named, names);
  if (variable && isLiteral(other)) {
    const wanted = new Set<Value | boolean>(valuesFor(variable, other, names));
    return truth((row) => known(left.evaluate(row), (value) => wanted.has(value) !== negated));
  }
  const right = compile(other, names);
  if (left.type !== right.type) throw refuse(names, neverEqual(describe(named), describe(other)));
  return truth((row) => together(left.evaluate(row), right.evaluate(row), (a, b) => (a === b) !== negated));
}

const refuse = ({ place }: Names, fault: Fault, details: { value?: unknown } = {}) =>
  new InputError(fault, place, details);

const truth = (evaluate: (row: number) => Possible<boolean | null>): Compiled => ({
  type: "truth",
  evaluate,
});

/** The result for a value that is there; null for one that is missing, undefined for one that does not exist. */
function known<T, R>(value: Possible<T | null>, then: (value: T) => Possible<R>): Possible<R | null> {
  return value === null || value === undefined ? (value as null | undefined) : then(value);
}

/** The result for two values that are there; missing where one is missing, whether or not the other exists. */
function together<A, B, R>(
  a: Possible<A | null>,
  b: Possible<B | null>,
  then: (a: A, b: B) => Possible<R>,
): Possible<R | null> {
  if (a === null || b === null) return null;
  return a === undefined || b === undefined ? undefined : then(a, b);
}

const finite = (value: number) => (Number.isFinite(value) ? value : undefined);

function describe(expression: Expression): Label {
  if (expression.kind === "variable") return plain(expression.name);
  if (expression.kind === "text" || expression.kind === "number")
    return plain(JSON.stringify(expression.value));
  return thisPart;
}
