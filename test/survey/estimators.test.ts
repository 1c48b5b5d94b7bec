import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { crossFactors, factorOf, numbersOf } from "../../src/sources/tables/factor.ts";
import { membership, parseDomain } from "../../src/study/domain.ts";
import { makeDesign } from "../../src/survey/design.ts";
import { estimateMean, estimateTotal } from "../../src/survey/estimators.ts";
import { intervals } from "../../src/survey/intervals.ts";
import { expectClose, given, oracle } from "../support/oracle.ts";

const rows = oracle("apistrat.csv");
const stype = rows.map((row) => row.stype!);

describe("means, proportions and totals of apistrat by domain are those of R's survey", () => {
  test.each(oracle("estimators.csv"))("$case", ({ kind, variable, level, domain, weight, ...expected }) => {
    const design = makeDesign(
      rows.map((row) => Number(row[weight!])),
      { strata: factorOf(stype) },
    );
    const isInside = membership(parseDomain(domain!, {}));
    const values = rows.map((row) => {
      const value = given(row[variable!]) === null && row[variable!] === "" ? null : row[variable!]!;
      if (value === null || !isInside((name) => row[name]!)) return null;
      return level === "" ? Number(value) : Number(value === level);
    });
    const result = (kind === "total" ? estimateTotal : estimateMean)(design, numbersOf(values))!;
    expectClose(result.estimate, given(expected.estimate), 1e-10, "estimate");
    expectClose(result.se, given(expected.se), 1e-10, "se");
    expect(result.n).toBe(given(expected.n));
    expect(result.df).toBe(given(expected.df));
    const interval = intervals[kind === "proportion" ? "logit" : "wald"](result, 0.95);
    expectClose(interval.low, given(expected.low), 1e-9, "low");
    expectClose(interval.high, given(expected.high), 1e-9, "high");
  });
});

test("a domain without respondents has no mean", () => {
  expect(estimateMean(makeDesign([1, 1]), numbersOf([null, null]))).toBeUndefined();
});

test("a stratum with one respondent is refused by name", () => {
  const design = makeDesign([1, 1, 1], { strata: factorOf(["a", "a", "b"]) });
  expect(() => estimateMean(design, numbersOf([1, 2, 3]))).toThrow(
    'strata hold a single cluster (or respondent), so their variance cannot be estimated; found "b"',
  );
});

test("a stratum with one respondent is no obstacle to a domain that it is not in", () => {
  const design = makeDesign([1, 1, 1], { strata: factorOf(["a", "a", "b"]) });
  expect(estimateMean(design, numbersOf([1, 3, null]))).toMatchObject({ estimate: 2, se: 1 });
});

test("strata are crossed by their values, whatever those look like", () => {
  const strata = crossFactors(4, [
    factorOf(["a × b", "a × b", "a", "a"]),
    factorOf(["c", "c", "b × c", "b × c"]),
  ]);
  expect(makeDesign([1, 1, 1, 1], { strata }).strata.map(({ clusters }) => clusters)).toEqual([2, 2]);
});

const sample = fc
  .array(
    fc.record({
      weight: fc.double({ min: 0.1, max: 50, noNaN: true }),
      stratum: fc.constantFrom("a", "b"),
      y: fc.option(fc.integer({ min: -5, max: 20 })),
    }),
    { minLength: 4, maxLength: 40 },
  )
  .map((drawn) => [...drawn, ...["a", "a", "b", "b"].map((stratum, y) => ({ weight: 1, stratum, y }))]);

type Sample = { weight: number; stratum: string; y: number | null }[];
const estimate = (drawn: Sample) =>
  estimateMean(
    makeDesign(
      drawn.map(({ weight }) => weight),
      { strata: factorOf(drawn.map(({ stratum }) => stratum)) },
    ),
    numbersOf(drawn.map(({ y }) => y)),
  )!;
const expectSame = (a: Sample, b: Sample) => {
  const [one, other] = [estimate(a), estimate(b)];
  expect(other.estimate).toBeCloseTo(one.estimate, 10);
  expect(other.se).toBeCloseTo(one.se, 10);
};

describe("properties of the linearised mean", () => {
  test("weights matter up to a factor", () => {
    fc.assert(
      fc.property(sample, fc.double({ min: 0.01, max: 1000, noNaN: true }), (drawn, factor) => {
        expectSame(
          drawn,
          drawn.map((row) => ({ ...row, weight: factor * row.weight })),
        );
      }),
    );
  });

  test("the order of rows is of no matter", () => {
    fc.assert(fc.property(sample, (drawn) => expectSame(drawn, [...drawn].reverse())));
  });

  test("shifting the outcome shifts the mean and leaves its standard error", () => {
    fc.assert(
      fc.property(sample, (drawn) => {
        const [one, other] = [
          estimate(drawn),
          estimate(drawn.map((row) => ({ ...row, y: row.y === null ? null : row.y + 1e6 }))),
        ];
        expect(other.estimate - 1e6).toBeCloseTo(one.estimate, 6);
        expect(other.se).toBeCloseTo(one.se, 6);
      }),
    );
  });

  test("it is the same cell by cell as row by row", () => {
    fc.assert(
      fc.property(sample, (drawn) => {
        const { estimate: mean, se } = estimate(drawn);
        const total = drawn.reduce((sum, { weight, y }) => sum + (y === null ? 0 : weight), 0);
        let variance = 0;
        for (const stratum of ["a", "b"]) {
          const u = drawn
            .filter((row) => row.stratum === stratum)
            .map(({ weight, y }) => (y === null ? 0 : (weight * (y - mean)) / total));
          const centre = u.reduce((sum, value) => sum + value, 0) / u.length;
          variance += (u.length / (u.length - 1)) * u.reduce((sum, value) => sum + (value - centre) ** 2, 0);
        }
        expect(se).toBeCloseTo(Math.sqrt(variance), 10);
      }),
    );
  });
});
