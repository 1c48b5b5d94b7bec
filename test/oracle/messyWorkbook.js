// Writes a small workbook as people make them, for R and for the tests: node test/oracle/messyWorkbook.js <file.xlsx>
import ExcelJS from "exceljs";

const workbook = new ExcelJS.Workbook();

const two = workbook.addWorksheet("deux lignes");
two.addRows([
  [],
  [null, "Tableau 1 - Effectifs et taux"],
  [null, "En 2022"],
  [],
  [null, "region", "Hommes", null, "Femmes", null],
  [null, null, "n", "taux", "n", "taux"],
  [null, "Nord", 10, 0.25, 12, 0.5],
  [null, "Sud", 7, null, 9, "nd"],
  [null, "Est", 3, 0.75, 4, 0.125],
  [null, "Ouest", 8, 0.5, 6, 0.375],
  [],
  [null, "Note : nd, non disponible."],
  [null, "Source : enquête."],
]);
for (const range of ["B2:F2", "C5:D5", "E5:F5"]) two.mergeCells(range);
two.getRow(9).hidden = true;

const c5 = workbook.addWorksheet("C5");
for (const [at, row] of [
  ["id", null, "x", "y"],
  ["a", 1, 2, "oui"],
  ["b", 3, null, "non"],
].entries())
  row.forEach((value, column) => {
    if (value !== null) c5.getCell(at + 5, column + 3).value = value;
  });

const names = workbook.addWorksheet("noms");
names.addRows([
  [null, "x", "y", "x", null, "x...2", "x", " y ", "z...9"],
  [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  [1, 2, 3, 4, 5, 6, 7, 8, 9, null, 11],
]);

await workbook.xlsx.writeFile(process.argv[2]);
