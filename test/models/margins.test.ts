import { expect, test } from "vitest";
import { marginalEffects } from "../../src/models/results/effects.ts";
import { predictiveMargins } from "../../src/models/results/margins.ts";
import { pairwiseContrasts } from "../../src/models/results/pairs.ts";
import { fitted } from "../support/table.ts";

const columns = {
  y: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8],
  x: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13],
  n: [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2],
  group: [..."abcabcabcabc"],
};

test("the margins of a balanced linear model are the means of the groups", async () => {
  const model = await fitted("y ~ group", columns);
  const means = predictiveMargins(model, "group").map(({ estimate }) => estimate);
  [2.25, 4.25, 6.5].forEach((mean, at) => {
    expect(means[at]).toBeCloseTo(mean, 12);
  });
});

test.each([
  ["y ~ I(x > 3)", "x > 3"],
  ["y ~ floor(x / 2)", "floor(x/2)"],
  ["y ~ x + I(3 * round(x))", "3 * round(x)"],
])("%s goes in steps, and x has no average marginal effect", async (formula, steps) => {
  const model = await fitted(formula, columns);
  expect(() => marginalEffects(model, "x")).toThrow(
    `the variable goes in steps, and has no average marginal effect; found "${steps}"`,
  );
});

test("a variable that is not there, that is in an offset alone or that is no factor", async () => {
  const model = await fitted("y ~ x + factor(n) + offset(log(n))", columns);
  expect(() => marginalEffects(model, "xx")).toThrow(/not in the model; found "xx"\. Did you mean "x"/);
  expect(() => pairwiseContrasts(model, "x")).toThrow(
    /number of the model, and has no levels.*Write factor\(x\)/,
  );
  expect(() => pairwiseContrasts(model, "n")).toThrow(/both a factor and a number/);
  const other = await fitted("y ~ x + offset(n)", columns);
  expect(() => marginalEffects(other, "n")).toThrow(/in the offset alone/);
});

test("levels are compared on the scale of the link only where no other term names the factor", async () => {
  const scales = async (formula: string) =>
    new Set(pairwiseContrasts(await fitted(formula, columns), "group").map(({ scale }) => scale));
  expect(await scales("y ~ group + x")).toEqual(new Set(["coefficient", "margin"]));
  expect(await scales("y ~ group * x")).toEqual(new Set(["margin"]));
  expect(await scales('y ~ group + I(group == "a"):x')).toEqual(new Set(["margin"]));
});

test("a categorical variable inside an expression needs no second level", async () => {
  const mask = Uint8Array.from(columns.group, (level) => Number(level === "a"));
  const model = await fitted('y ~ x + I(group == "a")', columns, { mask });
  expect(model.orthonormal.aliased).toHaveLength(1);
});
