import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { renderCsv } from "../../src/reports/formats/csv.ts";
import { readFileTable } from "../../src/sources/files/readFileTable.ts";
import { folderWith } from "../support/files.ts";

const lines = (given: readonly Readonly<Record<string, string | number | null>>[]) => ({
  keys: Object.keys(given[0]!),
  rows: given.map((own) => Object.values(own)),
});
const records = [
  { level: "+ de 60 ans", share: 0.25, count: -1552 },
  { level: "'=1+1", share: 1.5e-9, count: 0 },
  { level: 'a;b "c"', share: 12345.678901234567, count: null },
];

test.each([undefined, "fr"] as const)(
  "what is written in the dialect %s is read back as it was",
  async (dialect) => {
    const file = join(folderWith(), "a.csv");
    writeFileSync(file, renderCsv(lines(records), dialect));
    const table = await readFileTable(file);
    expect(table.objects()).toEqual(records);
  },
);

test("for French spreadsheets: a mark of UTF-8, semicolons, decimal commas, and no formula", () => {
  expect(renderCsv(lines(records.slice(0, 2)), "fr")).toBe(
    "\ufefflevel;share;count\n'+ de 60 ans;0,25;-1552\n''=1+1;1,5e-9;0\n",
  );
});
