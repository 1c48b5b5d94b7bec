import { describe, expect, test } from "vitest";
import { crosstab } from "../../src/analyses/crosstab.ts";
import { estimate } from "../../src/analyses/estimate.ts";
import { sampleOfTable } from "../../src/samples/sampleOfTable.ts";
import { associationTestNames } from "../../src/survey/association.ts";
import { tableWith } from "../support/table.ts";

/** Clusters of four kinds of rows in the same shares; the factors of a cluster's weights are those of the rows of each kind. */
async function sampleOf(factors: readonly (readonly number[])[]) {
  const kinds = [
    { x: "a", g: "p", w: 0.3, y: 3 },
    { x: "a", g: "q", w: 0.7, y: 3 },
    { x: "b", g: "p", w: 1.1, y: 5 },
    { x: "b", g: "q", w: 0.2, y: 5 },
  ];
  const rows = factors.flatMap((own, cluster) =>
    kinds.flatMap((row) => own.map((factor) => ({ ...row, w: row.w * factor, cluster: `c${cluster}` }))),
  );
  const column = (name: keyof (typeof rows)[number]) => rows.map((row) => row[name]);
  const table = await tableWith({
    ...{ x: column("x"), g: column("g"), w: column("w"), y: column("y"), cluster: column("cluster") },
  });
  return sampleOfTable(table, { weight: "w", cluster: "cluster" });
}

const unequal = [[1], [1.7], [0.9], [3.3]];

// R's survey divides by the rounding of zero, and gives F of 1e17.
describe("where every cluster has the same composition proportions and means have no variance", () => {
  test.each(["first", "second"] as const)("and there is no Rao-Scott test: %s", async (name) => {
    const { test: found } = crosstab(await sampleOf(unequal), {
      ...{ outcome: "x", by: ["g"], test: name },
    });
    expect(found!.result).toMatchObject({ reason: { en: expect.stringContaining("too few clusters") } });
  });

  test("and the difference of two groups has a standard error of 0, and no test", async () => {
    const request = { variable: "y", statistic: { kind: "mean" }, by: ["g"] } as const;
    const found = estimate(await sampleOf(unequal), { ...request, test: true, equality: true });
    expect(found.differences[0]).toMatchObject({ se: 0, statistic: null, p: null });
    expect(found.equality).toMatchObject({ reason: { en: expect.stringContaining("do not vary") } });
  });
});

test.each(associationTestNames)(
  "clusters of equal totals leave no test of independence: %s",
  async (name) => {
    const sample = await sampleOf([[1], [0.1, 0.9], [0.3, 0.6, 0.1]]);
    const { test: found } = crosstab(sample, { outcome: "x", by: ["g"], test: name });
    expect(found!.result).toHaveProperty("reason");
  },
);

test("groups whose means differ by as much in every cluster have no test of equality", async () => {
  const table = await tableWith({
    ...{ c: [1, 1, 2, 2, 3, 3], g: ["p", "q", "p", "q", "p", "q"], y: [0.1, 0.8, 1.3, 2, 2.9, 3.6] },
  });
  const sample = sampleOfTable(table, { cluster: "c" });
  const found = estimate(sample, {
    ...{ variable: "y", statistic: { kind: "mean" }, by: ["g"], test: true, equality: true },
  });
  expect(found.rows.every(({ se }) => se! > 0.5)).toBe(true);
  expect(found.differences[0]).toMatchObject({ se: 0, statistic: null });
  expect(found.equality).toHaveProperty("reason");
});

// R's survey gives 0 with a standard error of 0, and refuses the test: the covariance is singular.
describe("a group whose answers are all zero, beside one of large numbers,", () => {
  const large = [144.8, 123.8, 121.7];
  const sample = async () =>
    sampleOfTable(
      await tableWith({
        g: ["none", "none", "none", "some", "some", "some", "same", "same"],
        y: [0, 0, 0, ...large, 7.7, 7.7],
        w: [2.6, 2.4, 0.6, 2.8, 1.1, 0.4, 0.8, 0.3],
      }),
      { weight: "w" },
    );

  test("has a mean of zero without a standard error", async () => {
    const found = estimate(await sample(), { variable: "y", statistic: { kind: "mean" }, by: ["g"] });
    expect(found.rows.find(({ levels }) => levels[0] === "none")).toMatchObject({
      estimate: 0,
      se: 0,
      low: 0,
      high: 0,
      cv: null,
    });
  });

  test("and another one without variance leave no test of equal means", async () => {
    const found = estimate(await sample(), {
      ...{ variable: "y", statistic: { kind: "mean" }, by: ["g"], equality: true },
    });
    expect(found.equality).toHaveProperty("reason");
  });
});
