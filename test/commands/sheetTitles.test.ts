import { join } from "node:path";
import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { folderWith } from "../support/files.ts";
import { dataFolder } from "../support/oracle.ts";
import { panel } from "./run.ts";

const rows = ["f,a,10,1", "f,b,20,0", "m,a,31,1", "m,b,40,1", "f,a,52,0", "m,b,63,0", "f,b,25,1", "m,a,35,0"];
const folder = folderWith({ "s.csv": ["sex,region,age,owns", ...rows].join("\n") });
/** Symbols, and words that both languages share. */
const shared =
  /^(%|n|t|p|F|min|max|exp|p\d+|GVIF.*|id|base|CV|sex|region|age|owns|Variable|coefficient|source|section|type|p\.)$/;

const sheetsOf = async (args: readonly string[], lang: string) => {
  const file = join(folder, `${lang}.xlsx`);
  expect(panel([...args, "--lang", lang, "--out", file], folder).stderr).toMatch(/xlsx/);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(file);
  const tables = workbook.worksheets.slice(0, -1);
  for (const sheet of tables) expect(sheet.rowCount, sheet.name).toBeGreaterThan(3);
  return tables.map((sheet) => (sheet.getRow(3).values as string[]).slice(1));
};

test.each([
  [["crosstab", "sex", "--by", "region", "--data", "s.csv"]],
  [["crosstab", "secretariat", "--dataset", "panel4", "--wave", "2019,2022"]],
  [["estimate", "age", "--stat", "mean", "--by", "sex", "--test", "--data", "s.csv"]],
  [["model", "age ~ sex", "--family", "linear", "--margins", "sex", "--contrast", "sex", "--data", "s.csv"]],
  [["model", "~ sex", "--outcome", "age,owns", "--family", "poisson", "--data", "s.csv"]],
  [["describe", "--data", "s.csv"]],
  [["workbook", join(dataFolder, "panel4", "panel4.xlsx"), "--sheet", "provenance"]],
  [["figures", "er1245"]],
  [["studies"]],
])("each column of the workbook of %j has a French title, and no sheet is empty", async (args) => {
  const [french, english] = [await sheetsOf(args, "fr"), await sheetsOf(args, "en")];
  expect(french.map((titles) => titles.length)).toEqual(english.map((titles) => titles.length));
  const same = french.flat().filter((title, at) => title === english.flat()[at]);
  expect(same.filter((title) => !shared.test(title))).toEqual([]);
});
