import { expect, test } from "vitest";
import { decodeKeys, decodeVariable, decodeWeights } from "../../src/sources/datasets/decode.ts";
import { makeSheet } from "../../src/sources/files/sheet.ts";
import type { Cell } from "../../src/sources/layout/cell.ts";

const label = { fr: "", en: "" };
const sheetOf = (column: string, cells: Cell[]) =>
  makeSheet(
    { file: "p.xlsx", sheet: "2022" },
    [column],
    cells.map((value) => [value]),
    cells.map((_, row) => row + 2),
  );
const sexe = {
  name: "sexe",
  label,
  columns: new Map([["2022", "SEXE"]]),
  levels: [
    { codes: new Map([["2022", "1"]]), name: "Homme", label },
    { codes: new Map([["2022", "2"]]), name: "Femme", label },
  ],
  missing: { codes: new Map([["2022", ["9"]]]), label: { fr: "Ne se prononce pas", en: "No answer" } },
};

const years = { name: "age", label, columns: new Map([["2022", "age"]]) };

test("codes become levels; the missing code and an empty cell become missing", () => {
  expect([...decodeVariable(sheetOf("SEXE", [1, "2", 9, null]), sexe, "2022")]).toEqual([
    "Homme",
    "Femme",
    null,
    null,
  ]);
});

test("a code is the same number in another form, but a text of digits that is no number is itself", () => {
  expect([...decodeVariable(sheetOf("SEXE", ["1.0", "2.", "9.0"]), sexe, "2022")]).toEqual([
    "Homme",
    "Femme",
    null,
  ]);
  expect(() => decodeVariable(sheetOf("SEXE", ["01"]), sexe, "2022")).toThrow("unknown code of sexe");
  const age = { ...years, missing: sexe.missing };
  expect([...decodeVariable(sheetOf("age", [40, "9.0"]), age, "2022")]).toEqual([40, null]);
});

test("an unknown code is told with its cell and what was expected", () => {
  expect(() => decodeVariable(sheetOf("SEXE", [1, 3]), sexe, "2022")).toThrow(
    "file p.xlsx, sheet 2022, row 3, column SEXE: unknown code of sexe; found 3. Expected 1 (Homme), 2 (Femme), 9 (No answer)",
  );
});

test("an absent column suggests the nearest one", () => {
  expect(() => decodeVariable(sheetOf("sexe", [1]), sexe, "2022")).toThrow(
    'column "SEXE" is absent. Did you mean "sexe"?',
  );
});

test("numbers have a decimal point, or a comma where the file's delimiter is another; nothing else is a number", () => {
  expect([...decodeVariable(sheetOf("age", [41, "41.5", "4.1e1", null]), years, "2022")]).toEqual([
    41,
    41.5,
    41,
    null,
  ]);
  const french = { ...sheetOf("age", ["41,5"]), commas: "decimal" as const };
  expect([...decodeVariable(french, years, "2022")]).toEqual([41.5]);
  expect([...decodeVariable(sheetOf("age", ["1 000"]), years, "2022")]).toEqual([1000]);
  for (const text of ["1,234", "1 00", "0x10", "1e400", "Infinity"])
    expect(() => decodeVariable(sheetOf("age", [text]), years, "2022"), text).toThrow("age is not a number");
});

test("weights that are all zero, or that would overflow when squared, are refused", () => {
  expect(() => decodeWeights(sheetOf("poids", [0, 0]), "poids")).toThrow(
    "column poids: all weights are zero",
  );
  expect(() => decodeWeights(sheetOf("poids", [1, 1e200]), "poids")).toThrow(
    "the weight is not between 1e-100 and 1e+100; found 1e+200",
  );
});

test.each<[Cell, string]>([
  [-2, "the weight is negative; found -2"],
  ["beaucoup", 'the weight is not a number; found "beaucoup"'],
  [null, "the weight is missing (empty, or a mark such as NA)"],
])("the weight %s is refused", (cell, message) => {
  expect(() => decodeWeights(sheetOf("poids", [0, cell]), "poids")).toThrow(
    `file p.xlsx, sheet 2022, row 3, column poids: ${message}`,
  );
});

test("a repeated identifier is told with both rows", () => {
  expect(() => decodeKeys(sheetOf("id", ["a", "b", "a"]), "id")).toThrow(
    'row 4, column id: the identifier stands twice; found "a". It is also at row 2',
  );
  expect(() => decodeKeys(sheetOf("id", ["a", null]), "id")).toThrow(
    "row 3, column id: the identifier is missing",
  );
});
