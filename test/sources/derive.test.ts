import { expect, test } from "vitest";
import { derive, deriveColumn } from "../../src/sources/datasets/derive.ts";
import { parseExpression } from "../../src/sources/expressions/expression.ts";
import { numberColumn } from "../../src/sources/tables/typedColumn.ts";

test("classes of a cut are closed on the left", () => {
  const cut = { kind: "cut", of: "age", breaks: [40, 50] } as const;
  const classOf = (age: number | null) => derive(cut, [age], ["-40", "40-49", "50+"]);
  expect([39, 40, 49.9, 50, null].map(classOf)).toEqual(["-40", "40-49", "40-49", "50+", null]);
});

test("a recode maps groups of levels; a level in no group is missing", () => {
  const recode = { kind: "recode", of: "mode", groups: [["mono", "pluri"], ["seul"]] } as const;
  expect(["pluri", "seul", "?", null].map((mode) => derive(recode, [mode], ["Oui", "Non"]))).toEqual([
    "Oui",
    "Non",
    null,
    null,
  ]);
});

test("any is known as soon as one answer is yes, and no only when all are known", () => {
  const any = { kind: "any", of: ["a", "b"], level: "Oui" } as const;
  const of = (a: string | null, b: string | null) => derive(any, [a, b], ["Oui", "Non"]);
  expect([of("Oui", null), of("Non", "Oui"), of("Non", "Non"), of("Non", null)]).toEqual([
    "Oui",
    "Oui",
    "Non",
    null,
  ]);
});

test("a count is missing when one of its answers is", () => {
  const count = { kind: "count", of: ["a", "b"], level: "Oui" } as const;
  expect(derive(count, ["Oui", "Oui"], [])).toBe(2);
  expect(derive(count, ["Non", "Non"], [])).toBe(0);
  expect(derive(count, ["Oui", null], [])).toBeNull();
});

test("a pattern names combinations of answers", () => {
  const pattern = {
    kind: "pattern",
    of: ["a", "b"],
    answers: [
      ["Oui", "Non"],
      ["Oui", "Oui"],
    ],
  } as const;
  const of = (...answers: (string | null)[]) => derive(pattern, answers, ["a only", "both"]);
  expect([of("Oui", "Non"), of("Oui", "Oui"), of("Non", "Non"), of("Oui", null)]).toEqual([
    "a only",
    "both",
    null,
    null,
  ]);
});

test("what an expression or points do not give a number is refused with its row, and is not missing", () => {
  const income = { name: "income", type: "numeric", label: { fr: "", en: "" } } as const;
  const compute = {
    kind: "compute",
    of: ["income"],
    expression: parseExpression("log(income)", {}),
    inputs: new Map([["income", income]]),
  } as const;
  const placeAt = (row: number, column?: string) => ({ file: "a.csv", line: row + 2, column });
  const column = deriveColumn(
    compute,
    [numberColumn(income, Float64Array.of(1, Number.NaN, 0))],
    income,
    placeAt,
  );
  expect(() => [...column]).toThrow(
    "file a.csv, line 4, column income: log(income) does not exist for this row; found 0. That is no missing answer",
  );
  const score = { kind: "score", of: ["a", "b"], points: { x: 1e308 } } as const;
  expect(() => derive(score, ["x", "x"], [])).toThrow("the sum of the points is too large");
});
