import type { Place } from "../../text/errors.ts";
import {
  aValue,
  expressionText,
  noFunction,
  numberTooLarge,
  threeCompared,
} from "../../text/messages/expressions.ts";
import { type Cursor, readTokens } from "./tokens.ts";

/**
 * The small language of `--where` and of derived variables: comparisons (`==`, `!=`, `<`, `<=`, `>`, `>=`), `in`,
 * `and`, `or`, `not`, arithmetic, a few functions and parentheses over the variables of a table. It is parsed into a tree and
 * interpreted; nothing in it can reach the program.
 *
 * A missing answer makes a comparison unknown, and unknown follows Kleene's rules through and, or, not, as in R.
 * `missing(x)` is true or false. What does not exist, such as log(0), is no missing answer.
 */
export type Expression =
  | { readonly kind: "number"; readonly value: number; readonly text: string }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "not" | "negative" | "missing"; readonly of: Expression }
  | { readonly kind: "call"; readonly function: FunctionName; readonly of: Expression }
  | {
      readonly kind: "binary";
      readonly operator: Operator;
      readonly sides: readonly [Expression, Expression];
    }
  | { readonly kind: "in"; readonly of: Expression; readonly list: readonly Expression[] };

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
const functionNames = Object.keys(functions) as FunctionName[];

/** Tells whether an answer is missing; it takes any part of an expression, and not only numbers. */
const missing = "missing";

/** Parses an expression; a fault is told with its position. */
export function parseExpression(text: string, place: Place): Expression {
  const cursor = readTokens(text, place, expressionText);
  const expression = parserOf(cursor).expression();
  cursor.end();
  return expression;
}

/** Parses expressions, or single operands, from where a cursor stands. */
export function parserOf(cursor: Cursor): { expression(): Expression; operand(): Expression } {
  const { peek, next, accept, need, expected, fail, nested } = cursor;
  const binary = (operator: string, left: Expression, right: Expression): Expression => ({
    kind: "binary",
    operator: operator as Operator,
    sides: [left, right],
  });
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
    const called = functionNames.find((known) => known === name.text);
    if (!called && name.text !== missing)
      throw fail(noFunction(name.text, [...functionNames, missing]), name.at);
    const of = nested(disjunction);
    need(")");
    if (!called) return { kind: missing, of };
    return { kind: "call", function: called, of };
  };
  const literal = (): Expression => {
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

/** The expressions that one is made of. */
export function partsOf(expression: Expression): readonly Expression[] {
  if (expression.kind === "binary") return expression.sides;
  return "of" in expression ? [expression.of] : [];
}

/** The variables that an expression names, each once. */
export function variablesIn(expression: Expression): string[] {
  const visit = (at: Expression): string[] =>
    at.kind === "variable" ? [at.name] : partsOf(at).flatMap(visit);
  return [...new Set(visit(expression))];
}

/** Whether an expression asks somewhere whether an answer is missing. */
export function asksMissing(expression: Expression): boolean {
  return expression.kind === "missing" || partsOf(expression).some(asksMissing);
}
