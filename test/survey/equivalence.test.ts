import { expect, test } from "vitest";
import { equivalenceP } from "../../src/survey/equivalence.ts";
import { expectClose, oracle } from "../support/oracle.ts";

const about = { statistic: null, p: null, low: null, high: null };

test("the two one-sided tests are R's", () => {
  const rows = oracle("equivalence.csv");
  expect(rows.length).toBe(64);
  for (const { estimate, se, df, margin, p } of rows) {
    const comparison = {
      ...about,
      estimate: Number(estimate),
      se: Number(se),
      df: df === "Inf" ? Number.POSITIVE_INFINITY : Number(df),
    };
    expectClose(
      equivalenceP(comparison, Number(margin)),
      Number(p),
      1e-8,
      `${estimate} ${se} ${df} ${margin}`,
    );
  }
});

test("without a standard error or degrees of freedom there is no test", () => {
  expect(equivalenceP({ ...about, estimate: 0, se: null, df: 10 }, 1)).toBeNull();
  expect(equivalenceP({ ...about, estimate: 0, se: 1, df: 0 }, 1)).toBeNull();
});
