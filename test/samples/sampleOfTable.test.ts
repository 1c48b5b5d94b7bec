import { expect, test } from "vitest";
import { estimate } from "../../src/analyses/estimate.ts";
import { model } from "../../src/analyses/model.ts";
import { sampleOfTable } from "../../src/samples/sampleOfTable.ts";
import { sourceAt } from "../../src/sources/tables/table.ts";
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

test.each([
  [[0, 10, 10], "line 2, column n: the finite population correction is neither a positive size", "found 0"],
  [[10, -1, 10], "line 3, column n: the finite population correction is neither", "found -1"],
  [[10, null, 10], "line 3, column n: the finite population correction is missing", "is missing"],
  [[2, 2, 2], "line 2, column n: the sample has more clusters than its population", "found 2"],
  [[10, 10, 0.5], "line 4, column n: finite population corrections mix sizes and fractions", "found 0.5"],
  [[10, 10, 20], "line 4, column n: the finite population correction varies", "found [10,20]"],
])("corrections %j are refused with their row", async (n, message, found) => {
  const table = (await tableWith({ n, x: [1, 2, 3] })).withSource({
    ...sourceAt({}),
    place: (row, column) => ({ line: row === undefined ? undefined : row + 2, column }),
  });
  const make = () => sampleOfTable(table, { fpc: "n" });
  expect(make).toThrow(message);
  expect(make).toThrow(found);
});

test("a correction without weights is told: R would take them from it", async () => {
  const table = await tableWith({ n: [1e300, 1e300, 1e300], w: [1, 2, 3] });
  const { design, notices } = sampleOfTable(table, { fpc: "n" });
  expect(notices).toEqual([{ kind: "correction unweighted", name: "n" }]);
  expect(design.strata[0]!.fraction).toBeCloseTo(0, 12);
  expect(sampleOfTable(table, { fpc: "n", weight: "w" }).notices).toEqual([]);
});

test("a correction that leaves no variance is told", async () => {
  const table = await tableWith({ all: [1, 1, 1], half: [0.5, 0.5, 0.5], w: [1, 2, 3] });
  const notices = (fpc: string) => sampleOfTable(table, { fpc, weight: "w" }).notices;
  expect(notices("all")).toEqual([{ kind: "everything sampled", name: "all" }]);
  expect(notices("half")).toEqual([]);
});

test("numbers whose variance would overflow are refused where they are used", async () => {
  const y = [1, 1e300, 2, 3, 5];
  const sample = sampleOfTable(await tableWith({ y, x: [1, 2, 3, 4, 7], k: [1, 1, 1, 1, 1] }));
  const message = "the number is beyond 1e+50 in size, and its variance would overflow; found 1e+300";
  expect(() => estimate(sample, { variable: "y", statistic: { kind: "total" } })).toThrow(message);
  expect(() => estimate(sample, { variable: "x", statistic: { kind: "ratio", denominator: "y" } })).toThrow(
    message,
  );
  for (const formula of ["y ~ x", "x ~ y", "x ~ k + offset(y)"])
    expect(() => model(sample, { formula, family: "linear" }), formula).toThrow(message);
  const inside = sampleOfTable(sample.table, { where: ["y < 1e50"] });
  expect(model(inside, { formula: "y ~ x", family: "linear" })).toHaveLength(1);
});
