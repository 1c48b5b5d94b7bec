import fc from "fast-check";
import { expect, test } from "vitest";
import { isMixture } from "../../src/numerics/ranges.ts";

const exact = (value: number) => ({ low: value, high: value });
const unit = fc.double({ min: 0, max: 1, noNaN: true });

test("whatever shares mix parts, the means that they give are a mixture, and none beyond the parts is", () => {
  const cases = fc.integer({ min: 2, max: 5 }).chain((parts) =>
    fc.record({
      shares: fc.array(unit, { minLength: parts, maxLength: parts }),
      means: fc.array(fc.tuple(unit, unit, unit), { minLength: parts, maxLength: parts }),
    }),
  );
  fc.assert(
    fc.property(cases, ({ shares, means }) => {
      const sum = shares.reduce((all, own) => all + own, 0);
      fc.pre(sum > 0.01);
      const whole = [0, 1, 2].map((at) =>
        means.reduce((all, own, part) => all + (own[at]! * shares[part]!) / sum, 0),
      );
      const parts = means.map((own) => own.map(exact));
      expect(isMixture(whole.map(exact), parts)).toBe(true);
      const most = Math.max(...means.map(([first]) => first));
      expect(isMixture([most + 0.01, ...whole.slice(1)].map(exact), parts)).toBe(false);
    }),
  );
});

// Between (0, 0), (1, 0) and (0, 1) lie the points whose coordinates add up to at most 1.
test("means that each lie between those of the parts need not be a mixture together", () => {
  const parts = [
    [exact(0), exact(0)],
    [exact(1), exact(0)],
    [exact(0), exact(1)],
  ];
  expect(isMixture([exact(0.4), exact(0.5)], parts)).toBe(true);
  expect(isMixture([exact(0.6), exact(0.5)], parts)).toBe(false);
  expect(isMixture([{ low: 0.5, high: 0.7 }, exact(0.5)], parts)).toBe(true);
});
