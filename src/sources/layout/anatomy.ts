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
  /** The rows among them that have labels but no values. */
  readonly blank: readonly number[];
}

export const isYear = ({ kind, number }: Pick<Shown, "kind" | "number">) =>
  kind === "number" && Number.isInteger(number) && number! >= 1900 && number! <= 2100;

const isWhole = ({ kind, number }: Shown) => kind !== "number" || Number.isInteger(number);

const isValue = ({ kind }: Shown) => kind !== "words";

/** Whether words are what a model gives beside a coefficient: (0,05), [1,1 ; 1,4], <0,001. */
export const isEstimate = ({ text }: Shown) => /^[([<>≤≥].*\d[)\]]?$/.test(text);

/** What heads a column of labels that are numbers. */
const labelHeads =
  /^((?:codes?|numeros?|n°|no)\b.*|annees?|ages?|dates?|mois|trimestres?|periodes?|vagues?|departements?|regions?|rang|quartiles?|quintiles?|deciles?|centiles?|quantiles?|years?|months?|quarters?|waves?)( *\([^)]*\))?$/;

/** Tells the parts of a block that holds one table; undefined where it holds none. */
export function anatomyOf(block: Block): Anatomy | undefined {
  const first = firstBodyRow(block);
  if (first === undefined) return undefined;
  const { stub, values } = columnsOf(block, first);
  if (values.length === 0) return undefined;
  const hasValue = (row: number) =>
    block.in(row).some((cell) => values.includes(cell.column) && (isValue(cell) || isEstimate(cell)));
  const body = block.rows.filter((row) => row >= first && hasValue(row));
  let last = body.at(-1)!;
  while (isLabelled(block, last + 1, stub)) last += 1;
  const leading = sectionsAbove(block, first, stub, values);
  const header = headerAbove(block, leading[0] ?? first, stub, values);
  const top = header[0] ?? first;
  const above = block.rows.filter((row) => row < top).flatMap((row) => block.in(row));
  const below = block.rows.filter((row) => row > last).flatMap((row) => block.in(row));
  const withValues = new Set(body);
  const between = block.rows.filter((row) => row > first && row <= last && !withValues.has(row));
  const sections = [...leading, ...between.filter((row) => isSection(block, row, stub))];
  const isUnit = (cell: Shown) =>
    unitTold(cell.text) !== undefined && !isTitle(cell.text) && cell.text.length < 90;
  const unit = above.filter(
    (cell) => unitAlone(cell.text) !== undefined || (isUnit(cell) && cell.column > values[0]!),
  );
  const notesAbove = above.filter((cell) => !unit.includes(cell) && isNote(cell.text));
  const title = above.filter(
    (cell) => !unit.includes(cell) && !notesAbove.includes(cell) && !/^(retour|back) /i.test(cell.text),
  );
  const blank = between.filter((row) => !sections.includes(row) && isLabelled(block, row, stub));
  const loose = between
    .filter((row) => !sections.includes(row) && !blank.includes(row))
    .flatMap((row) => block.in(row));
  const notes = [...notesAbove, ...loose, ...below];
  return { title, unit, notes, header, stub, values, body, sections, blank };
}

/** Whether words head a table or chart by name and number. */
export const isTitle = (text: string) =>
  /^(tableau|graphique|carte|figure|schema|encadre|annexe|table|chart|map|diagram)\b/.test(fold(text.trim()));

/** The first row with a value that does not head a column, as years and ages do. */
function firstBodyRow(block: Block): number | undefined {
  const withNumbers = block.rows.filter((row) => block.in(row).some(isValue));
  return withNumbers.find((row, at) => {
    const rest = withNumbers.slice(at + 1);
    return !(areYearsOver(block, row, rest) || areAgesOver(block, row, rest));
  });
}

/** Whether a row is years over the columns of the rows below, alone or with words: a year before a value is a label. */
function areYearsOver(block: Block, row: number, rest: readonly number[]): boolean {
  const cells = block.in(row);
  const values = cells.filter(isValue);
  const others = cells.filter((cell) => isWords(cell) && cell.column > values[0]!.column);
  const isOverNumbers = ({ column }: Shown) =>
    rest.some((other) => block.at(other, column)?.kind === "number");
  const isAmongHeads = others.length > 0 && others.every(isOverNumbers);
  return (
    (values.length > 1 || cells.length === 1 || isAmongHeads) &&
    values.every(isYear) &&
    rest.some((other) => block.in(other).some((cell) => isValue(cell) && !isYear(cell)))
  );
}

/** Whether a row is whole numbers in order, such as ages, that have no label or Âge before them and no words over them. */
function areAgesOver(block: Block, row: number, rest: readonly number[]): boolean {
  const cells = block.in(row);
  const values = cells.filter(isValue);
  const [head, ...others] = cells.filter(isWords);
  const left = values[0]!.column;
  const isAscending = values.every(
    ({ kind, number, isPercent }, at) =>
      kind === "number" &&
      !isPercent &&
      Number.isInteger(number) &&
      (at === 0 || number! > values[at - 1]!.number!),
  );
  const isOver = (other: number) => block.in(other).filter(({ column }) => column >= left).length > 1;
  return (
    values.length > 2 &&
    isAscending &&
    others.length === 0 &&
    (head === undefined || labelHeads.test(fold(head.text))) &&
    rest.length > 0 &&
    rest.every((other) => block.in(other)[0]!.column < left) &&
    !block.rows.some((other) => other < row && isOver(other))
  );
}

/** Whether a row without values has the labels of one: words behind the first column of labels. */
function isLabelled(block: Block, row: number, stub: readonly number[]): boolean {
  const cells = block.in(row);
  const column = cells.at(-1)?.column;
  return (
    column !== undefined &&
    column > stub[0]! &&
    stub.includes(column) &&
    !cells.some(({ text }) => isNote(text) || isFootnote(text))
  );
}

/** Whether a row is a label alone. */
function isSection(block: Block, row: number, stub: readonly number[]): boolean {
  const cells = block.in(row);
  return cells.length === 1 && stub.includes(cells[0]!.column) && !isNote(cells[0]!.text);
}

/** The labels alone between the first row with values and the header above it. */
function sectionsAbove(
  block: Block,
  first: number,
  stub: readonly number[],
  values: readonly number[],
): number[] {
  const above = block.rows.filter((row) => row < first).reverse();
  const end = above.findIndex((row) => {
    const { text } = block.in(row)[0]!;
    const isPhrase = isTitle(text) && !block.isOverSetIn(row);
    return !isSection(block, row, stub) || isPhrase || unitAlone(text) !== undefined;
  });
  const isHeader = end >= 0 && block.in(above[end]!).some(({ column }) => values.includes(column));
  return isHeader ? above.slice(0, end).reverse() : [];
}

/** The columns of labels, which come first, and those of values. */
function columnsOf(block: Block, first: number) {
  const rows = block.rows.filter((row) => row >= first && block.in(row).some(isValue));
  const last = rows.at(-1)!;
  const cellsIn = (column: number) =>
    block.rows.filter((row) => row >= first && row <= last).flatMap((row) => block.at(row, column) ?? []);
  const columns = block.columns.filter((column) => cellsIn(column).length > 0);
  const holdsNumbers = (column: number) => cellsIn(column).some(({ kind }) => kind === "number");
  const heads = block.rows.filter((row) => row < first && block.in(row).length > 1);
  const beginsAt = heads.length > 0 ? block.in(heads.at(-1)!)[0]!.column : 0;
  const hasNoHead = (column: number) => column < beginsAt && heads.every((row) => !block.at(row, column));
  const stub: number[] = [];
  for (const [at, column] of columns.entries()) {
    const cells = cellsIn(column);
    const head = block.rows
      .filter((row) => row < first)
      .flatMap((row) => block.at(row, column) ?? [])
      .at(-1);
    const headsLabels = head !== undefined && labelHeads.test(fold(head.text.trim()));
    const areYears =
      cells.every(isYear) && cells.length > 1 && (at === 0 ? !(head && isYear(head)) : !head || headsLabels);
    const isHeadOfLabels = headsLabels && cells.every(isWhole);
    const next = columns[at + 1];
    const isNamed = at === 0 ? cells.some(isWords) : areWords(cells);
    const isLabel =
      isNamed ||
      hasNoHead(column) ||
      areYears ||
      isHeadOfLabels ||
      (next !== undefined && areWords(cellsIn(next).filter((cell) => !isEstimate(cell))));
    const isLast = !columns.slice(at + 1).some(holdsNumbers);
    if (!isLabel || (isLast && !isNamed)) break;
    stub.push(column);
  }
  return { stub, values: columns.slice(stub.length) };
}

const isWords = ({ kind }: Shown) => kind === "words";

/** Whether cells are words, but for some that a spreadsheet took for numbers. */
const areWords = (cells: readonly Shown[]) => 2 * cells.filter(isWords).length > cells.length;

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
    const spansAll = cells.length === 1 && width(cells[0]!) > values.length && values.length > 1;
    const [over, ...others] = cells.filter(({ column }) => values.includes(column));
    const isAlone = cells.length === 1 || (header.length > 0 && values.length > 1);
    const isUnit =
      others.length === 0 && over && isAlone && unitAlone(over.text) !== undefined && width(over) === 1;
    const isPhrase =
      cells.some(({ text }) => isTitle(text)) ||
      (cells.length === 1 && (isNote(cells[0]!.text) || isFootnote(cells[0]!.text)));
    const hasGap = header.length > 0 && lowest - row > 1 && !covers(block, row, lowest);
    if (hasGap || spansAll || isUnit || isPhrase) break;
    if (!over) {
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
