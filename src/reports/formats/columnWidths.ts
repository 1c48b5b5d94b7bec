import type { TableBlock } from "./document.ts";

/** The first column is no narrower than this where its texts are longer. */
const narrowest = 20;

/**
 * The widths of columns, in characters, that together shall have some width. The first is narrowed as far as its longest word, then the
 * widest of the others: titles wrap in all columns, what stands below them in those that are aligned to the left.
 */
export function columnWidths(
  { columns, rows }: Pick<TableBlock, "columns" | "rows">,
  width: number,
): number[] {
  const longestOf = (texts: readonly string[]) =>
    texts.reduce((most, text) => Math.max(most, text.length), 0);
  const bounds = columns.map(({ title, align }, at) => {
    const texts = rows.map((row) => row[at]!.text);
    const parts = align === "left" ? texts.flatMap((text) => text.split(" ")) : texts;
    const widest = longestOf([title, ...texts]);
    const longest = longestOf([...title.split(" "), ...parts]);
    return { widest, least: Math.min(widest, at === 0 ? Math.max(longest, narrowest) : longest) };
  });
  const widths = bounds.map(({ widest }) => widest);
  let excess = widths.reduce((sum, own) => sum + own, -width);
  while (excess > 0) {
    const can = widths.flatMap((own, at) => (own > bounds[at]!.least ? [at] : []));
    if (can.length === 0) break;
    const widest = can[0] === 0 ? 0 : can.reduce((most, at) => (widths[at]! > widths[most]! ? at : most));
    widths[widest]!--;
    excess--;
  }
  return widths;
}

/** What parts two columns on paper, in characters. */
export const paperGap = 3;
/** So many characters stand beside one another on a sheet of A4 that stands upright. */
const acrossPaper = 93;

/** Whether a table needs paper that lies. */
export function isWide(table: TableBlock): boolean {
  const room = acrossPaper - paperGap * table.columns.length;
  return columnWidths(table, room).reduce((sum, width) => sum + width, 0) > room;
}
