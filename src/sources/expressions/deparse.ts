import type { Expression, Operator } from "./expression.ts";

/** How tightly each operator binds its sides. */
const ranks: Readonly<Record<Operator, number>> = {
  or: 1,
  and: 2,
  "==": 4,
  "!=": 4,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  "^": 8,
};

const negationRank = 3;
const signRank = 7;
const rightAssociative = "^";

/** A name as it is written in an expression: in backquotes when it is no word. */
export function quoteName(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}\p{M}_.]*$/u.test(name) ? name : `\`${name}\``;
}

/** The text of an expression with R's spacing, such as `I(x - 50)` but `I(x/10)`, and no needless parentheses. */
export function deparse(expression: Expression): string {
  const inside = (at: Expression, rank: number) => (rankOf(at) < rank ? `(${deparse(at)})` : deparse(at));
  switch (expression.kind) {
    case "number":
      return expression.text;
    case "text":
      return JSON.stringify(expression.value);
    case "variable":
      return quoteName(expression.name);
    case "negative":
      return `-${inside(expression.of, signRank)}`;
    case "not":
      return `not ${inside(expression.of, negationRank)}`;
    case "call":
      return `${expression.function}(${deparse(expression.of)})`;
    case "none":
      return "missing";
    case "if":
    case "coalesce":
      return `${expression.kind}(${expression.parts.map(deparse).join(", ")})`;
    case "cut":
      return `cut(${[expression.of, ...expression.breaks].map(deparse).join(", ")})`;
    case "recode": {
      const cases = expression.cases.map(({ from, to }) => `${deparse(from)} = ${deparse(to)}`);
      const rest = expression.other ? [`other = ${deparse(expression.other)}`] : [];
      return `recode(${[deparse(expression.of), ...cases, ...rest].join(", ")})`;
    }
    case "date part":
      return `${expression.part}(${deparse(expression.of)})`;
    case "missing":
      return `missing(${deparse(expression.of)})`;
    case "in":
      return `${inside(expression.of, ranks["=="] + 1)} in (${expression.list.map(deparse).join(", ")})`;
    case "binary": {
      const { operator, sides } = expression;
      const rank = ranks[operator];
      const [left, right] = sides;
      const tight = operator === "/" || operator === "^";
      const leftRank = operator === rightAssociative ? rank + 1 : rank;
      const rightRank = operator === rightAssociative ? rank : rank + 1;
      return `${inside(left, leftRank)}${tight ? operator : ` ${operator} `}${inside(right, rightRank)}`;
    }
  }
}

function rankOf(expression: Expression): number {
  if (expression.kind === "binary") return ranks[expression.operator];
  if (expression.kind === "not") return negationRank;
  if (expression.kind === "in") return ranks["=="];
  if (expression.kind === "negative") return signRank;
  return expression.kind === "number" && expression.value < 0 ? signRank : ranks["^"] + 1;
}
