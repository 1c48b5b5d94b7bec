import { join } from "node:path";
import type { CellValue } from "exceljs";
import { expect, test } from "vitest";
import { deparse } from "../../../src/sources/expressions/deparse.ts";
import { readWorkbookTables } from "../../../src/sources/files/workbookTables.ts";
import { openStudy } from "../../../src/study/openStudy.ts";
import { matchWorkbook } from "../../../src/study/workbook/matchWorkbook.ts";
import type { CellMeasure } from "../../../src/study/workbook/publishedCells.ts";
import { workbookDeclaration } from "../../../src/study/workbook/schema.ts";
import * as text from "../../../src/text/messages/publishedWorkbooks.ts";
import { folderWith, writeWorkbook } from "../../support/files.ts";
import { dataFolder } from "../../support/oracle.ts";

// A number that might be of another wave, population or quantity than the labels say is told, and never compared.

const { study } = await openStudy("er1245", dataFolder);
const shares = {
  waves: ["2022"],
  outcomes: [{ variable: "secretariat", level: "Oui" }],
  by: ["sexe", "volume"],
};
const means = { waves: ["2022"], outcomes: [{ variable: "nb_canaux" }], by: ["sexe"] };
const model = { models: ["secretariat-2022"] };

interface Given {
  readonly title?: string;
  readonly head?: CellValue[];
  readonly rows?: CellValue[][];
  readonly below?: readonly string[];
  /** What is compared nevertheless. */
  readonly compared?: readonly string[];
}

async function matched(declared: object, { title = "x", head, rows, below = [] }: Given) {
  const lines = [[`Tableau 9. ${title}`], [], [null, ...(head ?? ["Part"])], ...(rows ?? [["Femmes", 80]])];
  const sheets = { Feuille: [...lines, [], ...below.map((line) => [line])] as CellValue[][] };
  const file = await writeWorkbook(join(folderWith(), "tables.xlsx"), sheets);
  const workbook = {
    ...workbookDeclaration.parse({ tables: [{ title: "Tableau 9", ...declared }] }),
    labels: study.workbook.labels,
  };
  return matchWorkbook(file, await readWorkbookTables(file), { ...study, workbook });
}

const saidOf = (measure: CellMeasure): string => {
  if (measure.of === "model") return `n ${measure.model}`;
  if (measure.of === "term")
    return `${measure.part} ${measure.quantity} ${measure.variable}=${measure.level}`;
  const { wave, variable, domain } = measure.estimand;
  return `${measure.part} ${wave} ${variable} ${domain ? deparse(domain) : "all"}`;
};

const estimate = ["estimate"];
const interval = { head: ["OR", "IC à 90 %"], rows: [["Femmes", 1.5, "[1 ; 2]"]] };
const statistics = { title: "Coefficients", below: ["Note > t de Student entre parenthèses."] };

test.each<[string, object, Given, object]>([
  ["the title is of another wave", shares, { title: "Recours en 2019" }, text.yearForeign],
  ["the title is of a year that is no wave", shares, { title: "Recours en 2021" }, text.yearForeign],
  ["a model's title is of another wave", model, { title: "Odds ratio en 2019" }, text.yearForeign],
  ["a model's column is of another wave", model, { head: ["Odds ratio en 2019"] }, text.yearForeign],
  ["a column is of a year that is no wave", model, { head: ["Odds ratio en 2021"] }, text.labelUnknown],
  ["the title restricts the population", shares, { title: "Parmi les groupes" }, text.domainUntold],
  ["the scope does", shares, { below: ["Champ > Médecins disposant d’un secrétariat."] }, text.domainUntold],
  [
    "a level is of another heading",
    shares,
    { rows: [["Volume d’activité"], ["Hommes", 1]] },
    text.levelLacking,
  ],
  ["a percentage is in points", shares, { title: "Évolution (en points)" }, text.unitUnfit],
  ["a percentage is in thousands", shares, { title: "Médecins (en milliers)" }, text.unitUnfit],
  ["a ratio is in points", model, { title: "Odds ratio (en points)" }, text.unitUnfit],
  ["counts are weighted", shares, { head: ["Effectifs pondérés"] }, text.labelUnknown],
  ["an interval is of 90 %", model, { ...interval, compared: estimate }, text.labelUnknown],
  ["a deviation is of a variable", means, { head: ["Écart-type"] }, text.deviationUntold],
  ["one number stands for an interval", shares, { head: ["IC 95 %"] }, text.intervalUntold],
  [
    "brackets have no name",
    shares,
    { rows: [["Femmes", "80 (12)"]], compared: estimate },
    text.bracketsUntold,
  ],
  [
    "brackets are no standard errors",
    model,
    { ...statistics, rows: [["Femmes", "0,80 (1,2)"]], compared: estimate },
    text.bracketsUntold,
  ],
  [
    "an interval is half its width",
    shares,
    { head: ["Part", "IC"], rows: [["Femmes", 80, "±1,2"]], compared: estimate },
    text.contentUnread,
  ],
  [
    "a p-value is a bound",
    model,
    { head: ["OR", "p"], rows: [["Femmes", 1, "<0,001"]], compared: estimate },
    text.contentUnread,
  ],
])("it is told that %s", async (_, declared, given, reason) => {
  const { cells, unmatched } = await matched(declared, given);
  expect(unmatched.map((cell) => cell.reason)).toEqual([reason]);
  expect(cells.map(({ measure }) => measure.part)).toEqual(given.compared ?? []);
});

test("rows with the same labels and other numbers are not told apart", async () => {
  const rows = [
    ["Femmes", 80],
    ["Faible", 70],
    ["Élevé", 60],
    ["Hommes", 50],
    ["Faible", 40],
    ["Élevé", 60],
  ];
  const { cells, unmatched } = await matched({ ...shares, by: ["sexe", "volume"] }, { rows });
  expect(cells.map(({ cell }) => cell)).toEqual(["B4", "B7"]);
  expect(unmatched.map(({ cell, reason }) => [cell, reason])).toEqual(
    ["B5", "B8", "B6", "B9"].map((cell) => [cell, text.sameLabels]),
  );
});

test("a population that is declared may stand in the title", async () => {
  const title = "Recours parmi les médecins en groupe";
  for (const domain of ["groupe=Oui", ""]) {
    const { unmatched } = await matched({ ...shares, domain }, { title });
    expect(unmatched).toEqual([]);
  }
});

test("of several waves the one that the title names is meant", async () => {
  const { cells } = await matched({ ...shares, waves: ["2019", "2022"] }, { title: "Recours en 2019" });
  expect(cells.map(({ measure }) => saidOf(measure))).toEqual([
    'estimate 2019 secretariat sexe in ("Femme")',
  ]);
});

test("a year beside words heads a column", async () => {
  const { cells, unmatched } = await matched(shares, {
    head: [2022, "Évolution depuis 2019"],
    rows: [
      ["Femmes", 80, 1],
      ["Hommes", 81, -2],
    ],
  });
  expect(cells.map(({ cell }) => cell)).toEqual(["B4", "B5"]);
  expect(unmatched.map(({ cell }) => cell)).toEqual(["C4", "C5"]);
});

test("a cell may hold a ratio, its asterisks and its interval", async () => {
  const { cells } = await matched(model, {
    head: ["Odds ratio [IC 95 %]"],
    rows: [
      ["Femmes", "1,25** [0,81 ; 1,42]"],
      ["Modéré", "0,9 ]0,8 ; 1,1[*"],
      ["Élevé", "1,10\n(0,9–1,3) ns"],
    ],
    below: ["* : 10 % ; ** : 5 %"],
  });
  expect(
    cells.map(({ cell, measure, shows }) => [
      cell,
      measure.part,
      shows.kind === "number" ? shows.published.value : shows.kind === "stars" && shows.stars,
    ]),
  ).toEqual([
    ["B4", "estimate", 1.25],
    ["B4", "low", 0.81],
    ["B4", "high", 1.42],
    ["B4", "stars", "**"],
    ["B5", "estimate", 0.9],
    ["B5", "low", 0.8],
    ["B5", "high", 1.1],
    ["B5", "stars", "*"],
    ["B6", "estimate", 1.1],
    ["B6", "low", 0.9],
    ["B6", "high", 1.3],
    ["B6", "stars", ""],
  ]);
});

test("footnotes of labels are no numbers or asterisks of their cells", async () => {
  const { cells } = await matched(model, {
    head: ["Odds ratio*"],
    rows: [
      ["Femmes (1)", 1.2],
      ["Modéré*", "1,3 (2)"],
    ],
  });
  expect(cells.map(({ cell, measure }) => [cell, measure.part])).toEqual([
    ["B4", "estimate"],
    ["B5", "estimate"],
  ]);
});

test("a label that heads means and is a level too is the level among others of its variable", async () => {
  const declared = { ...means, by: ["sexe", "densite"] };
  const measured = async (given: Given) =>
    (await matched(declared, given)).cells.map(({ measure }) => saidOf(measure));
  expect(await measured({ head: ["Moyenne"] })).toEqual(['estimate 2022 nb_canaux sexe in ("Femme")']);
  const rows = ["Faible", "Moyenne", "Forte"].map((level, at) => [level, at]);
  expect(await measured({ head: ["Moyenne"], rows })).toEqual(
    ["faible", "moyenne", "forte"].map((level) => `estimate 2022 nb_canaux densite in ("${level}")`),
  );
});

test("bounds stand below the label of their interval", async () => {
  const { cells } = await matched(shares, {
    head: ["Part", "Intervalle de confiance à 95 %"],
    rows: [
      [null, null, "inf.", "sup."],
      ["Femmes", 80, 78, 82],
    ],
  });
  expect(cells.map(({ measure }) => measure.part)).toEqual(["estimate", "low", "high"]);
});

test("a table tells its references, by marks and in brackets", async () => {
  const { cells } = await matched(model, {
    head: ["Odds ratio"],
    rows: [
      ["Sexe (réf. : femme)"],
      ["Homme", 0.8],
      ["Volume d’activité"],
      ["Faible (réf.)", 1],
      ["Élevé", 1.2],
    ],
  });
  expect(cells.map(({ measure }) => measure.of === "term" && measure.reference)).toEqual([
    "Femme",
    "faible",
    "faible",
  ]);
});

test("of thousands of unknown labels the first alone have the nearest known ones", async () => {
  const rows = Array.from({ length: 600 }, (_, at) => [`Femmes ${at}`, 50]);
  const { unmatched } = await matched(shares, { rows });
  expect(unmatched.filter(({ nearest }) => nearest.length > 0)).toHaveLength(500);
});

test("hidden rows and numbers outside tables are told", async () => {
  const sheets = { Feuille: [["Tableau 9. x"], [], [null, "Part"], ["Femmes", 80]] as CellValue[][] };
  const file = await writeWorkbook(join(folderWith(), "tables.xlsx"), sheets);
  const [sheet] = await readWorkbookTables(file);
  const { hidden } = matchWorkbook(file, [{ ...sheet!, hiddenRows: 2 }], study);
  expect(hidden).toEqual([{ sheet: "Feuille", rows: 2, columns: 0 }]);
});
