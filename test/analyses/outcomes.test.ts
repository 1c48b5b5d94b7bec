import { describe, expect, test } from "vitest";
import { type OutcomesRequest, outcomeNamed, tabulateOutcome } from "../../src/analyses/outcomes.ts";
import { replicatedByDesign } from "../../src/samples/replicated.ts";
import { sampleOfTable } from "../../src/samples/sampleOfTable.ts";
import { expectAgrees } from "../support/estimates.ts";
import { given, groupBy, oracle } from "../support/oracle.ts";
import { publicSample } from "../support/publicSamples.ts";
import { tableWith } from "../support/table.ts";

/** The sample of one of R's designs; its ending tells whether a jackknife is made from it. */
async function sampleNamed(name: string) {
  const sample = await publicSample(name.replace(/-jk1$/, ""));
  return name.endsWith("-jk1") ? replicatedByDesign(sample, { method: "jk1" }) : sample;
}
const namesBy = (by: string) => (by === "crossed" ? ["stype", "sch.wide"] : [by]);
const tabulate = async (design: string, variable: string, by: string) =>
  tabulateOutcome(await sampleNamed(design), outcomeNamed(variable), { by: namesBy(by), test: "second" });

describe("the mean of a numeric outcome is R's, in each group and in all together", () => {
  const calls = groupBy(
    oracle("table1/means.csv"),
    ({ design, variable, by }) => `${design} ${variable} ${by}`,
  );
  test.each([...calls])("%s", async (_, rows) => {
    const { design, variable, by } = rows[0]!;
    const { kind, result } = await tabulate(design!, variable!, by!);
    expect(kind).toBe("mean");
    const found = [...result.rows, ...result.overall];
    expect(found).toHaveLength(rows.length);
    for (const row of rows) {
      const own = found.find(
        ({ levels }) => levels.filter((level) => level !== null).join(" * ") === row.group,
      )!;
      expect(own.base).toBe(Number(row.n));
      expect(own.df).toBe(Number(row.df));
      for (const field of ["estimate", "se", "low", "high"] as const)
        expectAgrees(own[field], given(row[field]), 1e-8, `${row.group} ${field}`);
    }
  });
});

describe("the test in an outcome's row is R's", () => {
  test.each(oracle("table1/tests.csv"))("$design $variable by $by", async (row) => {
    const table = await tabulate(row.design!, row.variable!, row.by!);
    expect(table.kind).toBe(row.kind);
    const found = table.kind === "levels" ? table.result.test!.result : table.result.equality!;
    if ("reason" in found) throw new Error(found.reason.en);
    // The variable far from zero has lost digits in R.
    const tolerance = row.variable === "big" ? 1e-6 : 1e-8;
    for (const field of ["statistic", "df1", "df2"] as const)
      expectAgrees(found[field], given(row[field]), tolerance, field);
    expectAgrees(found.p, given(row.p), 1e-6, "p");
    if (row.t === "") return;
    expectAgrees(found.statistic, Number(row.t) ** 2, 1e-8, "the square of t");
    expectAgrees(found.p, given(row.t_p), 1e-6, "p of t");
  });
});

describe("equal means are not tested", () => {
  const table = async (request: OutcomesRequest, values: object) => {
    const sample = sampleOfTable(await tableWith({ g: ["a", "a", "b", "b"], ...values }));
    const found = tabulateOutcome(sample, outcomeNamed("x"), { test: "second", ...request });
    return found.kind === "mean" && found.result.equality;
  };

  test("where a single group has an answer", async () => {
    expect(await table({ by: ["g"] }, { x: [1, 2, null, null] })).toMatchObject({
      reason: { en: "a single group has a mean" },
    });
  });

  test("where answers do not vary within groups", async () => {
    expect(await table({ by: ["g"] }, { x: [0.1, 0.1, 0.7, 0.7] })).toMatchObject({
      reason: { en: expect.stringContaining("do not vary") },
    });
  });
});

test("a numeric outcome is tabulated by its values where it is written factor(x)", async () => {
  const sample = sampleOfTable(await tableWith({ x: [1, 1, 2, 3] }));
  const found = tabulateOutcome(sample, outcomeNamed("factor(x)"), {});
  expect(found.kind).toBe("levels");
  expect(found.outcome).toBe("x");
  expect(found.result.rows.map(({ levels, estimate }) => [levels[0], estimate])).toEqual([
    ["1", 0.5],
    ["2", 0.25],
    ["3", 0.25],
  ]);
});

test("subtotals are of the rows that have all groups: those of one variable are its own groups", async () => {
  const sample = await publicSample("strat-s");
  const known = await publicSample("strat-s", { where: ['small in ("No", "Yes")'] });
  for (const variable of ["awards", "api00"]) {
    const request = { by: ["sch.wide", "small"], subtotals: true };
    const { subtotals } = tabulateOutcome(sample, outcomeNamed(variable), request).result;
    for (const [at, by] of request.by.entries()) {
      const alone = tabulateOutcome(known, outcomeNamed(variable), { by: [by] }).result.rows;
      const own = subtotals.filter(({ levels }) => levels[1 - at] === null);
      expect(own.map(({ levels }) => levels.filter((level) => level !== null))).toEqual(
        alone.map(({ levels }) => levels),
      );
      for (const [line, row] of alone.entries())
        expectAgrees(own[line]!.estimate, row.estimate, 1e-12, `${variable} ${by}`);
    }
  }
});

describe("a level of a single group variable that no row has", () => {
  const sampleWhere = async (where: string[]) =>
    sampleOfTable(await tableWith({ g: ["a", "a", "b", "b"], x: [1, 2, 3, 4], o: ["y", "n", "y", "n"] }), {
      where,
    });
  const rowsOf = async (where: string, outcome: string) =>
    tabulateOutcome(await sampleWhere([where]), outcomeNamed(outcome), { by: ["g"] }).result.rows.map(
      ({ levels, n, estimate }) => [levels[0], n, estimate],
    );

  test("is shown without an estimate", async () => {
    expect(await rowsOf("x < 3", "x")).toEqual([
      ["a", 2, 1.5],
      ["b", 0, null],
    ]);
    expect(await rowsOf("x < 3", "o")).toEqual([
      ["a", 1, 0.5],
      ["a", 1, 0.5],
      ["b", 0, null],
      ["b", 0, null],
    ]);
  });

  test("is left out where the condition is about the variable", async () => {
    expect(await rowsOf('g == "a"', "x")).toEqual([["a", 2, 1.5]]);
  });
});
