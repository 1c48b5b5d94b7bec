import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deparse } from "../../src/sources/expressions/deparse.ts";
import { derivativeOf, hasSteps } from "../../src/sources/expressions/derivative.ts";
import { compileAnswers } from "../../src/sources/expressions/evaluate.ts";
import { asksMissing, parseExpression, variablesIn } from "../../src/sources/expressions/expression.ts";
import type { Codebook, Value, Variable } from "../../src/sources/tables/codebook.ts";
import { plain } from "../../src/text/reader.ts";

const factor = (name: string, levels: readonly string[]) =>
  [
    name,
    {
      name,
      label: plain(name),
      type: "categorical",
      levels: levels.map((own) => ({ name: own, label: plain(own) })),
    },
  ] as const;
const number = (name: string) => [name, { name, label: plain(name), type: "numeric" }] as const;
const codebook: Codebook = new Map<string, Variable>([
  number("age"),
  number("x"),
  number("missing"),
  factor("sex", ["Man", "Woman"]),
  factor("region", ["N", "E", "S"]),
  factor("code", ["1", "01", "2"]),
  factor("day", ["2019-12-31", "2020-02-01", "2020-08-15T10:00"]),
  factor("other_day", ["2020-01-01"]),
  factor("mixed", ["2020-01-01", "soon"]),
]);

const compiled = (text: string, row: Record<string, Value> = {}) =>
  compileAnswers(parseExpression(text, {}), codebook, (name) => () => row[name] ?? null, {
    field: "--derive",
  });
const answer = (text: string, row: Record<string, Value> = {}) => compiled(text, row).evaluate(0);
const levels = (text: string) => compiled(text).levels?.map(({ name }) => name);

describe("if(condition, a, b)", () => {
  test("is a where the condition holds and b where it does not", () => {
    expect(answer('if(age >= 65, "old", "young")', { age: 65 })).toBe("old");
    expect(answer('if(age >= 65, "old", "young")', { age: 64 })).toBe("young");
    expect(answer("if(age >= 65, 1, 2 * age)", { age: 3 })).toBe(6);
    expect(answer("if(age > 1, x > 1, x < 1)", { age: 2, x: 2 })).toBe(true);
  });

  test("is missing where the condition is unknown, and where missing is chosen", () => {
    expect(answer("if(age >= 65, 1, 2)")).toBeNull();
    expect(answer("if(age >= 65, missing, age)", { age: 70 })).toBeNull();
    expect(answer("if(missing(age), 0, age)")).toBe(0);
  });

  test("needs the value of the case that is chosen alone", () => {
    expect(answer("if(x > 0, log(x), missing)", { x: 0 })).toBeNull();
    expect(answer("if(x > 0, log(x), missing)", { x: 1 })).toBe(0);
    expect(answer("if(x >= 0, log(x), missing)", { x: 0 })).toBeUndefined();
    expect(answer("if(log(x) > 0, 1, 2)", { x: 0 })).toBeUndefined();
  });

  test("of a row in which it does not exist the part is told that is the cause", () => {
    const part = (text: string, row: Record<string, Value>) => compiled(text, row).undefinedPart(0).text;
    expect(part("if(age > 1, log(x), sqrt(x))", { age: 2, x: -1 })).toBe("log(x)");
    expect(part("if(age > 1, log(x), sqrt(x))", { age: 0, x: -1 })).toBe("sqrt(x)");
    expect(part("if(log(age) > 1, log(x), 1)", { age: 0, x: -1 })).toBe("log(age)");
  });

  test("has the levels of its texts in the order in which they are first named", () => {
    expect(levels('if(age < 30, "young", if(age < 60, "middle", "old"))')).toEqual([
      "young",
      "middle",
      "old",
    ]);
    expect(levels('if(age < 30, "S", region)')).toEqual(["S", "N", "E"]);
  });

  test.each([
    ['if(age > 1, 1, "a")', /if\(\) gives numbers in some cases, and texts or conditions in others/],
    ["if(age, 1, 2)", /age is no condition/],
    ["if(age > 1, 1)", /lacks "," before "\)"/],
    ["if(age > 1, missing, missing)", /neither a number nor a condition/],
  ])("%s is refused", (text, message) => {
    expect(() => answer(text)).toThrow(message);
  });
});

describe("cut(x, 30, 50)", () => {
  test("has classes that are closed on the left", () => {
    const classes = ["<30", "30 to <50", ">=50"];
    expect(levels("cut(age, 30, 50)")).toEqual(classes);
    expect([29.9, 30, 49, 50].map((age) => answer("cut(age, 30, 50)", { age }))).toEqual([
      classes[0],
      classes[1],
      classes[1],
      classes[2],
    ]);
    expect(answer("cut(age, 30)")).toBeNull();
    expect(levels("cut(age, -1.5)")).toEqual(["<-1.5", ">=-1.5"]);
  });

  test("names them in French too", () => {
    expect(compiled("cut(age, 30, 50)").levels![1]!.label.fr).toBe("30 à <50");
  });

  test.each([
    ["cut(sex, 1)", /sex is no number/],
    ["cut(age)", /lacks "," before "\)"/],
    ["cut(age, 50, 30)", /cuts at numbers that do not go up, at character 14/],
    ['cut(age, "30")', /cuts where there is no number/],
  ])("%s is refused", (text, message) => {
    expect(() => answer(text)).toThrow(message);
  });
});

describe("recode(x, code = value)", () => {
  test("gives each value another one, and levels in the order in which they are first named", () => {
    const text = 'recode(region, "S" = "warm", "N" = "cold", "E" = "cold")';
    expect(["N", "E", "S", null].map((region) => answer(text, { region }))).toEqual([
      "cold",
      "cold",
      "warm",
      null,
    ]);
    expect(levels(text)).toEqual(["warm", "cold"]);
    expect(answer("recode(x, 1 = 10, 2 = 20, other = missing)", { x: 2 })).toBe(20);
  });

  test("other values become missing, another value, or stay as they are", () => {
    expect(answer('recode(region, "S" = "warm", other = missing)', { region: "N" })).toBeNull();
    expect(answer('recode(region, "S" = "warm", other = "cold")', { region: "N" })).toBe("cold");
    expect(answer("recode(x, 9 = missing, other = x)", { x: 3 })).toBe(3);
    expect(answer("recode(x, 9 = missing, other = x)", { x: 9 })).toBeNull();
    expect(levels('recode(region, "S" = "warm", other = region)')).toEqual(["warm", "N", "E"]);
  });

  test("a missing answer is none of the other values", () => {
    expect(answer('recode(region, "S" = "warm", other = "cold")')).toBeNull();
  });

  test("a number without quotes stands for all levels of that value", () => {
    expect(answer('recode(code, 1 = "one", "2" = "two")', { code: "01" })).toBe("one");
  });

  test.each([
    [
      'recode(region, "S" = "warm")',
      /does not tell what becomes of the other values\. These are left: N, E\. Add other = missing/,
    ],
    ["recode(x, 1 = 2)", /does not tell what becomes of the other values\. Add other = missing/],
    ['recode(region, "W" = "a", other = missing)', /region has no such level; found "W"/],
    ['recode(code, 1 = "a", "01" = "b", other = missing)', /recode\(\) names this value twice; found "01"/],
    ['recode(x, 1 = "a", other = x)', /recode\(\) gives numbers in some cases/],
    ["recode(x > 1, 1 = 2, other = missing)", /is no number/],
  ])("%s is refused", (text, message) => {
    expect(() => answer(text)).toThrow(message);
  });
});

describe("coalesce(a, b)", () => {
  test("is the first that is not missing; what does not exist is not missing", () => {
    expect(answer("coalesce(age, x, 5)", { x: 2 })).toBe(2);
    expect(answer("coalesce(age, x, 5)")).toBe(5);
    expect(answer("coalesce(age, x)")).toBeNull();
    expect(answer("coalesce(log(x), 5)", { x: 0 })).toBeUndefined();
    expect(answer("coalesce(age, log(x))", { age: 1, x: 0 })).toBe(1);
    expect(levels('coalesce(sex, "unknown")')).toEqual(["Man", "Woman", "unknown"]);
  });
});

describe("dates", () => {
  test("have a year, a quarter and a month", () => {
    const row = { day: "2020-08-15T10:00" };
    expect(["year", "quarter", "month"].map((part) => answer(`${part}(day)`, row))).toEqual([2020, 3, 8]);
    expect(answer('year("1999-12-31")')).toBe(1999);
    expect(answer("year(day)")).toBeNull();
  });

  test("that are computed have an order too", () => {
    expect(answer('coalesce(other_day, day) < "2020-01-02"', { other_day: "2020-01-01" })).toBe(true);
  });

  test.each([
    ["year(age)", /age is no date\. A date is written like 2022-03-01/],
    ["year(sex)", /sex is no date/],
    ["month(mixed)", /mixed has levels that are no dates; found "soon"/],
    ['year("soon")', /this text is no date; found "soon"/],
  ])("%s is refused", (text, message) => {
    expect(() => answer(text)).toThrow(message);
  });
});

test("a variable called missing goes in backquotes where a value is chosen", () => {
  expect(answer("if(age > 1, `missing`, 0)", { age: 2, missing: 7 })).toBe(7);
  expect(answer("if(age > 1, missing(x), x > 1)", { age: 2 })).toBe(true);
});

test("nothing is compared with a missing answer", () => {
  expect(() => answer("x == missing")).toThrow(
    /compares with a missing answer, which missing\(x\) does.*at character 6/,
  );
  expect(answer("x == `missing`", { x: 1, missing: 1 })).toBe(true);
});

test.each([
  'if(age > 1, "a", missing)',
  "cut(age + 1, 30, 50.5)",
  'recode(region, "N" = 1, other = missing)',
  "coalesce(age, x, 0)",
  "year(day) + quarter(day)",
])("%s is written as it is read", (text) => {
  expect(deparse(parseExpression(text, {}))).toBe(text);
});

test("the variables of choices are those of all their parts", () => {
  const text = "if(missing(a), recode(b, 1 = c, other = d), coalesce(e, cut(f, 1), year(g)))";
  expect(variablesIn(parseExpression(text, {}))).toEqual(["a", "b", "c", "d", "e", "f", "g"]);
});

test("what asks for missing answers, or makes some, is known", () => {
  const asks = (text: string) => asksMissing(parseExpression(text, {}));
  expect(["coalesce(a, 1)", "if(a > 1, missing, 2)", "recode(a, 1 = missing, other = 1)"].map(asks)).toEqual([
    true,
    true,
    true,
  ]);
  expect(["cut(a, 1)", "if(a > 1, 1, 2)", "year(a)"].map(asks)).toEqual([false, false, false]);
});

test("a choice changes with a number smoothly where its cases do, and in steps where its condition does", () => {
  const steps = (text: string) => hasSteps(parseExpression(text, {}), "x");
  expect(
    ["if(age > 1, x, x^2)", "if(x > 1, x, 1)", "cut(x, 1)", "coalesce(x, 1)", "if(age > 1, 1, 2)"].map(steps),
  ).toEqual([false, true, true, true, false]);
  expect(deparse(derivativeOf(parseExpression("if(age > 1, 3 * x, 2)", {}), "x"))).toBe("if(age > 1, 3, 0)");
});

test("choices within choices are read in no time", () => {
  const deep = (depth: number): string => (depth === 0 ? "age" : `if(${deep(depth - 1)} < 2, 1, 2)`);
  expect(answer(deep(40), { age: 1 })).toBeTypeOf("number");
});

test("classes hold each number once, in their order", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: -99, max: 99 }), { minLength: 1, maxLength: 6 }),
      fc.double({ min: -120, max: 120, noNaN: true }),
      (breaks, age) => {
        const sorted = breaks.sort((a, b) => a - b);
        const text = `cut(age, ${sorted.join(", ")})`;
        const at = levels(text)!.indexOf(String(answer(text, { age })));
        const [low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY] = [
          sorted[at - 1],
          sorted[at],
        ];
        expect(low <= age && age < high).toBe(true);
      },
    ),
  );
});
