import { expect, test } from "vitest";
import { InputError } from "../../src/text/errors.ts";
import { plain } from "../../src/text/reader.ts";

test("an input error says where, what, the offending value and what to do, in this order", () => {
  const error = new InputError(
    { what: plain("the weight is negative"), advice: plain("Mend the weight") },
    { file: "a.xlsx", sheet: "2022", row: 7, column: "poids" },
    { value: -1 },
  );
  expect(error.message).toBe(
    "file a.xlsx, sheet 2022, row 7, column poids: the weight is negative; found -1. Mend the weight",
  );
});

test("what is not known is left out", () => {
  expect(new InputError({ what: plain("unknown study") }).message).toBe("unknown study");
});

test("an input error is told in both languages", () => {
  const what = { fr: "le poids est négatif", en: "the weight is negative" };
  const advice = { fr: "Corrigez le poids", en: "Mend the weight" };
  const error = new InputError({ what, advice }, { file: "a.csv", line: 7, field: "poids" }, { value: -1 });
  expect(error.told).toEqual({
    fr: "fichier a.csv, ligne 7, champ poids : le poids est négatif ; trouvé -1. Corrigez le poids",
    en: "file a.csv, line 7, field poids: the weight is negative; found -1. Mend the weight",
  });
  expect(error.message).toBe(error.told.en);
});

test("what was found may be told in words", () => {
  const what = { fr: "c'est trop", en: "it is too much" };
  const found = { fr: "trois strates", en: "three strata" };
  expect(new InputError({ what, found }).told).toEqual({
    fr: 'c\'est trop ; trouvé "trois strates"',
    en: 'it is too much; found "three strata"',
  });
});

test("messages quote no more than 200 characters of what was given", () => {
  const fault = { what: plain(`no ${"n".repeat(1e6)}`), advice: plain("a".repeat(1e6)) };
  const { told } = new InputError(fault, { column: "c".repeat(1e6) }, { value: "é😀".repeat(1e6) });
  expect(told.en.length).toBeLessThan(1_300);
  expect(told.en).toBe(Buffer.from(told.en).toString());
});

test("a flag is no field in French, where champ is also what a survey is about", () => {
  const error = new InputError({ what: plain("…") }, { field: "--where" });
  expect(error.told.fr).toBe("option --where : …");
});

test("a number is told without the digits that computing adds", () => {
  expect(new InputError({ what: plain("wide") }, {}, { value: 0.1 + 0.2 }).message).toBe("wide; found 0.3");
});
