import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CrosstabRequest, crosstab } from "../../src/analyses/crosstab.ts";
import { type EstimateRequest, estimate } from "../../src/analyses/estimate.ts";
import { model } from "../../src/analyses/model.ts";
import type { ModelRequest } from "../../src/analyses/modelRequest.ts";
import { completeCases } from "../../src/samples/completeCases.ts";
import type { Sample } from "../../src/samples/sample.ts";
import { sampleOfTable, type TableRequest } from "../../src/samples/sampleOfTable.ts";
import type { Table } from "../../src/sources/tables/table.ts";
import { aggregated } from "../support/aggregated.ts";
import { tableWith } from "../support/table.ts";

/** A survey of few distinct rows: strata, clusters, factors with missing answers, a count, and weights of which some are 0. */
const surveys = fc
  .record({ seed: fc.integer({ min: 1, max: 1e9 }), rows: fc.integer({ min: 60, max: 150 }) })
  .map(({ seed, rows }) => {
    let state = seed;
    const random = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    const pick = <T>(...values: readonly T[]) => values[Math.floor(random() * values.length)]!;
    const made = Array.from({ length: rows }, (_, row) => ({
      stratum: `S${row % 3}`,
      town: `T${row % 12}`,
      size: 60 + 20 * (row % 3),
      sex: pick("f", "m"),
      age: pick("young", "old", "older", null),
      owns: pick("yes", "no", "yes", null),
      visits: pick(0, 1, 2, 7, null),
      w: pick(0, 0.5, 1.25, 2, 3.75, 1),
    }));
    return Object.fromEntries(
      Object.keys(made[0]!).map((name) => [name, made.map((row) => row[name as keyof typeof row])]),
    );
  });

const designs: Readonly<Record<string, TableRequest>> = {
  "without weights": {},
  weighted: { weight: "w" },
  stratified: { weight: "w", strata: ["stratum"] },
  "stratified, of a finite population": { weight: "w", strata: ["stratum"], fpc: "size" },
  "of clusters": { weight: "w", strata: ["stratum"], cluster: "town" },
  "of a condition that some answers leave unknown": {
    weight: "w",
    strata: ["stratum"],
    where: ["visits < 5"],
  },
  "with a derived variable": {
    weight: "w",
    derive: ["often = visits >= 2"],
    where: ["often == 1 or sex == 'f'"],
  },
};

/** The results of the rows and of their groups are the same to rounding. */
function expectSame<Result>(
  table: Table,
  request: TableRequest,
  compute: (sample: Sample) => Result,
  read: (result: Result) => unknown,
): void {
  const [own, grouped] = [table, aggregated(table, request.weight)].map((of) =>
    outcomeOf(() => read(compute(sampleOfTable(of, request)))),
  );
  expectAlike(grouped, own, "");
}

function outcomeOf(compute: () => unknown): unknown {
  try {
    return compute();
  } catch (error) {
    return { refused: (error as Error).message.replace(/, line \d+[^:]*/, "") };
  }
}

function expectAlike(own: unknown, other: unknown, path: string): void {
  if (typeof own === "number" && typeof other === "number") {
    if (Object.is(own, other)) return;
    // What cancels to nothing is so to the rounding of what cancels.
    const scale = Math.max(Math.abs(own), Math.abs(other), 1e-4);
    expect(Math.abs(own - other), `${path}: ${own} and ${other}`).toBeLessThan(1e-9 * scale);
  } else if (own !== null && typeof own === "object") {
    expect(Object.keys(own), path).toEqual(Object.keys(other as object));
    for (const key of Object.keys(own))
      expectAlike(own[key as never], (other as never)[key], `${path}.${key}`);
  } else expect(own, `${path}: ${own} | ${other}`).toEqual(other);
}

/** What a result says, without what it is computed with. */
const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, own) => {
      if (["score", "influence", "unitVariance", "model"].includes(key) || typeof own === "function")
        return undefined;
      return typeof own === "number" && !Number.isFinite(own) ? String(own) : own;
    }),
  );

const crosstabs: readonly CrosstabRequest[] = [
  { outcome: "owns", by: ["sex"], test: "second" },
  { outcome: "owns", by: ["sex", "age"], subtotals: true, interval: "beta" },
  { outcome: "age", by: ["owns"], percent: "total", interval: "wilson", test: "adjusted-wald" },
  { outcome: "owns", by: ["age"], percent: "outcome", freedom: "design", replacement: "with" },
  { outcome: "owns", by: ["age"], missingLevel: "none" },
];

const estimates: readonly EstimateRequest[] = [
  { variable: "visits", statistic: { kind: "mean" }, by: ["sex"], test: true },
  { variable: "visits", statistic: { kind: "total" }, by: ["age"], freedom: "design" },
  { variable: "visits", statistic: { kind: "quantile", probability: 0.5 }, by: ["sex"] },
  { variable: "visits", statistic: { kind: "ratio", denominator: "size" } },
  { variable: "visits", statistic: { kind: "mean" }, by: ["age"], equality: true },
];

const models: readonly ModelRequest[] = [
  { formula: "owns ~ sex + age", family: "logistic", margins: ["sex"], contrasts: ["age"], adjust: "holm" },
  { formula: "visits ~ sex * stratum", family: "poisson" },
  { formula: "visits ~ age + size", family: "linear", covariance: "model" },
  { formula: "visits ~ sex", family: "linear", freedom: "design" },
  { formula: "owns ~ visits", family: "quasilogistic", link: "probit" },
];

describe.each(Object.entries(designs))("groups of rows give what the rows give, %s", (_, request) => {
  test.each(crosstabs)("a cross-tab $outcome", async (asked) => {
    await fc.assert(
      fc.asyncProperty(surveys, async (columns) =>
        expectSame(await tableWith(columns), request, (sample) => crosstab(sample, asked), plain),
      ),
      { numRuns: 6, seed: 1 },
    );
  });

  test.each(estimates)("an estimate $statistic", async (asked) => {
    await fc.assert(
      fc.asyncProperty(surveys, async (columns) =>
        expectSame(await tableWith(columns), request, (sample) => estimate(sample, asked), plain),
      ),
      { numRuns: 6, seed: 2 },
    );
  });

  test.each(models)("a model $formula", async (asked) => {
    await fc.assert(
      fc.asyncProperty(surveys, async (columns) =>
        expectSame(await tableWith(columns), request, (sample) => model(sample, asked), plain),
      ),
      { numRuns: 6, seed: 3 },
    );
  });

  test("rows without an answer are deleted", async () => {
    await fc.assert(
      fc.asyncProperty(surveys, async (columns) =>
        expectSame(
          await tableWith(columns),
          request,
          (sample) => crosstab(completeCases(sample, ["owns", "age"]), { outcome: "owns", by: ["age"] }),
          plain,
        ),
      ),
      { numRuns: 6, seed: 4 },
    );
  });
});
