import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factorOf, numbersOf } from "../../src/sources/tables/factor.ts";
import { crosstab } from "../../src/survey/crosstab.ts";
import { type Design, makeDesign } from "../../src/survey/design.ts";
import { covarianceOf, type Estimate, estimateTotal } from "../../src/survey/estimators.ts";
import { exists } from "../../src/survey/noEstimate.ts";
import { estimateQuantiles } from "../../src/survey/quantiles.ts";
import { estimateBy } from "../../src/survey/statistics.ts";
import { existing } from "../support/estimates.ts";

interface Row {
  readonly weight: number;
  readonly stratum: string;
  readonly cluster: string;
  readonly group: string | null;
  readonly answer: string | null;
  readonly y: number | null;
  readonly x: number;
}

const row: fc.Arbitrary<Row> = fc.record({
  weight: fc.double({ min: 0.1, max: 50, noNaN: true }),
  stratum: fc.constantFrom("a", "b"),
  cluster: fc.constantFrom("1", "2", "3"),
  group: fc.option(fc.constantFrom("f", "m"), { freq: 8 }),
  answer: fc.option(fc.constantFrom("yes", "no", "maybe"), { freq: 8 }),
  y: fc.option(fc.integer({ min: -5, max: 20 }), { freq: 8 }),
  x: fc.integer({ min: 1, max: 9 }),
});

/** Rows with at least two clusters of every stratum, both groups and an answer in each. */
const sample = fc.array(row, { maxLength: 30 }).map((drawn): Row[] => [
  ...drawn,
  ...["a", "b"].flatMap((stratum) =>
    ["1", "2"].flatMap((cluster) =>
      ["f", "m"].map((group, at) => ({
        weight: 1 + at,
        stratum,
        cluster,
        group,
        answer: cluster === "1" ? "yes" : "no",
        y: at + Number(cluster),
        x: 2,
      })),
    ),
  ),
]);

const designOf = (rows: readonly Row[], clustered: boolean, stratified = true): Design =>
  makeDesign(
    rows.map(({ weight }) => weight),
    {
      strata: stratified ? factorOf(rows.map(({ stratum }) => stratum)) : undefined,
      clusters: clustered ? factorOf(rows.map(({ cluster }) => cluster)) : undefined,
    },
  );

type Found = Omit<Estimate, "score">;

/** Every kind of estimate, by group, with its name. */
function allEstimates(rows: readonly Row[], clustered: boolean): Map<string, Found> {
  const design = designOf(rows, clustered);
  const everybody = new Uint8Array(rows.length).fill(1);
  const by = [factorOf(rows.map(({ group }) => group))];
  const values = numbersOf(rows.map(({ y }) => y));
  const found = new Map<string, Found>();
  for (const kind of ["mean", "total", "ratio"] as const) {
    const denominator = kind === "ratio" ? numbersOf(rows.map(({ x }) => x)) : undefined;
    const { estimates, groups } = estimateBy(design, everybody, kind, { values, denominator }, by);
    for (const [group, estimate] of estimates.entries())
      if (exists(estimate)) found.set(`${kind} ${groups.levels[group]}`, estimate);
  }
  const answers = factorOf(rows.map(({ answer }) => answer));
  const { table, groups } = crosstab(design, everybody, answers, by);
  for (const { group, level, proportion } of table)
    if (exists(proportion)) found.set(`${answers.levels[level]} ${groups.levels[group]}`, proportion);
  const [median] = estimateQuantiles(
    design,
    values,
    { levels: [""], codes: Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : 0)) },
    0.5,
    0.95,
  );
  found.set("median", { ...existing(median!), se: 0, unitVariance: 0 });
  return found;
}

function expectSame(
  actual: Map<string, Found>,
  expected: Map<string, Found>,
  fields: readonly (keyof Found)[] = ["estimate", "se", "df"],
  scaled = 1,
) {
  expect([...actual.keys()]).toEqual([...expected.keys()]);
  for (const [name, one] of expected)
    for (const field of fields) {
      const factor = name.startsWith("total") && field !== "df" ? scaled : 1;
      const wanted = (one[field] as number) * factor;
      const difference = Math.abs((actual.get(name)![field] as number) - wanted);
      expect(difference, `${name} ${field}`).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(wanted)));
    }
}

const check = (property: (rows: Row[], clustered: boolean) => void) =>
  fc.assert(fc.property(sample, fc.boolean(), property), { numRuns: 60 });

describe("textbook properties of linearised estimates", () => {
  test("weights a hundred times as large give the same means, ratios and quantiles, and totals a hundred times as large", () => {
    check((rows, clustered) => {
      const scaled = rows.map((entry) => ({ ...entry, weight: 100 * entry.weight }));
      expectSame(allEstimates(scaled, clustered), allEstimates(rows, clustered), undefined, 100);
    });
  });

  test("the order of the rows is of no matter", () => {
    check((rows, clustered) => {
      const mixed = rows.map((entry, at) => ({ entry, at: (at * 7) % 11 })).sort((a, b) => a.at - b.at);
      expectSame(
        allEstimates(
          mixed.map(({ entry }) => entry),
          clustered,
        ),
        allEstimates(rows, clustered),
      );
    });
  });

  test("a row split into two halves of its weight inside its cluster changes nothing but the number of rows", () => {
    check((rows) => {
      const split = rows.flatMap((entry, at) =>
        at % 3 === 0 ? [0.25, 0.75].map((part) => ({ ...entry, weight: part * entry.weight })) : [entry],
      );
      expectSame(allEstimates(split, true), allEstimates(rows, true), [
        "estimate",
        "se",
        "df",
        "sumOfWeights",
      ]);
    });
  });

  test("a row of weight zero in a cluster changes nothing but the number of rows", () => {
    check((rows) => {
      const more = [...rows, { ...rows[0]!, weight: 0, y: 1000 }];
      expectSame(allEstimates(more, true), allEstimates(rows, true), ["estimate", "se", "df", "weighted"]);
    });
  });

  test("a row of weight zero in a sample of rows is one more row outside the domain: (n² − 1)/n² of the variance of a mean", () => {
    check((rows) => {
      const whole = rows.map((entry) => ({ ...entry, stratum: "a", y: entry.y ?? 0 }));
      const mean = (entries: readonly Row[]) =>
        existing(
          estimateBy(
            designOf(entries, false),
            new Uint8Array(entries.length).fill(1),
            "mean",
            { values: numbersOf(entries.map(({ y }) => y)) },
            [],
          ).estimates[0]!,
        );
      const [before, after] = [mean(whole), mean([...whole, { ...whole[0]!, weight: 0 }])];
      const n = whole.length;
      expect(after.estimate).toBeCloseTo(before.estimate, 9);
      expect(after.df).toBe(before.df);
      expect(after.se ** 2).toBeCloseTo((before.se ** 2 * (n ** 2 - 1)) / n ** 2, 9);
    });
  });

  test("strata merged into one add what lies between them: (n − 1)/n·V = Σ (n_h − 1)/n_h·V_h + Σ n_h(ū_h − ū)²", () => {
    check((rows) => {
      const y = (stratum?: string) =>
        numbersOf(
          rows.map((entry) => (stratum === undefined || entry.stratum === stratum ? (entry.y ?? 0) : null)),
        );
      const merged = estimateTotal(designOf(rows, false, false), y())!;
      const parts = ["a", "b"].map((stratum) => estimateTotal(designOf(rows, false), y(stratum))!);
      const n = rows.length;
      const between = parts.reduce(
        (sum, { estimate, n: size }) => sum + size * (estimate / size - merged.estimate / n) ** 2,
        0,
      );
      const within = parts.reduce((sum, { se, n: size }) => sum + ((size - 1) / size) * se ** 2, 0);
      const whole = ((n - 1) / n) * merged.se ** 2;
      expect(Math.abs(whole - within - between)).toBeLessThanOrEqual(1e-9 * Math.max(1, whole));
    });
  });

  test("the proportions of a group add up to one, and their covariance matrix to zero", () => {
    check((rows, clustered) => {
      const answers = factorOf(rows.map(({ answer }) => answer));
      const design = designOf(rows, clustered);
      const { table, cells } = crosstab(design, new Uint8Array(rows.length).fill(1), answers, []);
      const estimates = table.map(({ proportion }) => existing(proportion));
      expect(estimates.reduce((sum, { estimate }) => sum + estimate, 0)).toBeCloseTo(1, 12);
      for (const line of covarianceOf(cells, estimates))
        expect(line.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
    });
  });
});
