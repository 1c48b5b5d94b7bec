import type { TableNote } from "../../sources/layout/notes.ts";
import type { CellParts, Observation, PublishedTable } from "../../sources/layout/sheetTables.ts";
import type { Shown } from "../../sources/layout/shown.ts";
import { addressOf } from "../../sources/xlsx/address.ts";
import { type Label, numbered } from "../../text/language.ts";
import { words } from "../../text/words.ts";
import { cellPartNames, noteKindNames } from "../../text/workbookWords.ts";
import { type Column, fileColumn } from "./column.ts";

/** A table with its place in the workbook. */
export interface PlacedTable {
  readonly sheet: string;
  /** Its number in the sheet, from 1. */
  readonly number: number;
  readonly table: PublishedTable;
}

/** Something of a table, with the table. */
export interface InTable<Row> extends PlacedTable {
  readonly row: Row;
}

const placeColumns = <Row extends Pick<PlacedTable, "sheet" | "number">>(): Column<Row>[] => [
  { key: "sheet", title: words.sheet, kind: "text", grouping: true, value: ({ sheet }) => sheet },
  { key: "table", title: words.tableNumber, kind: "count", grouping: true, value: ({ number }) => number },
];

const countOf = (table: PublishedTable, key: "row" | "column") =>
  new Set(table.observations.map((observation) => observation[key])).size;

/** The tables of a workbook. */
export const tableColumns: readonly Column<PlacedTable>[] = [
  ...placeColumns<PlacedTable>(),
  { key: "title", title: words.title, kind: "text", value: ({ table }) => table.title },
  { key: "unit", title: words.unit, kind: "text", value: ({ table }) => table.unit },
  { key: "rows", title: words.rows, kind: "count", value: ({ table }) => countOf(table, "row") },
  { key: "columns", title: words.columns, kind: "count", value: ({ table }) => countOf(table, "column") },
  {
    key: "numbers",
    title: words.numbers,
    kind: "count",
    value: ({ table }) => table.observations.filter(({ value }) => value !== null).length,
  },
  fileColumn("marks", "count", ({ table }) => table.observations.filter(({ mark }) => mark !== "").length, {
    title: words.marks,
  }),
  fileColumn("notes", "count", ({ table }) => table.notes.length, { title: words.notes }),
];

const valueColumns: readonly Column<InTable<Observation>>[] = [
  {
    key: "value",
    title: words.value,
    kind: "number",
    value: ({ row }) => row.value,
    text: ({ row }, { number, exact }) => {
      if (row.value === null) return row.mark;
      return row.decimals === undefined ? exact(row.value) : number(row.value, row.decimals);
    },
  },
  fileColumn("decimals", "count", ({ row }) => row.decimals, {
    title: words.decimals,
    about: "how many the cell shows; null where its format shows all",
  }),
  fileColumn("mark", "text", ({ row }) => row.mark || null, {
    title: words.mark,
    about: "what stands in place of a number",
  }),
  { key: "unit", title: words.unit, kind: "text", value: ({ row }) => row.unit || null },
  {
    key: "footnotes",
    title: words.footnoteMark,
    kind: "text",
    value: ({ row }) => row.footnotes.join(" ") || null,
    about: "the marks of the footnotes on the number and its labels",
  },
  { key: "cell", title: words.cell, kind: "text", tone: "faint", value: ({ row }) => addressOf(row) },
];

/** What JSON says of a number, besides its labels. */
export const entryColumns: readonly Column<InTable<Observation>>[] = [
  ...placeColumns<InTable<Observation>>(),
  ...valueColumns,
];

/** The numbers of tables, each in a row with its labels by level, from the widest. */
export function observationColumns(rows: readonly InTable<Observation>[]): Column<InTable<Observation>>[] {
  const labelColumns = (
    key: string,
    title: Label,
    labels: (row: Observation) => readonly string[],
    grouping: boolean,
  ): Column<InTable<Observation>>[] => {
    const deepest = rows.reduce((most, { row }) => Math.max(most, labels(row).length), 1);
    const whole: Column<InTable<Observation>> = {
      key: `${key}_labels`,
      title,
      kind: "text",
      audience: "people",
      grouping,
      value: ({ row }) => labels(row).join(" / "),
    };
    const levels = Array.from({ length: deepest }, (_, level) =>
      fileColumn<InTable<Observation>>(
        `${key}_${level + 1}`,
        "text",
        ({ row }) => labels(row)[level] ?? null,
        { title: numbered(title, level + 1) },
      ),
    );
    return [whole, ...levels];
  };
  return [
    ...placeColumns<InTable<Observation>>(),
    ...labelColumns("row", words.rowLabels, ({ rowLabels }) => rowLabels, true),
    ...labelColumns("column", words.columnLabels, ({ columnLabels }) => columnLabels, false),
    ...valueColumns,
  ];
}

/** The notes of tables. */
export const noteColumns: readonly Column<InTable<TableNote>>[] = [
  ...placeColumns<InTable<TableNote>>(),
  {
    key: "kind",
    title: words.kind,
    kind: "text",
    value: ({ row }) => row.kind,
    text: ({ row }, { say }) => say(noteKindNames[row.kind]),
    values: Object.keys(noteKindNames),
  },
  { key: "mark", title: words.mark, kind: "text", value: ({ row }) => row.mark || null },
  { key: "text", title: words.text, kind: "text", value: ({ row }) => row.text },
];

/** Words of a sheet that belong to no table. */
export interface LooseWords {
  readonly sheet: string;
  readonly cell: Shown;
}

export const looseColumns: readonly Column<LooseWords>[] = [
  { key: "sheet", title: words.sheet, kind: "text", grouping: true, value: ({ sheet }) => sheet },
  { key: "cell", title: words.cell, kind: "text", value: ({ cell }) => addressOf(cell) },
  { key: "text", title: words.text, kind: "text", value: ({ cell }) => cell.text },
];

/** A cell of a sheet and what it was understood as. */
export interface UnderstoodCell {
  readonly sheet: string;
  /** The number of its table in the sheet; 0 where it belongs to none. */
  readonly number: number;
  readonly part: keyof CellParts | "words";
  readonly cell: Shown;
}

export const partColumns: readonly Column<UnderstoodCell>[] = [
  { key: "sheet", title: words.sheet, kind: "text", grouping: true, value: ({ sheet }) => sheet },
  { key: "row", title: words.row, kind: "count", grouping: true, value: ({ cell }) => cell.row },
  { key: "cell", title: words.cell, kind: "text", value: ({ cell }) => addressOf(cell) },
  fileColumn("table", "count", ({ number }) => number || null, { title: words.tableNumber }),
  {
    key: "part",
    title: words.part,
    kind: "text",
    value: ({ part }) => part,
    text: ({ part }, { say }) => say(cellPartNames[part]),
    tone: ({ part }) => (part === "words" ? "faint" : part === "body" ? undefined : "good"),
    values: Object.keys(cellPartNames),
  },
  { key: "text", title: words.text, kind: "text", value: ({ cell }) => cell.text },
];
