import { InputError, type Place } from "../../text/errors.ts";

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

export interface Token {
  readonly kind: "number" | "text" | "name" | "symbol" | "end";
  readonly text: string;
  readonly at: number;
}

const tokenPattern =
  /\s*(?:(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|"(?<double>[^"]*)"|'(?<single>[^']*)'|`(?<quoted>[^`]+)`|(?<name>[\p{L}_][\p{L}\p{N}\p{M}_.]*)|(?<symbol>==|!=|<>|<=|>=|&&|\|\||[=<>&|!+\-*/^(),:~]))/uy;

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

/** A reader's position in a text of tokens; faults are told with their character. */
export interface Cursor {
  /** The token that comes next, or one that follows it. */
  peek(ahead?: number): Token;
  next(): Token;
  /** Takes the next token if it is one of these symbols, and returns it. */
  accept(...symbols: string[]): string | undefined;
  need(symbol: string): void;
  /** The fault that something is lacking here. */
  expected(what: string): InputError;
  fail(problem: string, at?: number): InputError;
  /** Parses what is inside something else, to a depth that a person writes. */
  nested<T>(parse: () => T): T;
  /** Parses left-associative operators of one rank. */
  chain<T>(operand: () => T, join: (symbol: string, left: T, right: T) => T, ...symbols: string[]): T;
  /** Throws unless the text ends here. */
  end(): void;
}

/** Starts to read a text; `what` names it in messages, and `example` shows one. */
export function readTokens(text: string, place: Place, what: string, example: string): Cursor {
  const failAt: Fail = (problem, at) =>
    new InputError(`the ${what} ${problem}, at character ${at + 1}`, place, {
      value: text,
      advice: `Write for example: ${example}`,
    });
  const tokens = tokenise(text, failAt);
  let position = 0;
  let depth = 0;
  let operators = 0;
  const peek = (ahead = 0) => tokens[Math.min(position + ahead, tokens.length - 1)]!;
  const fail = (problem: string, at = peek().at) => failAt(problem, at);
  const expected = (lacking: string) => fail(`lacks ${lacking} before ${JSON.stringify(peek().text)}`);
  const accept = (...symbols: string[]) =>
    peek().kind === "symbol" && symbols.includes(peek().text) ? tokens[position++]!.text : undefined;
  return {
    peek,
    next: () => tokens[position++]!,
    accept,
    need: (symbol) => {
      if (!accept(symbol)) throw expected(`"${symbol}"`);
    },
    expected,
    fail,
    nested: (parse) => {
      if (++depth > deepest) throw fail("is nested too deeply");
      const inner = parse();
      depth--;
      return inner;
    },
    chain: (operand, join, ...symbols) => {
      let left = operand();
      for (let found = accept(...symbols); found; found = accept(...symbols)) {
        if (++operators > mostOperators) throw fail("is too long; see in (…)");
        left = join(found, left, operand());
      }
      return left;
    },
    end: () => {
      if (peek().kind !== "end") throw fail(`does not go on with ${JSON.stringify(peek().text)}`);
    },
  };
}
