import type { Grid, GridCell } from "../xlsx/grid.ts";
import { anatomyOf, isEstimate, isTitle, isYear } from "./anatomy.ts";
import { Block } from "./block.ts";
import { columnLabels, labelOf, rowLabels } from "./labels.ts";
import { isFootnote, isNote, notesIn, type TableNote } from "./notes.ts";
import { type Shown, shownIn } from "./shown.ts";
import { isCount, unitAlone, unitOfHead, unitOfRow, unitTold } from "./units.ts";

/** A number of a table, with what it is of. */
export interface Observation {
  readonly row: number;
  readonly column: number;
  readonly rowLabels: readonly string[];
  readonly columnLabels: readonly string[];
  readonly value: number | null;
  /** As many as the cell shows; undefined where it tells none. */
  readonly decimals: number | undefined;
  /** What stands in place of a number: nd, /, or words. */
  readonly mark: string;
  /** The marks beside it: asterisks, an interval, footnotes. */
  readonly marks: readonly string[];
  /** These and the marks of footnotes beside its labels. */
  readonly footnotes: readonly string[];
  readonly unit: string;
}

/** A table of a sheet as a person reads it. */
export interface PublishedTable {
  readonly title: string;
  readonly unit: string;
  readonly stubHeads: readonly string[];
  readonly observations: readonly Observation[];
  readonly notes: readonly TableNote[];
  readonly parts: CellParts;
}

/** Which cells of a sheet are what. */
export interface CellParts {
  readonly title: readonly Shown[];
  readonly unit: readonly Shown[];
  readonly header: readonly Shown[];
  readonly stub: readonly Shown[];
  readonly body: readonly Shown[];
  readonly note: readonly Shown[];
}

export interface SheetTables {
  readonly tables: readonly PublishedTable[];
  /** The words of a sheet that belong to no table, such as those of a table of contents. */
  readonly text: readonly Shown[];
  /** The hidden rows and columns that hold cells, which are not read. */
  readonly hiddenRows: number;
  readonly hiddenColumns: number;
}

/** The tables of a sheet, as a person reads them. */
export function tablesOf(grid: Grid): SheetTables {
  const rows = new Set(grid.hiddenRows);
  const isHiddenRow = ({ row }: GridCell) => rows.has(row);
  const isHiddenColumn = ({ column }: GridCell) =>
    grid.hiddenColumns.some(([from, to]) => column >= from && column <= to);
  const shown = grid.cells
    .filter((cell) => !isHiddenRow(cell) && !isHiddenColumn(cell))
    .map(shownIn)
    .filter(({ text }) => text !== "");
  const tables: PublishedTable[] = [];
  const text: Shown[] = [];
  for (const section of sectionsOf(new Block(shown, grid.merged)))
    for (const band of bandsOf(section)) {
      const table = tableOf(band);
      const placed = new Set(table && Object.values(table.parts).flat());
      if (table) tables.push(table);
      text.push(...band.cells.filter((cell) => !placed.has(cell)));
    }
  return {
    tables,
    text,
    hiddenRows: new Set(grid.cells.filter(isHiddenRow).map(({ row }) => row)).size,
    hiddenColumns: new Set(grid.cells.filter(isHiddenColumn).map(({ column }) => column)).size,
  };
}

/** Parts of a sheet that lie one below the other: each begins after a table, with a title or with a header again. */
function sectionsOf(sheet: Block): Block[] {
  const starts: number[] = [];
  let columns = new Set<number>();
  for (const [at, row] of sheet.rows.entries()) {
    const cells = sheet.in(row);
    const isTitled =
      columns.size > 0 &&
      areWords(cells) &&
      cells.some(({ text }) => isTitle(text)) &&
      !sheet.isOverSetIn(row);
    if (isTitled || isHeader(cells, columns)) {
      starts.push(isTitled ? row : titleOver(sheet, at));
      columns = new Set();
    } else if (!cells.every(isYear))
      for (const { kind, column } of cells) if (kind !== "words") columns.add(column);
  }
  const bounds = [Number.NEGATIVE_INFINITY, ...starts, Number.POSITIVE_INFINITY];
  return bounds.slice(1).map((end, at) => sheet.within((row) => row >= bounds[at]! && row < end));
}

/** Whether a row is words or years over columns of numbers and nothing else. */
const isHeader = (cells: readonly Shown[], columns: ReadonlySet<number>) =>
  cells.length > 1 &&
  (areWords(cells) || cells.every(isYear)) &&
  cells.every((cell) => columns.has(cell.column) && !isEstimate(cell));

/** The first row of words over a header that are no note. */
function titleOver(sheet: Block, header: number): number {
  let at = header;
  const isTitleRow = (cells: readonly Shown[]) =>
    areWords(cells) && cells.every(({ text }) => !isNote(text) && !isFootnote(text));
  while (at > 0 && isTitleRow(sheet.in(sheet.rows[at - 1]!))) at -= 1;
  return sheet.rows[at]!;
}

const areWords = (cells: readonly Shown[]) => cells.every(({ kind }) => kind === "words");

/** Parts of a section that lie side by side: each has its own column of labels behind an empty one. */
function bandsOf(section: Block): Block[] {
  const rows = section.rows.filter((row) => section.in(row).some(({ kind }) => kind !== "words"));
  const used = new Set(rows.flatMap((row) => section.in(row).map(({ column }) => column)));
  const columns = [...used].sort((a, b) => a - b);
  const starts = columns.filter((column, at) => {
    if (at === 0 || columns[at - 1]! === column - 1) return false;
    const end = columns.findIndex((other, next) => next > at && other - columns[next - 1]! > 1);
    const own = columns.slice(at, end < 0 ? undefined : end);
    const ownRows = rows.filter((row) => own.some((other) => section.at(row, other)));
    const labels = ownRows.filter((row) => section.at(row, column)?.kind === "words");
    return own.length > 1 && labels.length > ownRows.length / 2;
  });
  if (starts.length === 0) return [section];
  const bounds = [Number.NEGATIVE_INFINITY, ...starts, Number.POSITIVE_INFINITY];
  return bounds.slice(1).map((end, at) =>
    section.within(
      () => true,
      (column) => column >= bounds[at]! && column < end,
    ),
  );
}

/** The columns beside a table that hold its notes. */
function noteColumns(block: Block): number[] {
  const isOther = ({ kind, text }: Shown) => kind !== "words" || !(isNote(text) || isFootnote(text));
  const others = new Set(block.cells.filter(isOther).map(({ column }) => column));
  return block.columns.slice(1).filter((column) => !others.has(column));
}

function tableOf(whole: Block): PublishedTable | undefined {
  const beside = noteColumns(whole);
  const isBeside = (column: number) => beside.includes(column);
  const block = whole.within(
    () => true,
    (column) => !isBeside(column),
  );
  const anatomy = anatomyOf(block);
  if (!anatomy) return undefined;
  const { title, unit, header, stub, values, body, sections, blank } = anatomy;
  const notes = [...anatomy.notes, ...whole.cells.filter(({ column }) => isBeside(column))];
  const titleText = title.map(labelOf).join(" ");
  const unitText = unit.map((cell) => unitAlone(cell.text) ?? unitTold(cell.text) ?? "").join(", ");
  const labelsOf = rowLabels(block, stub, body, sections);
  const heads = new Map(values.map((column) => [column, columnLabels(block, header, column)]));
  const observations = body.flatMap((row) =>
    values.flatMap((column): Observation[] => {
      const cell = block.at(row, column);
      if (!cell) return [];
      const [ofRow, ofColumn] = [labelsOf(row), heads.get(column)!];
      const ofTable = unitText || (cell.isPercent ? "%" : (unitTold(titleText) ?? ""));
      const isCounted = [...ofRow, ...ofColumn].some(({ text }) => isCount(text));
      const unitOf =
        lastUnit(ofColumn, unitOfHead) ??
        lastUnit(ofRow, unitOfRow) ??
        (isCounted && ofTable.startsWith("%") ? "" : ofTable);
      return [
        {
          row,
          column,
          rowLabels: ofRow.map(labelOf),
          columnLabels: ofColumn.map(labelOf),
          value: inUnit(cell, unitOf),
          decimals: cell.decimals,
          mark: cell.kind === "number" ? "" : cell.text,
          marks: marksBeside(cell),
          footnotes: [cell, ...ofRow, ...ofColumn].flatMap(marksBeside),
          unit: unitOf,
        },
      ];
    }),
  );
  const cellsIn = (rows: readonly number[], columns: readonly number[]) =>
    rows.flatMap((row) => block.in(row).filter(({ column }) => columns.includes(column)));
  return {
    title: titleText,
    unit: unitText || (unitTold(titleText) ?? sharedUnit(observations)),
    stubHeads: stub.map((column) => columnLabels(block, header, column).map(labelOf).join(" ")),
    observations,
    notes: notesIn(notes),
    parts: {
      title,
      unit,
      header: header.flatMap((row) => block.in(row)),
      stub: cellsIn([...body, ...sections, ...blank], stub),
      body: cellsIn(body, values),
      note: notes,
    },
  };
}

/** Each of the marks beside a cell: (1) and (2) of (1)(2); an interval is one. */
const marksBeside = ({ footnote }: Shown) => footnote.match(/\([^)]*\)|[[\]][^[\]]*[[\]]|[^\s,()]+/g) ?? [];

/** Millionths and thousandths of a number, where both its format and its unit say so: formats alone are often mistaken. */
function inUnit({ number, thousands }: Shown, unit: string): number | null {
  const told = /^(millions?|m€)/i.test(unit) ? 2 : /^(milliers?|thousands?|k€)/i.test(unit) ? 1 : 0;
  return number === null || told === 0 || told !== thousands ? number : number / 1000 ** told;
}

/** The unit of all numbers, where they have one. */
function sharedUnit(observations: readonly Observation[]): string {
  const units = new Set(observations.map(({ unit }) => unit));
  return units.size === 1 ? [...units][0]! : "";
}

const lastUnit = (labels: readonly Shown[], unitIn: (words: string) => string | undefined) =>
  labels
    .map((label) => unitIn(labelOf(label)))
    .filter((text) => text !== undefined)
    .at(-1);
