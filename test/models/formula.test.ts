import { expect, test } from "vitest";
import {
  parseFormula,
  parseOutcome,
  rightSide,
  termLabel,
  variablesOf,
} from "../../src/models/formula/formula.ts";
import { deparse } from "../../src/sources/expressions/deparse.ts";
import { oracle } from "../support/oracle.ts";

test.each(oracle("models/formulas.csv"))("$formula has R's terms", ({ formula, labels, intercept }) => {
  const parsed = parseFormula(formula!);
  expect(parsed.terms.map((term) => termLabel(parsed, term)).join("|")).toBe(labels);
  expect(parsed.intercept).toBe(intercept === "1");
});

test("expressions are written as R writes them", () => {
  const { offsets, outcome, ...rest } = parseFormula(
    "I(score>=3) ~ I( x/10 )+I((x-1)*2)+log(x+1)*`a b`+I(-x^2)+I((-x)^2)+offset(log( n ))-1",
  );
  expect(deparse(outcome!)).toBe("score >= 3");
  expect(rightSide({ offsets, outcome, ...rest })).toBe(
    "I(x/10) + I((x - 1) * 2) + log(x + 1) + `a b` + I(-x^2) + I((-x)^2) + log(x + 1):`a b` + offset(log(n)) - 1",
  );
  expect(variablesOf({ offsets, outcome, ...rest })).toEqual(["score", "x", "a b", "n"]);
  expect(deparse(parseOutcome("I(age in (1, 2))", {}))).toBe("age in (1, 2)");
});

test.each([
  ["", /lacks a value/],
  ["y", /lacks "~"/],
  ["y ~", /lacks a variable before "the end"/],
  ["y ~ a +", /lacks a variable/],
  ["y ~ a b", /has names side by side; a name with spaces goes in backquotes: `a b`, at character 5/],
  ["y ~ 2", /neither 0 nor 1/],
  ["y ~ (a + b)^c", /needs a whole number after \^/],
  ["y ~ a + a^2", /a power of a number is I\(a\^2\)/],
  ["y ~ a:offset(b)", /has an offset inside a term/],
  ["y ~ poly(a, 2)", /has no function poly/],
  ["y ~ relevel(a)", /chosen with --reference/],
  ["y ~ factor(a + b)", /makes a factor of what is no variable/],
  ["y ~ a %in% b", /cannot be read/],
  ["y ~ (a", /lacks "\)"/],
  [`y ~ ${"(".repeat(200)}a${")".repeat(200)}`, /nested too deeply/],
  [`y ~ ${Array.from({ length: 22 }, (_, at) => `x${at}`).join("*")}`, /has too many terms/],
  [`y ~ (${Array.from({ length: 22 }, (_, at) => `x${at}`).join("+")})^9`, /has too many terms/],
  [`y ~ (${Array.from({ length: 60 }, (_, at) => `x${at}`).join("+")})^3`, /has too many terms/],
])("%s is refused", (formula, message) => {
  expect(() => parseFormula(formula, { field: "formula" })).toThrow(message);
});
