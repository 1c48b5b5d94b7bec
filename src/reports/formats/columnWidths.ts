import { displayWidth, wordsOf } from "../../text/lines.ts";
import type { Heading, TableBlock } from "./document.ts";

/** A column of texts is easily read where it is no narrower than this; the first one is not, where its texts are longer. */
export const narrowest = 18;
/** What sets off the second line of a text in the first column from the row below. */
export const hanging = "  ";

/** What of a table its columns' widths depend on; a text may be set off to the right. */
export interface Measured {
  readonly columns: readonly Heading[];
  readonly rows: readonly (readonly { readonly text: string; readonly indent?: number }[])[];
}

/** Whether the texts of a column may break between words. */
export const breaks = ({ align, wrap = align === "left" }: Heading) => wrap;

/**
 * The widths of columns, in characters, that together shall have some width. The widest that can is narrowed: titles wrap in all columns, what stands below them in those whose texts may, and no text narrower than `least`.
 */
export function columnWidths({ columns, rows }: Measured, width: number, least = 0): number[] {
  const longest = (texts: readonly string[], indent = 0) =>
    texts.reduce((most, text) => Math.max(most, indent + displayWidth(text)), 0);
  const widestOf = (at: number, partsOf: (text: string) => readonly string[]) =>
    rows.reduce((most, row) => Math.max(most, longest(partsOf(row[at]!.text), row[at]!.indent)), 0);
  const whole = (text: string) => [text];
  const widths = columns.map(({ title }, at) => Math.max(displayWidth(title), widestOf(at, whole)));
  let excess = widths.reduce((sum, own) => sum + own, -width);
  if (excess <= 0) return widths;
  const leasts = columns.map((column, at) => {
    const wraps = breaks(column);
    const word = Math.max(longest(wordsOf(column.title)), widestOf(at, wraps ? wordsOf : whole));
    return Math.min(widths[at]!, Math.max(word, at === 0 ? narrowest : wraps ? least : 0));
  });
  while (excess > 0) {
    const can = widths.flatMap((own, at) => (own > leasts[at]! ? [at] : []));
    if (can.length === 0) break;
    const widest = can.reduce((most, at) => (widths[at]! > widths[most]! ? at : most));
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
