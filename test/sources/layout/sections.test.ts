import { join } from "node:path";
import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { readWorkbookTables } from "../../../src/sources/files/workbookTables.ts";
import { folderWith } from "../../support/files.ts";

/** The tables of a sheet of labels and two columns of numbers; labels with spaces before them are set in. */
async function tablesIn(rows: readonly (readonly (string | number)[])[]) {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet("T");
  for (const [label, ...cells] of rows) {
    const row = sheet.addRow([String(label).trim() || null, ...cells]);
    if (String(label).startsWith(" ")) row.getCell(1).alignment = { horizontal: "left", indent: 1 };
  }
  const file = join(folderWith(), "t.xlsx");
  await workbook.xlsx.writeFile(file);
  return (await readWorkbookTables(file))[0]!.tables;
}

const figures = [
  ["Chiffres publiés"],
  ["", "publié", "recalculé"],
  ["Graphique 1"],
  ["  Dispose d'un secrétariat", 84, 83.6],
  ["Encadré 1 : source"],
  ["  Répondants", 3100, 3101],
];

test("rows that are set in belong under the label above them, though it is that of a chart", async () => {
  const tables = await tablesIn(figures);
  expect(tables.map(({ title }) => title)).toEqual(["Chiffres publiés"]);
  expect(tables[0]!.observations.map(({ rowLabels, value }) => [...rowLabels, value])).toEqual([
    ["Graphique 1", "Dispose d'un secrétariat", 84],
    ["Graphique 1", "Dispose d'un secrétariat", 83.6],
    ["Encadré 1 : source", "Répondants", 3100],
    ["Encadré 1 : source", "Répondants", 3101],
  ]);
});

test("where rows are not set in, the name of a chart begins the next table", async () => {
  const tables = await tablesIn([
    ...figures.slice(0, 4),
    ["Graphique 2"],
    ["", "publié", "recalculé"],
    ["Répondants", 3100, 3101],
  ]);
  expect(tables.map(({ title }) => title)).toEqual(["Chiffres publiés", "Graphique 2"]);
});

test("a heading tells the unit of its column, whatever that of the table, with brackets alone or at its end", async () => {
  const unitsUnder = async (head: string) => {
    const [table] = await tablesIn([
      ["En %"],
      ["", "2022", head],
      ["Femmes", 52.1, 4.4],
      ["Hommes", 56.5, 3.5],
    ]);
    return table!.observations.map(({ unit }) => unit);
  };
  expect(await unitsUnder("Évolution (points)")).toEqual(["%", "points", "%", "points"]);
  expect(await unitsUnder("Évolution en points")).toEqual(["%", "points", "%", "points"]);
  expect(await unitsUnder("Évolution (points de %)")).toEqual(["%", "points de %", "%", "points de %"]);
  expect(await unitsUnder("Ancienneté (ans)")).toEqual(["%", "ans", "%", "ans"]);
  expect(await unitsUnder("Évolution (en points)")).toEqual(["%", "points", "%", "points"]);
  expect(await unitsUnder("Consulte en semaine")).toEqual(["%", "%", "%", "%"]);
  expect(await unitsUnder("Âge (ans)")).toEqual(["%", "%", "%", "%"]);
});

test("the label of a row tells its unit in brackets alone", async () => {
  const [table] = await tablesIn([
    ["En %"],
    ["", "2022", "2023"],
    ["Femmes", 52.1, 56.5],
    ["Ancienneté (ans)", 14.2, 13.9],
    ["40 à 49 (ans)", 20, 21],
    ["Consulte en jours", 20, 21],
  ]);
  expect(table!.observations.map(({ unit }) => unit)).toEqual(["%", "%", "ans", "ans", "%", "%", "%", "%"]);
});
