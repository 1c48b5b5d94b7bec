import { expect, test } from "vitest";
import type { Observation } from "../../../src/sources/layout/sheetTables.ts";
import { partIn, quantityIn } from "../../../src/study/workbook/parts.ts";
import { valuesShown } from "../../../src/study/workbook/shownValues.ts";
import { starLevelsIn, starsOf } from "../../../src/study/workbook/starLevels.ts";
import { hasWords, wordForm } from "../../../src/study/workbook/wordForms.ts";

test.each([
  ["Femmes", "femme"],
  ["De 50 à 59 ans", "50-59 ans"],
  ["50–59 ans", "50 to 59 ans"],
  ["60 ans et plus", "60 ans ou plus"],
  ["60 and over", "60 or over"],
  ["< 50 ans", "moins de 50 ans"],
  ["Volume d’activité (réf. : faible)", "volume d'activité"],
  ["Prise de rendez-vous\nen ligne (en %)", "prise de rendez vous en ligne"],
  ["Provence-Alpes-Côte d’Azur", "provence alpes cote d'azur"],
])("%s is compared as %s is", (one, other) => {
  expect(wordForm(one)).toBe(wordForm(other));
});

test("different labels stay different", () => {
  const labels = [
    "Moins de 50 ans",
    "50-59 ans",
    "60 ans ou plus",
    "Homme",
    "Femme",
    "Oui",
    "Non",
    "40-49 ans",
  ];
  expect(new Set(labels.map(wordForm)).size).toBe(labels.length);
});

test("a title has the words of another whole: table 1 is not table 10", () => {
  const has = (title: string, words: string) => hasWords(wordForm(title), wordForm(words));
  expect(has("Graphique 1. Recours", "Graphique 1")).toBe(true);
  expect(has("Graphique 10 - Recours", "Graphique 1")).toBe(false);
});

const cell = (given: Partial<Observation>): Observation => ({
  ...{ row: 1, column: 1, rowLabels: [], columnLabels: [], value: null, decimals: undefined },
  ...{ mark: "", marks: [], footnotes: [], unit: "" },
  ...given,
});

test.each<[Partial<Observation>, object]>([
  [{ value: 36.2381, decimals: 0 }, { number: { value: 36, decimals: 0 } }],
  [{ value: 36.25, decimals: 1 }, { number: { value: 36.3, decimals: 1 } }],
  [{ value: -0.25, decimals: 1 }, { number: { value: -0.3, decimals: 1 } }],
  [{ value: 1.005, decimals: 2 }, { number: { value: 1.01, decimals: 2 } }],
  [{ value: 36.25 }, { number: { value: 36.25, decimals: 2 } }],
  [{ value: 1e-7, decimals: 3 }, { number: { value: 0, decimals: 3 } }],
  [
    { value: 1.25, decimals: 2, marks: ["**"] },
    { number: { value: 1.25, decimals: 2 }, stars: "**" },
  ],
  [{ mark: "(0,036)" }, { bracketed: { value: 0.036, decimals: 3 } }],
  [
    { mark: "[0,81 ; 1,42]" },
    {
      interval: [
        { value: 0.81, decimals: 2 },
        { value: 1.42, decimals: 2 },
      ],
    },
  ],
  [
    { value: 1.1, decimals: 1, marks: ["(−0,2 à 2,4)"] },
    {
      number: { value: 1.1, decimals: 1 },
      interval: [
        { value: -0.2, decimals: 1 },
        { value: 2.4, decimals: 1 },
      ],
    },
  ],
  [
    { mark: "0,81-1,42" },
    {
      interval: [
        { value: 0.81, decimals: 2 },
        { value: 1.42, decimals: 2 },
      ],
    },
  ],
  [{ mark: "ns" }, { stars: "" }],
  [{ mark: "Réf." }, { isReference: true }],
  [{ mark: "nd" }, {}],
])("a cell %o shows %o", (given, shown) => {
  expect(valuesShown(cell(given))).toEqual(shown);
});

const note = (text: string, mark = "") => ({ kind: "note" as const, mark, text });

test.each([
  [[note("*** : significatif au seuil de 1 % ; ** : 5 % ; * : 10 %")], { "***": 0.01, "**": 0.05, "*": 0.1 }],
  [
    [note("p < 0,001", "***"), note("p < 0,01", "**"), note("p < 0,05", "*")],
    { "***": 0.001, "**": 0.01, "*": 0.05 },
  ],
  [[note("***, **, * : significatif à 1 %, 5 % et 10 %")], { "***": 0.01, "**": 0.05, "*": 0.1 }],
  [[note("* chiffres provisoires")], {}],
])("what the notes %j say of asterisks", (notes, levels) => {
  expect(Object.fromEntries(starLevelsIn(notes))).toEqual(levels);
});

test("a p-value has the asterisks of the smallest level that it is below", () => {
  const levels = new Map([
    ["***", 0.01],
    ["**", 0.05],
    ["*", 0.1],
  ] as const);
  expect([0.001, 0.01, 0.049, 0.05, 0.1, 0.5].map((p) => starsOf(p, levels))).toEqual([
    ...["***", "**", "**", "*", "", ""],
  ]);
});

test.each([
  ["Odds ratio [IC à 95 %]", "ratio"],
  ["Rapports de cotes", "ratio"],
  ["Rapport de taux d’incidence", "ratio"],
  ["OR", "ratio"],
  ["Effets marginaux moyens", "effect"],
  ["Coefficients", "coefficient"],
  ["Région d’exercice", undefined],
])("%s heads %s", (label, quantity) => {
  expect(quantityIn(label)).toBe(quantity);
});

test.each([
  ["Erreur type", "se"],
  ["Écart-type", "deviation"],
  ["Intervalle de confiance\nà 95 %", "interval"],
  ["IC 95 % inf.", "low"],
  ["Borne supérieure", "high"],
  ["p-value", "p"],
  ["Significativité", "stars"],
  ["Effectifs", "n"],
  ["Effectifs non pondérés", "n"],
  ["Effectifs pondérés", undefined],
  ["P>|z|", "p"],
  ["Sup.", "high"],
  ["IC à 90 %", undefined],
  ["Nombre d’observations", "n"],
  ["Secteur", undefined],
])("%s heads %s", (label, part) => {
  expect(partIn(label)).toBe(part);
});
