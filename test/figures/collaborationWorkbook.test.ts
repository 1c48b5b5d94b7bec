import { join } from "node:path";
import { expect, test } from "vitest";
import type { CellResult } from "../../src/figures/compareWorkbook.ts";
import { reproduce } from "../../src/figures/reproduce.ts";
import { openStudy } from "../../src/study/openStudy.ts";
import { collaborationNumbers, collaborationWorkbook } from "../support/collaborationWorkbook.ts";
import { folderWith } from "../support/files.ts";
import { dataFolder, expectClose } from "../support/oracle.ts";
import { starsOf } from "../support/sheetLayout.ts";

// Charts as tables that are laid out each in another way, and models side by side: every number is known for what it is.

async function compared(change?: (cells: Map<string, unknown>) => void) {
  const file = join(folderWith({ "tables.xlsx": await collaborationWorkbook(change) }), "tables.xlsx");
  const opened = await openStudy("collaboration-2022", dataFolder, { workbook: file });
  return reproduce(opened.study, opened.dataset, [], opened.workbook).workbook!;
}

const place = ({ cell: { sheet, cell } }: CellResult) => `${sheet}!${cell}`;
const whole = await compared();

test("every number of the workbook is compared, and is what the workbook shows", () => {
  const { cells, unmatched, unknown, absent } = whole;
  expect({ unmatched, unknown, absent }).toEqual({ unmatched: [], unknown: [], absent: [] });
  expect(cells.filter(({ status }) => status !== "reproduced").map(place)).toEqual([]);
});

test("each is R's number of the same estimand or term, and there are no others", () => {
  const numbers = whole.cells.filter(({ cell }) => cell.shows.kind !== "reference");
  expect(numbers).toHaveLength(collaborationNumbers.length);
  const found = new Map(numbers.map((row) => [`${place(row)} ${row.cell.measure.part}`, row]));
  for (const { address, part, model, variable, level, value } of collaborationNumbers) {
    const { computed, cell } = found.get(`${address} ${part}`)!;
    const { measure } = cell;
    if (measure.of === "term")
      expect([measure.model, measure.variable || "(Intercept)", measure.level, measure.quantity]).toEqual([
        ...[model, variable, level, "ratio"],
      ]);
    else if (measure.of === "estimand")
      expect([measure.estimand.variable, measure.estimand.levels.join("|")]).toEqual([variable, level]);
    if (part === "stars") expect(computed, address).toBe(starsOf(value));
    else expectClose(computed as number, value, part === "p" ? 1e-5 : 1e-7, `${address} ${part}`);
  }
});

test("altered cells are those that differ", async () => {
  const altered = {
    "Graphique 1!C6": 33,
    "Graphique 1!I6": 99,
    "Graphique 2!B4": 99,
    "Graphique 3!B4": 0.99,
    "G4!C9": "9,9 %",
    "Tableau A!B7": "1,30",
    "Tableau A!D8": "9,99",
    "Tableau A!E8": "[0,01 ; 0,02]",
    "Tableau B!E8": 0.987,
    "Tableau C!B8": "9,99 [0,01 ; 0,02]",
    "Tableau D!C8": "****",
  };
  const { cells } = await compared((content) => {
    for (const [address, value] of Object.entries(altered)) content.set(address, value);
  });
  const others = cells.filter(({ status }) => status !== "reproduced");
  expect([...new Set(others.map(place))].sort()).toEqual(Object.keys(altered).sort());
});
