import * as fc from "fast-check";
import { MultivariateLinearRegression, PolynomialRegression, SimpleLinearRegression } from "ml-regression";
import { expect, test } from "vitest";
import { fitted } from "../support/table.ts";

/** Whole numbers are written and read without rounding; distinct ones leave no column collinear. */
const number = fc.integer({ min: -50, max: 50 });
const points = (columns: number) =>
  fc.uniqueArray(fc.tuple(...Array.from({ length: columns }, () => number)), {
    minLength: 12,
    maxLength: 40,
    selector: ([x]) => x,
  });

function expectCoefficients(found: readonly number[], expected: readonly number[], scale: number) {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, k) => {
    expect(Math.abs(value - expected[k]!)).toBeLessThanOrEqual(
      1e-6 * Math.max(1, Math.abs(expected[k]!), scale),
    );
  });
}

test("a straight line through rows that count once is that of least squares", async () => {
  await fc.assert(
    fc.asyncProperty(points(2), async (rows) => {
      const [x, y] = [rows.map(([value]) => value!), rows.map(([, value]) => value!)];
      const { slope, intercept } = new SimpleLinearRegression(x, y);
      const { coefficients } = await fitted("y ~ x", { x, y });
      expectCoefficients(coefficients, [intercept, slope], 1);
    }),
    { seed: 1, numRuns: 30 },
  );
});

test("a parabola and a cubic through rows that count once are those of least squares", async () => {
  await fc.assert(
    fc.asyncProperty(points(2), fc.constantFrom(2, 3), async (rows, degree) => {
      const [x, y] = [rows.map(([value]) => value! / 10), rows.map(([, value]) => value!)];
      const { coefficients: expected } = new PolynomialRegression(x, y, degree);
      const powers = Array.from({ length: degree }, (_, k) => `I(x^${k + 1})`).join(" + ");
      const { coefficients } = await fitted(`y ~ ${powers}`, { x, y });
      expectCoefficients(coefficients, expected, 1);
    }),
    { seed: 2, numRuns: 30 },
  );
});

test("a linear model of three numbers is that of multivariate least squares", async () => {
  await fc.assert(
    fc.asyncProperty(points(4), async (rows) => {
      const [a, b, c, y] = [0, 1, 2, 3].map((at) => rows.map((row) => row[at]!)) as [
        number[],
        number[],
        number[],
        number[],
      ];
      const model = new MultivariateLinearRegression(
        rows.map((row) => row.slice(0, 3)),
        y.map((value) => [value]),
      );
      const [first, second, third, intercept] = model.weights.map(([weight]) => weight!);
      const { coefficients } = await fitted("y ~ a + b + c", { a, b, c, y });
      expectCoefficients(coefficients, [intercept!, first!, second!, third!], 1);
    }),
    { seed: 3, numRuns: 30 },
  );
});
