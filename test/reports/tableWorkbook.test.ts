import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { tableWorkbook } from "../../src/reports/formats/tableWorkbook.ts";
import { type Column, resultTable } from "../../src/reports/tables/column.ts";
import { plain, readerOf } from "../../src/text/reader.ts";

const columns: Column<number>[] = [
  { key: "low", title: { fr: "IC", en: "CI" }, kind: "number", value: (row) => row, high: (row) => row },
];
const table = (title: string) => resultTable("rows", plain(title), columns, [1]);

const sheetsIn = async (titles: readonly string[]) => {
  const bytes = await tableWorkbook(
    { title: "t", lines: ["l"], first: table("first"), others: titles.map(table) },
    readerOf("fr"),
  );
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as never);
  return workbook.worksheets;
};

test("sheets have names of the reader's language, cut where a word ends", async () => {
  const names = (
    await sheetsIn([
      "Prédictions moyennes (marges prédictives)",
      "Contrastes entre prédictions moyennes",
      "Prédictions moyennes (autre variable)",
      "Contrasts of predictive margins",
      "x".repeat(40),
    ])
  ).map(({ name }) => name);
  expect(names).toEqual([
    "tableau",
    "Prédictions moyennes",
    "Contrastes entre prédictions",
    "Prédictions moyennes 2",
    "Contrasts of predictive margins",
    "x".repeat(31),
    "notes",
  ]);
});

test("what a sheet cannot be called by leaves one space", async () => {
  const names = (await sheetsIn(["Tableau 1 : secrétariat"])).map(({ name }) => name);
  expect(names[1]).toBe("Tableau 1 secrétariat");
});

test("the heading of a further table has the colon of the reader's language", async () => {
  const sheets = await sheetsIn(["Différences"]);
  expect(sheets[1]!.getCell("A2").value).toBe("t : Différences");
});

test("a bound of an interval has a title, and not its key", async () => {
  const [first] = await sheetsIn([]);
  expect(first!.getRow(3).getCell(1).value).toBe("IC, borne inférieure");
});
