import { expect, test } from "vitest";
import type { FamilyName } from "../../src/models/families.ts";
import { compareLevels, fitModel } from "../../src/models/model.ts";
import { readFileTable } from "../../src/sources/fileTable.ts";
import { designOf } from "../../src/survey/designColumns.ts";
import { expectClose, given, oracle, root } from "../support/oracle.ts";

/** Of R's models those that this program fits so far: factors without interactions, canonical links. */
const specs = oracle("models/specs.csv").filter(
  ({ formula, family, link, where }) =>
    /^\w+ ~ [A-Z]\w*( \+ [A-Z]\w*)+$/.test(formula!) &&
    where === "" &&
    ["logistic logit", "poisson log"].includes(`${family} ${link}`),
);

test.each(specs)(
  "$model, $formula, is that of svyglm",
  async ({ model, design: name, family, formula, reference }) => {
    const { data, weight, strata } = oracle("models/designs.csv").find(({ design }) => design === name)!;
    const table = await readFileTable(`${root}test/oracle/models/data/${data}.csv`);
    const design = designOf(table, { weight: weight!, strata: strata ? [strata] : [] });
    const references = new Map(reference!.split(";").map((part) => part.split("=") as [string, string]));
    const [outcome, ...covariates] = formula!.split(/ [~+] /) as [string, ...string[]];
    const valuesOf = (variable: string) => {
      const { levels, codes } = table.factor(variable);
      return Array.from(codes, (code) => levels[code] ?? null);
    };
    const base = references.get(outcome) ?? table.factor(outcome).levels[0]!;
    const fitted = fitModel(design, family as FamilyName, {
      factors: covariates.map((variable) => {
        const { levels } = table.factor(variable);
        return { variable, levels, reference: references.get(variable) ?? levels[0]! };
      }),
      covariates: covariates.map(valuesOf),
      outcome: valuesOf(outcome).map((value) => (value === null ? null : Number(value !== base))),
      inDomain: Array(table.rows).fill(true),
    });
    if ("refusal" in fitted) throw new Error(fitted.refusal.en);
    const expected = oracle("models/contrasts.csv").filter(
      (row) => row.model === model && row.kind === "coefficient",
    );
    expect(expected.length).toBeGreaterThan(5);
    for (const row of expected) {
      const found = compareLevels(fitted, row.variable!, row.level!, row.versus!);
      for (const field of ["estimate", "se", "statistic", "df", "p", "low", "high"] as const)
        expectClose(
          found[field],
          given(row[field]),
          1e-8,
          `${row.variable} ${row.level} ${row.versus} ${field}`,
        );
    }
  },
);

test("there is such a model", () => {
  expect(specs.map(({ model }) => model)).toContain("housing-logit");
});
