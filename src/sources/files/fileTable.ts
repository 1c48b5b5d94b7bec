import { extname } from "node:path";
import { InputError, type Place } from "../../text/errors.ts";
import {
  columnAbsent,
  commaUntold,
  noRows,
  noSheetsInText,
  notNumber,
  severalSheets,
  wideRow,
} from "../../text/messages/files.ts";
import {
  delimitedExtensions,
  isProvenance,
  type Provenance,
  provenanceOf,
  unknownKind,
} from "../datasets/dataset.ts";
import { Table, type TableSource } from "../tables/table.ts";
import type { TypedColumn } from "../tables/typedColumn.ts";
import { ColumnBuilder } from "./column.ts";
import { type DecimalMark, type Notation, notationOf, numberParser, tellsOfCommas } from "./decimalMark.ts";
import { type ByteRecord, streamDelimited } from "./delimited.ts";
import { checkHeader } from "./sheet.ts";
import { openWorkbook } from "./workbook.ts";

interface FileFacts {
  readonly rows: number;
  readonly header: readonly string[];
  /** The names that were given to columns without one. */
  readonly unnamed: readonly string[];
  readonly provenance: Provenance;
}

/** The rows of a file; what verbs leave of them still tells of its file. */
export class FileTable extends Table {
  #file: FileFacts = { rows: 0, header: [], unnamed: [], provenance: { kind: "microdata", files: [] } };

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

  /** The names that were given to columns of data that have none in the file. */
  get unnamed(): readonly string[] {
    return this.#file.unnamed;
  }

  get provenance(): Provenance {
    return this.#file.provenance;
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

export interface FileTableOptions {
  /** The sheet of a workbook; the only one with data by default. */
  readonly sheet?: string | undefined;
  /** The columns to read, given those of the file; all by default. */
  readonly columns?: ColumnChoice | undefined;
  /** Columns of which only the numbers matter, such as replicate weights. */
  readonly numbers?: ColumnChoice | undefined;
  /** The mark before the decimals; the values tell by default. */
  readonly decimal?: DecimalMark | undefined;
}

export type ColumnChoice = (header: readonly string[]) => readonly string[];

/**
 * Reads a CSV file or a sheet of a workbook that has no codebook: a column is numeric when all its answers are numbers,
 * else categorical; empty cells, `NA` and `.` are missing answers.
 */
export async function readFileTable(file: string, options: FileTableOptions = {}): Promise<FileTable> {
  const extension = extname(file).toLowerCase();
  if (delimitedExtensions.includes(extension)) {
    if (options.sheet !== undefined) throw new InputError(noSheetsInText, { file });
    return readDelimitedTable(file, options, new Set());
  }
  if (extension === ".xlsx") return readSheetTable(file, options);
  throw unknownKind(file);
}

/** Reads a CSV; `asTexts` names columns of many numbers that turned out to hold texts further down. */
async function readDelimitedTable(
  file: string,
  options: FileTableOptions,
  asTexts: ReadonlySet<string>,
): Promise<FileTable> {
  let collected: Collector | undefined;
  let mistaken: string | undefined;
  await streamDelimited(file, (header, delimiter) => {
    const notation = notationOf(options.decimal, delimiter);
    const collector = collect({ file }, header, notation, options, asTexts);
    collected = collector;
    return {
      texts: (fields, line) => {
        mistaken ??= collector.take(fields, line);
      },
      bytes: (record, line) => {
        mistaken ??= collector.takeBytes(record, line);
      },
    };
  });
  if (mistaken !== undefined) return readDelimitedTable(file, options, new Set([...asTexts, mistaken]));
  return finished(collected ?? collect({ file }, [], "point", options, asTexts), {
    kind: "microdata",
    files: [file],
  });
}

async function readSheetTable(file: string, options: FileTableOptions): Promise<FileTable> {
  const { sheet } = options;
  const workbook = await openWorkbook(
    file,
    (name) => sheet === undefined || sheet === name || isProvenance(name),
  );
  const candidates = workbook.sheetNames.filter((name) => !isProvenance(name));
  if (sheet === undefined && candidates.length !== 1)
    throw new InputError(severalSheets, { file }, { value: candidates });
  const { header, rows, rowNumbers } = workbook.sheet(sheet ?? candidates[0]!);
  const wide = rows.findIndex((cells) => cells.slice(header.length).some((cell) => cell !== null));
  if (wide >= 0)
    throw new InputError(
      wideRow,
      { file, sheet: sheet ?? candidates[0]!, row: rowNumbers[wide] },
      { value: rows[wide] },
    );
  const collector = collect(
    { file, sheet: sheet ?? candidates[0]! },
    header,
    notationOf(options.decimal, ","),
    options,
    new Set(header),
  );
  rows.forEach((cells, row) => {
    collector.take(
      header.map((_, at) => String(cells[at] ?? "")),
      rowNumbers[row]!,
    );
  });
  return finished(collector, provenanceOf("microdata", [file], [workbook]));
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
  readonly place: Pick<Place, "file" | "sheet">;
  readonly header: readonly string[];
  /** The names that were given to columns without one. */
  readonly unnamed: readonly string[];
  readonly commas: Commas;
  readonly builders: ReadonlyMap<string, ColumnBuilder>;
  readonly lines: LineNumbers;
  /** How its texts become numbers. */
  readonly parse: (text: string) => number | undefined;
  /** Takes a record; returns the column that turned out to hold texts among many numbers, if one did. */
  take(fields: readonly string[], number: number): string | undefined;
  takeBytes(record: ByteRecord, number: number): string | undefined;
}

function collect(
  place: Pick<Place, "file" | "sheet">,
  named: readonly string[],
  notation: Notation,
  { columns: wanted, numbers: numeric, decimal }: FileTableOptions,
  asTexts: ReadonlySet<string>,
): Collector {
  checkHeader(place, named);
  const { header, unnamed } = withNames(named);
  const position = new Map(header.map((name, at) => [name, at]));
  const asNumbers = new Set(numeric?.(header));
  const names = [...new Set([...(wanted?.(header) ?? header), ...asNumbers, ...unnamed])];
  for (const name of names) if (!position.has(name)) throw new InputError(columnAbsent(name, named), place);
  const expected = (name: string) =>
    asTexts.has(name) ? "texts" : asNumbers.has(name) ? "numbers" : undefined;
  const builders = new Map(names.map((name) => [name, new ColumnBuilder(notation, expected(name))]));
  const columns = names.map((name) => ({ name, at: position.get(name)!, builder: builders.get(name)! }));
  const lines = new LineNumbers();
  const commas = new Commas(place, notation === "comma" && decimal === undefined);
  return {
    place,
    header,
    unnamed,
    builders,
    lines,
    commas,
    parse: numberParser(notation),
    take: (fields, line) => {
      lines.push(line);
      let mistaken: string | undefined;
      for (const { name, at, builder } of columns) {
        const text = fields[at]!.trim();
        if (commas.areUntold) commas.see(text, line, name);
        if (!builder.add(text)) mistaken ??= name;
      }
      return mistaken;
    },
    takeBytes: (record, line) => {
      lines.push(line);
      let mistaken: string | undefined;
      for (const { name, at, builder } of columns) {
        if (commas.areUntold) commas.seeField(record, at, line, name);
        if (!builder.addField(record, at)) mistaken ??= name;
      }
      return mistaken;
    },
  };
}

/** The header with a name for each column that has none: column3 for the third. */
function withNames(named: readonly string[]) {
  const taken = new Set(named);
  const unnamed: string[] = [];
  const header = named.map((name, at) => {
    if (name !== "") return name;
    let own = `column${at + 1}`;
    while (taken.has(own)) own += "_";
    unnamed.push(own);
    return own;
  });
  return { header, unnamed };
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

function finished(collector: Collector, provenance: Provenance): FileTable {
  const { place, header, builders, lines, commas } = collector;
  if (lines.rows === 0) throw new InputError(noRows, place);
  commas.check();
  const unnamed = collector.unnamed.filter((name) => builders.get(name)!.hasAnswers);
  const empty = new Set(collector.unnamed.filter((name) => !unnamed.includes(name)));
  const columns = Array.from(builders)
    .filter(([name]) => !empty.has(name))
    .map(([name, builder]) => builder.finish(name));
  const names = header.map((name) => (empty.has(name) ? "" : name));
  return FileTable.over(
    columns,
    { rows: lines.rows, header: names, unnamed, provenance },
    sourceOf(collector),
  );
}

function sourceOf({ place, lines, parse }: Collector): TableSource {
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
      // Without a row, the rows that a filter leaves have numbers alone: the variable is still one of texts.
      return row < 0
        ? new InputError(notNumber(name), table.place(undefined, name), { value: levels.find(isText) })
        : new InputError(notNumber(name), table.place(row, name), { value: levels[codes[row]!] });
    },
  };
}
