import { describe, expect, test } from "vitest";
import { packedLine } from "../../src/numerics/packed.ts";
import { factorOf } from "../../src/sources/tables/factor.ts";
import { type AssociationTestName, testAssociation } from "../../src/survey/association.ts";
import { makeCells } from "../../src/survey/cells.ts";
import { crosstab } from "../../src/survey/crosstab.ts";
import { type Design, lonelyRules, makeDesign } from "../../src/survey/design.ts";
import { covarianceOfTotals } from "../../src/survey/linearisation.ts";
import { covarianceOfTable, totalsByPlace } from "../../src/survey/tableCovariance.ts";
import { expectAgrees } from "../support/estimates.ts";
import { given, oracle } from "../support/oracle.ts";

interface Row {
  readonly stratum: string;
  readonly cluster: string;
  readonly w: number;
  readonly a: string;
  readonly b: string;
}

/** Whole numbers below another, as test/oracle/largeTable.R draws them (Park and Miller 1988). */
function drawer(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state * 16807) % 2147483647;
    return state % n;
  };
}

/** The rows of test/oracle/largeTable.R. */
function rowsOfOracle(): Row[] {
  const below = drawer(20240229);
  return Array.from({ length: 400 }, (_, cluster) => {
    const home = below(12);
    return Array.from({ length: 10 + below(11) }, (): Row => {
      const a = below(8) === 0 ? home : below(12);
      const b = below(40) === 0 ? a : below(15);
      const w = 1 + below(40) / 8;
      return { stratum: `${cluster % 20}`, cluster: `${cluster}`, w, a: `${a}`, b: `${b}` };
    });
  }).flat();
}

const factor = (rows: readonly Row[], of: "a" | "b" | "stratum" | "cluster") =>
  factorOf(rows.map((row) => row[of]));

function designOf(rows: readonly Row[], clustered: boolean, options = {}): Design {
  return makeDesign(
    rows.map(({ w }) => w),
    {
      strata: factor(rows, "stratum"),
      clusters: clustered ? factor(rows, "cluster") : undefined,
      ...options,
    },
  );
}

function cellsOf(design: Design, rows: readonly Row[]) {
  return makeCells(
    design,
    (["a", "b"] as const)
      .map((name) => factor(rows, name))
      .map(({ codes, levels }) => ({ codes, size: levels.length })),
  );
}

describe("the tests of a table of 12 × 15 cells are svychisq's", () => {
  const rows = rowsOfOracle();
  const names = { F: "second", Wald: "wald", adjWald: "adjusted-wald" } as const;
  const testOf = (design: string, name: AssociationTestName) => {
    const cells = cellsOf(designOf(rows, design === "clusters"), rows);
    const found = testAssociation(cells, Array.from(cells.rows.keys()), [0, 1], name);
    if ("reason" in found) throw new Error(found.reason.en);
    return found;
  };
  const expected = oracle("largeTable.csv");
  expect(expected.length).toBe(8);
  expect(rows.length).toBe(Number(expected[0]!.rows));
  test.each(expected.filter(({ statistic }) => statistic !== "Chisq"))("$design, $statistic", (row) => {
    const found = testOf(row.design!, names[row.statistic as keyof typeof names]);
    expectAgrees(found.statistic, given(row.value), 1e-8, "F");
    expectAgrees(found.df1, given(row.df1), 1e-8, "df1");
    expectAgrees(found.df2, given(row.df2), 1e-8, "df2");
    expectAgrees(found.p, given(row.p), 1e-8, "p");
  });

  test.each(["clusters", "rows"])(
    "%s, first order: Pearson's statistic over its mean design effect",
    (of) => {
      const found = testOf(of, "first");
      expect(found.df1).toBe(154);
      expect(found.statistic).toBe(testOf(of, "second").statistic);
    },
  );
});

/** Strata of one to seven clusters of one to nine rows, some of which are outside the domain. */
function smallRows(seed: number): Row[] {
  const below = drawer(seed);
  return Array.from({ length: 8 }, (_, stratum) =>
    Array.from({ length: 1 + (stratum === 0 ? 0 : below(7)) }, (_, cluster) =>
      Array.from({ length: 1 + below(9) }, () => ({
        stratum: `${stratum}`,
        cluster: `${cluster}`,
        w: 1 + below(9),
        a: `${below(3)}`,
        b: `${below(below(2) === 0 ? 2 : 4)}`,
      })),
    ).flat(),
  ).flat();
}

describe("the covariance of all cells of a table is that of their totals one by one", () => {
  const cases = lonelyRules
    .filter((rule) => rule !== "fail")
    .flatMap((lonely) => [true, false].map((clustered) => ({ lonely, clustered })));
  test.each(cases)("$lonely, clusters: $clustered", ({ lonely, clustered }) => {
    for (let seed = 1; seed <= 40; seed++) {
      const rows = smallRows(seed);
      const cells = cellsOf(designOf(rows, clustered, { lonely }), rows);
      const domain = Array.from(cells.rows.keys()).filter((cell) => cells.codes[0]![cell] !== 2);
      const placeOf = new Int32Array(cells.count).fill(-1);
      for (const cell of domain) placeOf[cell] = cells.codes[0]![cell]! * 4 + cells.codes[1]![cell]!;
      const totals = totalsByPlace({ domain, placeOf, size: 8 }, cells.sums[0]!);
      const found = covarianceOfTable({ cells, domain, placeOf, size: 8, totals, total: 1 });
      const expected = covarianceOfTotals(
        cells,
        Array.from(totals, (_, at) => ({
          cells: domain,
          coefficients: [Float64Array.from(domain, (cell) => Number(placeOf[cell] === at))],
        })),
      );
      const scale = Math.max(...expected.flat().map(Math.abs));
      for (let j = 0; j < 8; j++)
        for (let k = 0; k <= j; k++)
          expectAgrees(found[packedLine(j) + k], expected[j]![k]!, 1e-12, `${seed}: ${j}, ${k}`, scale);
    }
  });
});

test("a table of 2 × 2 cells has one degree of freedom exactly", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const rows = smallRows(seed).map((row) => ({
      ...row,
      a: `${Number(row.a) % 2}`,
      b: `${Number(row.b) % 2}`,
    }));
    const cells = cellsOf(designOf(rows, true, { lonely: "certainty" }), rows);
    const found = testAssociation(cells, Array.from(cells.rows.keys()), [0, 1], "second");
    if ("df1" in found) expect(found.df1).toBe(1);
  }
});

describe("a test that cannot be made says so before it costs anything", () => {
  const reasonOf = (size: number, name: AssociationTestName) => {
    const rows = Array.from({ length: size }, (_, at) => ({ a: `${at}`, b: `${at}`, w: 1 }));
    const cells = cellsOf(
      makeDesign(rows.map(({ w }) => w)),
      rows.map((row) => ({ ...row, stratum: "", cluster: "" })),
    );
    const found = testAssociation(cells, Array.from(cells.rows.keys()), [0, 1], name);
    return "reason" in found ? found.reason.en : undefined;
  };

  test.each([
    ["second", 101, "the table has 10201 cells, and this test takes at most 10000"],
    ["wald", 71, "the table has 5041 cells, and this test takes at most 5000"],
    ["wald", 70, "there are too few clusters (or respondents) for this test"],
    ["second", 100, "too many cells of the table are empty"],
  ] as const)("%s of %i × as many levels, of as many rows", (name, size, reason) => {
    expect(reasonOf(size, name)).toBe(reason);
  });
});

test("a table of more rows than the limit is refused by their number, counting the groups that occur", () => {
  const of = (size: number) => factorOf(Array.from({ length: size }, (_, at) => `${at}`));
  const tableOf = (size: number) =>
    crosstab(makeDesign(new Float64Array(size).fill(1)), new Uint8Array(size).fill(1), of(size), [
      of(size),
      of(size),
    ]);
  expect(() => tableOf(317)).toThrow(
    "the table would have 100489 rows (317 groups × 317 levels); it can have at most 100000",
  );
  expect(tableOf(30).table.length).toBe(900);
});
