import { InputError, type Place } from "../../text/errors.ts";
import { notNumeric } from "../../text/messages/datasets.ts";
import {
  codesNotNumbers,
  columnAbsent,
  commaOfText,
  commaUntold,
  noRows,
  notNumber,
  sameNameInHeader,
} from "../../text/messages/files.ts";
import type { DayOrder } from "../expressions/dates.ts";
import { quoteName } from "../expressions/deparse.ts";
import type { Cell } from "../layout/cell.ts";
import { type DoubledName, distinctNames, doubledNames } from "../layout/columnNames.ts";
import type { SheetTable } from "../layout/sheetTable.ts";
import { Table, type TableSource } from "../tables/table.ts";
import type { TypedColumn } from "../tables/typedColumn.ts";
import type { Coding } from "./coding.ts";
import type { CodingRequest } from "./codingRequest.ts";
import { ColumnBuilder, type FinishedColumn, type Reading, type ReadingNote } from "./column.ts";
import { withDates } from "./dayOrders.ts";
import { type DecimalMark, notationOf, numberParser, tellsOfCommas } from "./decimalMark.ts";
import { type ByteRecord, streamDelimited } from "./delimited.ts";
import { FootRows } from "./footRows.ts";
import { kindOf } from "./kinds.ts";
import { isProvenance, type Provenance, provenanceOf } from "./provenance.ts";
import { sheetChoiceOf } from "./sheetChoice.ts";
import { checkChoice, saidOf, type TableChoice } from "./tableChoice.ts";
import { isCode } from "./textNumbers.ts";
import { openWorkbook } from "./workbook.ts";

/** Where in its file a table stands, for those who add columns to it. */
export interface Standing {
  /** What was said of it. */
  readonly said: TableChoice;
  /** Of a workbook: the last row of the header, undefined where there is none, and the first column. */
  readonly headerRow?: number | undefined;
  readonly left: number;
}

interface FileFacts {
  readonly rows: number;
  readonly header: readonly string[];
  readonly provenance: Provenance;
  readonly notes: readonly ReadingNote[];
  readonly standing: Standing;
  readonly coding: CodingRequest;
}

/** The rows of a file; what verbs leave of them still tells of its file. */
export class FileTable extends Table {
  #file: FileFacts = {
    rows: 0,
    header: [],
    provenance: { kind: "microdata", files: [] },
    notes: [],
    standing: { said: {}, left: 1 },
    coding: {},
  };

  static over(columns: readonly TypedColumn[], file: FileFacts, source: TableSource): FileTable {
    const named = columns.map((column): [string, TypedColumn] => [column.variable.name, column]);
    const names = named.map(([name]) => name);
    const table = new FileTable(Object.fromEntries(named), names).withSource(source);
    table.#file = file;
    return table;
  }

  /** All columns of the file, those too that were not read. */
  get header(): readonly string[] {
    return this.#file.header;
  }

  get provenance(): Provenance {
    return this.#file.provenance;
  }

  /** What a reader should know of how its columns were read. */
  get notes(): readonly ReadingNote[] {
    return this.#file.notes;
  }

  get standing(): Standing {
    return this.#file.standing;
  }

  /** What was said of the answers. */
  get coding(): CodingRequest {
    return this.#file.coding;
  }

  /** The number of rows, even where no column was read. */
  override get rows(): number {
    return this.numCols() > 0 ? super.rows : this.#file.rows;
  }

  override create(options?: Parameters<Table["create"]>[0]): this {
    const table = super.create(options);
    table.#file = this.#file;
    return table;
  }
}

export interface FileTableOptions extends TableChoice {
  /** The columns to read, given those of the file; all by default. */
  readonly columns?: ColumnChoice | undefined;
  /** Columns of which only the numbers matter, such as replicate weights. */
  readonly numbers?: ColumnChoice | undefined;
  /** The mark before the decimals; the values tell by default. */
  readonly decimal?: DecimalMark | undefined;
  /** The texts that are missing answers, besides empty cells and errors; NA, . and known marks among numbers by default. */
  readonly na?: readonly string[] | undefined;
  /** How texts such as 03/04/2023 are dates; they stay texts by default. */
  readonly dates?: DayOrder | undefined;
  /** What is said of the answers: codes of missing ones, labels, levels. */
  readonly coding?: Coding | undefined;
  /** Columns of the design, of which codes of missing answers to all variables are none, and so are `numbers`. */
  readonly designColumns?: readonly string[] | undefined;
}

export type ColumnChoice = (header: readonly string[]) => readonly string[];

/**
 * Reads a CSV file or a sheet of a workbook that has no codebook: a column is numeric when all its answers are numbers
 * but for marks of missing ones, and none is a code such as 01; else categorical. Empty cells, errors, `NA` and `.` are missing.
 */
export async function readFileTable(file: string, options: FileTableOptions = {}): Promise<FileTable> {
  checkChoice(file, options);
  if (kindOf(file) === "workbook") return readSheetTable(file, options);
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
  return finished(
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
  return finished(
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

/** A cell as a text; a number is written so that it is not taken for a code of many digits. */
function textOf(cell: Cell | undefined): string {
  if (typeof cell === "number" && !Number.isSafeInteger(cell) && Number.isInteger(cell))
    return cell.toExponential();
  return String(cell ?? "");
}

/** The number of each row's line or sheet row, kept as the rows where it jumps. */
class LineNumbers {
  rows = 0;
  #next = -1;
  readonly #jumps: { readonly row: number; readonly line: number }[] = [];

  push(line: number): void {
    if (line !== this.#next) this.#jumps.push({ row: this.rows, line });
    this.#next = line + 1;
    this.rows++;
  }

  at(row: number): number {
    const jump = this.#jumps.findLast((found) => found.row <= row)!;
    return jump.line + row - jump.row;
  }
}

/** The columns of a file while they are read. */
interface Collector {
  /** Of its header, with the row where that was looked for. */
  readonly place: Pick<Place, "file" | "sheet" | "row">;
  readonly header: readonly string[];
  /** The names that were given to columns without one. */
  readonly unnamed: readonly string[];
  readonly doubled: readonly DoubledName[];
  /** The columns that were asked for; those without a name are looked at all the same. */
  readonly asked: ReadonlySet<string>;
  /** Those of which only the numbers matter. */
  readonly asNumbers: ReadonlySet<string>;
  readonly commas: Commas;
  readonly builders: ReadonlyMap<string, ColumnBuilder>;
  readonly lines: LineNumbers;
  readonly foot: FootRows;
  readonly reading: Reading;
  /** How its texts become numbers. */
  readonly parse: (text: string) => number | undefined;
  /** Takes a record; returns the column that turned out to hold texts among many numbers, if one did. */
  take(fields: readonly string[], number: number): string | undefined;
  takeBytes(record: ByteRecord, number: number): string | undefined;
  /** Takes a row of a workbook. */
  takeCells(cells: readonly Cell[], number: number): void;
}

function collect(
  place: Collector["place"],
  written: readonly string[],
  reading: Reading,
  { columns: wanted, numbers: numeric, decimal }: FileTableOptions,
  asTexts: ReadonlySet<string>,
  asNumbersAt: ReadonlySet<number> = new Set(),
): Collector {
  const named = written.map((name) => name.normalize("NFC"));
  const header = distinctNames(named);
  const unnamed = header.filter((_, at) => named[at] === "");
  const doubled = doubledNames(named, header);
  const position = new Map(header.map((name, at) => [name, at]));
  const asNumbers = new Set(numeric?.(header));
  const asked = new Set([...(wanted?.(header) ?? header), ...asNumbers]);
  for (const name of asked) {
    const found = position.has(name) || doubled.find((of) => of.name === name);
    if (!found) throw new InputError(columnAbsent(name, header), place);
    if (found !== true) throw new InputError(sameNameInHeader(found.names), place, { value: name });
  }
  const expected = (name: string) =>
    asTexts.has(name) ? "texts" : asNumbers.has(name) ? "numbers" : undefined;
  const names = [...new Set([...asked, ...unnamed])];
  const builders = new Map<string, ColumnBuilder>();
  const columns = names.map((name) => {
    const at = position.get(name)!;
    const isNumeric = asNumbersAt.has(at);
    const builder = new ColumnBuilder(reading, isNumeric ? "numbers" : expected(name));
    builders.set(name, builder);
    return { name, at, builder, isNumeric, isAsked: asked.has(name) };
  });
  const lines = new LineNumbers();
  const foot = new FootRows(header);
  const commas = new Commas(place, reading.notation === "comma" && decimal === undefined);
  return {
    place,
    header,
    unnamed,
    doubled,
    asked,
    asNumbers,
    builders,
    lines,
    foot,
    reading,
    commas,
    parse: numberParser(reading.notation),
    take: (fields, line) => {
      lines.push(line);
      foot.see((at) => fields[at]!, line);
      let mistaken: string | undefined;
      for (const { name, at, builder, isAsked } of columns) {
        const text = fields[at]!.trim();
        if (isAsked && commas.areUntold) commas.see(text, line, name);
        if (!builder.add(text)) mistaken ??= name;
      }
      return mistaken;
    },
    takeBytes: (record, line) => {
      lines.push(line);
      foot.seeBytes(record, line);
      let mistaken: string | undefined;
      for (const { name, at, builder, isAsked } of columns) {
        if (isAsked && commas.areUntold) commas.seeField(record, at, line, name);
        if (!builder.addField(record, at)) mistaken ??= name;
      }
      return mistaken;
    },
    takeCells: (cells, row) => {
      lines.push(row);
      foot.see((at) => textOf(cells[at]), row);
      for (const { at, builder, isNumeric } of columns)
        if (isNumeric) builder.addNumber((cells[at] as number | null) ?? Number.NaN);
        else builder.add(textOf(cells[at]).trim());
    },
  };
}

/** What the commas of a file's numbers are, as its values tell it: decimal as soon as one of them can be nothing else. */
class Commas {
  areUntold: boolean;
  readonly #place: Place;
  #doubt: { readonly text: string; readonly line: number; readonly column: string } | undefined;

  constructor(place: Place, areUntold: boolean) {
    this.#place = place;
    this.areUntold = areUntold;
  }

  see(text: string, line: number, column: string): void {
    const told = tellsOfCommas(text);
    if (told === "decimal") this.areUntold = false;
    else if (told === "untold") this.#doubt ??= { text, line, column };
  }

  seeField({ piece, bounds, decode }: ByteRecord, field: number, line: number, column: string): void {
    const [start, end] = [bounds[field]!, bounds[field + 1]! - 1];
    let at = start;
    while (at < end && piece[at] !== commaCode) at++;
    if (at < end) this.see(decode(start, end), line, column);
  }

  /** Throws where a comma may be that of thousands as well. */
  check(): void {
    if (!this.areUntold || !this.#doubt) return;
    const { text, line, column } = this.#doubt;
    throw new InputError(commaUntold(true), { ...this.#place, line, column }, { value: text });
  }
}

const commaCode = ",".charCodeAt(0);

function finished(
  collector: Collector,
  provenance: Provenance,
  standing: Standing,
  { coding, dates, na, designColumns = [] }: FileTableOptions,
  asides: readonly ReadingNote[] = [],
): FileTable {
  const { place, header, doubled, asked, asNumbers, builders, lines, foot, commas } = collector;
  if (header.length === 0) throw new InputError(noRows, place);
  commas.check();
  coding?.check(header, place);
  const unnamed = collector.unnamed.filter((name) => builders.get(name)!.hasAnswers);
  const empty = new Set(collector.unnamed.filter((name) => !unnamed.includes(name)));
  const read = Array.from(builders)
    .filter(([name]) => asked.has(name) && !empty.has(name))
    .map(([name, builder]) => {
      const missing = coding?.missingCodes(name, asNumbers.has(name) || designColumns.includes(name)) ?? [];
      const finished = builder.finish(name, missing);
      return { ...finished, column: withMissingCodes(finished), missing };
    });
  const source = sourceOf(collector);
  const coded = read.map(({ column, missing }) => {
    const placeAt = (row?: number) => source.place(row, column.variable.name);
    const dated = withDates(column, dates, placeAt);
    const laid = coding?.laidOn(dated.column, missing, placeAt) ?? { column: dated.column, notes: [] };
    return { ...laid, notes: [...dated.notes, ...laid.notes] };
  });
  const occurred = new Map(read.map(({ column, coded: codes }) => [column.variable.name, codes]));
  const notes: ReadingNote[] = [
    ...asides,
    ...(unnamed.length > 0 ? [{ kind: "columns without name", names: unnamed } as const] : []),
    ...(doubled.length > 0
      ? [{ kind: "columns of one name", names: doubled.flatMap(({ names }) => names) } as const]
      : []),
    ...read.flatMap((column) => column.notes),
    ...Array.from(occurred).flatMap(([column, texts]) =>
      texts.length > 0 ? [{ kind: "missing codes", column, texts } as const] : [],
    ),
    ...coded.flatMap((column) => column.notes),
    ...marksAbsent(na, read),
    ...(coding?.notes(header, occurred) ?? []),
    ...foot.totals.map(
      (total) =>
        ({
          kind: "total row",
          ...total,
          column: quoteName(total.column),
          isSheet: place.sheet !== undefined,
        }) as const,
    ),
  ];
  const columns = coded.map(({ column }) => column);
  const names = header.map((name) => (empty.has(name) ? "" : name));
  const facts = { rows: lines.rows, header: names, provenance, notes, standing, coding: coding?.said ?? {} };
  return FileTable.over(columns, facts, source);
}

/** A column that tells which codes of it were set missing. */
function withMissingCodes({ column, coded }: FinishedColumn): TypedColumn {
  if (coded.length === 0) return column;
  const missingCodes = coded.map(({ text }) => text);
  return { ...column, variable: { ...column.variable, missingCodes } } as TypedColumn;
}

/** The marks that somebody names and that no column has which was read. */
function marksAbsent(na: readonly string[] | undefined, read: readonly FinishedColumn[]): ReadingNote[] {
  const found = new Set(read.flatMap(({ marks }) => marks));
  const texts = (na ?? []).filter((mark) => !found.has(mark));
  return texts.length > 0 ? [{ kind: "marks absent", texts }] : [];
}

function sourceOf({ place, lines, reading, parse }: Collector): TableSource {
  return {
    place: (row, column) => ({
      ...place,
      [place.sheet === undefined ? "line" : "row"]: row === undefined ? undefined : lines.at(row),
      column,
    }),
    refuse: (table, { name }) => {
      const { levels, codes } = table.factor(name);
      const isText = (text: string) => parse(text) === undefined;
      const row = codes.findIndex((code) => code >= 0 && isText(levels[code]!));
      const code = levels.findIndex(isCode);
      if (code < 0 && !levels.some(isText))
        return new InputError(notNumeric(name), place, { value: levels.slice(0, 5) });
      if (code >= 0 && levels.every((text) => !isText(text)))
        return new InputError(codesNotNumbers(name), table.place(codes.indexOf(code), name), {
          value: levels[code],
        });
      // Without a row, the rows that a filter leaves have numbers alone: the variable is still one of texts.
      const value = row < 0 ? levels.find(isText)! : levels[codes[row]!]!;
      const fault =
        tellsOfCommas(value) === undefined
          ? notNumber(name, reading.notation === "comma" ? "comma" : "point")
          : commaOfText(name);
      return new InputError(fault, table.place(row < 0 ? undefined : row, name), { value });
    },
  };
}
