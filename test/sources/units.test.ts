import { join } from "node:path";
import { stringify } from "csv-stringify/sync";
import { expect, test } from "vitest";
import { readDataset } from "../../src/sources/datasets/dataset.ts";
import { quantileClasses } from "../../src/sources/datasets/derive.ts";
import { restrictTo } from "../../src/sources/datasets/restrict.ts";
import { loadDataset } from "../../src/study/dataset.ts";
import { folderWith } from "../support/files.ts";
import { dataFolder } from "../support/oracle.ts";

test("classes between weighted quantiles hold the values up to each quantile", () => {
  const recipe = { kind: "quantiles", of: "supply", at: [0.5] } as const;
  const of = (...weights: number[]) => [
    ...quantileClasses(recipe, Float64Array.of(3, 1, 2, Number.NaN), Float64Array.from(weights)),
  ];
  expect(of(1, 1, 1, 1)).toEqual([1, 0, 0, -1]);
  expect(of(1, 8, 1, 5), "half of the weight is at the smallest value").toEqual([1, 0, 1, -1]);
});

const declaration = `
title: { fr: Essai, en: Trial }
key: id
waves: { "2022": { file: rows.csv, weight: w } }
context:
  areas:
    file: areas.csv
    key: area
    weight: people
    variables: [{ name: supply, fr: Offre, en: Supply }]
    derived:
      - name: half
        fr: Moitié
        en: Half
        quantiles: { of: supply, at: [0.5] }
        levels: [{ name: low, en: low }, { name: high, en: high }]
variables:
  - { name: often, fr: Souvent, en: Often, levels: [{ code: 1, name: daily, en: daily }, { code: 2, name: never, en: never }, { code: 9, name: silent, en: silent }] }
derived:
  - { name: score, fr: Score, en: Score, score: { of: [often], points: { daily: 4, never: 0 } } }
  - { name: well, fr: Bien, en: Well, recode: { of: half, groups: [[high], [low]] }, levels: [{ name: Oui, en: "Yes" }, { name: Non, en: "No" }] }
`;
const areas = stringify([
  ["area", "people", "supply"],
  ["A", 10, 5],
  ["B", 90, 7],
  ["C", 5, 9],
]);
const rows = (area = "C") =>
  stringify([
    ["id", "w", "often", "area"],
    [1, 1, 1, "A"],
    [2, 1, 9, "B"],
    [3, 1, 2, area],
    [4, 1, 2, ""],
  ]);

const load = (files: Record<string, string>, yaml = declaration) =>
  loadDataset(join(folderWith({ "dataset.yaml": yaml, ...files }), "dataset.yaml"), dataFolder);
const read = async (files: Record<string, string>) =>
  (await readDataset(load(files))).waves.get("2022")!.table;

test("respondents get the variables and classes of their unit, and what is derived from them", async () => {
  const table = await read({ "rows.csv": rows(), "areas.csv": areas });
  expect(table.array("supply")).toEqual([5, 7, 9, null]);
  expect(table.array("half")).toEqual(["low", "low", "high", null]);
  expect(table.array("well")).toEqual(["Non", "Non", "Oui", null]);
});

test("the values of a number are those that respondents have, and classes have all their levels", async () => {
  const table = await read({ "rows.csv": rows("A"), "areas.csv": areas });
  expect(table.factor("supply")).toEqual({ levels: ["5", "7"], codes: Int8Array.of(0, 1, 0, -1) });
  expect(table.factor("half")).toEqual({ levels: ["low", "high"], codes: Int8Array.of(0, 0, 0, -1) });
});

test("a score adds up points, and is missing where a level has none", async () => {
  const table = await read({ "rows.csv": rows(), "areas.csv": areas });
  expect(table.array("score")).toEqual([4, null, 0, 0]);
});

test("a unit that the table lacks is told with its place", async () => {
  await expect(read({ "rows.csv": rows("D"), "areas.csv": areas })).rejects.toThrow(
    /rows\.csv, line 4, column area: there is no such unit in the table areas; found "D"/,
  );
});

test("what is not needed is not read: neither its file nor its columns", async () => {
  const description = load({
    "rows.csv": stringify([
      ["id", "w", "often"],
      [1, 1, 1],
    ]),
  });
  const needed = restrictTo(description, new Map([["2022", new Set(["score"])]]));
  const { waves } = await readDataset(needed);
  expect(waves.get("2022")!.table.columnNames()).toEqual(["often", "score"]);
  await expect(readDataset(description)).rejects.toThrow(/areas\.csv: there is no such file/);
});

test.each([
  [
    "quantiles: { of: supply,",
    "quantiles: { of: suply,",
    /half: quantiles are of a number in the table areas; found "suply"/,
  ],
  [
    "    weight: people",
    '    weight: people\n    waves: ["2023"]',
    /field areas: unknown wave; found "2023"/,
  ],
  ["at: [0.5]", "at: [1.5]", /variable half, field quantiles\.at\.0/],
  ["at: [0.5]", "at: [0.5, 0.25]", /probabilities must ascend/],
  ["    key: area\n", "", /field context\.areas: the field "key" is missing/],
  ["daily: 4", "dayly: 4", /score: unknown level of often; found "dayly"/],
  [
    "score: { of: [often], points: { daily: 4, never: 0 } }",
    "quantiles: { of: half, at: [0.5] }, levels: [{ name: a, en: a }, { name: b, en: b }]",
    /quantiles are of a context table/,
  ],
])("a fault in the declaration is told: %s", (from, to, message) => {
  expect(declaration).toContain(from);
  expect(() => load({}, declaration.replace(from, to))).toThrow(message);
});
