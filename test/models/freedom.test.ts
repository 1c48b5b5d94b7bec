import { describe, expect, test } from "vitest";
import { model } from "../../src/analyses/model.ts";
import { formulasOf } from "../../src/analyses/modelRequest.ts";
import { sampleOfFile } from "../../src/samples/sampleOfFile.ts";
import { expectClose, given, oracle, root } from "../support/oracle.ts";

const sample = await sampleOfFile(`${root}test/oracle/public/data/apistrat.csv`, {
  variables: ["api00", "ell", "meals"],
  ...{ weight: "pw", strata: ["stype"], fpc: "fpc" },
  where: ['sch.wide == "Yes"'],
});
const request = { formula: "api00 ~ ell + meals + stype", family: "linear" } as const;

describe.each(["design", "domain", 25] as const)("with the degrees of freedom: %s", (freedom) => {
  const [{ result }] = model(sample, { ...request, freedom }) as [ReturnType<typeof model>[number]];
  if ("refusal" in result) throw new Error(result.refusal.en);
  const own = (row: Record<string, string>) => row.freedom === String(freedom);

  test("limits and p of the coefficients are R's", () => {
    const expected = oracle("freedom-terms.csv").filter(own);
    for (const { term, low, high, p, df } of expected) {
      const found = result.terms.find(({ variable, level }) => `${variable}${level}` === term)!;
      expect(found.df).toBe(Number(df));
      expectClose(found.low, given(low), 1e-8, `${term} low`);
      expectClose(found.high, given(high), 1e-8, `${term} high`);
      expectClose(found.p, given(p), 1e-8, `${term} p`);
    }
    expect(expected).toHaveLength(5);
  });

  test("Wald tests, plain and adjusted, are R's", () => {
    const expected = oracle("freedom-tests.csv").filter(own);
    for (const { variable, F, p, adjusted, df2, adjustedP } of expected) {
      const found = result.tests.find((row) => row.variable === variable)!;
      expectClose(found.F, given(F), 1e-8, `${variable} F`);
      expectClose(found.p, given(p), 1e-8, `${variable} p`);
      expectClose(found.adjustedF, given(adjusted), 1e-8, `${variable} adjusted F`);
      expect(found.adjustedDf2).toBe(Number(df2));
      expectClose(found.adjustedP, given(adjustedP), 1e-8, `${variable} adjusted p`);
    }
    expect(expected).toHaveLength(3);
  });
});

test("the normal distribution has no degrees of freedom to give", () => {
  const both = { ...request, normal: true, freedom: 31 };
  expect(() => formulasOf(both)).toThrow("option --df");
  expect(() => formulasOf({ ...both, normal: false })).not.toThrow();
});
