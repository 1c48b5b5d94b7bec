import { readFileSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { beforeAll, describe, expect, test } from "vitest";
import { folderWith } from "../support/files.ts";
import { panel } from "./run.ts";

/** A workbook as a publisher makes it by hand. */
async function published(folder: string): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet("Tableau 1");
  sheet.getCell("B1").value = "Retour au sommaire";
  sheet.getCell("H7").value = "brouillon";
  sheet.getColumn("H").hidden = true;
  sheet.getColumn("I").hidden = true;
  sheet.getCell("B2").value = "Tableau 1. Recours selon l'<âge> et le sexe, 2022";
  sheet.mergeCells("B2:E2");
  sheet.getCell("E3").value = "En %";
  sheet.getCell("D4").value = "Femmes";
  sheet.getCell("E4").value = "Hommes(1)";
  sheet.getRow(5).values = [undefined, "Paca", "moins de 50 ans", 0.926, 95];
  sheet.getRow(6).values = [undefined, undefined, "50 ans ou plus", "nd", "78*"];
  sheet.getCell("D5").numFmt = "0%";
  sheet.mergeCells("B5:B6");
  sheet.getCell("B8").value = "nd : non disponible.\n(1) Hors Mayotte.\nSource • DREES.";
  workbook.addWorksheet("Sommaire").addRow(["Tableau 1. Recours"]);
  workbook.addWorksheet("Caché", { state: "hidden" }).addRow(["rien"]);
  await workbook.xlsx.writeFile(join(folder, "p.xlsx"));
}

describe("panel workbook", () => {
  const folder = folderWith({ "p.csv": "a\n1\n" });
  beforeAll(() => published(folder));

  test("lists the tables, and names sheets without table or hidden", () => {
    const { stdout, status } = panel(["workbook", "p.xlsx", "--lang", "fr"], folder);
    expect(status).toBe(0);
    expect(stdout).toContain("1 tableau dans 3 feuilles");
    expect(stdout).toContain("Sans tableau, mais des mots : Sommaire, Caché.");
    expect(stdout).toContain("Feuilles masquées, lues aussi : Caché.");
  });

  test("gives each number with its labels, unit, mark, footnotes and cell", () => {
    const { stdout } = panel(["workbook", "p.xlsx", "--format", "csv"], folder);
    expect(stdout.trim().split(/\r?\n/)).toEqual([
      "sheet,table,row_1,row_2,column_1,value,decimals,mark,unit,footnotes,cell",
      "Tableau 1,1,Paca,moins de 50 ans,Femmes,92.6,0,,%,,D5",
      "Tableau 1,1,Paca,moins de 50 ans,Hommes,95,,,%,(1),E5",
      "Tableau 1,1,Paca,50 ans ou plus,Femmes,,,nd,%,,D6",
      "Tableau 1,1,Paca,50 ans ou plus,Hommes,78,0,,%,* (1),E6",
    ]);
  });

  test("tells notes apart by how they begin", () => {
    const { notes } = JSON.parse(panel(["workbook", "p.xlsx", "--format", "json"], folder).stdout);
    expect(notes.map(({ kind, mark, text }: Record<string, string>) => [kind, mark, text])).toEqual([
      ["footnote", "nd", "non disponible."],
      ["footnote", "(1)", "Hors Mayotte."],
      ["source", null, "DREES."],
    ]);
  });

  test("drops nothing in silence: words outside the table and hidden cells are told", () => {
    const { words } = JSON.parse(panel(["workbook", "p.xlsx", "--format", "json"], folder).stdout);
    expect(words.map(({ text }: Record<string, string>) => text)).toEqual([
      "Retour au sommaire",
      "Tableau 1. Recours",
      "rien",
    ]);
    expect(panel(["workbook", "p.xlsx"], folder).stdout.replace(/\s+/g, " ")).toContain(
      "Sheet Tableau 1: what is hidden is not read (rows: 0, columns: 1).",
    );
  });

  test("draws what it understood, with texts as texts", () => {
    expect(panel(["workbook", "p.xlsx", "--explain", "--out", "p.html"], folder).status).toBe(0);
    const page = readFileSync(join(folder, "p.html"), "utf8");
    expect(page).toContain("l&#39;&lt;âge&gt; et le sexe");
    expect(page).toContain('<td class="stub" rowspan="2" colspan="1">Paca</td>');
  });

  test("refuses a text file, and a sheet that is absent", () => {
    expect(panel(["workbook", "p.csv"], folder)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("published tables are read from a workbook"),
    });
    expect(panel(["workbook", "p.xlsx", "--sheet", "Tableau 2"], folder).stderr).toContain(
      'sheet "Tableau 2" is absent. Did you mean "Tableau 1"?',
    );
  });
});
