import type { DayOrder } from "../expressions/dates.ts";
import { Table, type TableSource } from "../tables/table.ts";
import type { TypedColumn } from "../tables/typedColumn.ts";
import type { Coding } from "./coding.ts";
import type { CodingRequest } from "./codingRequest.ts";
import type { FinishedColumn, ReadingNote } from "./column.ts";
import { withDates } from "./dayOrders.ts";
import type { DecimalMark } from "./decimalMark.ts";
import { levelsAlike } from "./levelsAlike.ts";
import type { Provenance } from "./provenance.ts";
import type { TableChoice } from "./tableChoice.ts";

/** Where in its file a table stands, for those who add columns to it. */
export interface Standing {
  /** What was said of it. */
  readonly said: TableChoice;
  /** Of a workbook: the last row of the header, undefined where there is none, and the first column. */
  readonly headerRow?: number | undefined;
  readonly left: number;
}

export interface FileFacts {
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

/** A column as it was read, and the codes of missing answers that somebody says it has. */
export interface ReadColumn extends FinishedColumn {
  readonly missing: readonly string[];
}

/** What was read of a file, before what is said of its answers is laid on its columns. */
export interface FileRead extends Omit<FileFacts, "notes" | "coding"> {
  readonly source: TableSource;
  readonly columns: readonly ReadColumn[];
  /** What is told before the notes on its columns, and after them. */
  readonly notes: { readonly before: readonly ReadingNote[]; readonly after: readonly ReadingNote[] };
}

/** The table of what was read, with labels, levels, dates and missing answers as somebody says them. */
export function codedTable(
  { source, columns: read, notes, ...facts }: FileRead,
  { coding, dates, na }: FileTableOptions,
): FileTable {
  const coded = read.map((own) => {
    const column = withMissingCodes(own);
    const placeAt = (row?: number) => source.place(row, column.variable.name);
    const dated = withDates(column, dates, placeAt);
    const laid = coding?.laidOn(dated.column, own.missing, placeAt) ?? { column: dated.column, notes: [] };
    return { column: laid.column, notes: [...dated.notes, ...laid.notes, ...levelsAlike(laid.column)] };
  });
  const occurred = new Map(read.map(({ column, coded: codes }) => [column.variable.name, codes]));
  const allNotes: ReadingNote[] = [
    ...notes.before,
    ...read.flatMap((column) => column.notes),
    ...Array.from(occurred).flatMap(([column, texts]) =>
      texts.length > 0 ? [{ kind: "missing codes", column, texts } as const] : [],
    ),
    ...coded.flatMap((column) => column.notes),
    ...marksAbsent(na, read),
    ...(coding?.notes(facts.header, occurred) ?? []),
    ...notes.after,
  ];
  return FileTable.over(
    coded.map(({ column }) => column),
    { ...facts, notes: allNotes, coding: coding?.said ?? {} },
    source,
  );
}

/** The codes of missing answers that somebody says a column has. */
export function missingCodesOf(
  name: string,
  isNumeric: boolean,
  options: FileTableOptions,
): readonly string[] {
  const { coding, designColumns = [] } = options;
  return coding?.missingCodes(name, isNumeric || designColumns.includes(name)) ?? [];
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
