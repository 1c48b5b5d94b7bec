import { columnWidths, narrowest } from "./columnWidths.ts";
import type { Heading, TableBlock, TextCell } from "./document.ts";

/** What parts two columns. */
export const gap = "  ";
/** How far a text stands to the right of the one that it belongs to. */
const step = 2;

/** A text of a table, set off to the right where it stands below others. */
export interface FittedCell extends TextCell {
  readonly indent?: number;
}

/** A text across all columns: what several rows have in common, or what belongs to the row above. */
export interface AcrossLine extends FittedCell {
  readonly about: "rows below" | "row above";
}

export type FittedRow = readonly FittedCell[] | AcrossLine;

/** A table, or a part of one, as it is laid out for a width. */
export interface FittedTable {
  readonly columns: readonly Heading[];
  readonly rows: readonly FittedRow[];
  readonly widths: readonly number[];
}

type Layout = Omit<FittedTable, "widths">;

/**
 * A table laid out for lines of some width. Where its texts would be wrapped into narrow columns, columns that name the rows stand in
 * one, each below the one before it; then secondary columns go under their rows; and then the others are parted into tables below one
 * another, which all name the rows.
 */
export function fittedTables(table: TableBlock, width: number): FittedTable[] {
  const outline = outlined(table);
  const ranks = [...new Set(table.columns.map(({ secondary = 0 }) => secondary))].filter((rank) => rank > 0);
  const layouts = [
    table,
    outline,
    ...ranks.sort((a, b) => b - a).map((rank) => foldedFrom(outline, rank)),
  ] as const;
  for (const layout of layouts) {
    const widths = widthsOf(layout, width, narrowest);
    if (across(widths) <= width) return [{ ...layout, widths }];
  }
  const last = layouts.at(-1)!;
  return parted(last, width).map((part) => ({ ...part, widths: widthsOf(part, width) }));
}

const isRow = (row: FittedRow): row is readonly FittedCell[] => Array.isArray(row);

const across = (widths: readonly number[]) =>
  widths.reduce((sum, own) => sum + own + gap.length, -gap.length);

const widthsOf = ({ columns, rows }: Layout, width: number, least = 0): number[] =>
  columnWidths({ columns, rows: rows.filter(isRow) }, width - gap.length * (columns.length - 1), least);

/** The columns that name the rows in one: each of their texts stands on a line of its own, further to the right than those before it. */
function outlined({ columns, rows }: TableBlock): Layout {
  const count = columns.filter(({ names }) => names).length;
  if (count < 2) return { columns, rows };
  const title = columns.slice(0, count).map((column) => column.title);
  return {
    columns: [{ ...columns[0]!, align: "left", title: title.join(" / ") }, ...columns.slice(count)],
    rows: rows.flatMap((row) => {
      const named = row
        .slice(0, count)
        .map((cell, at) => ({ ...cell, indent: at * step }))
        .filter(({ text }) => text !== "");
      const last = named.at(-1) ?? { text: "" };
      return [
        ...named.slice(0, -1).map((cell) => ({ ...cell, about: "rows below" }) as const),
        [last, ...row.slice(count)],
      ];
    }),
  };
}

/** Columns of at least some rank are left out, and their texts stand in lines under their rows. */
function foldedFrom({ columns, rows }: Layout, rank: number): Layout {
  const isKept = (_: unknown, at: number) => (columns[at]!.secondary ?? 0) < rank;
  return {
    columns: columns.filter(isKept),
    rows: rows.flatMap((row): FittedRow[] => {
      if (!isRow(row)) return [row];
      const told = row.flatMap(({ text }, at) =>
        isKept(row, at) || text === "" ? [] : [`${columns[at]!.lead ?? columns[at]!.title} ${text}`],
      );
      const kept = row.filter(isKept);
      if (told.length === 0) return [kept];
      const indent = (row[0]!.indent ?? 0) + step;
      return [kept, { text: told.join(" · "), tone: "faint", indent, about: "row above" }];
    }),
  };
}

/** Tables of as many columns as fit, each with the texts that name the rows; what stands under a row is told once. */
function parted({ columns, rows }: Layout, width: number): Layout[] {
  const select = (isKept: (at: number) => boolean, isFirst: boolean): Layout => ({
    columns: columns.filter((_, at) => isKept(at)),
    rows: rows.flatMap((row): FittedRow[] => {
      if (isRow(row)) return [row.filter((_, at) => isKept(at))];
      return isFirst || row.about === "rows below" ? [row] : [];
    }),
  });
  const holds = (layout: Layout, most = width) => across(widthsOf(layout, most)) <= most;
  const leading = columns.findIndex(({ align }, at) => at > 0 && align !== "left");
  let names = Math.max(leading, 1);
  const naming = (count: number) => select((at) => at < count, true);
  while (names > 1 && !holds(naming(names), width / 2)) names--;
  const part = (from: number, to: number) =>
    select((at) => at < names || (at >= from && at < to), from === names);
  const parts: Layout[] = [];
  for (let from = names, to = from; parts.length === 0 || from < columns.length; from = to) {
    do to++;
    while (to < columns.length && holds(part(from, to + 1)));
    const unit = columns[to]?.unit;
    const start = unit === undefined ? to : columns.findIndex((column) => column.unit === unit);
    if (start > from) to = Math.min(to, start);
    parts.push(part(from, to));
  }
  return parts;
}
