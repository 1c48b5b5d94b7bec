import { InputError, type Place } from "../../text/errors.ts";
import type { Label } from "../../text/language.ts";
import {
  badSyntax,
  commaForPoint,
  curlyQuote,
  goesOn,
  illegible,
  lacks,
  nameWithSpaces,
  numberInName,
  openQuote,
  theSymbol,
  tooDeep,
  tooLong,
  type Written,
} from "../../text/messages/expressions.ts";

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
  /** Whether a name stands in backquotes. */
  readonly isQuoted?: boolean;
}

const tokenPattern =
  /\s*(?:(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|"(?<double>[^"]*)"|'(?<single>[^']*)'|`(?<quoted>[^`]+)`|(?<name>[\p{L}_][\p{L}\p{N}\p{M}_.]*)|(?<symbol>==|!=|<>|<=|>=|&&|\|\||[=<>&|!+\-*/^(),:~]))/uy;

/** Quotes of word processors. */
const curly = /[\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019\u201a]/u;

const words = new Set(["and", "or", "not", "in"]);

/** Names and texts have the form of Unicode that those of files are given. */
function tokenise(written: string, fail: Fail): Token[] {
  const text = written.normalize("NFC");
  const tokens: Token[] = [];
  let at = 0;
  while (text.slice(at).trim() !== "") {
    tokenPattern.lastIndex = at;
    const found = tokenPattern.exec(text);
    if (!found) {
      const start = at + text.slice(at).search(/\S/);
      throw fail(
        /["'`]/.test(text[start]!) ? openQuote : curly.test(text[start]!) ? curlyQuote : illegible,
        start,
      );
    }
    const { number, double, single, quoted, name, symbol } = found.groups!;
    const start = tokenPattern.lastIndex - found[0].trimStart().length;
    at = tokenPattern.lastIndex;
    const word = name?.toLowerCase() ?? "";
    if (number !== undefined && /^[\p{L}\p{N}_.]/u.test(text.slice(at))) throw fail(numberInName, start);
    if (number !== undefined) tokens.push({ kind: "number", text: number, at: start });
    else if (double !== undefined || single !== undefined)
      tokens.push({ kind: "text", text: double ?? single!, at: start });
    else if (quoted !== undefined) tokens.push({ kind: "name", text: quoted, at: start, isQuoted: true });
    else if (words.has(word)) tokens.push({ kind: "symbol", text: word, at: start });
    else if (name !== undefined) tokens.push({ kind: "name", text: name, at: start });
    else tokens.push({ kind: "symbol", text: synonyms[symbol!] ?? symbol!, at: start });
  }
  return [...tokens, { kind: "end", text: "", at: text.length }];
}

type Fail = (problem: Label, at: number) => InputError;

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
  expected(what: Label): InputError;
  /** The fault that something is wrong, told as a predicate of the text. */
  fail(problem: Label, at?: number): InputError;
  /** Parses what is inside something else, to a depth that a person writes. */
  nested<T>(parse: () => T): T;
  /** Parses left-associative operators of one rank. */
  chain<T>(operand: () => T, join: (symbol: string, left: T, right: T) => T, ...symbols: string[]): T;
  /** Throws unless the text ends here. */
  end(): void;
}

/** Starts to read a text; `written` tells how messages name it. */
export function readTokens(text: string, place: Place, written: Written): Cursor {
  const failAt: Fail = (problem, at) =>
    new InputError(badSyntax(written, problem, at + 1), place, { value: text });
  const tokens = tokenise(text, failAt);
  let position = 0;
  let depth = 0;
  let operators = 0;
  const peek = (ahead = 0) => tokens[Math.min(position + ahead, tokens.length - 1)]!;
  const fail = (problem: Label, at = peek().at) => failAt(problem, at);
  /** Names beside one another are one with spaces, which lacks its backquotes. */
  const spacedName = () => {
    const isWord = (token: Token | undefined) =>
      token?.kind === "name" && !token.isQuoted && !/^(et|ou)$/i.test(token.text);
    if (!isWord(tokens[position - 1]) || !isWord(peek())) return undefined;
    let [first, last] = [position - 1, position];
    while (isWord(tokens[first - 1])) first--;
    while (isWord(tokens[last + 1])) last++;
    const parts = tokens.slice(first, last + 1).map((token) => token.text);
    return { name: parts.join(" "), at: tokens[first]!.at };
  };
  const notSpaced = (problem: Label) => {
    const spaced = spacedName();
    return spaced ? fail(nameWithSpaces(spaced.name), spaced.at) : fail(problem);
  };
  const expected = (lacking: Label) =>
    notSpaced(lacks(lacking, peek().kind === "end" ? undefined : peek().text));
  const accept = (...symbols: string[]) =>
    peek().kind === "symbol" && symbols.includes(peek().text) ? tokens[position++]!.text : undefined;
  return {
    peek,
    next: () => tokens[position++]!,
    accept,
    need: (symbol) => {
      if (!accept(symbol)) throw expected(theSymbol(symbol));
    },
    expected,
    fail,
    nested: (parse) => {
      if (++depth > deepest) throw fail(tooDeep);
      const inner = parse();
      depth--;
      return inner;
    },
    chain: (operand, join, ...symbols) => {
      let left = operand();
      for (let found = accept(...symbols); found; found = accept(...symbols)) {
        if (++operators > mostOperators) throw fail(tooLong);
        left = join(found, left, operand());
      }
      return left;
    },
    end: () => {
      if (peek().kind === "end") return;
      const [before, mark, after] = tokens.slice(position - 1, position + 2);
      const isDecimal = mark?.text === "," && before?.kind === "number" && after?.kind === "number";
      throw isDecimal ? fail(commaForPoint(`${before.text}.${after.text}`)) : notSpaced(goesOn(peek().text));
    },
  };
}
