import { expect, test } from "vitest";
import { model } from "../../src/analyses/model.ts";
import type { ModelRequest } from "../../src/analyses/modelRequest.ts";
import { sampleOfTable } from "../../src/samples/sampleOfTable.ts";
import { tableWith } from "../support/table.ts";

const age = Array.from({ length: 40 }, (_, at) => 20 + ((at * 7) % 50));
const table = await tableWith({
  age,
  y: age.map((value, at) => value / 10 + (at % 3)),
  region: age.map((_, at) => ["N", "E", "S"][at % 3]!),
  day: age.map((_, at) => (at % 2 === 0 ? "2019-05-01" : "2020-05-01")),
});

function fitted(formula: string, more: Partial<ModelRequest> = {}, derive: readonly string[] = []) {
  const [only] = model(sampleOfTable(table, { derive }), { formula, family: "linear", ...more });
  if (!only || "refusal" in only.result) throw new Error("no model");
  return only.result;
}

const numbers = (formula: string, derive?: readonly string[]) =>
  fitted(formula, {}, derive).terms.map(({ level, estimate, se }) => [level, estimate, se]);

test.each([
  ["cut(age, 30, 50)", "g = cut(age, 30, 50)"],
  ['recode(region, "S" = "south", other = "north")', 'g = recode(region, "S" = "south", other = "north")'],
  ['if(age > 40, "old", "young")', 'g = if(age > 40, "old", "young")'],
  ["year(day)", "g = year(day)"],
])("%s in a formula is the variable that --derive makes", (term, derivation) => {
  expect(numbers(`y ~ ${term}`)).toEqual(numbers("y ~ g", [derivation]));
});

test("a number that is chosen is one in a formula", () => {
  const [chosen, derived] = [
    numbers("y ~ if(age > 40, age, 40)"),
    numbers("y ~ g", ["g = if(age > 40, age, 40)"]),
  ];
  expect(chosen[1]![1]).toBeCloseTo(derived[1]![1] as number, 10);
});

test("a factor of a formula has R's names, a reference, margins and contrasts", () => {
  const name = "cut(age, 30, 50)";
  const result = fitted(`y ~ ${name}`, {
    references: new Map([[name, ">=50"]]),
    margins: [name],
    contrasts: [name],
  });
  expect(result.formula).toBe(`y ~ ${name}`);
  expect(result.terms.map(({ term, role }) => [term, role])).toEqual([
    ["(Intercept)", "estimated"],
    [`${name}<30`, "estimated"],
    [`${name}30 to <50`, "estimated"],
    [`${name}>=50`, "reference"],
  ]);
  expect(result.margins.map(({ level }) => level)).toEqual(["<30", "30 to <50", ">=50"]);
  expect(result.contrasts).not.toEqual([]);
});

test("what a factor of the formula is made from has no margins of its own, for the factor would change too", () => {
  const formula = 'y ~ region + recode(region, "S" = "south", other = "north")';
  expect(() => fitted(formula, { margins: ["region"] })).toThrow(
    /is made from this variable, and would change with it/,
  );
  expect(() => fitted("y ~ age + cut(age, 40)", { margins: ["age"] })).toThrow(/goes in steps/);
});

test("a factor of a formula that does not exist in a row is refused with the row", () => {
  expect(() => fitted('y ~ if(log(age - 20) > 1, "a", "b")')).toThrow(/does not exist; found 20/);
});

test.each([
  ["coalesce(age, 1)", /has no function coalesce/],
  ['recode(region, "S" = "s", other = missing)', /asks missing\(\) of a covariate/],
  ["cut(agee, 30)", /unknown variable for the formula; found "agee"\. Did you mean "age"/],
])("%s is no term", (term, message) => {
  expect(() => fitted(`y ~ ${term}`)).toThrow(message);
});
