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
  const refuse = (fault: Fault, details: { value?: unknown } = {}) => new InputError(fault, place, details);

  const numberIn = (at: Expression): ((row: number) => number | null) => {
    const { type, evaluate } = compile(at);
    if (type !== "number") throw refuse(partNotNumber(describe(at)));
    return evaluate as (row: number) => number | null;
  };
  const truthIn = (at: Expression): ((row: number) => boolean | null) => {
    const { type, evaluate } = compile(at);
    if (type !== "truth") throw refuse(partNotCondition(describe(at)));
    return evaluate as (row: number) => boolean | null;
  };
  const variableOf = (at: Expression): Variable | undefined =>
    at.kind === "variable" ? codebook.get(at.name) : undefined;

  /** A literal as the values of a variable are written: a level's name or a number. */
  const literalFor = (variable: Variable, at: Expression): string | number => {
    const { value } = at as { value: string | number };
    if (variable.type === "numeric") {
      const number = typeof value === "number" || value.trim() === "" ? value : Number(value);
      if (typeof number === "number" && Number.isFinite(number)) return number;
      throw refuse(variableIsNumber(variable.name), { value });
    }
    const levels = levelNames(variable);
    const written = at.kind === "number" ? at.text : String(value);
    if (levels.includes(written)) return written;
    throw refuse(noSuchLevel(variable.name, written, levels), { value: written });
  };
  const isLiteral = (at: Expression) => at.kind === "number" || at.kind === "text";

  const equality = (sides: readonly [Expression, Expression], negated: boolean): Compiled => {
    const [named, other] = variableOf(sides[0]) || !isLiteral(sides[0]) ? sides : [sides[1], sides[0]];
    const variable = variableOf(named);
    const left = compile(named);
    if (variable && isLiteral(other)) {
      const wanted = literalFor(variable, other);
      return truth((row) => known(left.evaluate(row), (value) => (value === wanted) !== negated));
    }
    const right = compile(other);
    if (left.type !== right.type) throw refuse(neverEqual(describe(named), describe(other)));
    return truth((row) =>
      known(left.evaluate(row), (a) => known(right.evaluate(row), (b) => (a === b) !== negated)),
    );
  };

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

  const compileBinary = (operator: Operator, sides: readonly [Expression, Expression]): Compiled => {
    if (operator === "==" || operator === "!=") return equality(sides, operator === "!=");
    if (operator === "and" || operator === "or") {
      const [left, right] = [truthIn(sides[0]), truthIn(sides[1])];
      const decisive = operator === "or";
      return truth((row) => {
        const a = left(row);
        if (a === decisive) return a;
        const b = right(row);
        if (b === decisive) return b;
        return a === null || b === null ? null : !decisive;
      });
    }
    const [left, right] = [numberIn(sides[0]), numberIn(sides[1])];
    const compare = order[operator];
    if (compare) return truth((row) => known(left(row), (a) => known(right(row), (b) => compare(a, b))));
    const apply = arithmetic[operator]!;
    return {
      type: "number",
      evaluate: (row) => known(left(row), (a) => known(right(row), (b) => finite(apply(a, b)))),
    };
  };

  const compile = (at: Expression): Compiled => {
    switch (at.kind) {
      case "number":
      case "text":
        return { type: at.kind, evaluate: () => at.value };
      case "variable": {
        const variable = codebook.get(at.name);
        if (!variable) throw refuse(unknownVariable(at.name, [...codebook.keys()]), { value: at.name });
        return { type: variable.type === "numeric" ? "number" : "text", evaluate: readerOf(at.name) };
      }
      case "negative": {
        const of = numberIn(at.of);
        return { type: "number", evaluate: (row) => known(of(row), (value) => -value) };
      }
      case "call": {
        const of = numberIn(at.of);
        return {
          type: "number",
          evaluate: (row) => known(of(row), (x) => finite(functions[at.function](x))),
        };
      }
      case "not": {
        const of = truthIn(at.of);
        return truth((row) => known(of(row), (value) => !value));
      }
      case "in": {
        const variable = variableOf(at.of);
        const { type, evaluate } = compile(at.of);
        if (!variable && at.list.some((item) => item.kind !== type))
          throw refuse(neverAmong(describe(at.of)));
        const list = new Set<Value | boolean>(
          at.list.map((item) => (variable ? literalFor(variable, item) : (item as { value: Value }).value)),
        );
        return truth((row) => known(evaluate(row), (value) => list.has(value)));
      }
      case "binary":
        return compileBinary(at.operator, at.sides);
    }
  };

  const { type, evaluate } = compile(expression);
  if (type === "text") throw refuse(neitherNumberNorCondition(describe(expression)));
  return { type, evaluate: evaluate as CompiledExpression["evaluate"] };
}

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
