import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { TableChoice } from "../../../src/sources/files/tableChoice.ts";
import { distinctNames } from "../../../src/sources/layout/columnNames.ts";
import { readTable } from "../../../src/sources/layout/sheetTable.ts";
import { openXlsx } from "../../../src/sources/xlsx/workbook.ts";
import { folderWith } from "../../support/files.ts";
import { groupBy, oracle, root } from "../../support/oracle.ts";

const book = join(folderWith(), "messy.xlsx");
execFileSync(process.execPath, [join(root, "test/oracle/messyWorkbook.js"), book]);

async function read(sheet: string, choice: TableChoice) {
  const workbook = await openXlsx(readFileSync(book));
  const entry = workbook.sheets.find(({ name }) => name === sheet)!;
  const { header, rowNumbers, row } = await readTable(workbook, entry, "messy.xlsx", choice);
  return { header, rowNumbers, rows: rowNumbers.map(row) };
}

/** The filled cells of a table by row and column; columns count from the first one that is filled, rows from the first. */
function filled(
  cells: readonly { readonly row: number; readonly column: number; readonly value: unknown }[],
) {
  const left = Math.min(...cells.map(({ column }) => column));
  const rows = [...new Set(cells.map(({ row }) => row))].filter((row) => row > 0);
  return cells.map(({ row, column, value }) => [rows.indexOf(row) + 1, column - left + 1, String(value)]);
}

describe("cells are those that readxl reads (test/oracle/ranges.R)", () => {
  const keyOf = ({ sheet, range, skip, header }: Record<string, string>) =>
    `sheet ${sheet}, range ${range}, skip ${skip}, header ${header}`;
  test.each([...groupBy(oracle("ranges/cells.csv"), keyOf)])("%s", async (_, cells) => {
    const { sheet, range, skip, header } = cells[0]!;
    const { header: names, rows } = await read(sheet!, {
      range: range || undefined,
      skip: skip === "" ? undefined : Number(skip),
      header: Number(header),
    });
    const own = [...(header === "1" ? [names] : [[]]), ...rows].flatMap((values, row) =>
      values.flatMap((value, at) => (value === null || value === "" ? [] : [{ row, column: at + 1, value }])),
    );
    expect(filled(own)).toEqual(
      filled(cells.map(({ row, column, value }) => ({ row: Number(row), column: Number(column), value }))),
    );
  });
});

test("columns without a name, or of one name, are called what readxl calls them (test/oracle/ranges.R)", async () => {
  const { header } = await read("noms", {});
  const names = oracle("ranges/names.csv").map(({ name }) => name);
  // A name that ends as readxl's do and that no other column has is left as it is written; readxl takes its end for one of its own.
  expect(distinctNames(header)).toEqual(names.map((name) => (name === "z" ? "z...9" : name)));
});

const twoRows = (names: readonly string[]) => ({ header: names, rowNumbers: [7, 8, 9, 10] });

test("names of several header rows are joined from wide to narrow, merged ones repeated", async () => {
  const names = ["region", "Hommes_n", "Hommes_taux", "Femmes_n", "Femmes_taux"];
  expect(await read("deux lignes", { range: "B5:F10", header: 2 })).toMatchObject(twoRows(names));
  expect(await read("deux lignes", { skip: 4, header: 2 })).toMatchObject(twoRows(names));
  expect(await read("deux lignes", { header: 2 })).toMatchObject(twoRows(names));
});

test("a range may begin at any of its corners, in small letters", async () => {
  expect(await read("C5", { range: "f7:c5" })).toEqual(await read("C5", { range: "C5:F7" }));
});

test.each([
  [{ range: "B5" }, '--range: this is no range of cells; found "B5". Write it as B5:H40, B5:H, B:H or 5:40'],
  [{ range: "5" }, "this is no range of cells"],
  [{ range: "B:H40" }, "this is no range of cells"],
  [{ range: "A0:B2" }, "this is no range of cells"],
  [{ range: "A1:XFE2" }, "this is no range of cells"],
  [{ range: "H20:J30" }, 'the range has no filled cells; found "H20:J30". The sheet is filled within A1:F13'],
  [{ range: "B6:F7", header: 3 }, "the range has fewer rows (2) than the header (3)"],
  [{ skip: 13 }, "sheet deux lignes, option --skip: nothing comes after row 13: the last one is row 13"],
])("%j is refused", async (choice, message) => {
  await expect(read("deux lignes", choice)).rejects.toThrow(message);
});
