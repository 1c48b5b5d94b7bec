import { expect, test } from "vitest";
import { type FitRequest, type FittedModel, fitModel, modelFitter } from "../../src/models/fit/model.ts";
import { parseFormula } from "../../src/models/formula/formula.ts";
import { termsOf } from "../../src/models/results/terms.ts";
import { makeDesign } from "../../src/survey/design.ts";
import { tableWith } from "../support/table.ts";

const table = await tableWith({
  first: [1, 3, 2, 5, 4, 6, 2, 1],
  second: [2, null, 1, 3, 3, 2, null, 4],
  third: [0, 4, 1, 1, 2, 7, 3, 2],
  sex: ["F", "M", "F", "M", "M", "F", "M", "F"],
});
const design = makeDesign(Float64Array.of(1, 2, 1, 3, 1, 2, 2, 1));
const everyone = new Uint8Array(8).fill(1);
const request = (formula: string, references: Record<string, string> = {}): FitRequest => ({
  ...{ formula: parseFormula(formula), family: "linear", covariance: "design", normal: false, level: 0.95 },
  references: new Map(Object.entries(references)),
});

/** Models after `first ~ sex` of all rows, each differing from it in one thing. */
const others = {
  "another outcome": [everyone, request("third ~ sex")],
  "an outcome that lacks answers": [everyone, request("second ~ sex")],
  "a domain": [Uint8Array.of(1, 1, 1, 1, 1, 0, 0, 1), request("first ~ sex")],
  "another reference level": [everyone, request("first ~ sex", { sex: "M" })],
  "no intercept": [everyone, request("first ~ 0 + sex")],
} as const;

test.each(Object.entries(others))(
  "a model with %s does not depend on the model fitted before it",
  (_, [mask, own]) => {
    const fitter = modelFitter(table, design);
    fitter(everyone, request("first ~ sex"));
    const after = fitter(mask, own) as FittedModel;
    const alone = fitModel(table, design, mask, own) as FittedModel;
    expect(termsOf(after)).toEqual(termsOf(alone));
    expect([after.n, after.missing]).toEqual([alone.n, alone.missing]);
  },
);

test("outcomes that the same rows answer share patterns and basis, those that others answer do not", () => {
  const fitter = modelFitter(table, design);
  const [first, second, third] = ["first", "second", "third"].map(
    (outcome) => fitter(everyone, request(`${outcome} ~ sex`)) as FittedModel,
  );
  expect(third!.orthonormal).toBe(first!.orthonormal);
  expect(second!.orthonormal).not.toBe(first!.orthonormal);
});
