import { join } from "node:path";
import { expect, test } from "vitest";
import { readWorkbookTables } from "../../../src/sources/files/workbookTables.ts";
import type { Observation } from "../../../src/sources/layout/sheetTables.ts";
import { folderWith } from "../../support/files.ts";
import { publishedCellCount, publishedNumbers, publishedWorkbook } from "../../support/publishedWorkbook.ts";

// The tables of er1245 as their publisher would lay them out, with R's numbers.

async function cellsOf(workbook: Uint8Array) {
  const folder = folderWith({ "ER1245.xlsx": workbook });
  const sheets = await readWorkbookTables(join(folder, "ER1245.xlsx"));
  return new Map<string, Observation>(
    sheets.flatMap(({ name, tables }) =>
      tables
        .flatMap(({ observations }) => observations)
        .map((o) => [`${name}!${String.fromCharCode(64 + o.column)}${o.row}`, o]),
    ),
  );
}
const cells = await cellsOf(await publishedWorkbook());

test("every number of a study's workbook is read at its cell, as it is shown there", () => {
  const estimates = publishedNumbers.filter(({ kind }) =>
    ["percent", "mean", "ratio", "coefficient", "effect"].includes(kind!),
  );
  for (const { sheet, cell, value } of estimates) {
    const { value: read, decimals } = cells.get(`${sheet}!${cell}`)!;
    expect(Math.abs(read! - Number(value)), `${sheet}!${cell}`).toBeLessThan(0.5 * 10 ** -decimals! + 1e-9);
  }
});

test("every percentage has its unit, whatever its row is called", () => {
  for (const { sheet, cell } of publishedNumbers.filter(({ kind }) => kind === "percent"))
    expect(cells.get(`${sheet}!${cell}`)!.unit, `${sheet}!${cell}`).toBe("%");
});

test("all that is read is a number of the study or stands for a reference level", () => {
  const others = [...cells.values()].filter(({ mark }) => mark === "Réf.");
  expect(cells.size).toBe(publishedCellCount + others.length);
});
