import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { csvParse } from "d3-dsv";
import ExcelJS, { type CellErrorValue, type CellValue } from "exceljs";
import { expect, test } from "vitest";
import { readWorkbookTables, type UnderstoodSheet } from "../../../src/sources/files/workbookTables.ts";
import { folderWith } from "../../support/files.ts";

// Small copies of published sheets, and what a person reads in them: see expected.py.

interface SheetCopy {
  readonly sheet: string;
  readonly cells: readonly {
    readonly at: string;
    readonly value: string | number | CellErrorValue | { readonly date: string };
    readonly format?: string;
    readonly bold?: boolean;
    readonly italic?: boolean;
    readonly indent?: number;
    readonly runs?: readonly { readonly text: string; readonly superscript?: boolean }[];
  }[];
  readonly merged: readonly string[];
}

const folder = import.meta.dirname;
const names = readdirSync(join(folder, "sheets")).map((file) => file.replace(".json", ""));

async function workbookOf(name: string): Promise<string> {
  const copy: SheetCopy = JSON.parse(readFileSync(join(folder, "sheets", `${name}.json`), "utf8"));
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet(copy.sheet);
  for (const { at, value, format, bold = false, italic = false, indent, runs } of copy.cells) {
    const cell = sheet.getCell(at);
    cell.value = runs ? ({ richText: runs.map(runOf) } as CellValue) : contentOf(value);
    if (format) cell.numFmt = format;
    cell.font = { bold, italic };
    if (indent) cell.alignment = { indent };
  }
  for (const range of copy.merged) sheet.mergeCells(range);
  const file = join(folderWith(), `${name}.xlsx`);
  await workbook.xlsx.writeFile(file);
  return file;
}

const contentOf = (value: SheetCopy["cells"][number]["value"]): CellValue =>
  typeof value === "object" && "date" in value ? new Date(`${value.date}T00:00:00Z`) : value;

const runOf = ({ text, superscript }: { text: string; superscript?: boolean }) =>
  superscript ? { text, font: { vertAlign: "superscript" } } : { text };

const expected = (file: string): Record<string, string>[] => [
  ...csvParse(readFileSync(join(folder, "expected", file), "utf8")),
];

const addressOf = (row: number, column: number) => `${String.fromCharCode(64 + column)}${row}`;
const oneLine = (text: string) => text.replace(/[^\S\n]+/g, " ");

/** The numbers of a sheet, one a line. */
const numbersOf = ({ tables }: UnderstoodSheet) =>
  tables.flatMap(({ observations }, at) =>
    observations.map((observation) =>
      lineOf({
        table: at + 1,
        cell: addressOf(observation.row, observation.column),
        row: observation.rowLabels.join(" / "),
        column: observation.columnLabels.join(" / "),
        value: observation.value ?? "",
        decimals: observation.decimals ?? "",
        mark: observation.mark,
        unit: observation.unit,
        footnotes: observation.footnotes.join(" "),
      }),
    ),
  );

/** A number to 14 digits: a share of 0.07 in per cent is 7.000000000000001 in binary. */
const lineOf = ({
  table,
  cell,
  row,
  column,
  value,
  decimals,
  mark,
  unit,
  footnotes,
}: Record<string, unknown>) =>
  [
    `${table}:${cell}`,
    row,
    column,
    value === "" ? mark : Number(Number(value).toPrecision(14)),
    decimals,
    unit,
    footnotes,
  ]
    .map((part) => oneLine(String(part)))
    .join(" | ");

const wordsOf = ({ tables }: UnderstoodSheet) =>
  tables.flatMap(({ title, notes }, at) =>
    [...(title ? [{ kind: "title", mark: "", text: title }] : []), ...notes].map(
      ({ kind, mark, text }) => `${at + 1}: ${kind} ${mark} ${oneLine(text)}`,
    ),
  );

test.each(names)("%s is read as a person reads it", async (name) => {
  const [sheet] = await readWorkbookTables(await workbookOf(name));
  expect(numbersOf(sheet!)).toEqual(expected(`${name}.csv`).map(lineOf));
  const words = expected(`${name}.notes.csv`);
  expect(wordsOf(sheet!)).toEqual(
    words
      .filter(({ kind }) => kind !== "unit")
      .map(({ table, kind, mark, text }) => `${table}: ${kind} ${mark} ${text}`),
  );
  for (const { table, text } of words.filter(({ kind }) => kind === "unit"))
    expect(sheet!.tables[Number(table) - 1]!.unit).toBe(text);
});
