import { fold } from "../../text/fold.ts";
import type { Block } from "./block.ts";
import { isFootnote, isNote } from "./notes.ts";
import type { Shown } from "./shown.ts";
import { unitAlone, unitTold } from "./units.ts";

/** Which rows and columns of a block are what. */
export interface Anatomy {
  readonly title: readonly Shown[];
  readonly unit: readonly Shown[];
  readonly notes: readonly Shown[];
  readonly header: readonly number[];
  readonly stub: readonly number[];
  readonly values: readonly number[];
  /** The rows with values. */
  readonly body: readonly number[];
  /** The rows among them that are a label alone, over those that follow. */
  readonly sections: readonly number[];
}

const isYear = ({ kind, number }: Shown) =>
  kind === "number" && Number.isInteger(number) && number! >= 1900 && number! <= 2100;

const isWhole = ({ kind, number }: Shown) => kind !== "number" || Number.isInteger(number);

const isValue = ({ kind }: Shown) => kind !== "words";

/** What heads a column of labels that are numbers. */
const labelHeads =
  /^((?:codes?|numeros?|n°|no)\b.*|annees?|ages?|dates?|mois|trimestres?|periodes?|vagues?|departements?|regions?|rang|years?|months?|quarters?|waves?)( *\([^)]*\))?$/;

/** Tells the parts of a block that holds one table; undefined where it holds none. */
export function anatomyOf(block: Block): Anatomy | undefined {
  const first = firstBodyRow(block);
  if (first === undefined) return undefined;
  const { stub, values } = columnsOf(block, first);
  if (values.length === 0) return undefined;
  const hasValue = (row: number) =>
    block.in(row).some((cell) => values.includes(cell.column) && isValue(cell));
  const body = block.rows.filter((row) => row >= first && hasValue(row));
  const last = body.at(-1)!;
  const header = headerAbove(block, first, stub, values);
  const top = header[0] ?? first;
  const above = block.rows.filter((row) => row < top).flatMap((row) => block.in(row));
  const below = block.rows.filter((row) => row > last).flatMap((row) => block.in(row));
  const between = block.rows.filter((row) => row > first && row < last && !body.includes(row));
  const sections = between.filter((row) => {
    const cells = block.in(row);
    return cells.length === 1 && stub.includes(cells[0]!.column) && !isNote(cells[0]!.text);
  });
  const isUnit = (cell: Shown) =>
    unitTold(cell.text) !== undefined && !isTitle(cell.text) && cell.text.length < 90;
  const unit = above.filter(
    (cell) => unitAlone(cell.text) !== undefined || (isUnit(cell) && cell.column > values[0]!),
  );
  const notesAbove = above.filter((cell) => !unit.includes(cell) && isNote(cell.text));
  const title = above.filter((cell) => !unit.includes(cell) && !notesAbove.includes(cell));
  const loose = between.filter((row) => !sections.includes(row)).flatMap((row) => block.in(row));
  return { title, unit, notes: [...notesAbove, ...loose, ...below], header, stub, values, body, sections };
}

/** Whether words head a table or chart by name and number. */
export const isTitle = (text: string) =>
  /^(tableau|graphique|carte|figure|schema|encadre|annexe|table|chart|map|diagram)\b/.test(fold(text.trim()));

/** The first row with a value that is no year at the head of a column. */
function firstBodyRow(block: Block): number | undefined {
  const withNumbers = block.rows.filter((row) => block.in(row).filter(isValue).length > 0);
  return withNumbers.find((row) => {
    const cells = block.in(row);
    const values = cells.filter(isValue);
    const rest = withNumbers.filter((other) => other > row);
    const headsYears = values.length > 1 || cells.length === values.length ? values.every(isYear) : false;
    const isHead =
      headsYears &&
      cells.every((cell) => !isValue(cell) || isYear(cell)) &&
      rest.some((other) => block.in(other).some((cell) => isValue(cell) && !isYear(cell)));
    // A year before a value is a label; years alone head columns.
    return !isHead || values.length < 1;
  });
}

/** The columns of labels, which come first, and those of values. */
function columnsOf(block: Block, first: number) {
  const rows = block.rows.filter((row) => row >= first && block.in(row).some(isValue));
  const last = rows.at(-1)!;
  const inside = block.within((row) => row >= first && row <= last);
  const cells = new Map(
    inside.columns.map((column) => [column, inside.rows.flatMap((row) => inside.at(row, column) ?? [])]),
  );
  const lastWithNumbers = inside.columns.findLast((column) =>
    cells.get(column)!.some(({ kind }) => kind === "number"),
  )!;
  const above = block.rows.filter((row) => row < first);
  const stub: number[] = [];
  for (const [at, column] of inside.columns.entries()) {
    const own = cells.get(column)!;
    const head = above.flatMap((row) => block.readAt(row, column) ?? []).at(-1);
    const areYears = own.every(isYear) && own.length > 1 && !(head && isYear(head));
    const isHeadOfLabels =
      head !== undefined && labelHeads.test(fold(head.text.trim())) && own.every(isWhole);
    const next = cells.get(inside.columns[at + 1]!);
    const isLabel = areWords(own) || areYears || isHeadOfLabels || (next !== undefined && areWords(next));
    if (!isLabel || (column >= lastWithNumbers && !areWords(own))) break;
    stub.push(column);
  }
  return { stub, values: inside.columns.slice(stub.length) };
}

/** Whether cells are words, but for a few codes that a spreadsheet took for numbers. */
const areWords = (cells: readonly Shown[]) =>
  10 * cells.filter(({ kind }) => kind === "words").length > cells.length;

/** The header's rows: those right above the body that name its columns. */
function headerAbove(
  block: Block,
  first: number,
  stub: readonly number[],
  values: readonly number[],
): number[] {
  const header: number[] = [];
  const width = (cell: Shown) => {
    const range = block.rangeAt(cell.row, cell.column);
    return range ? range.right - range.left + 1 : 1;
  };
  let lowest = first;
  for (const row of block.rows.filter((own) => own < first).reverse()) {
    const cells = block.in(row);
    const isOver = cells.some(({ column }) => values.includes(column));
    const spansAll = cells.length === 1 && width(cells[0]!) > values.length && values.length > 1;
    const isUnit = cells.length === 1 && unitAlone(cells[0]!.text) !== undefined && width(cells[0]!) === 1;
    const isPhrase =
      cells.length === 1 && (isTitle(cells[0]!.text) || isNote(cells[0]!.text) || isFootnote(cells[0]!.text));
    const hasGap = header.length > 0 && lowest - row > 1 && !covers(block, row, lowest);
    if (hasGap || spansAll || isUnit || isPhrase) break;
    if (!isOver) {
      const headsLabels = cells.length > 1 && cells.every(({ column }) => stub.includes(column));
      if (!headsLabels) break;
    }
    header.unshift(row);
    lowest = row;
  }
  return header;
}

/** Whether a merged range of a row reaches down to the row before another. */
const covers = (block: Block, row: number, next: number) =>
  block.in(row).some((cell) => (block.rangeAt(row, cell.column)?.bottom ?? row) >= next - 1);
