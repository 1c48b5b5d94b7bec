import { csvFormat } from "d3-dsv";
import { describe, expect, test } from "vitest";
import type { Computed } from "../../src/figures/compute.ts";
import { type FigureResult, type Reproduction, reproduce } from "../../src/figures/reproduce.ts";
import { designCode, figureCode, modelCode } from "../../src/reports/recipes.ts";
import type { Estimand } from "../../src/study/figures.ts";
import { openStudy } from "../../src/study/openStudy.ts";
import { folderWith } from "../support/files.ts";
import { runIn } from "../support/inProcess.ts";
import { type Items, resultsOfR } from "../support/live.ts";
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

/** Checks R's numbers to 1e-8 of themselves: the estimate, and the interval or the standard error that R prints with it. */
function expectSame(items: Items, { statistic }: Estimand, result: Computed, id: string): void {
  const keys =
    statistic === "percent" ? (["low", "high"] as const) : statistic in printed ? (["se"] as const) : [];
  const same = (ofR: number | null | undefined, own: number) =>
    expect(Math.abs(ofR! - own), id).toBeLessThanOrEqual(1e-8 * Math.abs(own));
  same(items.get("estimate"), result.computed);
  for (const key of keys) same(items.get(key), result[key]!);
}

/** The statistics that R prints with a standard error. */
const printed = { mean: true, count: true };

/** The figures that differ in kind: in statistic, in the number of levels, or in having a domain. */
function kindsOf({ figures }: Reproduction): FigureResult[] {
  const kinds = new Map<string, FigureResult>();
  for (const own of figures) {
    const { estimand } = own.figure;
    if (!estimand || !own.result || "reason" in own.result) continue;
    const { statistic, levels, domain, wave } = estimand;
    kinds.set([statistic, levels.length > 1, domain !== undefined, wave].join(), own);
  }
  return [...kinds.values()];
}

const inOrder = (values: readonly (number | null)[]) => values.map(Number).sort((a, b) => a - b);

describe.each(["er1245", "collaboration-2022"])("the R code of panel explain %s", (id) => {
  test("gives figures of each kind, run as it stands on the rows of the waves", async () => {
    const { study, dataset } = await openStudy(id, dataFolder);
    const reproduction = reproduce(study, dataset);
    const figures = kindsOf(reproduction);
    expect(figures.length).toBeGreaterThan(4);
    const code: { id: string; code: string }[] = [];
    for (const { figure } of figures) {
      const { stdout } = await runIn(80, ["explain", id, figure.id, "--format", "json"]);
      code.push({ id: figure.id, code: JSON.parse(stdout).code.r });
    }
    const folder = folderWith({ ...rowsOf(reproduction), "design.R": "", "code.csv": csvFormat(code) });
    const found = resultsOfR("test/oracle/page.R", folder);
    for (const { figure, result } of figures)
      expectSame(found.get(figure.id)!, figure.estimand!, result as Computed, figure.id);
  });
});

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
    for (const { figure, estimand, result } of figures)
      expectSame(found.get(figure.id)!, estimand, result, figure.id);
    // svyglm ends its iterations where the deviance changes by less than 1e-8 of itself.
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
