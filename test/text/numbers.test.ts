import { expect, test } from "vitest";
import {
  decimalsOfCounts,
  formatExact,
  formatMeasure,
  formatNumber,
  formatPValue,
} from "../../src/text/numbers.ts";

test("numbers follow the language, not the machine's locale", () => {
  expect(formatNumber(36.44, 1, "fr")).toBe("36,4");
  expect(formatNumber(36.44, 1, "en")).toBe("36.4");
  expect(formatNumber(1234567, 0, "fr")).toBe("1\u202f234\u202f567");
  expect(formatNumber(1234567, 0, "en")).toBe("1,234,567");
});

test("a number that rounds to zero has no sign", () => {
  expect(formatNumber(-0.04, 1, "en")).toBe("0.0");
  expect(formatNumber(-0.06, 1, "en")).toBe("−0.1");
});

test("a negative number has a minus sign, which is no hyphen", () => {
  expect(formatNumber(-1234.5, 1, "fr")).toBe("\u22121\u202f234,5");
  expect(formatExact(-2.5e-9, "en")).toBe("\u22122.5e\u22129");
});

test("a tiny p-value is given as a bound", () => {
  expect(formatPValue(0.0004, "fr")).toBe("<0,001");
  expect(formatPValue(0.0496, "en")).toBe("0.050");
});

test("numbers too small or too large for decimals have a power of ten", () => {
  expect(formatMeasure(-3.254e-18, 20, "fr")).toBe("−3,25e−18");
  expect(formatMeasure(0.000123456, 7, "en")).toBe("0.0001235");
  expect(formatMeasure(1234567.5, 1, "en")).toBe("1,234,567.5");
  expect(formatMeasure(2.5e21, 1, "en")).toBe("2.50e+21");
  expect(formatMeasure(0, 12, "en")).toBe("0.0000000");
});

test("sums of weights have decimals where they are small, three digits of the middle one; none where they are whole", () => {
  expect(decimalsOfCounts([0, 12, 7 + 1e-12])).toBe(0);
  expect(decimalsOfCounts([31526.4, 6136.2, 12.5])).toBe(0);
  expect(decimalsOfCounts([0.6, 0.4])).toBe(3);
  expect(decimalsOfCounts([0, 0.0125, 0.0125, 0.9])).toBe(4);
  expect(decimalsOfCounts([41.3, 58.7])).toBe(1);
  expect(decimalsOfCounts([-0.05])).toBe(4);
});

test("a number that does not exist is a dash, one without bound ∞, however it is formatted", () => {
  for (const language of ["fr", "en"] as const)
    for (const format of [
      (value: number) => formatNumber(value, 2, language),
      (value: number) => formatMeasure(value, 2, language),
      (value: number) => formatMeasure(value, 12, language),
      (value: number) => formatExact(value, language),
    ])
      expect([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map(format)).toEqual([
        "–",
        "∞",
        "−∞",
      ]);
  expect(formatPValue(Number.NaN, "en")).toBe("–");
});
