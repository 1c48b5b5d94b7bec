import { isInDatabase } from "../engines/sources.ts";
import type { SheetTable } from "../layout/sheetTable.ts";
import { collectedTable } from "./collectedTable.ts";
import { type Collector, collect } from "./collector.ts";
import { notationOf } from "./decimalMark.ts";
import { streamDelimited } from "./delimited.ts";
import type { FileTable, FileTableOptions } from "./fileTable.ts";
import { kindOf } from "./kinds.ts";
import { isProvenance, provenanceOf } from "./provenance.ts";
import { sheetChoiceOf } from "./sheetChoice.ts";
import { checkChoice, saidOf } from "./tableChoice.ts";
import { openWorkbook } from "./workbook.ts";

/**
 * Reads a file of rows. One of a statistical program, or of columns, knows its variables. In a CSV file or a sheet of a workbook, which
 * have no codebook, a column is numeric when all its answers are numbers
 * but for marks of missing ones, and none is a code such as 01; else categorical. Empty cells, errors, `NA` and `.` are missing.
 */
export async function readFileTable(file: string, options: FileTableOptions = {}): Promise<FileTable> {
  if (isInDatabase(file, options))
    return (await import("./databaseTable.ts")).readDatabaseTable(file, options);
  checkChoice(file, options);
  const kind = kindOf(file);
  if (kind === "stored") return (await import("./storedTable.ts")).readStoredTable(file, options);
  if (kind === "workbook") return readSheetTable(file, options);
  return readDelimitedTable(file, options, new Set());
}

/** Reads a CSV; `asTexts` names columns of many numbers that turned out to hold texts further down. */
async function readDelimitedTable(
  file: string,
  options: FileTableOptions,
  asTexts: ReadonlySet<string>,
): Promise<FileTable> {
  let collected: Collector | undefined;
  let mistaken: string | undefined;
  await streamDelimited(
    file,
    (header, delimiter) => {
      const reading = { notation: notationOf(options.decimal, delimiter), na: options.na };
      const collector = collect({ file }, header, reading, options, asTexts);
      collected = collector;
      return {
        texts: (fields, line) => {
          mistaken ??= collector.take(fields, line);
        },
        bytes: (record, line) => {
          mistaken ??= collector.takeBytes(record, line);
        },
      };
    },
    options,
  );
  if (mistaken !== undefined) return readDelimitedTable(file, options, new Set([...asTexts, mistaken]));
  return collectedTable(
    collected ?? collect({ file }, [], { notation: "point" }, options, asTexts),
    { kind: "microdata", files: [file] },
    { said: saidOf(options), left: 1 },
    options,
  );
}

async function readSheetTable(file: string, options: FileTableOptions): Promise<FileTable> {
  let name = "";
  const workbook = await openWorkbook(file, async (opened) => {
    const choice = await sheetChoiceOf(opened, options, file);
    name = choice.sheet;
    const provenance = opened.sheets.filter((sheet) => isProvenance(sheet.name));
    return new Map([...provenance.map((sheet) => [sheet.name, undefined] as const), [name, choice]]);
  });
  const table = workbook.table(name);
  const { header, rowNumbers, aside, left, headerRow } = table;
  // Where marks are named they may be numbers too, and numbers are looked at as texts.
  const numeric = options.na === undefined ? numberColumns(table) : new Set<number>();
  const texts = new Set(header.filter((_, at) => !numeric.has(at)));
  const collector = collect(
    { file, sheet: name, row: aside?.first },
    header,
    { notation: notationOf(options.decimal, ","), na: options.na, inWorkbook: true },
    options,
    texts,
    numeric,
  );
  for (const number of rowNumbers) collector.takeCells(table.row(number), number);
  return collectedTable(
    collector,
    provenanceOf("microdata", [file], [workbook]),
    { said: saidOf(options), headerRow, left },
    options,
    aside ? [{ kind: "rows aside", sheet: name, ...aside }] : [],
  );
}

/** The columns that hold numbers and empty cells alone. */
function numberColumns({ rowNumbers, row }: SheetTable): ReadonlySet<number> {
  const [numbers, texts] = [new Set<number>(), new Set<number>()];
  for (const number of rowNumbers)
    row(number).forEach((cell, at) => {
      if (typeof cell === "number") numbers.add(at);
      else if (cell !== null) texts.add(at);
    });
  return new Set([...numbers].filter((at) => !texts.has(at)));
}
