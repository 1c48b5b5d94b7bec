import { parseNumber } from "../../numerics/decimals.ts";
import { type Fault, InputError, type Place } from "../../text/errors.ts";
import type { Label } from "../../text/language.ts";
import {
  classBetween,
  codeDeclaredMissing,
  datesUntold,
  levelNotDate,
  neitherNumberNorCondition,
  neverAmong,
  neverEqual,
  noSuchLevel,
  partNotCondition,
  partNotDate,
  partNotNumber,
  recodedTwice,
  restUntold,
  textNotDate,
  thisPart,
  unknownVariable,
  unlikeValues,
  variableIsNumber,
  writtenOtherwise,
} from "../../text/messages/expressions.ts";
import { plain } from "../../text/reader.ts";
import {
  type Codebook,
  type Level,
  levelNamed,
  levelNames,
  type Value,
  type Variable,
} from "../tables/codebook.ts";
import { levelOf } from "../tables/typedColumn.ts";
import { dateParts, dayOrdersOf, isDate } from "./dates.ts";
import { deparse, quoteName } from "./deparse.ts";
import {
  type Expression,
  functions,
  type NumberLiteral,
  type Operator,
  partsOf,
  variablesIn,
} from "./expression.ts";

/** The type of an answer; none of what is always missing. */
type Type = "number" | "text" | "truth" | "none";

/** A value that may not exist, such as log(0): that is no missing answer. */
type Possible<T> = T | undefined;

/** An expression made ready: its type, and its value in each row; null is missing or unknown, undefined does not exist. */
interface Compiled {
  readonly type: Type;
  /** Those of a text, in their order. */
  readonly levels?: readonly Level[] | undefined;
  readonly evaluate: (row: number) => Possible<Value | boolean>;
}

/** The answers of an expression that is bound to the variables of a table. */
export interface CompiledAnswers {
  readonly type: "number" | "truth" | "text";
  /** Those of a text, in their order. */
  readonly levels?: readonly Level[] | undefined;
  /** The value in a row: a finite number, a text or a truth, null where it is missing or unknown, undefined where it does not exist. */
  readonly evaluate: (row: number) => Possible<number | string | boolean | null>;
  /** The innermost part that does not exist in such a row, with the values of its variables. */
  readonly undefinedPart: (row: number) => UndefinedPart;
}

/** The same of a number or a condition. */
export interface CompiledExpression extends CompiledAnswers {
  readonly type: "number" | "truth";
  readonly evaluate: (row: number) => Possible<number | boolean | null>;
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
export function compileAnswers(
  expression: Expression,
  codebook: Codebook,
  readerOf: ReaderOf,
  place: Place,
): CompiledAnswers {
  const names = { codebook, readerOf, place };
  const { type, levels, evaluate } = compile(expression, names);
  if (type === "none") throw refuse(names, neitherNumberNorCondition(describe(expression)));
  return {
    type,
    levels,
    evaluate,
    undefinedPart: (row) => undefinedPart(expression, names, row),
  };
}

/** The same of an expression that must be a number or a condition. */
export function compileExpression(
  expression: Expression,
  codebook: Codebook,
  readerOf: ReaderOf,
  place: Place,
): CompiledExpression {
  const compiled = compileAnswers(expression, codebook, readerOf, place);
  if (compiled.type === "text") throw new InputError(neitherNumberNorCondition(describe(expression)), place);
  return compiled as CompiledExpression;
}

function undefinedPart(at: Expression, names: Names, row: number): UndefinedPart {
  const inner = partsIn(at, names, row).find((part) => compile(part, names).evaluate(row) === undefined);
  if (inner) return undefinedPart(inner, names, row);
  const values = variablesIn(at).map((name): [string, Possible<Value>] => [name, names.readerOf(name)(row)]);
  return { text: deparse(at), values: new Map(values) };
}

/** The parts that the value of a row depends on. */
function partsIn(at: Expression, names: Names, row: number): readonly Expression[] {
  if (at.kind !== "if") return partsOf(at);
  const [condition, yes, no] = at.parts;
  const met = compile(condition, names).evaluate(row);
  return met === undefined ? [condition] : [met ? yes : no];
}

/** The refusal of a row in which an expression does not exist. */
export function refuseUndefined(
  { undefinedPart }: CompiledAnswers,
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
      return { type: "number", evaluate: () => at.value };
    case "text":
      return { type: "text", levels: [levelOf(at.value)], evaluate: () => at.value };
    case "none":
      return { type: "none", evaluate: () => null };
    case "variable": {
      const variable = names.codebook.get(at.name);
      if (!variable)
        throw refuse(names, unknownVariable(at.name, [...names.codebook.keys()]), { value: at.name });
      const evaluate = names.readerOf(at.name);
      return variable.type === "numeric"
        ? { type: "number", evaluate }
        : { type: "text", levels: variable.levels, evaluate };
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
    case "if": {
      const condition = truthIn(at.parts[0], names);
      const [yes, no] = [compile(at.parts[1], names), compile(at.parts[2], names)];
      return {
        ...chosenFrom("if", [yes, no], names),
        evaluate: (row) => known(condition(row), (met) => (met ? yes : no).evaluate(row)),
      };
    }
    case "coalesce": {
      const parts = at.parts.map((part) => compile(part, names));
      return {
        ...chosenFrom("coalesce", parts, names),
        evaluate: (row) => {
          for (const { evaluate } of parts) {
            const value = evaluate(row);
            if (value !== null) return value;
          }
          return null;
        },
      };
    }
    case "cut": {
      const of = numberIn(at.of, names);
      const levels = classesOf(at.breaks);
      const classOf = (value: number) => at.breaks.filter((bound) => value >= bound.value).length;
      return {
        type: "text",
        levels,
        evaluate: (row) => known(of(row), (value) => levels[classOf(value)]!.name),
      };
    }
    case "recode":
      return compileRecode(at, names);
    case "date part": {
      const compiled = compile(at.of, names);
      if (compiled.type !== "text") throw refuse(names, partNotDate(describe(at.of)));
      const of = datesOf(at.of, compiled, names, partNotDate);
      return { type: "number", evaluate: (row) => known(of(row), dateParts[at.part]) };
    }
  }
}

/** The type of values of which one is chosen, and the levels of texts in the order in which they are first named. */
function chosenFrom(
  name: string,
  values: readonly Compiled[],
  names: Names,
): Pick<Compiled, "type" | "levels"> {
  const [type = "none", other] = new Set(
    values.flatMap((value) => (value.type === "none" ? [] : value.type)),
  );
  if (other) throw refuse(names, unlikeValues(`${name}()`));
  if (type !== "text") return { type };
  const levels = new Map<string, Level>();
  for (const level of values.flatMap((value) => value.levels ?? []))
    if (!levels.has(level.name)) levels.set(level.name, level);
  return { type, levels: [...levels.values()] };
}

/** The classes between breaks, closed on the left: below the first, from each to below the next, from the last on. */
function classesOf(breaks: readonly NumberLiteral[]): readonly Level[] {
  const texts = breaks.map(({ text }) => text);
  return [
    levelOf(`<${texts[0]}`),
    ...texts.slice(1).map((high, at): Level => {
      const label = classBetween(texts[at]!, high);
      return { name: label.en, label };
    }),
    levelOf(`>=${texts.at(-1)}`),
  ];
}

function compileRecode(at: Extract<Expression, { kind: "recode" }>, names: Names): Compiled {
  const { type, levels = [], evaluate } = compile(at.of, names);
  if (type === "truth" || type === "none") throw refuse(names, partNotNumber(describe(at.of)));
  const plainly = { name: deparse(at.of), label: plain(deparse(at.of)) };
  const variable =
    variableOf(at.of, names) ??
    (type === "text" ? { ...plainly, type: "categorical", levels } : { ...plainly, type: "numeric" });
  const cases = new Map<Value | boolean, Compiled>();
  const results: Compiled[] = [];
  for (const { from, to } of at.cases) {
    const result = compile(to, names);
    results.push(result);
    for (const value of valuesFor(variable, from, names)) {
      if (cases.has(value)) throw refuse(names, recodedTwice, { value: from.value });
      cases.set(value, result);
    }
  }
  const left = levels.filter(({ name }) => !cases.has(name));
  if (!at.other && (type === "number" || left.length > 0))
    throw refuse(names, restUntold(left.map(({ name }) => name)));
  const rest = at.other && restOf(at.other, at.of, left, names);
  return {
    ...chosenFrom("recode", [...results, ...(rest ? [rest] : [])], names),
    evaluate: (row) => known(evaluate(row), (value) => (cases.get(value) ?? rest)?.evaluate(row)),
  };
}

/** What becomes of the levels that no case names; where they stay as they are, they alone are levels of the result. */
function restOf(other: Expression, of: Expression, left: readonly Level[], names: Names): Compiled {
  const rest = compile(other, names);
  return rest.type === "text" && deparse(other) === deparse(of) ? { ...rest, levels: left } : rest;
}

const numberIn = (at: Expression, names: Names) => numberOf(at, compile(at, names), names);

function numberOf(
  at: Expression,
  { type, evaluate }: Compiled,
  names: Names,
): (row: number) => Possible<number | null> {
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
function valuesFor(
  variable: Variable,
  at: Expression,
  names: Names,
  mayBeMissing = false,
): readonly (string | number)[] {
  const { value } = at as { value: string | number };
  const isCode = (code: string) => code === String(value) || parseNumber(code) === value;
  if (!mayBeMissing && variable.missingCodes?.some(isCode))
    throw refuse(names, codeDeclaredMissing(quoteName(variable.name)), { value });
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
  const labelled = at.kind === "text" ? levelNamed(variable.levels, written) : undefined;
  if (labelled !== undefined) return [labelled];
  throw refuse(names, noSuchLevel(variable.name, written, variable.levels), { value: written });
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
  // Each side is compiled once, for sides may be nested deeply.
  const [first, second] = [compile(sides[0], names), compile(sides[1], names)];
  if (compare && first.type === "text" && second.type === "text") {
    const [from, to] = [
      datesOf(sides[0], first, names, partNotNumber),
      datesOf(sides[1], second, names, partNotNumber),
    ];
    return truth((row) => together(from(row), to(row), compare));
  }
  const [left, right] = [numberOf(sides[0], first, names), numberOf(sides[1], second, names)];
  if (compare) return truth((row) => together(left(row), right(row), compare));
  const apply = arithmetic[operator]!;
  return {
    type: "number",
    evaluate: (row) => together(left(row), right(row), (a, b) => finite(apply(a, b))),
  };
}

/**
 * The dates of a text in their order, which is that of texts where they are of one notation; a time follows the day that it begins
 * with. Throws for texts that are no dates: with `notText` where none of them is one.
 */
function datesOf(
  at: Expression,
  { levels = [], evaluate }: Compiled,
  names: Names,
  notText: (part: Label) => Fault,
): (row: number) => Possible<string | null> {
  const odd = levels.find(({ name }) => !isDate(name))?.name;
  if (odd === undefined) return evaluate as (row: number) => Possible<string | null>;
  if (at.kind === "text") throw refuse(names, textNotDate, { value: odd });
  const orders = dayOrdersOf(levels.map(({ name }) => name));
  if (orders.length > 0) throw refuse(names, datesUntold(describe(at), orders), { value: odd });
  throw levels.some(({ name }) => isDate(name))
    ? refuse(names, levelNotDate(deparse(at)), { value: odd })
    : refuse(names, notText(describe(at)));
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
    const wanted = new Set<Value | boolean>(
      valuesFor(variable, other, names, negated && variable.type === "numeric"),
    );
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
