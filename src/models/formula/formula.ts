import { deparse, quoteName } from "../../sources/expressions/deparse.ts";
import {
  asksMissing,
  callNames,
  type Expression,
  parserOf,
  variablesIn,
} from "../../sources/expressions/expression.ts";
import { type Cursor, readTokens } from "../../sources/expressions/tokens.ts";
import type { Place } from "../../text/errors.ts";
import {
  aVariable,
  crossedWithItself,
  factorOfExpression,
  formulaText,
  missingAmongTerms,
  noCrossingOrder,
  noFunctionOfFormula,
  offsetInTerm,
  outcomeText,
  strayNumber,
  tooManyTerms,
} from "../../text/messages/models.ts";

/** What a term multiplies: a variable as it is, a variable as categories, or a number computed from variables. */
export interface Atom {
  /** As R writes it: `age`, `factor(age)`, `log(age)`, `I(age^2)`. */
  readonly label: string;
  /** Whether `factor()` makes categories of a number. */
  readonly asFactor: boolean;
  readonly expression: Expression;
  /** What the variable of the atom was made from, where it is none of the data's. */
  readonly madeFrom?: Expression | undefined;
}

/** A model formula. Terms are lists of atoms, by their position, main effects first and then interactions by order. */
export interface Formula {
  /** The left side; none for the right side alone. */
  readonly outcome?: Expression | undefined;
  readonly atoms: readonly Atom[];
  readonly terms: readonly (readonly number[])[];
  readonly intercept: boolean;
  readonly offsets: readonly Expression[];
}

/**
 * Parses a formula in R's notation (Wilkinson and Rogers 1973; Chambers and Hastie 1992, chapter 2): `+`, `-`, `:`,
 * `*`, `/`, `^`, parentheses, `1` and `0`; `factor()`, `offset()`, `I()` and the functions of expressions.
 * Throws for what cannot be read, with its position.
 */
export function parseFormula(text: string, place: Place = {}): Formula {
  const cursor = readTokens(text, place, formulaText);
  const outcome = cursor.peek().text === "~" ? undefined : unwrapped(cursor);
  cursor.need("~");
  const scope = new Scope(cursor);
  const { terms, intercept } = scope.sum();
  cursor.end();
  if (terms.length > mostTerms) throw cursor.fail(tooManyTerms, 0);
  return {
    outcome,
    atoms: scope.atoms,
    terms: [...terms].sort((a, b) => a.length - b.length),
    intercept: intercept ?? true,
    offsets: scope.offsets,
  };
}

/** The outcome that a text stands for, as on the left of a formula. */
export function parseOutcome(text: string, place: Place): Expression {
  const cursor = readTokens(text, place, outcomeText);
  const outcome = unwrapped(cursor);
  cursor.end();
  return outcome;
}

/** The formula of main effects of some variables, such as a study declares. */
export function mainEffects(outcome: Expression | undefined, variables: readonly string[]): Formula {
  return {
    outcome,
    atoms: variables.map((name) => ({
      label: quoteName(name),
      asFactor: false,
      expression: { kind: "variable", name },
    })),
    terms: variables.map((_, at) => [at]),
    intercept: true,
    offsets: [],
  };
}

/** The variables that a formula names, each once. */
export function variablesOf({ outcome, atoms, offsets }: Formula): string[] {
  const expressions = [
    ...(outcome ? [outcome] : []),
    ...atoms.map(({ expression }) => expression),
    ...offsets,
  ];
  return [...new Set(expressions.flatMap(variablesIn))];
}

/** The name of a term, as R writes it. */
export function termLabel({ atoms }: Pick<Formula, "atoms">, term: readonly number[]): string {
  return term.map((at) => atoms[at]!.label).join(":");
}

/** A formula's right side as R writes it after sorting. */
export function rightSide(formula: Formula): string {
  const parts = [
    ...formula.terms.map((term) => termLabel(formula, term)),
    ...formula.offsets.map((offset) => `offset(${deparse(offset)})`),
  ];
  if (!formula.intercept) return parts.length === 0 ? "0" : `${parts.join(" + ")} - 1`;
  return parts.length === 0 ? "1" : parts.join(" + ");
}

const mostTerms = 2000;
/** No formula of fewer terms than that needs so many pairs of terms crossed at once; counted before they are made. */
const mostPairs = 10 * mostTerms;

/** Around an outcome or an offset it says nothing more. */
const identity = "I";

function unwrapped(cursor: Cursor): Expression {
  const wrapped = cursor.peek().text === identity && cursor.peek(1).text === "(";
  if (wrapped) cursor.next();
  return parserOf(cursor).expression();
}

type Terms = readonly (readonly number[])[];

/** Terms with what was said of the intercept, if anything was. */
interface Side {
  readonly terms: Terms;
  readonly intercept?: boolean | undefined;
}

/** The atoms that have been met while a formula is read. */
class Scope {
  readonly atoms: Atom[] = [];
  readonly offsets: Expression[] = [];
  readonly #cursor: Cursor;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  sum(): Side {
    const start: Side = { terms: [] };
    const sign = this.#cursor.accept("-", "+") ?? "+";
    let left = this.#join(sign, start, this.#signed());
    for (let found = this.#cursor.accept("+", "-"); found; found = this.#cursor.accept("+", "-"))
      left = this.#join(found, left, this.#signed());
    return left;
  }

  #join(sign: string, left: Side, right: Side): Side {
    const intercept = right.intercept === undefined ? left.intercept : right.intercept === (sign === "+");
    if (sign === "+") return { terms: distinct([...left.terms, ...right.terms]), intercept };
    const removed = new Set(right.terms.map(keyOf));
    return { terms: left.terms.filter((term) => !removed.has(keyOf(term))), intercept };
  }

  /** A number among the terms, which is the intercept, or a product of terms. */
  #signed(): Side {
    const { peek, next } = this.#cursor;
    const after = peek(1);
    if (peek().text === "offset" && after.text === "(") return this.#offset();
    if (peek().kind === "number" && (after.kind === "end" || ["+", "-", ")"].includes(after.text))) {
      const { text, at } = next();
      if (text !== "0" && text !== "1") throw this.#cursor.fail(strayNumber, at);
      return { terms: [], intercept: text === "1" };
    }
    return this.#crossing();
  }

  #crossing(): Side {
    return this.#cursor.chain<Side>(
      () => this.#product(),
      (symbol, { terms: a, intercept }, { terms: b, intercept: other }) => {
        const all = symbol === "*" ? a : [[...new Set(a.flat())].sort(ascending)];
        const own = symbol === "*" ? [...a, ...b] : a;
        return { terms: distinct([...own, ...this.#cross(all, b)]), intercept: intercept ?? other };
      },
      "*",
      "/",
    );
  }

  #product(): Side {
    return this.#cursor.chain<Side>(
      () => this.#power(),
      (_, { terms: a, intercept }, { terms: b, intercept: other }) => ({
        terms: this.#cross(a, b),
        intercept: intercept ?? other,
      }),
      ":",
    );
  }

  #cross(first: Terms, second: Terms): Terms {
    if (first.length * second.length > mostPairs) throw this.#cursor.fail(tooManyTerms, 0);
    return cross(first, second);
  }

  #power(): Side {
    const { accept, peek, next, fail } = this.#cursor;
    const plain = peek().kind === "name" ? peek().text : undefined;
    const base = this.#primary();
    if (!accept("^")) return base;
    if (plain !== undefined) throw fail(crossedWithItself(plain));
    const exponent = Number(peek().text);
    if (peek().kind !== "number" || !Number.isInteger(exponent) || exponent < 1 || exponent > 9)
      throw fail(noCrossingOrder);
    next();
    let power = base.terms;
    for (let k = 1; k < exponent; k++) power = distinct([...power, ...this.#cross(power, base.terms)]);
    return { terms: power, intercept: base.intercept };
  }

  #primary(): Side {
    const { accept, need, peek, nested, expected } = this.#cursor;
    if (accept("(")) {
      const inner = nested(() => this.sum());
      need(")");
      return inner;
    }
    if (peek().kind !== "name") throw expected(aVariable);
    return peek(1).text === "(" ? this.#call() : this.#variable();
  }

  #variable(): Side {
    const { text: name } = this.#cursor.next();
    return this.#atom({ label: quoteName(name), asFactor: false, expression: { kind: "variable", name } });
  }

  #call(): Side {
    const { peek, next, need, fail, nested } = this.#cursor;
    const { text: name, at } = peek();
    const expressions = parserOf(this.#cursor);
    if (name === "offset") throw fail(offsetInTerm, at);
    if (!special.includes(name)) {
      if (!functionsOfTerms.includes(name)) throw fail(noFunctionOfFormula(name, functionsOfFormulas), at);
      const expression = expressions.operand();
      if (asksMissing(expression)) throw fail(missingAmongTerms, at);
      return this.#atom({ label: deparse(expression), asFactor: false, expression });
    }
    next();
    need("(");
    const expression = nested(() => expressions.expression());
    need(")");
    if (asksMissing(expression)) throw fail(missingAmongTerms, at);
    if (name === "factor" && expression.kind !== "variable") throw fail(factorOfExpression, at);
    return this.#atom({ label: `${name}(${deparse(expression)})`, asFactor: name === "factor", expression });
  }

  #offset(): Side {
    const { fail, next, need, nested, peek } = this.#cursor;
    next();
    need("(");
    const { at } = peek();
    const offset = nested(() => unwrapped(this.#cursor));
    if (asksMissing(offset)) throw fail(missingAmongTerms, at);
    this.offsets.push(offset);
    need(")");
    return { terms: [] };
  }

  #atom(atom: Atom): Side {
    const known = this.atoms.findIndex(({ label }) => label === atom.label);
    return { terms: [[known < 0 ? this.atoms.push(atom) - 1 : known]] };
  }
}

const special = ["factor", "offset", identity];
/** Those of expressions but for what asks whether answers are missing: a model leaves out rows without an answer. */
const functionsOfTerms: readonly string[] = callNames.filter(
  (name) => name !== "missing" && name !== "coalesce",
);
const functionsOfFormulas = [...special, ...functionsOfTerms];

const ascending = (a: number, b: number) => a - b;
const keyOf = (term: readonly number[]) => term.join();

function distinct(terms: Terms): Terms {
  return [...new Map(terms.map((term) => [keyOf(term), term])).values()];
}

/** Every term of the first with every term of the second; an atom counts once, as in `a:a`. */
function cross(first: Terms, second: Terms): Terms {
  return distinct(first.flatMap((a) => second.map((b) => [...new Set([...a, ...b])].sort(ascending))));
}
