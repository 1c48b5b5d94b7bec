import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeRandom } from "../../src/numerics/random.ts";
import type { Auxiliary } from "../../src/survey/auxiliaries.ts";
import { calibrationOn } from "../../src/survey/calibration.ts";
import { makeDesign } from "../../src/survey/design.ts";
import { estimateMean, estimateTotal } from "../../src/survey/estimators.ts";
import { calibrate } from "../../src/weights/calibrate.ts";
import { checkMargins } from "../../src/weights/diagnosis.ts";
import { type CalibrationMethod, calibrationMethods, distances } from "../../src/weights/distances.ts";
import { type Constraint, prepare } from "../../src/weights/equations.ts";
import { tightestBounds } from "../../src/weights/feasibility.ts";
import { expectClose } from "../support/oracle.ts";

const levels = (name: string, answers: string, totals: Record<string, number>): Constraint => ({
  auxiliary: {
    name,
    levels: Object.keys(totals),
    codes: Int8Array.from(answers, (answer) => Object.keys(totals).indexOf(answer)),
  },
  totals: Object.values(totals),
  place: {},
});
const number = (name: string, values: readonly number[], total: number): Constraint => ({
  auxiliary: { name, numbers: Float64Array.from(values) },
  totals: [total],
  place: {},
});
const ones = (rows: number) => new Float64Array(rows).fill(1);
const wide = { low: 0.05, high: 20 };
const boundsOf = (method: CalibrationMethod) => (distances[method].bounded ? wide : undefined);

test.each(calibrationMethods)("%s: post-stratification multiplies each cell by its factor", (method) => {
  const target = levels("sex", "FFM", { F: 3, M: 4 });
  const { weights } = calibrate(ones(3), [target], method, boundsOf(method));
  [1.5, 1.5, 4].forEach((weight, row) => {
    expectClose(weights[row], weight, 1e-12, `row ${row}`);
  });
});

describe.each(Object.entries(distances))("the calibration function of %s", (_, distance) => {
  const { ratio, slope, integral } = distance.functionIn({ low: 0.4, high: 2.5 });
  test("is 1 with slope 1 where nothing is to be changed, and rises", () => {
    expectClose(ratio(0), 1, 1e-15, "ratio");
    expectClose(slope(0), 1, 1e-14, "slope");
    for (let u = -3; u < 3; u += 0.1) expect(ratio(u + 0.1)).toBeGreaterThanOrEqual(ratio(u));
  });
  test("has its slope as derivative, and its integral as primitive", () => {
    for (let u = -2.95; u < 3; u += 0.1) {
      const h = 1e-5;
      expect(Math.abs((ratio(u + h) - ratio(u - h)) / (2 * h) - slope(u))).toBeLessThan(
        1e-8 * (1 + slope(u)),
      );
      expect(Math.abs((integral(u + h) - integral(u - h)) / (2 * h) - ratio(u))).toBeLessThan(
        1e-8 * (1 + Math.abs(ratio(u))),
      );
    }
  });
  test("keeps to its bounds however far it goes", () => {
    if (!distance.bounded) return;
    for (const u of [-1e3, -50, 50, 1e3]) {
      expect(ratio(u)).toBeGreaterThanOrEqual(0.4);
      expect(ratio(u)).toBeLessThanOrEqual(2.5);
      expect(Number.isFinite(integral(u))).toBe(true);
    }
  });
});

/** Rows with two categories and a number, and totals that some ratios within bounds meet. */
const problems = fc
  .record({
    rows: fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 2 }),
        fc.integer({ min: 0, max: 1 }),
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.double({ min: 0.5, max: 50, noNaN: true }),
        fc.double({ min: 0.6, max: 1.9, noNaN: true }),
      ),
      { minLength: 8, maxLength: 60 },
    ),
  })
  .filter(
    ({ rows }) => new Set(rows.map(([a]) => a)).size === 3 && new Set(rows.map(([, b]) => b)).size === 2,
  )
  .map(({ rows }) => {
    const weights = Float64Array.from(rows, ([, , , weight]) => weight);
    const goal = rows.map(([, , , weight, ratio]) => weight * ratio);
    const sum = (of: (at: number) => number) => goal.reduce((total, value, at) => total + value * of(at), 0);
    const auxiliaries: Auxiliary[] = [
      { name: "a", levels: ["0", "1", "2"], codes: Int8Array.from(rows, ([a]) => a) },
      { name: "b", levels: ["0", "1"], codes: Int8Array.from(rows, ([, b]) => b) },
      { name: "x", numbers: Float64Array.from(rows, ([, , x]) => x) },
    ];
    const constraints: Constraint[] = auxiliaries.map((auxiliary) => ({
      auxiliary,
      place: {},
      totals:
        "codes" in auxiliary
          ? auxiliary.levels.map((_, level) => sum((at) => Number(auxiliary.codes[at] === level)))
          : [sum((at) => auxiliary.numbers[at]!)],
    }));
    return { weights, constraints, goal };
  });

test.each(calibrationMethods)("%s: whatever can be met is met", (method) => {
  fc.assert(
    fc.property(problems, ({ weights, constraints, goal }) => {
      const bounds = distances[method].bounded ? { low: 0.55, high: 2 } : undefined;
      const found = calibrate(weights, constraints, method, bounds).weights;
      const scale = goal.reduce((sum, weight) => sum + weight, 0);
      for (const { target, after } of checkMargins(constraints, weights, found))
        expect(Math.abs(after - target)).toBeLessThan(1e-9 * scale);
      if (bounds)
        found.forEach((weight, row) => {
          expect(weight / weights[row]!).toBeGreaterThanOrEqual(bounds.low * (1 - 1e-12));
          expect(weight / weights[row]!).toBeLessThanOrEqual(bounds.high * (1 + 1e-12));
        });
    }),
    { numRuns: 150, seed: 1 },
  );
});

test("what some ratios strictly within the bounds meet is met, however skewed they are", () => {
  const random = makeRandom(7);
  for (let k = 0; k < 400; k++) {
    const rows = random.integer(5, 200);
    const [low, high] = [random.pick([0, 0.2, 0.5, 0.9, 0.97]), random.pick([1.05, 1.3, 2, 3, 5, 12])];
    const draw = (of: (row: number) => number) => Array.from({ length: rows }, (_, row) => of(row));
    const weights = Float64Array.from(draw(() => Math.exp(random.pick([0, 1, 4]) * random.uniform())));
    const [a, b] = [draw(() => Math.floor(5 * random.uniform() ** 2)), draw(() => random.integer(0, 3))];
    const x = draw(() => random.uniform() ** 3);
    const isHigh = random.pick([
      () => random.uniform(),
      (row: number) => Number(a[row] === 0),
      (row: number) => Number(random.uniform() < 0.1 + 0.2 * b[row]!),
    ]);
    const goal = draw((row) => weights[row]! * (low + (high - low) * (0.01 + 0.98 * isHigh(row))));
    const total = (of: (row: number) => number) => goal.reduce((sum, value, row) => sum + value * of(row), 0);
    const category = (name: string, values: readonly number[]): Constraint => {
      const found = [...new Set(values)];
      const codes = Int8Array.from(values, (value) => found.indexOf(value));
      const totals = found.map((value) => total((row) => Number(values[row] === value)));
      return { auxiliary: { name, levels: found.map(String), codes }, totals, place: {} };
    };
    const constraints = [
      category("a", a),
      category("b", b),
      number(
        "x",
        x,
        total((row) => x[row]!),
      ),
    ];
    for (const method of ["raking", "logit", "truncated"] as const)
      expect(() =>
        calibrate(weights, constraints, method, method === "raking" ? undefined : { low, high }),
      ).not.toThrow();
  }
});

test("thousands of post-strata have their factors", () => {
  const cells = 3000;
  const codes = Int16Array.from({ length: 2 * cells }, (_, row) => row % cells);
  const totals = Array.from({ length: cells }, (_, cell) => 1 + (cell % 7));
  const target = {
    auxiliary: { name: "cell", levels: totals.map((_, cell) => `${cell}`), codes },
    totals,
    place: {},
  };
  const { weights } = calibrate(ones(2 * cells), [target], "linear");
  weights.forEach((weight, row) => {
    expect(weight).toBe(totals[row % cells]! / 2);
  });
});

test("numbers that are nearly proportional are not taken for redundant", () => {
  const rows = 40;
  const draw = (of: (row: number) => number) => Array.from({ length: rows }, (_, row) => of(row));
  const big = draw((row) => 1e6 + (row % 7));
  const other = big.map((value, row) => value + Math.sin(row));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const { redundant, weights } = calibrate(
    ones(rows),
    [number("big", big, sum(big) + 3), number("other", other, sum(other) + 2)],
    "linear",
  );
  expect(redundant).toEqual([]);
  expectClose(sum(other.map((value, row) => value * weights[row]!)), sum(other) + 2, 1e-12, "total");
});

test("no bounds are tight where only weights of zero meet the margins", () => {
  const constraints = [levels("g", "aabbb", { a: 3, b: 2 }), levels("h", "ppqqq", { p: 3, q: 2 })];
  expect(tightestBounds(prepare(ones(5), constraints))).toEqual({ low: 0.666, high: 1.5 });
  const crossed = [levels("g", "aabbb", { a: 3, b: 2 }), levels("h", "ppqqp", { p: 3, q: 2 })];
  expect(tightestBounds(prepare(ones(5), crossed))).toBeUndefined();
});

test("the tightest bounds are met, and bounds a hair tighter are not", () => {
  fc.assert(
    fc.property(problems, ({ weights, constraints }) => {
      const prepared = prepare(weights, constraints);
      const { low, high } = tightestBounds(prepared)!;
      calibrate(weights, constraints, "truncated", { low, high });
      if (high <= 1.003) return;
      const factor = high - 0.003;
      expect(() => calibrate(weights, constraints, "truncated", { low: 1 / factor, high: factor })).toThrow(
        "cannot be met",
      );
    }),
    { numRuns: 60, seed: 2 },
  );
});

test("of one variable the tightest bounds are its largest factor, rounded outwards", () => {
  const target = levels("sex", "FFMM", { F: 5, M: 2 });
  expect(tightestBounds(prepare(ones(4), [target]))).toEqual({ low: 0.4, high: 2.5 });
  const other = levels("sex", "FFMM", { F: 3, M: 1.9 });
  expect(tightestBounds(prepare(ones(4), [other]))).toEqual({ low: 0.666, high: 1.5 });
});

describe("margins that cannot be met are explained", () => {
  test("one that is out of reach of the bounds", () => {
    expect(() =>
      calibrate(ones(4), [levels("sex", "FFMM", { F: 5, M: 2 })], "logit", { low: 0.5, high: 2 }),
    ).toThrow(
      "the margin sex=F cannot be met with ratios from 0.5 to 2; found 5. In this sample it can go from 1 to 4. The tightest bounds within which all margins can be met are 0.4,2.5 (--bounds tightest)",
    );
  });
  test("ones that stand in each other's way", () => {
    const constraints = [levels("sex", "FM", { F: 1, M: 3 }), levels("age", "yo", { y: 2, o: 2 })];
    expect(() => calibrate(ones(2), constraints, "raking")).toThrow("age=");
    const three = [levels("sex", "FFM", { F: 2, M: 2 }), levels("age", "yoy", { y: 1, o: 3 })];
    expect(() => calibrate(ones(3), three, "raking")).toThrow(
      "the margins cannot be met together; without sex, or without age the others can. No positive weights meet these margins together",
    );
  });
});

describe("redundant margins", () => {
  test("one that follows from another is left out and named", () => {
    const constraints = [
      levels("region", "NNSSE", { N: 3, S: 4, E: 2 }),
      levels("zone", "nnssn", { n: 5, s: 4 }),
    ];
    const { weights, redundant } = calibrate(ones(5), constraints, "raking");
    expect(redundant).toEqual(["zone"]);
    expectClose(weights[0], 1.5, 1e-12, "weight");
  });
  test("the last level of a second variable is no news", () => {
    const constraints = [levels("sex", "FFMM", { F: 3, M: 3 }), levels("age", "yoyo", { y: 2, o: 4 })];
    expect(calibrate(ones(4), constraints, "raking").redundant).toEqual([]);
  });
  test("one that contradicts what it follows from is refused", () => {
    const constraints = [
      levels("region", "NNSSE", { N: 3, S: 4, E: 2 }),
      levels("zone", "nnssn", { n: 4, s: 5 }),
    ];
    expect(() => calibrate(ones(5), constraints, "raking")).toThrow(
      /the total of zone=n contradicts the other margins.*found 4. The others make it 5/,
    );
  });
  test("a constant number is redundant beside levels, and refused where it contradicts them", () => {
    const sex = levels("sex", "FFMM", { F: 3, M: 3 });
    expect(calibrate(ones(4), [sex, number("one", [1, 1, 1, 1], 6)], "linear").redundant).toEqual(["one"]);
    expect(() => calibrate(ones(4), [sex, number("one", [1, 1, 1, 1], 7)], "linear")).toThrow(
      "the total of one contradicts the other margins",
    );
  });
});

describe("a calibrated design", () => {
  const values = Float64Array.from([3, 1, 4, 1, 5, 9]);
  const target = levels("sex", "FFFMMM", { F: 10, M: 20 });
  const { weights } = calibrate(ones(6), [target], "raking");
  const calibrated = { ...makeDesign(weights), calibration: calibrationOn(ones(6), [target.auxiliary]) };
  test("knows the totals that it is calibrated on without error", () => {
    const women = Float64Array.from("FFFMMM", (sex) => Number(sex === "F"));
    const found = estimateTotal(calibrated, women)!;
    expectClose(found.estimate, 10, 1e-12, "estimate");
    expect(found.se).toBe(0);
  });
  test("has the standard error of a post-stratified mean", () => {
    // Residuals from the means of the sexes, 8/3 and 5, with weights 10/3 and 20/3.
    const residuals = [1 / 3, -5 / 3, 4 / 3, -4, 0, 4].map((rest, at) => (rest * weights[at]!) / 30);
    const variance = (6 / 5) * residuals.reduce((sum, rest) => sum + rest ** 2, 0);
    expectClose(estimateMean(calibrated, values)!.se, Math.sqrt(variance), 1e-12, "standard error");
  });
});

test("the order of the rows is of no matter", () => {
  fc.assert(
    fc.property(problems, ({ weights, constraints }) => {
      const forwards = calibrate(weights, constraints, "raking").weights;
      const backwards = calibrate(
        weights.slice().reverse(),
        constraints.map(
          ({ auxiliary, ...rest }): Constraint => ({
            ...rest,
            auxiliary:
              "codes" in auxiliary
                ? { ...auxiliary, codes: auxiliary.codes.slice().reverse() }
                : { ...auxiliary, numbers: auxiliary.numbers.slice().reverse() },
          }),
        ),
        "raking",
      ).weights.reverse();
      expect(backwards).toEqual(forwards);
    }),
    { numRuns: 50, seed: 3 },
  );
});
