import { csvFormat } from "d3-dsv";
import { describe, expect, test } from "vitest";
import { type Reproduction, reproduce } from "../../src/figures/reproduce.ts";
import { designCode, figureCode, modelCode } from "../../src/reports/recipes.ts";
import { openStudy } from "../../src/study/openStudy.ts";
import { folderWith } from "../support/files.ts";
import { resultsOfR } from "../support/live.ts";
import { dataFolder } from "../support/oracle.ts";

/** The rows of the waves with the variables and levels as the page names them. */
function rowsOf({ dataset }: Reproduction): Record<string, string> {
  const files = [...dataset.waves.values()].map(({ name, table, weights }) => {
    const { weight } = dataset.description.waves.find((wave) => wave.name === name)!;
    const columns = [...table.codebook.values()].map((variable) => {
      if (variable.type === "numeric") {
        const numbers = table.numbers(variable.name);
        return [variable.name, (row: number) => (Number.isNaN(numbers[row]) ? "" : numbers[row])] as const;
      }
      const { codes, levels } = table.factor(variable.name);
      return [variable.name, (row: number) => levels[codes[row]!] ?? ""] as const;
    });
    const rows = Array.from({ length: table.rows }, (_, row) =>
      Object.fromEntries([[weight, weights[row]], ...columns.map(([key, value]) => [key, value(row)])]),
    );
    return [`rows_${name}.csv`, csvFormat(rows)];
  });
  return Object.fromEntries(files);
}

const inOrder = (values: readonly (number | null)[]) => values.map(Number).sort((a, b) => a - b);

describe.each(["er1245", "collaboration-2022"])("the R code on the page of %s", (id) => {
  test("gives the page's numbers: estimates, intervals of percentages, coefficients and their standard errors", async () => {
    const { study, dataset } = await openStudy(id, dataFolder);
    const reproduction = reproduce(study, dataset);
    const figures = reproduction.figures.flatMap(({ figure, result }) =>
      figure.estimand && result && "computed" in result
        ? [{ figure, estimand: figure.estimand, result }]
        : [],
    );
    const models = reproduction.models.filter(({ result }) => !("refusal" in result));
    const code = [
      ...figures.map(({ figure, estimand }) => ({ id: figure.id, code: figureCode(estimand) })),
      ...models.map((model) => ({ id: `model ${model.description.id}`, code: modelCode(model) })),
    ];
    const folder = folderWith({
      ...rowsOf(reproduction),
      "design.R": designCode(reproduction),
      "code.csv": csvFormat(code),
    });
    const found = resultsOfR("test/oracle/page.R", folder);
    // svyciprop and svyglm end their iterations where the deviance changes by less than 1e-8 of itself.
    for (const { figure, estimand, result } of figures) {
      const items = found.get(figure.id)!;
      expect(items.get("estimate"), figure.id).toBeCloseTo(result.computed, 5);
      if (estimand.statistic !== "percent") continue;
      expect(items.get("low"), figure.id).toBeCloseTo(result.low!, 5);
      expect(items.get("high"), figure.id).toBeCloseTo(result.high!, 5);
    }
    for (const { description, terms } of models) {
      const items = [...found.get(`model ${description.id}`)!];
      const estimated = terms.filter(({ role }) => role === "estimated");
      for (const key of ["estimate", "se"] as const) {
        const ofR = items.flatMap(([item, value]) =>
          item.startsWith("se ") === (key === "se") ? value : [],
        );
        expect(ofR).toHaveLength(estimated.length);
        // R has the levels in another order.
        const own = inOrder(estimated.map((term) => term[key]));
        inOrder(ofR).forEach((value, at) => {
          expect(value, description.id).toBeCloseTo(own[at]!, 4);
        });
      }
    }
  });
});
