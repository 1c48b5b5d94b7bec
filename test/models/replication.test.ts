import { beforeAll, describe, expect, test } from "vitest";
import { type FittedModel, fitModel } from "../../src/models/fit/model.ts";
import { parseFormula } from "../../src/models/formula/formula.ts";
import { predictiveMargins } from "../../src/models/results/margins.ts";
import { termsOf } from "../../src/models/results/terms.ts";
import { testTerms } from "../../src/models/results/waldTests.ts";
import { maskOf, type OracleSample } from "../support/estimates.ts";
import { expectClose, given, groupBy, oracle } from "../support/oracle.ts";
import { replicateSample } from "../support/replicates.ts";

const families = { gaussian: "linear", quasibinomial: "logistic", quasipoisson: "poisson" } as const;
type Row = Record<string, string>;

const samples = new Map<string, OracleSample>();
beforeAll(async () => {
  for (const { design } of oracle("replicates/designs.csv"))
    samples.set(design!, await replicateSample(design!));
});

function fitOf({ design: name, formula, family, where }: Row): FittedModel {
  const { table, design } = samples.get(name!)!;
  const model = fitModel(table, design, maskOf(table, where ?? ""), {
    formula: parseFormula(formula!),
    family: families[family as keyof typeof families],
    covariance: "design",
    references: new Map(),
    normal: false,
    level: 0.95,
  });
  if ("refusal" in model) throw new Error(model.refusal.en);
  return model;
}

const keyOf = ({ design, family, formula, where }: Row) => `${design}: ${family}, ${formula} ${where}`;

describe("models under replicate weights are those of svyglm", () => {
  const byModel = groupBy(oracle("replicates/models.csv"), keyOf);
  expect(byModel.size).toBe(38);
  test.each([...byModel])("%s", (_, rows) => {
    const model = fitOf(rows[0]!);
    const found = termsOf(model).filter(({ role }) => role === "estimated");
    expect(found.length).toBe(rows.length);
    for (const row of rows) {
      const own = found.find(({ term }) => term === row.term)!;
      for (const field of ["estimate", "se", "df"] as const)
        expectClose(own[field], given(row[field]), 1e-8, `${row.term} ${field}`);
    }
  });
});

test.each(oracle("replicates/termtests.csv"))("$design: Wald test of $term in $formula", (row) => {
  const found = testTerms(fitOf(row)).find(({ variable }) => variable === row.term)!;
  for (const field of ["F", "df1", "df2", "p"] as const)
    expectClose(found[field], given(row[field]), 1e-7, field);
});

test.each(oracle("replicates/predictive.csv"))("$design: margin of $variable $level in $formula", (row) => {
  const margins = predictiveMargins(fitOf(row), row.variable!);
  const { estimate, se, seSample } = margins.find(({ level }) => level === row.level)!;
  expectClose(estimate, given(row.estimate), 1e-8, "estimate");
  expectClose(se, given(row.se_delta), 1e-7, "se");
  expectClose(seSample, given(row.se_replicates), 1e-7, "se with the sample");
});
