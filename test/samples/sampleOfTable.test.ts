import { expect, test } from "vitest";
import { sampleOfTable } from "../../src/samples/sampleOfTable.ts";
import { tableWith } from "../support/table.ts";

const people = () => tableWith({ age: [30, 45, 60], region: ["A", "B", "A"], w: [1, 2, 3] });

test("a table is a sample of rows that count once, where nothing else is said", async () => {
  const { design, selection, waves } = sampleOfTable(await people());
  expect(Array.from(design.weights)).toEqual([1, 1, 1]);
  expect(design.strata).toHaveLength(1);
  expect(Array.from(selection.mask)).toEqual([1, 1, 1]);
  expect(waves).toEqual([]);
});

test("variables of a table give weights and strata; conditions see derived variables", async () => {
  const { design, selection, names, table } = sampleOfTable(await people(), {
    weight: "w",
    strata: ["region"],
    derive: ["decade = floor(age / 10)"],
    where: ["decade >= 4"],
  });
  expect(Array.from(design.weights)).toEqual([1, 2, 3]);
  expect(design.strata.map(({ name }) => name)).toEqual(["A", "B"]);
  expect(Array.from(table.numbers("decade"))).toEqual([3, 4, 6]);
  expect(Array.from(selection.mask)).toEqual([0, 1, 1]);
  expect(names).toMatchObject({ weight: "w", strata: ["region"] });
});
