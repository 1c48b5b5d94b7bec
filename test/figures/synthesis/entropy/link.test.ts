import { expect, test } from "vitest";
import { linkRespondents } from "../../../../src/figures/synthesis/entropy/link.ts";
import type { Respondent } from "../../../../src/figures/synthesis/tune.ts";

const wave = { name: "2022", file: "a.csv", strata: [], link: "2019" };
const before = ["cat", "dog", "dog"].map(
  (pet): Respondent => ({
    answers: new Map([["2019", { pet, car: "no" }]]),
    weights: new Map([["2019", 1]]),
  }),
);
const drawn = (car: string, pet: string, before2019 = "no") => ({
  answers: { car },
  earlier: [
    { variable: "pet", wave: "2019", value: pet },
    { variable: "car", wave: "2019", value: before2019 },
  ],
});
const carsOf = (respondents: readonly Respondent[]) =>
  respondents.map(({ answers }) => answers.get("2022")?.car ?? null);

test("answers go to those whose earlier answers were drawn with them; others stay without", () => {
  expect(carsOf(linkRespondents(before, [drawn("yes", "dog")], wave, 2))).toEqual([null, "yes", null]);
});

test("where nobody has them all, to one who has most", () => {
  expect(carsOf(linkRespondents(before, [drawn("yes", "cat", "yes")], wave, 2))).toEqual(["yes", null, null]);
});

test("whoever comes after all are taken is new, and has no earlier answers", () => {
  const all = ["a", "b", "c", "d"].map((car) => drawn(car, "dog"));
  const linked = linkRespondents(before, all, wave, 2);
  expect(linked).toHaveLength(4);
  expect([...linked[3]!.answers.keys()]).toEqual(["2022"]);
  expect(linked.map(({ weights }) => weights.get("2022"))).toEqual([2, 2, 2, 2]);
});
