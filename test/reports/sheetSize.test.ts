import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { tableWorkbook } from "../../src/reports/formats/tableWorkbook.ts";
import { type Column, resultTable } from "../../src/reports/tables/column.ts";
import { plain, readerOf } from "../../src/text/reader.ts";
import { panel } from "../commands/run.ts";
import { folderWith, writeWorkbook } from "../support/files.ts";

const column = (key: string): Column<number> => ({
  key,
  title: plain(key),
  kind: "number",
  value: (row) => row,
});
const tableOf = (rows: readonly number[], columns: readonly Column<number>[], title = "t") =>
  resultTable("rows", plain(title), columns, rows);
const workbookOf = (table: ReturnType<typeof tableOf>, others: readonly ReturnType<typeof tableOf>[] = []) =>
  tableWorkbook({ title: "t", lines: ["data"], first: table, others }, readerOf("en"));

test("a sheet has no more columns and rows than there can be", async () => {
  const wide = Array.from({ length: 16_385 }, (_, at) => column(`c${at}`));
  await expect(workbookOf(tableOf([1], wide))).rejects.toThrow(
    "a sheet of a workbook has at most 1048576 rows and 16384 columns, and 4 and 16385 are needed. Choose a CSV file",
  );
  const long = new Array<number>(1_048_574).fill(1);
  await expect(workbookOf(tableOf(long, [column("x")]))).rejects.toThrow(/1048577 and 1 are needed/);
});

test("replicate weights that a sheet has no columns for are refused, and nothing is written", async () => {
  const folder = folderWith();
  await writeWorkbook(`${folder}/a.xlsx`, { rows: [["w", "y"], ...[1, 2, 3, 4].map((w) => [w, w])] });
  const args =
    "weight replicate --data a.xlsx --weight w --method bootstrap --replicates 16400 --seed 1 --out b.xlsx";
  const { status, stdout, stderr } = panel(args.split(" "), folder);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toBe(
    "panel: file a.xlsx, sheet rows: a sheet of a workbook has at most 1048576 rows and 16384 columns, and 5 and 16402 are needed. Choose a CSV file\n",
  );
});

test("a title with an apostrophe as the last character that a sheet's name may have", async () => {
  const titles = [`${"x".repeat(30)}'s model`, `${"x".repeat(30)}'`, "'", "''''"];
  const one = tableOf([1], [column("x")]);
  const bytes = await workbookOf(
    one,
    titles.map((title) => tableOf([1], [column("x")], title)),
  );
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as never);
  const names = workbook.worksheets.map(({ name }) => name);
  expect(names.slice(1, -1)).toEqual(["x".repeat(30), `${"x".repeat(29)} 2`, "2", "3"]);
});
