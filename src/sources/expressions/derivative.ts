import { type Expression, type FunctionName, type Operator, variablesIn } from "./expression.ts";

const number = (value: number): Expression => ({ kind: "number", value, text: String(value) });
const zero = number(0);
const call = (name: FunctionName, of: Expression): Expression => ({ kind: "call", function: name, of });

/** Joins two sides, without the zeros and ones that change nothing. */
function binary(operator: Operator, left: Expression, right: Expression): Expression {
  const is = (at: Expression, value: number) => at.kind === "number" && at.value === value;
  if (operator === "*" && (is(left, 0) || is(right, 0))) return zero;
  if (operator === "/" && is(left, 0)) return zero;
  if (operator === "*" && is(left, 1)) return right;
  if ((operator === "+" && is(left, 0)) || (operator === "*" && is(right, 1)))
    return operator === "+" ? right : left;
  if ((operator === "+" || operator === "-") && is(right, 0)) return left;
  return { kind: "binary", operator, sides: [left, right] };
}

/** The derivative of each function, to be multiplied by that of its argument; 0 where it is a step. */
const outer: Readonly<Record<FunctionName, (of: Expression) => Expression>> = {
  abs: (of) => binary("/", of, call("abs", of)),
  exp: (of) => call("exp", of),
  floor: () => zero,
  log: (of) => binary("/", number(1), of),
  round: () => zero,
  sqrt: (of) => binary("/", number(0.5), call("sqrt", of)),
};

/** The derivative of a numeric expression by one of its variables. Conditions are steps, and have the derivative 0. */
export function derivativeOf(expression: Expression, variable: string): Expression {
  const of = (at: Expression) => derivativeOf(at, variable);
  switch (expression.kind) {
    case "variable":
      return number(Number(expression.name === variable));
    case "negative":
      return binary("-", zero, of(expression.of));
    case "call":
      return binary("*", outer[expression.function](expression.of), of(expression.of));
    case "if": {
      const [condition, yes, no] = expression.parts;
      return { kind: "if", parts: [condition, of(yes), of(no)] };
    }
    case "binary": {
      const [f, g] = expression.sides;
      const rule = rules[expression.operator];
      return rule ? rule(f, g, of(f), of(g)) : zero;
    }
    default:
      return zero;
  }
}

type Rule = (f: Expression, g: Expression, df: Expression, dg: Expression) => Expression;

const rules: Partial<Record<Operator, Rule>> = {
  "+": (_, __, df, dg) => binary("+", df, dg),
  "-": (_, __, df, dg) => binary("-", df, dg),
  "*": (f, g, df, dg) => binary("+", binary("*", df, g), binary("*", f, dg)),
  "/": (f, g, df, dg) =>
    binary("-", binary("/", df, g), binary("/", binary("*", f, dg), binary("^", g, number(2)))),
  /** g·f^(g−1)·f′ + f^g·log(f)·g′, of which a constant exponent needs the first part alone. */
  "^": (f, g, df, dg) =>
    binary(
      "+",
      binary("*", binary("*", g, binary("^", f, binary("-", g, number(1)))), df),
      binary("*", binary("*", binary("^", f, g), call("log", f)), dg),
    ),
};

/** Whether an expression changes with a variable in steps somewhere: it is rounded, or stands in a condition. */
export function hasSteps(expression: Expression, variable: string): boolean {
  const inside = (at: Expression) => variablesIn(at).includes(variable);
  const isStep =
    (expression.kind === "call" && (expression.function === "floor" || expression.function === "round")) ||
    (expression.kind === "binary" && !rules[expression.operator]) ||
    expression.kind === "not" ||
    expression.kind === "missing" ||
    expression.kind === "in" ||
    expression.kind === "coalesce" ||
    expression.kind === "cut" ||
    expression.kind === "recode" ||
    expression.kind === "date part";
  if (isStep) return inside(expression);
  if (expression.kind === "if") {
    const [condition, ...cases] = expression.parts;
    return inside(condition) || cases.some((own) => hasSteps(own, variable));
  }
  if (expression.kind === "binary") return expression.sides.some((side) => hasSteps(side, variable));
  return "of" in expression && hasSteps(expression.of, variable);
}
