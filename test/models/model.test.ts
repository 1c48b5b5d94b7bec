import { describe, expect, test } from "vitest";
import type { FamilyName } from "../../src/models/families.ts";
import { compareLevels, fitModel, type ModelData } from "../../src/models/model.ts";
import { parseDomain, satisfies } from "../../src/sources/condition.ts";
import { factorOf } from "../../src/sources/factor.ts";
import { makeDesign } from "../../src/survey/design.ts";
import { expectClose, given, oracle } from "../support/oracle.ts";

const rows = oracle("apistrat.csv");

describe("models of apistrat are those of svyglm", () => {
  test.each(oracle("estimators-model-specs.csv"))(
    "$model",
    ({ model, family, outcome, level, domain, weight, covariates, reference }) => {
      const design = makeDesign(
        rows.map((row) => Number(row[weight!])),
        { strata: factorOf(rows.map((row) => row.stype!)) },
      );
      const clauses = parseDomain(domain!, {});
      const inDomain = rows.map((row) => satisfies(clauses, (name) => row[name]!));
      const factors = covariates!.split(" ").map((variable) => {
        const levels = [...new Set(rows.filter((_, at) => inDomain[at]).map((row) => row[variable]!))].sort();
        return { variable, levels, reference: reference === "last" ? levels.at(-1)! : levels[0]! };
      });
      const fitted = fitModel(design, family as FamilyName, {
        factors,
        covariates: factors.map(({ variable }) => rows.map((row) => row[variable]!)),
        outcome: rows.map((row) => (level ? Number(row[outcome!] === level) : Number(row[outcome!]))),
        inDomain,
      });
      if ("refusal" in fitted) throw new Error(fitted.refusal.en);
      const expected = oracle("estimators-models.csv").filter((row) => row.model === model);
      expect(expected).toHaveLength(fitted.columns.length);
      for (const row of expected) {
        const versus = factors.find(({ variable }) => variable === row.variable)?.reference ?? "";
        const comparison = compareLevels(fitted, row.variable!, row.level!, versus);
        for (const field of ["estimate", "se", "statistic", "df", "p", "low", "high"] as const)
          expectClose(comparison[field], given(row[field]), 1e-9, `${row.variable} ${row.level} ${field}`);
        expect(fitted.n).toBe(given(row.n));
      }
    },
  );
});

describe("a model that does not exist is explained, never returned", () => {
  const design = makeDesign(Array(12).fill(1));
  const fitGroups = (
    family: FamilyName,
    outcome: (number | null)[],
    group: (string | null)[],
    levels = ["a", "b"],
  ) =>
    fitModel(design, family, {
      factors: [{ variable: "group", levels, reference: "a" }],
      covariates: [group],
      outcome,
      inDomain: Array(12).fill(true),
    } satisfies ModelData);
  const half = [..."aaaaaabbbbbb"];

  test("a level whose outcome never varies separates", () => {
    expect(fitGroups("logistic", [1, 1, 1, 1, 1, 1, 0, 1, 0, 1, 0, 1], half)).toHaveProperty(
      "refusal.en",
      'the outcome is 1 for everybody at the level "a" of group (separation)',
    );
    expect(fitGroups("poisson", [2, 1, 3, 1, 2, 1, 0, 0, 0, 0, 0, 0], half)).toHaveProperty(
      "refusal.en",
      'the outcome is 0 for everybody at the level "b" of group (separation)',
    );
  });

  test("a level without respondents", () => {
    expect(fitGroups("logistic", [1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1], half, ["a", "b", "c"])).toHaveProperty(
      "refusal.en",
      'nobody has the level "c" of group',
    );
  });

  test("covariates that say the same, and a separation by two covariates together", () => {
    const two = (first: string[], second: string[], outcome: number[]) =>
      fitModel(design, "logistic", {
        factors: [first, second].map((values, at) => ({
          variable: `x${at}`,
          levels: [...new Set(values)].sort(),
          reference: "a",
        })),
        covariates: [first, second],
        outcome,
        inDomain: Array(12).fill(true),
      });
    const collinear = two(half, half, [1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1]);
    expect(collinear).toHaveProperty(
      "refusal.en",
      "the iterations do not converge (separation or collinear covariates)",
    );
    // Nothing varies in two opposite corners: one coefficient runs to infinity and the other against it.
    const corner = two(half, [..."aaabbbaaabbb"], [1, 0, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0]);
    expect(corner).toEqual(collinear);
  });

  test("fewer respondents than coefficients", () => {
    const few = fitModel(design, "logistic", {
      factors: [{ variable: "group", levels: ["a", "b"], reference: "a" }],
      covariates: [half],
      outcome: Array(12)
        .fill(null)
        .map((_, at) => (at === 0 || at === 6 ? 1 : at === 1 || at === 7 ? 0 : null)),
      inDomain: half.map((_, at) => at < 2),
    });
    expect(few).toHaveProperty("refusal.en", 'nobody has the level "b" of group');
  });
});
