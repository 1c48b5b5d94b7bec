import { beforeAll, describe, expect, test } from "vitest";
import { type CovarianceName, covarianceNames } from "../../src/models/fit/covariances.ts";
import type { FitRequest, FittedModel } from "../../src/models/fit/model.ts";
import { type Adjustment, adjustmentNames, adjustments } from "../../src/models/results/adjustments.ts";
import { marginalEffects } from "../../src/models/results/effects.ts";
import { fitStatistics } from "../../src/models/results/fitStatistics.ts";
import { inflationOf } from "../../src/models/results/inflation.ts";
import { largestInfluence } from "../../src/models/results/influence.ts";
import { predictiveMargins } from "../../src/models/results/margins.ts";
import { pairwiseContrasts } from "../../src/models/results/pairs.ts";
import { termsOf } from "../../src/models/results/terms.ts";
import { testTerms } from "../../src/models/results/waldTests.ts";
import type { Tested } from "../../src/survey/comparison.ts";
import { type RowSource, sourcesAbsent, sourcesHere } from "../support/groupings.ts";
import { fitSpec, type Spec } from "../support/models.ts";
import { expectClose, given, groupBy, oracle } from "../support/oracle.ts";

const specs = oracle("models/specs.csv");
const rowsOf = (file: string) => groupBy(oracle(`models/${file}.csv`), ({ model }) => model!);

/** Those of each row's leverage need rows. */
const covariancesFrom = (source: RowSource): readonly CovarianceName[] =>
  source === "rows" ? covarianceNames : covarianceNames.filter((name) => !["HC2", "HC3"].includes(name));

const inferred = ["estimate", "se", "statistic", "df", "p", "low", "high"] as const;

function expectComparison(
  found: Tested | undefined,
  row: Spec,
  fields: readonly (keyof Tested)[],
  tolerance: number,
  what: string,
) {
  for (const field of fields)
    if (row[field] !== undefined)
      expectClose(found?.[field], given(row[field]), tolerance, `${what} ${field}`);
}

test.skip.each(sourcesAbsent)("from %s, which is not here", () => {});

describe.each(sourcesHere)("from %s", (source) => {
  async function fitOf(spec: Spec, options: Partial<FitRequest> = {}): Promise<FittedModel> {
    const model = await fitSpec(spec, options, source);
    if ("refusal" in model) throw new Error(model.refusal.en);
    return model;
  }

  describe("models of public data are those of svyglm, and of sandwich for HC0 to HC3 and CR1", () => {
    const terms = rowsOf("terms");
    const tests = rowsOf("tests-vcov");
    test.each(specs)("$model: $family, $formula", async (spec) => {
      const expected = terms.get(spec.model!)!;
      for (const vcov of covariancesFrom(source)) {
        const model = await fitOf(spec, { covariance: vcov });
        const terms = termsOf(model);
        const estimated = terms.filter(({ role }) => role === "estimated");
        const own = expected.filter((row) => row.vcov === vcov);
        expect(new Set(estimated.map(({ term }) => term))).toEqual(new Set(own.map(({ term }) => term)));
        for (const row of own) {
          const found = estimated.find(({ term }) => term === row.term)!;
          expectComparison(found, row, inferred, 1e-8, `${vcov} ${row.term}`);
        }
        expect(terms.flatMap(({ role, term }) => (role === "aliased" ? term : []))).toEqual(
          expected.flatMap((row) => (row.aliased === "yes" ? row.term! : [])),
        );
        const ownTests = tests.get(spec.model!)?.filter((row) => row.vcov === vcov) ?? [];
        const foundTests = testTerms(model);
        expect(foundTests.map(({ variable }) => variable)).toEqual(ownTests.map(({ term }) => term));
        ownTests.forEach((row, at) => {
          for (const field of ["df1", "df2", "F", "p"] as const)
            expectClose(foundTests[at]![field], given(row[field]), 1e-7, `${vcov} ${row.term} ${field}`);
          expectClose(
            foundTests[at]!.adjustedF,
            given(row.adjusted_F),
            1e-7,
            `${vcov} ${row.term} adjusted F`,
          );
          expectClose(
            foundTests[at]!.adjustedP,
            given(row.adjusted_p),
            1e-7,
            `${vcov} ${row.term} adjusted p`,
          );
          expect(foundTests[at]!.adjustedDf2).toBe(given(row.adjusted_df2));
        });
      }
    });
  });

  describe("what follows from a fitted model is what R gives", () => {
    const models = new Map<string, FittedModel>();
    beforeAll(async () => {
      for (const spec of specs) models.set(spec.model!, await fitOf(spec));
    });
    const modelOf = (row: Spec) => models.get(row.model!)!;

    test.each(oracle("models/fit.csv"))("$model: deviance, pseudo-R² and criteria", (row) => {
      const model = modelOf(row);
      const found = fitStatistics(model);
      const linear = model.link === "identity";
      expect([model.n, model.missing, model.df]).toEqual([row.n, row.missing, row.df].map(Number));
      const pairs: [number | null, string][] = [
        [found.deviance, "deviance"],
        [found.nullDeviance, "null_deviance"],
        [found.dispersion, "dispersion_svyglm"],
        [found.coxSnell, "cox_snell"],
        [found.nagelkerke, "nagelkerke"],
        ...(linear ? [] : [[found.bic, "bic"] as [number | null, string]]),
        [found.effectiveParameters, linear ? "eff_p_normal" : "eff_p"],
        [found.aic, linear ? "aic_normal" : "aic"],
      ];
      for (const [value, column] of pairs) expectClose(value, given(row[column]), 1e-8, column);
    });

    const inflation = [...rowsOf("gvif")];
    test.each(inflation)("%s: generalised variance inflation", (name, rows) => {
      const found = inflationOf(models.get(name)!);
      expect(found.map(({ variable }) => variable)).toEqual(rows.map(({ term }) => term));
      rows.forEach((row, at) => {
        expectClose(found[at]!.gvif, given(row.gvif), 1e-8, row.term!);
        expectClose(found[at]!.scaled, given(row.scaled), 1e-8, row.term!);
      });
    });

    test("no inflation where car gives none", () => {
      const without = specs.filter(({ model }) => !inflation.some(([name]) => name === model));
      for (const row of without) expect(inflationOf(modelOf(row)), row.model).toEqual([]);
    });

    test.each([...rowsOf("margins")])("%s: predictive margins", (name, rows) => {
      for (const row of rows) {
        const found = predictiveMargins(models.get(name)!, row.variable!).find(
          ({ level }) => level === row.level,
        )!;
        const what = `${row.variable} ${row.level}`;
        expectComparison(found, row, ["estimate", "se"], 1e-8, what);
        expectClose(found.seSample, given(row.se_full), 1e-8, `${what} with the sample`);
      }
    });

    test.each([...rowsOf("effects")])("%s: average marginal effects", (name, rows) => {
      for (const row of rows) {
        const effects = marginalEffects(models.get(name)!, row.variable!);
        const found = effects.find(({ level }) => level === row.level)!;
        // R differentiates numerically.
        expectComparison(found, row, ["estimate", "se"], 1e-7, `${row.variable} ${row.level}`);
        expectClose(found.seSample, given(row.se_full), 1e-7, `${row.variable} ${row.level} with the sample`);
      }
    });

    test.each([...rowsOf("contrasts")])("%s: contrasts of all pairs of levels", (name, rows) => {
      for (const row of rows) {
        const pairs = pairwiseContrasts(models.get(name)!, row.variable!).filter(
          ({ scale }) => scale === row.kind,
        );
        const same = pairs.find(({ level, versus }) => level === row.level && versus === row.versus);
        const turned = pairs.find(({ level, versus }) => level === row.versus && versus === row.level);
        const what = `${row.kind} ${row.variable} ${row.level} ${row.versus}`;
        expectClose((same ?? turned)!.seSample, given(row.se_full), 1e-7, `${what} with the sample`);
        if (same) expectComparison(same, row, inferred, 1e-7, what);
        else {
          const { estimate, se, p, low, high } = turned!;
          expectClose(-estimate!, given(row.estimate), 1e-7, what);
          expectClose(se, given(row.se), 1e-8, what);
          expectClose(p, given(row.p), 1e-7, what);
          expectClose(-high!, given(row.low), 1e-7, what);
          expectClose(-low!, given(row.high), 1e-7, what);
        }
      }
    });

    test.runIf(source === "rows")("the row of largest influence", () => {
      for (const row of oracle("models/influence.csv")) {
        const found = largestInfluence(modelOf(row));
        if (row.cook === "") {
          expect(found, row.model).toBeUndefined();
          continue;
        }
        expectClose(found?.cook, given(row.cook), 1e-7, `${row.model} cook`);
        expectClose(found?.leverage, given(row.leverage), 1e-7, `${row.model} leverage`);
        expect(found!.row + 1, row.model).toBe(Number(row.row));
      }
    });
  });

  test("the normal distribution in place of Student's t", async () => {
    const tests = rowsOf("normal-tests");
    for (const [name, rows] of rowsOf("normal")) {
      const spec = specs.find(({ model }) => model === name)!;
      for (const [vcov, own] of groupBy(rows, (row) => row.vcov!)) {
        if (!covariancesFrom(source).includes(vcov as CovarianceName)) continue;
        const model = await fitOf(spec, { covariance: vcov as CovarianceName, normal: true });
        for (const row of own) {
          const found = termsOf(model).find(({ term }) => term === row.term)!;
          expectComparison(found, row, ["statistic", "p", "low", "high"], 1e-8, `${name} ${row.term}`);
        }
      }
      const found = testTerms(await fitOf(spec, { normal: true }));
      for (const row of tests.get(name)!) {
        const own = found.find(({ variable }) => variable === row.term)!;
        expectClose(own.F! * own.df1, given(row.chisq), 1e-8, `${name} ${row.term}`);
        expectClose(own.p, given(row.p), 1e-7, `${name} ${row.term}`);
        expect([own.df1, own.df2]).toEqual([Number(row.df1), Number.POSITIVE_INFINITY]);
      }
    }
  });
});

test("adjusted p-values are those of p.adjust", () => {
  const groups = groupBy(oracle("models/adjust.csv"), ({ model, variable, kind }) =>
    [model, variable, kind].join(),
  );
  for (const rows of groups.values())
    for (const name of adjustmentNames) {
      const found = adjustments[name as Adjustment](rows.map(({ p }) => given(p)));
      rows.forEach((row, at) => {
        expectClose(found[at], given(row[name]), 1e-12, `${row.model} ${row.variable} ${name}`);
      });
    }
});
