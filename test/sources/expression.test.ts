import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileExpression } from "../../src/sources/expressions/evaluate.ts";
import { parseExpression, variablesIn } from "../../src/sources/expressions/expression.ts";
import type { Codebook, Value } from "../../src/sources/tables/codebook.ts";

const label = { fr: "", en: "" };
const codebook: Codebook = new Map([
  ["age", { name: "age", type: "numeric", label }],
  ["income", { name: "income", type: "numeric", label }],
  [
    "sex",
    { name: "sex", type: "categorical", label, levels: ["Man", "Woman"].map((name) => ({ name, label })) },
  ],
  [
    "code",
    { name: "code", type: "categorical", label, levels: ["01", "2A"].map((name) => ({ name, label })) },
  ],
  ["2nd", { name: "2nd", type: "numeric", label }],
  ["sch.wide", { name: "sch.wide", type: "numeric", label }],
]);

const place = { field: "--where" };
const evaluate = (text: string, row: Record<string, Value> = {}) =>
  compileExpression(
    parseExpression(text, place),
    codebook,
    (name) => () => row[name] ?? null,
    place,
  ).evaluate(0);

test.each([
  ["age >= 40", { age: 40 }, true],
  ["age = 40", { age: 40 }, true],
  ["age <> 40", { age: 40 }, false],
  ['sex == "Woman"', { sex: "Woman" }, true],
  ["'Woman' != sex", { sex: "Woman" }, false],
  ['sex in ("Man", "Woman")', { sex: "Woman" }, true],
  ['sex not in ("Man")', { sex: "Woman" }, true],
  ["age in (1, -2, 3)", { age: -2 }, true],
  ['age == "40"', { age: 40 }, true],
  ["code == 01", { code: "01" }, true],
  ["not age < 40 and income > 1", { age: 50, income: 2 }, true],
  ["!(age < 40) && income > 1 || age == 1", { age: 50, income: 2 }, true],
  ["age < 40 or age > 60 and income > 5", { age: 30, income: 0 }, true],
  ["(age < 40 or age > 60) and income > 5", { age: 30, income: 0 }, false],
  ["income / 2 + 3 * -age", { age: 2, income: 10 }, -1],
  ["10 - 3 - 2", {}, 5],
  ["12 / 3 / 2", {}, 2],
  ["-2 * -(3 - 1)", {}, 4],
  [".5 + 1e-1", {}, 0.6],
  ["floor(age / 10)", { age: 39 }, 3],
  ["-2 ^ 2", {}, -4],
  ["2 ^ 3 ^ 2", {}, 512],
  ["2 ^ -1", {}, 0.5],
  ["sqrt(abs(-9)) + log(exp(2))", {}, 5],
  ["round(2.5) + 10 * round(3.5) + 100 * round(-1.5)", {}, 2 + 40 - 200],
  ["`2nd` + sch.wide", { "2nd": 1, "sch.wide": 2 }, 3],
  ["age > income", { age: 2, income: 1 }, true],
])("%s of %j is %j", (text, row, value) => {
  expect(evaluate(text, row)).toBe(value);
});

describe("a literal in quotes is a text, one without is a number", () => {
  test.each([
    ["code == 1", "01", true],
    ["code in (1)", "01", true],
    ["code != 1", "01", false],
    ['code == "01"', "01", true],
  ])("%s of %j is %j", (text, code, value) => {
    expect(evaluate(text, { code })).toBe(value);
  });
});

describe("a missing answer makes unknown what depends on it, by Kleene's rules", () => {
  test.each([
    ["age > 40", null],
    ["not age > 40", null],
    ["age > 40 or income == 1", true],
    ["age > 40 or income == 2", null],
    ["age > 40 and income == 2", false],
    ["age > 40 and income == 1", null],
    ["age in (1, 2)", null],
    ["age + income", null],
    ["missing(age)", true],
    ["missing(income) or not missing(age)", false],
    ["missing(age + income)", true],
    ["missing(sex)", true],
  ])("%s with age missing is %j", (text, value) => {
    expect(evaluate(text, { income: 1 })).toBe(value);
  });
});

describe("what does not exist is neither a value nor missing", () => {
  test.each([
    ["income / 0", undefined],
    ["log(income - 1)", undefined],
    ["1 + sqrt(-income)", undefined],
    ["exp(1000 * income)", undefined],
    ["(-income) ^ 0.5 > 0", undefined],
    ["not 1 / (income - 1) == 1", undefined],
    ["1 / (income - 1) in (1, 2)", undefined],
    ["missing(log(income - 1))", undefined],
    ["income > 1 and 1 / (income - 1) > 1", false],
    ["1 / (income - 1) > 1 or income == 1", true],
    ["log(income - 1) + age", null],
    ["age + log(income - 1)", null],
  ])("%s with income 1 and age missing is %j", (text, value) => {
    expect(evaluate(text, { income: 1 })).toBe(value);
  });
});

describe("dates have an order", () => {
  const days = ["2021-12-31", "2022-03-01", "2022-03-01T08:30:00.000Z"];
  const dated: Codebook = new Map(
    [
      ["begin", days],
      ["end", days],
      ["odd", ["2022-03-01", "unknown"]],
      ["late", ["2022-02-30"]],
    ].map(([name, levels]) => [
      name as string,
      {
        name: name as string,
        type: "categorical",
        label,
        levels: (levels as string[]).map((level) => ({ name: level, label })),
      },
    ]),
  );
  const of = (text: string, row: Record<string, Value> = {}) =>
    compileExpression(parseExpression(text, place), dated, (name) => () => row[name] ?? null, place).evaluate(
      0,
    );

  test.each([
    ['begin >= "2022-03-01"', "2022-03-01", true],
    ['begin >= "2022-03-01"', "2021-12-31", false],
    ['"2022-03-01" < begin', "2022-03-01T08:30:00.000Z", true],
    ['begin < "2022-03-02"', "2022-03-01T08:30:00.000Z", true],
    ['begin < "2022-03-02"', null, null],
    ["begin < end", "2021-12-31", true],
  ])("%s of %s is %s", (text, begin, value) => {
    expect(of(text, { begin, end: "2022-03-01" })).toBe(value);
  });

  test.each([
    ['begin >= "1/3/2022"', 'this text is no date; found "1/3/2022"'],
    ['begin >= "2022-02-30"', 'this text is no date; found "2022-02-30"'],
    ['odd > "2022-01-01"', 'odd has levels that are no dates; found "unknown"'],
    ['late > "2022-01-01"', "late is no number"],
    ["begin > 2022", "begin is no number"],
  ])("%s is refused", (text, message) => {
    expect(() => of(text)).toThrow(message);
  });
});

test("a number beyond what numbers can be is refused, not taken for infinity", () => {
  expect(() => evaluate("age < 1e999")).toThrow("holds a number that is too large, at character 7");
});

describe("what makes no sense is refused with what to do", () => {
  test.each([
    ["agee > 40", /unknown variable; found "agee"\. Did you mean "age"\?/],
    ['sex == "Wman"', /sex has no such level; found "Wman"\. Did you mean "Woman"\?/],
    ['sex in ("Man", "Femme")', /sex has no such level; found "Femme"/],
    ['sex < "Woman"', /sex is no number.*order need numbers, or two dates/],
    ["sex + 1", /sex is no number/],
    ["age", undefined],
    ["sex", /sex is neither a number nor a condition/],
    ["age and income", /age is no condition\. Compare it, as in: age == …/],
    ['age == "forty"', /age is a number; found "forty"/],
    ["age > 1 > 0", /compares three things; join two comparisons by "and", at character 9/],
    ["age >", /lacks a value before "the end", at character 6/],
    ["(age > 1", /lacks "\)" before "the end"/],
    ["age > 1)", /does not go on with "\)", at character 8/],
    ["age in 1", /lacks "\(" before "1"/],
    ["", /lacks a value before "the end"/],
    ["age > 2nd", /a number runs into a name.*backquotes, at character 7/],
    ["age > 1; process.exit()", /cannot be read, at character 8/],
    [
      "eval(age) > 1",
      /has no function eval; there are abs, exp, floor, log, round, sqrt, year, quarter, month, missing, if, cut, recode, coalesce, at character 1/,
    ],
    ["constructor(age) > 1", /has no function constructor/],
    ["log(sex) > 1", /sex is no number/],
    ["age['x'] > 1", /cannot be read, at character 4/],
    ["constructor > 1", /unknown variable; found "constructor"/],
    ["__proto__ == 1", /unknown variable; found "__proto__"/],
    [`${"(".repeat(200)}age${")".repeat(200)} > 1`, /nested too deeply/],
    [`${"not ".repeat(20_000)}age > 1`, /nested too deeply/],
    [Array(5_000).fill("age == 1").join(" or "), /is too long/],
    ['code == "1"', /code has no such level; found "1"\. Did you mean "01"\?/],
    ['age == "01"', /age is a number, and no number is written like this; found "01"/],
    ['age == "9007199254740993"', /no number is written like this/],
    ['age in (1, "2.0")', /no number is written like this/],
  ])("%.40s", (text, message) => {
    if (message) expect(() => evaluate(text)).toThrow(message);
    else expect(evaluate(text, { age: 4 })).toBe(4);
  });
});

test("whatever the text, an expression is evaluated or refused, and nothing else happens", () => {
  const piece = fc.constantFrom(
    "age",
    "sex",
    '"Man"',
    "(",
    ")",
    "and",
    "not",
    "if(",
    "cut(",
    "recode(",
    "coalesce(",
    "year(",
    "missing",
    "other",
    "constructor(",
    "in",
    "==",
    "<",
    "+",
    "-",
    "1",
    ",",
    "`",
    "'",
    "\\",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(piece).map((parts) => parts.join(" ")),
        fc.string(),
      ),
      (text) => {
        try {
          evaluate(text, { age: 1, sex: "Man" });
        } catch (error) {
          expect((error as Error).name).toBe("InputError");
        }
      },
    ),
  );
});

test("arithmetic agrees with that of numbers", () => {
  const operand = fc.integer({ min: -9, max: 9 });
  fc.assert(
    fc.property(
      operand,
      operand,
      operand,
      fc.constantFrom("+", "-", "*"),
      fc.constantFrom("+", "-", "*"),
      (a, b, c, p, q) => {
        const text = `${a} ${p} ${b} ${q} ${c}`;
        const apply = (x: number, operator: string, y: number) =>
          operator === "+" ? x + y : operator === "-" ? x - y : x * y;
        const expected = q === "*" && p !== "*" ? apply(a, p, apply(b, q, c)) : apply(apply(a, p, b), q, c);
        expect(Number(evaluate(text)) + 0).toBe(expected + 0);
      },
    ),
  );
});

test("the variables of an expression, each once", () => {
  expect(variablesIn(parseExpression("age > 1 and not (income < age) or sex in ('a')", place))).toEqual([
    "age",
    "income",
    "sex",
  ]);
});
