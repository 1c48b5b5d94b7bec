import { parseNumber } from "../../numerics/decimals.ts";
import { type Fault, InputError, type Place } from "../../text/errors.ts";
import type { Label } from "../../text/language.ts";
import {
  neitherNumberNorCondition,
  neverAmong,
  neverEqual,
  noSuchLevel,
  partNotCondition,
  partNotNumber,
  thisPart,
  unknownVariable,
  variableIsNumber,
  writtenOtherwise,
} from "../../text/messages/expressions.ts";
import { plain } from "../../text/reader.ts";
import { type Codebook, levelNames, type Value, type Variable } from "../tables/codebook.ts";
import { type Expression, functions, type Operator } from "./expression.ts";

type Type = "number" | "text" | "truth";

/** An expression made ready: its type, and its value in each row; null is missing or unknown. */
interface Compiled {
  readonly type: Type;
  readonly evaluate: (row: number) => Value | boolean;
}

export interface CompiledExpression {
  readonly type: "number" | "truth";
  /** The value in a row: a finite number or a truth, null where it is missing or unknown. */
  readonly evaluate: (row: number) => number | boolean | null;
}

/** What the names of an expression stand for, and where it is written. */
interface Names {
  readonly codebook: Codebook;
  readonly readerOf: (name: string) => (row: number) => Value;
  readonly place: Place;
}

/**
 * Binds an expression to the variables of a table; `readerOf` reads one in a row. Throws for a name or level that does
 * not exist, with the nearest one, and for operations that make no sense, such as an order among levels.
 */
export function compileExpression(
  expression: Expression,
  codebook: Codebook,
  readerOf: (name: string) => (row: number) => Value,
  place: Place,
): CompiledExpression {
  const names = { codebook, readerOf, place };
  const { type, evaluate } = compile(expression, names);
  if (type === "text") throw refuse(names, neitherNumberNorCondition(describe(expression)));
  return { type, evaluate: evaluate as CompiledExpression["evaluate"] };
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
    case "in":
      return compileMembership(at, names);
    case "binary":
      return compileBinary(at.operator, at.sides, names);
  }
}

function numberIn(at: Expression, names: Names): (row: number) => number | null {
  const { type, evaluate } = compile(at, names);
  if (type !== "number") throw refuse(names, partNotNumber(describe(at)));
  return evaluate as (row: number) => number | null;
}

function truthIn(at: Expression, names: Names): (row: number) => boolean | null {
  const { type, evaluate } = compile(at, names);
  if (type !== "truth") throw refuse(names, partNotCondition(describe(at)));
  return evaluate as (row: number) => boolean | null;
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
      return a === null || b === null ? null : !decisive;
    });
  }
  const [left, right] = [numberIn(sides[0], names), numberIn(sides[1], names)];
  const compare = order[operator];
  if (compare) return truth((row) => known(left(row), (a) => known(right(row), (b) => compare(a, b))));
  const apply = arithmetic[operator]!;
  return {
    type: "number",
    evaluate: (row) => known(left(row), (a) => known(right(row), (b) => finite(apply(a, b)))),
  };
}

const order: Partial<Record<Operator, (a: number, b: number) => boolean>> = {
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
  return truth((row) =>
    known(left.evaluate(row), (a) => known(right.evaluate(row), (b) => (a === b) !== negated)),
  );
}

const refuse = ({ place }: Names, fault: Fault, details: { value?: unknown } = {}) =>
  new InputError(fault, place, details);

const truth = (evaluate: (row: number) => boolean | null): Compiled => ({ type: "truth", evaluate });

/** The result for a value that is there; null for one that is not. */
function known<T, R>(value: T | null, then: (value: T) => R | null): R | null {
  return value === null ? null : then(value);
}

const finite = (value: number) => (Number.isFinite(value) ? value : null);

function describe(expression: Expression): Label {
  if (expression.kind === "variable") return plain(expression.name);
  if (expression.kind === "text" || expression.kind === "number")
    return plain(JSON.stringify(expression.value));
  return thisPart;
}
