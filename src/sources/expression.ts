import { InputError, type Place } from "../text/errors.ts";
import { suggest } from "../text/suggest.ts";
import { type Codebook, levelNames, type Value, type Variable } from "./codebook.ts";

/**
 * The small language of `--where` and of derived variables: comparisons (`==`, `!=`, `<`, `<=`, `>`, `>=`), `in`,
 * `and`, `or`, `not`, arithmetic, a few functions and parentheses over the variables of a table. It is parsed into a tree and
 * interpreted; nothing in it can reach the program.
 *
 * A missing answer makes a comparison unknown, and unknown follows Kleene's rules through and, or, not, as in R.
 */
export type Expression =
  | { readonly kind: "number"; readonly value: number; readonly text: string }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "not" | "negative"; readonly of: Expression }
  | { readonly kind: "call"; readonly function: FunctionName; readonly of: Expression }
  | {
      readonly kind: "binary";
      readonly operator: Operator;
      readonly sides: readonly [Expression, Expression];
    }
  | { readonly kind: "in"; readonly of: Expression; readonly list: readonly Expression[] };

type Operator = "or" | "and" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "^";

/** Functions of one number; a result that is no number, such as the logarithm of zero, is missing. */
const functions = {
  abs: Math.abs,
  exp: Math.exp,
  floor: Math.floor,
  log: Math.log,
  /** Halves to the even integer, as R does. */
  round: (x: number) => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x)),
  sqrt: Math.sqrt,
};

type FunctionName = keyof typeof functions;
const functionNames = Object.keys(functions) as FunctionName[];

/** Other spellings, of R, SQL and SAS. */
const synonyms: Readonly<Record<string, string>> = {
  "=": "==",
  "<>": "!=",
  "&": "and",
  "&&": "and",
  "|": "or",
  "||": "or",
  "!": "not",
};

interface Token {
  readonly kind: "number" | "text" | "name" | "symbol" | "end";
  readonly text: string;
  readonly at: number;
}

const tokenPattern =
  /\s*(?:(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|"(?<double>[^"]*)"|'(?<single>[^']*)'|`(?<quoted>[^`]+)`|(?<name>[\p{L}_][\p{L}\p{N}\p{M}_.]*)|(?<symbol>==|!=|<>|<=|>=|&&|\|\||[=<>&|!+\-*/^(),]))/uy;

const words = new Set(["and", "or", "not", "in"]);

function tokenise(text: string, fail: Fail): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (text.slice(at).trim() !== "") {
    tokenPattern.lastIndex = at;
    const found = tokenPattern.exec(text);
    if (!found) throw fail("cannot be read", at);
    const { number, double, single, quoted, name, symbol } = found.groups!;
    const start = tokenPattern.lastIndex - found[0].trimStart().length;
    at = tokenPattern.lastIndex;
    const word = name?.toLowerCase() ?? "";
    if (number !== undefined && /^[\p{L}\p{N}_.]/u.test(text.slice(at)))
      throw fail("a number runs into a name; a name that begins with a digit goes in backquotes", start);
    if (number !== undefined) tokens.push({ kind: "number", text: number, at: start });
    else if (double !== undefined || single !== undefined)
      tokens.push({ kind: "text", text: double ?? single!, at: start });
    else if (quoted !== undefined) tokens.push({ kind: "name", text: quoted, at: start });
    else if (words.has(word)) tokens.push({ kind: "symbol", text: word, at: start });
    else if (name !== undefined) tokens.push({ kind: "name", text: name, at: start });
    else tokens.push({ kind: "symbol", text: synonyms[symbol!] ?? symbol!, at: start });
  }
  return [...tokens, { kind: "end", text: "the end", at: text.length }];
}

type Fail = (problem: string, at: number) => InputError;

/** More than a person writes; they keep a hostile text from exhausting the stack. */
const deepest = 100;
const mostOperators = 1000;

/** Parses an expression; a fault is told with its position. */
export function parseExpression(text: string, place: Place): Expression {
  const fail: Fail = (problem, at) =>
    new InputError(`the expression ${problem}, at character ${at + 1}`, place, {
      value: text,
      advice: `Write for example: age >= 40 and region in ("A", "B")`,
    });
  const tokens = tokenise(text, fail);
  let position = 0;
  let depth = 0;
  let operators = 0;
  const peek = () => tokens[position]!;
  const accept = (...symbols: string[]) =>
    peek().kind === "symbol" && symbols.includes(peek().text) ? tokens[position++]!.text : undefined;
  const expected = (what: string) => fail(`lacks ${what} before ${JSON.stringify(peek().text)}`, peek().at);
  const need = (symbol: string) => {
    if (!accept(symbol)) throw expected(`"${symbol}"`);
  };
  const nested = (parse: () => Expression) => {
    if (++depth > deepest) throw fail("is nested too deeply", peek().at);
    const inner = parse();
    depth--;
    return inner;
  };
  const binary = (operator: string, left: Expression, right: Expression): Expression => ({
    kind: "binary",
    operator: operator as Operator,
    sides: [left, right],
  });
  /** Left-associative operators of one rank. */
  const chain = (operand: () => Expression, ...symbols: string[]) => {
    let left = operand();
    for (let found = accept(...symbols); found; found = accept(...symbols)) {
      if (++operators > mostOperators) throw fail("is too long; see in (…)", peek().at);
      left = binary(found, left, operand());
    }
    return left;
  };

  const disjunction = (): Expression => chain(conjunction, "or");
  const conjunction = (): Expression => chain(negation, "and");
  const negation = (): Expression => (accept("not") ? { kind: "not", of: nested(negation) } : comparison());
  const comparison = (): Expression => {
    const left = sum();
    const negated = peek().text === "not" && tokens[position + 1]?.text === "in" && accept("not");
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
    if (peek().kind === "symbol" && comparisons.includes(peek().text))
      throw fail('compares three things; join two comparisons by "and"', peek().at);
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
    const name = tokens[position++]!;
    if (!accept("(")) return { kind: "variable", name: name.text };
    const called = functionNames.find((known) => known === name.text);
    if (!called) throw fail(`has no function ${name.text}; there are ${functionNames.join(", ")}`, name.at);
    const of = nested(disjunction);
    need(")");
    return { kind: "call", function: called, of };
  };
  const literal = (): Expression => {
    const sign = accept("-") ? -1 : 1;
    const token = peek();
    if (token.kind === "number") {
      position++;
      return { kind: "number", value: sign * Number(token.text), text: (sign < 0 ? "-" : "") + token.text };
    }
    if (token.kind !== "text" || sign < 0) throw expected("a value");
    position++;
    return { kind: "text", value: token.text };
  };

  const expression = disjunction();
  if (peek().kind !== "end") throw fail(`does not go on with ${JSON.stringify(peek().text)}`, peek().at);
  return expression;
}

/** The variables that an expression names, each once. */
export function variablesIn(expression: Expression): string[] {
  const visit = (at: Expression): string[] => {
    if (at.kind === "variable") return [at.name];
    if (at.kind === "binary") return at.sides.flatMap(visit);
    return "of" in at ? visit(at.of) : [];
  };
  return [...new Set(visit(expression))];
}

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
  const refuse = (what: string, details: { value?: unknown; advice?: string } = {}) =>
    new InputError(what, place, details);

  const numberIn = (at: Expression): ((row: number) => number | null) => {
    const { type, evaluate } = compile(at);
    if (type !== "number")
      throw refuse(`${describe(at)} is no number`, { advice: "Arithmetic and order need numbers" });
    return evaluate as (row: number) => number | null;
  };
  const truthIn = (at: Expression): ((row: number) => boolean | null) => {
    const { type, evaluate } = compile(at);
    if (type !== "truth")
      throw refuse(`${describe(at)} is no condition`, { advice: `Compare it, as in: ${describe(at)} == …` });
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
      throw refuse(`${variable.name} is a number`, { value, advice: "Compare it with a number" });
    }
    const levels = levelNames(variable);
    const written = at.kind === "number" ? at.text : String(value);
    if (levels.includes(written)) return written;
    throw refuse(`${variable.name} has no such level`, { value: written, advice: suggest(written, levels) });
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
    if (left.type !== right.type) throw refuse(`${describe(named)} and ${describe(other)} cannot be equal`);
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
        if (!variable)
          throw refuse("unknown variable", {
            value: at.name,
            advice: suggest(at.name, [...codebook.keys()]),
          });
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
          throw refuse(`${describe(at.of)} cannot be among these values`);
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
  if (type === "text") throw refuse(`${describe(expression)} is neither a number nor a condition`);
  return { type, evaluate: evaluate as CompiledExpression["evaluate"] };
}

const truth = (evaluate: (row: number) => boolean | null): Compiled => ({ type: "truth", evaluate });

/** The result for a value that is there; null for one that is not. */
function known<T, R>(value: T | null, then: (value: T) => R | null): R | null {
  return value === null ? null : then(value);
}

const finite = (value: number) => (Number.isFinite(value) ? value : null);

function describe(expression: Expression): string {
  if (expression.kind === "variable") return expression.name;
  if (expression.kind === "text" || expression.kind === "number") return JSON.stringify(expression.value);
  return "this part of the expression";
}
