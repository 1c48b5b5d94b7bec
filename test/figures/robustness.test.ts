import { expect, test } from "vitest";
import { oracle } from "../support/oracle.ts";
import { reproduceEmbedded } from "../support/panel.ts";

test("a model and its check disagree where R's estimates have other signs, or one alone is significant", async () => {
  const rows = oracle("collaboration-2022-models.csv");
  const expected = rows.flatMap((own) => {
    const other = rows.find(
      ({ model, variable, level }) =>
        model === `${own.model}-check` && variable === own.variable && level === own.level,
    );
    if (!other || own.variable === "(Intercept)") return [];
    const sign = Number(own.estimate) > 0 !== Number(other.estimate) > 0;
    const significance = Number(own.p) < 0.05 !== Number(other.p) < 0.05;
    const differs = [...(sign ? ["sign"] : []), ...(significance ? ["significance"] : [])];
    return differs.length > 0 ? [[own.model, own.variable, own.level, differs.join()]] : [];
  });
  const { checks } = await reproduceEmbedded("collaboration-2022");
  const found = checks.flatMap(({ disagreements }) =>
    disagreements.map(({ model, variable, level, differs }) => [model, variable, level, differs.join()]),
  );
  expect(checks).toHaveLength(16);
  expect(found.length).toBeGreaterThan(20);
  expect(found.map(String).sort()).toEqual(expected.map(String).sort());
});
