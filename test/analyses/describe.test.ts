import { expect, test } from "vitest";
import { describe } from "../../src/analyses/describe.ts";
import { tableWith } from "../support/table.ts";

const table = await tableWith({
  region: ["south", "", "north", "south"],
  age: [40, 7, null, -2],
  empty: ["", "", "", ""],
});

test("a categorical variable has the rows of each level, a numeric one its range", () => {
  expect(describe(table)).toMatchObject([
    { variable: { name: "region" }, answers: 3, missing: 1, min: null, max: null, counts: [1, 2] },
    { variable: { name: "age" }, answers: 3, missing: 1, min: -2, max: 40, counts: null },
    { variable: { name: "empty" }, answers: 0, missing: 4, min: null, max: null, counts: null },
  ]);
});

test("the rows are those that a filter leaves; a level of none of them counts zero", () => {
  const [region, age] = describe(table.filter((d: { age: number | null }) => d.age !== null && d.age < 40));
  expect(region).toMatchObject({ answers: 1, missing: 1, counts: [0, 1] });
  expect(age).toMatchObject({ answers: 2, missing: 0, min: -2, max: 7 });
  const north = table.filter((d: { region: string }) => d.region === "north");
  expect(describe(north)[0]).toMatchObject({ answers: 1, missing: 0, counts: [1, 0] });
});

test("of dates the first and the last that occur are told", async () => {
  const dates = await tableWith({
    day: ["2020-03-01", "", "2019-12-31", "2021-01-01"],
    mixed: ["2020-03-01", "soon", "", ""],
    n: [1, 2, 3, 4],
  });
  expect(describe(dates)).toMatchObject([
    { first: "2019-12-31", last: "2021-01-01", answers: 3 },
    { first: null, last: null },
    { first: null, last: null },
  ]);
  const early = dates.filter((d: { n: number }) => d.n < 4);
  expect(describe(early)[0]).toMatchObject({ first: "2019-12-31", last: "2020-03-01" });
});
