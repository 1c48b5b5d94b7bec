import { describe, expect, test } from "vitest";
import { crosstab } from "../../src/analyses/crosstab.ts";
import { estimate, type Statistic } from "../../src/analyses/estimate.ts";
import type { EstimateRow } from "../../src/analyses/estimateRow.ts";
import { type ModelResults, model } from "../../src/analyses/model.ts";
import { completeCases } from "../../src/samples/completeCases.ts";
import { replicatedByDesign } from "../../src/samples/replicated.ts";
import type { Sample } from "../../src/samples/sample.ts";
import { type FileRequest, sampleOfFile } from "../../src/samples/sampleOfFile.ts";
import { sampleOfTable } from "../../src/samples/sampleOfTable.ts";
import { calibrationOn } from "../../src/survey/calibration.ts";
import type { LonelyRule } from "../../src/survey/design.ts";
import type { DesignSummary } from "../../src/survey/domains.ts";
import { expectClose, given, oracle, root } from "../support/oracle.ts";
import { tableWith } from "../support/table.ts";

const path = `${root}test/oracle/missing/data.csv`;
const clusters = { strata: ["h"], cluster: "c" };
const designs: Record<string, FileRequest> = {
  rows: {},
  strata: { strata: ["h"] },
  clusters,
  sizes: { ...clusters, fpc: "N" },
  fractions: { ...clusters, fpc: "f" },
  // The factors of the jackknife's replicates are (n − 1)/n of their strata: h1 has four clusters, h2 and h3 three, h4 two.
  columns: {
    variance: {
      kind: "replicated",
      prefix: "rep",
      factors: [3, 3, 3, 3, 8 / 3, 8 / 3, 8 / 3, 8 / 3, 8 / 3, 8 / 3, 2, 2].map((value) => value / 4),
    },
  },
  jackknife: { ...clusters, variance: { kind: "made", method: "jkn" } },
};
const conditions = { none: [], domain: ['k == "q" or x > 6'] } as Record<string, readonly string[]>;

/** The sample of a design as R names it: "clusters domain", or "sizes adjust" with a rule for lonely strata. */
function open(how: string | undefined): Promise<Sample> {
  const [design, rest] = how!.split(" ") as [string, string];
  const where = conditions[rest];
  const lonely = where ? "fail" : (rest as LonelyRule);
  return sampleOfFile(path, { weight: "w", ...designs[design], where, lonely, unweighted: "deleted" });
}

function expectDesign(found: DesignSummary, row: Record<string, string>): void {
  const [design] = row.how!.split(" ");
  const { strata, clusters: own } = designs[design!]!.cluster ? found : { strata: null, clusters: null };
  expect(found.used).toBe(Number(row.rows));
  expect(found.rows).toBe(54);
  expect(found.missing).toBe(found.deleted);
  if (strata !== null && designs[design!]!.variance === undefined)
    expect([strata, own]).toEqual([Number(row.strata), Number(row.clusters)]);
}

function expectRow(found: EstimateRow, { estimate: value, se, df }: Record<string, string>): void {
  expectClose(found.estimate, given(value), 1e-11, "estimate");
  // Nothing is known of the variance of a domain without degrees of freedom.
  if (!(found.se === null && df === "0")) expectClose(found.se, given(se), 1e-10, "standard error");
  expect(found.df).toBe(Number(df));
}

const statistics: Record<string, readonly [variable: string, Statistic]> = {
  mean: ["y", { kind: "mean" }],
  total: ["y", { kind: "total" }],
  median: ["y", { kind: "quantile", probability: 0.5 }],
  ratio: ["y", { kind: "ratio", denominator: "x" }],
  "mean z": ["z", { kind: "mean" }],
  "total z": ["z", { kind: "total" }],
};

describe("with rows without an answer deleted, estimates are those of R's design of the complete rows", () => {
  test.each(
    oracle("missing/estimates.csv").map((row) => [`${row.how}: ${row.statistic} ${row.group}`, row] as const),
  )("%s", async (_, row) => {
    const by = row.group ? ["k"] : [];
    if (row.statistic === "share") {
      const sample = completeCases(await open(row.how), ["a", "k"]);
      const { rows, overall, design } = crosstab(sample, { outcome: "a", by });
      expectRow(rows.find(({ levels }) => levels.join() === `${row.group},yes`)!, row);
      expect(design.used).toBe(overall[0]!.base);
      return;
    }
    const [variable, statistic] = statistics[row.statistic!]!;
    const more = statistic.kind === "ratio" ? [statistic.denominator] : [];
    const sample = completeCases(await open(row.how), [variable, ...more, ...by]);
    const { rows, design } = estimate(sample, { variable, statistic, by });
    expectRow(rows.find(({ levels }) => levels.join() === row.group)!, row);
    if (!row.group) expectDesign(design, row);
  });
});

test.each(oracle("missing/tests.csv"))("so are tests of association: $how", async (row) => {
  const sample = completeCases(await open(row.how), ["a", "k"]);
  const { result } = crosstab(sample, { outcome: "a", by: ["k"], test: "second" }).test!;
  for (const key of ["statistic", "df1", "df2", "p"] as const)
    expectClose((result as unknown as Record<string, number>)[key], given(row[key]), 1e-9, key);
});

const formulas = { linear: "y ~ x + k", logistic: "a ~ x + k" } as const;

test.each(oracle("missing/models.csv"))("so are models: $how $model $term", async (row) => {
  const family = row.model as keyof typeof formulas;
  const sample = completeCases(await open(row.how), [family === "linear" ? "y" : "a", "x", "k"]);
  const {
    terms,
    design,
    model: fitted,
  } = model(sample, { formula: formulas[family], family })[0]!.result as ModelResults;
  const names: Record<string, string> = { "(Intercept)": "(Intercept)", x: "x", kq: "k" };
  const term = terms.find(
    ({ variable, level }) => variable === names[row.term!] && (row.term !== "kq" || level === "q"),
  )!;
  expectClose(term.estimate, given(row.estimate), 1e-9, "coefficient");
  expectClose(term.se, given(row.se), 1e-9, "standard error");
  expect(fitted.df).toBe(Number(row.df));
  expectDesign(design, row);
});

test("strata that deletion leaves with one cluster are refused, unless there is a rule for them", async () => {
  const sample = completeCases(
    await sampleOfFile(path, { ...clusters, weight: "w", unweighted: "deleted" }),
    ["z"],
  );
  expect(() => estimate(sample, { variable: "z", statistic: { kind: "mean" } })).toThrow('found "h3"');
});

test("rows that do not meet the condition are deleted too, and a row keeps its line of the file", async () => {
  const request = { ...clusters, weight: "w", unweighted: "deleted", where: ['h == "h2"'] } as const;
  const sample = completeCases(await sampleOfFile(path, request), ["y"]);
  const { design } = estimate(sample, { variable: "y", statistic: { kind: "mean" } });
  // 16 rows lack y or the weight, in h1, h2 and h4; h2 has 15 rows.
  expect(design).toMatchObject({ rows: 54, deleted: 16, missing: 16, strata: 1, clusters: 3 });
  expect(design.used + design.missing + design.outside).toBe(54);
  expect(sample.table.place(0).line).toBe(3);
});

test("degrees of freedom of the whole design are those of the rows that are left, of replicate weights too", async () => {
  const df = async (request: FileRequest) => {
    const opened = await sampleOfFile(path, { weight: "w", ...request, unweighted: "deleted" });
    const sample = completeCases(opened, ["y"]);
    return estimate(sample, { variable: "y", statistic: { kind: "mean" }, freedom: "design" }).design.df;
  };
  expect(await df({ ...clusters, where: ['h == "h2"'] })).toBe(6);
  const { variance } = designs.columns!;
  const replicated = { ...variance!, freedom: "design" } as NonNullable<FileRequest["variance"]>;
  expect(await df({ variance: replicated, where: ['h == "h2"'] })).toBe(7);
});

test("of calibrated weights no row is deleted", async () => {
  const sample = await sampleOfFile(path, { ...clusters, weight: "w", unweighted: "deleted" });
  const calibration = calibrationOn(sample.design.weights, [{ name: "w", numbers: sample.design.weights }]);
  expect(() => completeCases({ ...sample, design: { ...sample.design, calibration } }, ["y"])).toThrow(
    "calibrated weights meet their margins with all rows",
  );
});

test("where nobody answered that is told, though replicates were to be made", async () => {
  const sample = sampleOfTable(await tableWith({ y: [1, 2, 3], g: [null, null, null] }));
  const complete = completeCases(replicatedByDesign(sample, { method: "jk1" }), ["g"]);
  expect(() => estimate(complete, { variable: "y", statistic: { kind: "mean" } })).toThrow("nobody");
});
