import { describe, expect, test } from "vitest";
import { estimate } from "../../src/analyses/estimate.ts";
import { type ReplicateSource, replicated } from "../../src/samples/replicated.ts";
import { sampleOfTable } from "../../src/samples/sampleOfTable.ts";
import { contrastsOf, difference } from "../../src/survey/contrasts.ts";
import { makeDesign } from "../../src/survey/design.ts";
import { designFreedom } from "../../src/survey/domains.ts";
import { intervals } from "../../src/survey/intervals.ts";
import { countAbsent, freedomOfReplicates } from "../../src/survey/replication.ts";
import { estimateBy } from "../../src/survey/statistics.ts";
import {
  associationOf,
  compute,
  existing,
  expectAgrees,
  maskOf,
  namesIn,
  type OracleSample,
} from "../support/estimates.ts";
import { given, groupBy, oracle } from "../support/oracle.ts";
import { replicateSample } from "../support/replicates.ts";
import { tableWith } from "../support/table.ts";

const tolerance = 1e-8;
const designs = oracle("replicates/designs.csv");
const samples = new Map<string, OracleSample>();
for (const { design } of designs) samples.set(design!, await replicateSample(design!));
const sampleOf = (row: Record<string, string>) => samples.get(row.design!)!;

test.each(designs)("the degrees of freedom of $design are the rank of its weights less one", (row) => {
  expect(designFreedom(sampleOf(row).design)).toBe(Number(row.df));
});

describe("estimates under replicate weights are those of R's survey", () => {
  const byDesign = groupBy(oracle("replicates/estimates.csv"), ({ design }) => design!);
  expect(byDesign.size).toBe(29);
  test.each([...byDesign])("%s", (_, rows) => {
    for (const row of rows) {
      const statistic = row.statistic === "median" ? { statistic: "quantile", probability: "0.5" } : {};
      const found = compute(sampleOf(row), { ...row, ...statistic });
      const check = (field: string, actual: number | null | undefined, within = tolerance, scale = 0) =>
        expectAgrees(
          actual,
          given(row[field]),
          within,
          `${row.case} ${row.statistic} ${row.variable} ${row.level} ${row.by} ${row.group} ${row.where} ${field}`,
          scale,
        );
      check("estimate", found.estimate, tolerance, 1);
      check("se", found.se);
      check("df", found.df);
      check("missing", found.missing);
      check("n", found.n);
      if (row.statistic === "median") {
        check("low", found.low);
        check("high", found.high);
        continue;
      }
      check("deff", row.deff ? found.deff : null, 1e-7);
      check("deff_replace", row.deff_replace ? found.deffReplace : null, 1e-7);
      const { low, high } = intervals.wald(found, 0.95);
      check("low", low, tolerance, found.estimate);
      check("high", high, tolerance, found.estimate);
      expect(countAbsent([found as { estimate: number; replicates: Float64Array }]), row.case).toBe(
        Number(row.discarded),
      );
    }
  });
});

test.each(oracle("replicates/tests.csv"))("$design: $rows × $columns $where, $test", (row) => {
  const found = associationOf(sampleOf(row), row)();
  if ("reason" in found) throw new Error(found.reason.en);
  for (const field of ["statistic", "df1", "df2"] as const)
    expectAgrees(found[field], given(row[field]), 1e-7, field);
  expectAgrees(found.p, given(row.p), 1e-6, "p");
});

test.each(oracle("replicates/contrasts.csv"))("$design: $kind of $variable by $by", (row) => {
  const { table, design } = sampleOf(row);
  const { cells, estimates, groups } = estimateBy(
    design,
    maskOf(table, row.where ?? ""),
    "mean",
    { values: table.numbers(row.variable!) },
    namesIn(row.by).map((name) => table.factor(name)),
  );
  const of = (level: string) => existing(estimates[groups.levels.indexOf(level.replaceAll(" * ", " × "))]!);
  const [first, second] = [of(row.first!), of(row.second!)];
  const found =
    row.kind === "ratio" ? contrastsOf(cells, [second, first]).ratio : difference(cells, first, second);
  expectAgrees(found.estimate, given(row.estimate), tolerance, "estimate", 1);
  expectAgrees(found.se, given(row.se), tolerance, "se", 1);
  if (row.statistic === "") return;
  for (const field of ["statistic", "df"] as const)
    expectAgrees(found[field], given(row[field]), tolerance, field);
  expectAgrees(found.p, given(row.p), 1e-6, "p");
});

test("rows of a cluster count once in the rank, and so does a replicate that repeats others", () => {
  const weights = [
    [1, 2, 1, 1],
    [0, 0, 2, 2],
    [2, 4, 0, 0],
    [1, 2, 1, 1],
  ].map((own) => Float64Array.from(own));
  const replication = { weights, scale: 1, factors: new Float64Array(4).fill(1), centredOnEstimate: false };
  expect(freedomOfReplicates(replication, [0, 1, 2, 3])).toBe(1);
  expect(freedomOfReplicates(replication, [0, 1])).toBe(0);
  expect(designFreedom({ ...makeDesign([1, 2, 1, 1]), replication })).toBe(1);
});

test("a single replicate does not tell how far replicates are from their mean", async () => {
  const table = await tableWith({ y: [1, 2, 4], rep1: [2, 0, 1], rep2: [0, 1, 2], rep3: [1, 2, 0] });
  const seOf = (request: Partial<ReplicateSource>) => {
    const own = {
      prefix: "rep",
      scale: 1,
      factors: [0, 0, 0.5],
      kindOfColumns: "weights",
      ...request,
    } as const;
    const sample = replicated(sampleOfTable(table), own);
    return estimate(sample, { variable: "y", statistic: { kind: "mean" } }).rows[0]!.se;
  };
  expect(seOf({})).toBeNull();
  // The estimate is 7/3 and that of the last replicate 5/3.
  expect(seOf({ centredOnEstimate: true })).toBeCloseTo(Math.sqrt(0.5 * (2 / 3) ** 2), 12);
  // Of a census all factors are zero, and so is the variance.
  expect(seOf({ factors: [0, 0, 0] })).toBe(0);
});
