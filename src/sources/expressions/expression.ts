import type { Place } from "../../text/errors.ts";
import {
  aBreak,
  aValue,
  breaksDescend,
  comparedWithMissing,
  expressionText,
  ifOfMore,
  noFunction,
  numberTooLarge,
  threeCompared,
} from "../../text/messages/expressions.ts";
import { type DatePart, dateParts } from "./dates.ts";
import { type Cursor, readTokens } from "./tokens.ts";

/**
 * The small language of `--where` and of derived variables: comparisons (`==`, `!=`, `<`, `<=`, `>`, `>=`), `in`,
 * `and`, `or`, `not`, arithmetic, a few functions, choices and parentheses over the variables of a table. It is parsed into a tree
 * and interpreted; nothing in it can reach the program.
 *
 * A missing answer makes a comparison unknown, and unknown follows Kleene's rules through and, or, not, as in R.
 * `missing(x)` is true or false. What does not exist, such as log(0), is no missing answer.
 */
export type Expression =
  | NumberLiteral
  | TextLiteral
  /** A missing answer. */
  | { readonly kind: "none" }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "not" | "negative" | "missing"; readonly of: Expression }
  | { readonly kind: "call"; readonly function: FunctionName; readonly of: Expression }
  | {
      readonly kind: "binary";
      readonly operator: Operator;
      readonly sides: readonly [Expression, Expression];
    }
  | { readonly kind: "in"; readonly of: Expression; readonly list: readonly Expression[] }
  /** The first part is a condition; the second one is the value where it is true, the third where it is false. */
  | { readonly kind: "if"; readonly parts: readonly [Expression, Expression, Expression] }
  /** The first of the parts that is no missing answer. */
  | { readonly kind: "coalesce"; readonly parts: readonly Expression[] }
  /** Classes of a number, closed on the left. */
  | { readonly kind: "cut"; readonly of: Expression; readonly breaks: readonly NumberLiteral[] }
  | {
      readonly kind: "recode";
      readonly of: Expression;
      readonly cases: readonly RecodeCase[];
      /** Of the answers that no case names. */
      readonly other?: Expression | undefined;
    }
  | { readonly kind: "date part"; readonly part: DatePart; readonly of: Expression };

export interface NumberLiteral {
  readonly kind: "number";
  readonly value: number;
  readonly text: string;
}

export interface TextLiteral {
  readonly kind: "text";
  readonly value: string;
}

/** An answer and what becomes of it. */
export interface RecodeCase {
  readonly from: NumberLiteral | TextLiteral;
  readonly to: Expression;
}

export type Operator = "or" | "and" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "^";

/** Functions of one number; a result that is no finite number, such as the logarithm of zero, does not exist. */
export const functions = {
  abs: Math.abs,
  exp: Math.exp,
  floor: Math.floor,
  log: Math.log,
  /** Halves to the even integer, as R does. */
  round: (x: number) => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x)),
  sqrt: Math.sqrt,
};

export type FunctionName = keyof typeof functions;

/** Tells whether an answer is missing; where a value is chosen, the word alone is a missing answer. */
const missing = "missing";

/** Parses an expression; a fault is told with its position. */
export function parseExpression(text: string, place: Place, written = expressionText): Expression {
  const cursor = readTokens(text, place, written);
  const expression = parserOf(cursor).expression();
  cursor.end();
  return expression;
}

/** Whether a name is that of what is called with parentheses. */
export const callNames = [
  ...Object.keys(functions),
  ...Object.keys(dateParts),
  missing,
  "if",
  "cut",
  "recode",
  "coalesce",
] as const;

/** Parses expressions, or single operands, from where a cursor stands. */
export function parserOf(cursor: Cursor): { expression(): Expression; operand(): Expression } {
  const { peek, next, accept, need, expected, fail, nested } = cursor;
  const binary = (operator: string, left: Expression, right: Expression): Expression => ({
    kind: "binary",
    operator: operator as Operator,
    sides: [left, right],
  });
  const isMissingWord = () =>
    peek().kind === "name" && peek().text === missing && !peek().isQuoted && peek(1).text !== "(";
  const chain = (operand: () => Expression, ...symbols: string[]) =>
    cursor.chain(operand, binary, ...symbols);
  const disjunction = (): Expression => chain(conjunction, "or");
  const conjunction = (): Expression => chain(negation, "and");
  const negation = (): Expression => (accept("not") ? { kind: "not", of: nested(negation) } : comparison());
  const comparison = (): Expression => {
    const left = sum();
    const negated = peek().text === "not" && peek(1).text === "in" && accept("not");
    if (accept("in")) {
      need("(");
      const list = [literal()];
      while (accept(",")) list.push(literal());
      need(")");
      const within: Expression = { kind: "in", of: left, list };
      return negated ? { kind: "not", of: within } : within;
    }
    const comparisons = ["==", "!=", "<", "<=", ">", ">="];
    const operator = accept(...comparisons);
    if (!operator) return left;
    if (isMissingWord()) throw fail(comparedWithMissing);
    const right = sum();
    if (peek().kind === "symbol" && comparisons.includes(peek().text)) throw fail(threeCompared);
    return binary(operator, left, right);
  };
  const sum = (): Expression => chain(product, "+", "-");
  const product = (): Expression => chain(factor, "*", "/");
  const factor = (): Expression => {
    if (accept("-")) return { kind: "negative", of: nested(factor) };
    const base = primary();
    return accept("^") ? binary("^", base, nested(factor)) : base;
  };
  const primary = (): Expression => {
    if (accept("(")) {
      const inner = nested(disjunction);
      need(")");
      return inner;
    }
    if (peek().kind !== "name") return literal();
    const name = next();
    if (!accept("(")) return { kind: "variable", name: name.text };
    const parse = Object.hasOwn(calls, name.text) && calls[name.text];
    if (!parse) throw fail(noFunction(name.text, callNames), name.at);
    const call = nested(parse);
    need(")");
    return call;
  };
  /** A value that is chosen, which may be a missing answer. */
  const choice = (): Expression => {
    if (!isMissingWord()) return disjunction();
    next();
    return { kind: "none" };
  };
  const cut = (): Expression => {
    const of = disjunction();
    const breaks: NumberLiteral[] = [];
    do {
      need(",");
      const { at } = peek();
      const found = literal();
      if (found.kind !== "number") throw fail(aBreak, at);
      const before = breaks.at(-1)?.value ?? Number.NEGATIVE_INFINITY;
      if (found.value <= before) throw fail(breaksDescend, at);
      breaks.push(found);
    } while (peek().text === ",");
    return { kind: "cut", of, breaks };
  };
  const recode = (): Expression => {
    const of = disjunction();
    const cases: RecodeCase[] = [];
    let rest: Expression | undefined;
    do {
      need(",");
      const isRest = peek().kind === "name" && peek().text === "other";
      const from = isRest ? next() && undefined : literal();
      need("==");
      const to = choice();
      if (from) cases.push({ from, to });
      else rest = to;
    } while (rest === undefined && peek().text === ",");
    return { kind: "recode", of, cases, other: rest };
  };
  const calls: Readonly<Record<string, () => Expression>> = {
    ...eachKey(functions, (name) => (): Expression => ({ kind: "call", function: name, of: disjunction() })),
    ...eachKey(dateParts, (part) => (): Expression => ({ kind: "date part", part, of: disjunction() })),
    [missing]: () => ({ kind: missing, of: disjunction() }),
    if: () => {
      const condition = disjunction();
      need(",");
      const yes = choice();
      need(",");
      const no = choice();
      if (peek().text === ",") throw fail(ifOfMore);
      return { kind: "if", parts: [condition, yes, no] };
    },
    coalesce: () => {
      const parts = [disjunction()];
      do {
        need(",");
        parts.push(disjunction());
      } while (peek().text === ",");
      return { kind: "coalesce", parts };
    },
    cut,
    recode,
  };
  const literal = (): NumberLiteral | TextLiteral => {
    const sign = accept("-") ? -1 : 1;
    const token = peek();
    if (token.kind === "number") {
      if (!Number.isFinite(Number(token.text))) throw fail(numberTooLarge);
      next();
      return { kind: "number", value: sign * Number(token.text), text: (sign < 0 ? "-" : "") + token.text };
    }
    if (token.kind !== "text" || sign < 0) throw expected(aValue);
    next();
    return { kind: "text", value: token.text };
  };

  return { expression: disjunction, operand: primary };
}

/** An entry for each key of a table. */
const eachKey = <Key extends string, Entry>(
  table: Readonly<Record<Key, unknown>>,
  make: (key: Key) => Entry,
) => Object.fromEntries((Object.keys(table) as Key[]).map((key) => [key, make(key)]));

/** The expressions that one is made of. */
export function partsOf(expression: Expression): readonly Expression[] {
  if (expression.kind === "binary") return expression.sides;
  if ("parts" in expression) return expression.parts;
  if (expression.kind === "recode") {
    const { of, cases, other } = expression;
    return [of, ...cases.map(({ to }) => to), ...(other ? [other] : [])];
  }
  return "of" in expression ? [expression.of] : [];
}

/** The variables that an expression names, each once. */
export function variablesIn(expression: Expression): string[] {
  const visit = (at: Expression): string[] =>
    at.kind === "variable" ? [at.name] : partsOf(at).flatMap(visit);
  return [...new Set(visit(expression))];
}

/** A comparison with what is no variable, in an expression where the other side is one: the text lacks its quotes, or is R's NA. */
export function unquotedIn(
  expression: Expression,
  isKnown: (name: string) => boolean,
): { readonly name: string; readonly meant: Expression } | undefined {
  if (expression.kind === "binary" && ["==", "!="].includes(expression.operator)) {
    const [left, right] = expression.sides;
    if (left.kind === "variable" && right.kind === "variable" && isKnown(left.name) && !isKnown(right.name)) {
      const { name } = right;
      const missing = { kind: "missing", of: left } as const;
      if (name !== "NA")
        return { name, meant: { ...expression, sides: [left, { kind: "text", value: name }] } };
      return { name, meant: expression.operator === "==" ? missing : { kind: "not", of: missing } };
    }
  }
  return partsOf(expression)
    .map((part) => unquotedIn(part, isKnown))
    .find((found) => found !== undefined);
}

/** Whether an expression asks somewhere whether an answer is missing, or makes one missing. */
export function asksMissing(expression: Expression): boolean {
  return ["missing", "none", "coalesce"].includes(expression.kind) || partsOf(expression).some(asksMissing);
}
