import { describe, expect, test } from "vitest";
import { crosstab } from "../../src/analyses/crosstab.ts";
import { estimate, type Statistic } from "../../src/analyses/estimate.ts";
import type { EstimateRow } from "../../src/analyses/estimateRow.ts";
import { sampleOfFile } from "../../src/samples/sampleOfFile.ts";
import { sampleOfTable } from "../../src/samples/sampleOfTable.ts";
import type { LonelyRule } from "../../src/survey/design.ts";
import { nobodyInDomain, noWeight, zeroDenominator } from "../../src/text/messages/noEstimates.ts";
import { expectClose, given, oracle, root } from "../support/oracle.ts";
import { tableWith } from "../support/table.ts";

/** Groups of four rows: one that answered, one that did not, one of weight zero, and one whose denominator x is zero. */
const sample = await sampleOfFile(`${root}test/oracle/groups/data.csv`, { weight: "w", strata: ["stratum"] });

const statistics: readonly Statistic[] = [
  { kind: "mean" },
  { kind: "total" },
  { kind: "ratio", denominator: "x" },
  { kind: "quantile", probability: 0.5 },
];
const rowsOf = (statistic: Statistic) => estimate(sample, { variable: "y", statistic, by: ["group"] }).rows;
const blank = { estimate: null, se: null, low: null, high: null, df: null, deff: null, cv: null };
const silent = { ...blank, n: 0, base: 0, total: 0, reason: nobodyInDomain };
const weightless = { ...blank, n: 4, base: 4, total: 0, reason: noWeight };

describe.each(statistics)("the $kind of a group", (statistic) => {
  const rows = rowsOf(statistic);

  test("is in its row, whether it exists or not", () => {
    expect(rows.map(({ levels }) => levels[0])).toEqual(["all", "silent", "weightless", "zero"]);
  });

  test("that did not answer, or has no weight, is blank with its reason", () => {
    expect(rows[1]).toMatchObject(silent);
    expect(rows[2]).toMatchObject(weightless);
  });

  test("that has one is R's", () => {
    for (const row of oracle("groups/estimates.csv").filter((own) => own.statistic === statistic.kind)) {
      const own = rows.find(({ levels }) => levels[0] === row.group)!;
      expectClose(own.estimate, given(row.estimate), 1e-12, `${row.group} estimate`);
      expectClose(own.se, given(row.se), 1e-12, `${row.group} se`);
      expect(own.reason).toBeNull();
    }
  });
});

test.each(oracle("groups/quantiles.csv"))(
  "Woodruff's limits are R's, each by itself: $group $probability",
  ({ group, probability, ...row }) => {
    const rows = rowsOf({ kind: "quantile", probability: Number(probability) });
    const own = rows.find(({ levels }) => levels[0] === group)!;
    for (const field of ["estimate", "low", "high", "se"] as const)
      expect(own[field], field).toBe(given(row[field]));
  },
);

test("a ratio whose denominator is zero is undefined, not missing: it has its rows", () => {
  const found = estimate(sample, { variable: "y", statistic: statistics[2]!, by: ["group"] });
  expect(found.rows[3]).toMatchObject({ ...blank, n: 4, base: 4, total: 7, reason: zeroDenominator });
  expect(found.design.missing).toBe(4);
  expect(found.overall[0]!.reason).toBeNull();
});

test("a denominator that is zero but for rounding is zero: 0.1 + 0.2 − 0.3 is 6e-17 in binary", async () => {
  const table = await tableWith({
    g: ["a", "a", "a", "b", "b"],
    y: [1, 2, 3, 4, 5],
    x: [0.1, 0.2, -0.3, 1, 2],
  });
  const request = { variable: "y", statistic: { kind: "ratio", denominator: "x" } as const, by: ["g"] };
  const { rows } = estimate(sampleOfTable(table), request);
  expect(rows.map(({ estimate: ratio }) => ratio)).toEqual([null, 3]);
});

describe("of a cross-tab", () => {
  const rowsBy = (percent: "by" | "outcome" | "total") =>
    crosstab(sample, { outcome: "answer", by: ["group"], percent }).rows;
  const named = (rows: readonly EstimateRow[], ...levels: string[]) =>
    rows.find((row) => row.levels.join() === levels.join())!;

  test("each group has all levels; the reason is that of the group", () => {
    const rows = rowsBy("by");
    expect(rows.map(({ levels }) => levels.join(" "))).toEqual(
      ["all", "silent", "weightless", "zero"].flatMap((group) => [`${group} high`, `${group} low`]),
    );
    expect(named(rows, "silent", "high")).toMatchObject(silent);
    expect(named(rows, "weightless", "high")).toMatchObject({ ...weightless, n: 3 });
    for (const row of oracle("groups/estimates.csv").filter(({ statistic }) => statistic === "proportion")) {
      const own = named(rows, row.group!, "high");
      expectClose(own.estimate, given(row.estimate), 1e-12, "estimate");
      expectClose(own.se, given(row.se), 1e-12, "se");
    }
  });

  test("percentages of the outcome and the total are 0 where the whole has weight", () => {
    for (const percent of ["outcome", "total"] as const) {
      const levels = percent === "outcome" ? ["high", "weightless"] : ["weightless", "high"];
      expect(named(rowsBy(percent), ...levels)).toMatchObject({ estimate: 0, n: 3, total: 0 });
    }
  });

  test("a level of weight zero alone is blank where the level is the whole", async () => {
    const table = await tableWith({ a: ["x", "y", "x"], g: ["p", "p", "q"], w: [1, 0, 2] });
    const own = sampleOfTable(table, { weight: "w" });
    const { rows } = crosstab(own, { outcome: "a", by: ["g"], percent: "outcome" });
    expect(named(rows, "y", "p")).toMatchObject({ estimate: null, n: 1, reason: noWeight });
    expect(named(rows, "y", "q")).toMatchObject({ estimate: null, n: 0, base: 1, reason: noWeight });
    expect(crosstab(own, { outcome: "a", by: ["g"] }).rows[1]).toMatchObject({ estimate: 0, n: 1, total: 0 });
  });
});

test("groups that no row of the condition belongs to are not shown, as in svyby of a subset", async () => {
  const own = await sampleOfFile(`${root}test/oracle/groups/data.csv`, {
    weight: "w",
    where: ['group in ("all", "silent")'],
  });
  const { rows } = estimate(own, { variable: "y", statistic: { kind: "mean" }, by: ["group"] });
  expect(rows.map(({ levels }) => levels[0])).toEqual(["all", "silent"]);
});

test.each(oracle("groups/equality.csv"))(
  "equal means are tested in all groups together where a stratum has one cluster: $rule",
  async ({ rule, ...row }) => {
    const own = await sampleOfFile(`${root}test/oracle/groups/lonely.csv`, {
      ...{ weight: "w", strata: ["stratum"], cluster: "cluster", lonely: rule as LonelyRule },
    });
    const request = { variable: "y", statistic: { kind: "mean" }, by: ["group"] } as const;
    const { equality } = estimate(own, { ...request, equality: true });
    if (!equality || "reason" in equality) throw new Error("no test");
    for (const field of ["statistic", "df1", "df2", "p"] as const)
      expectClose(equality[field], given(row[field]), 1e-12, field);
    const [difference] = estimate(own, { ...request, test: true }).differences;
    expectClose(difference!.statistic! ** 2, given(row.statistic), 1e-12, "the square of t");
  },
);
