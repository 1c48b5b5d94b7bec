import { stringify } from "csv-stringify/sync";
import { visibleLines } from "../../text/visible.ts";

export type Record = Readonly<{ [column: string]: string | number | null }>;

/**
 * What a spreadsheet would take for a formula: a text that starts with one of these signs, spaces left aside. Where lists
 * are separated by semicolons or tabs, spreadsheets cut our fields there, so a formula may also start inside a text.
 */
const formulaStart = /(^|[;\t\r\n])(?=[\s"\ufeff]*[=+\-@＝＋－＠]|[\t\r])/g;

const isNumber = (text: string) => /^[+-]?\d+([.,]\d+)?(e[+-]?\d+)?$/i.test(text);

const guarded = (text: string) => (isNumber(text) ? text : text.replace(formulaStart, "$1'"));

/**
 * Records as CSV, numbers in full precision; where a spreadsheet would run a formula stands a quote before it, and
 * characters that cannot be seen are written out.
 */
export function renderCsv(records: readonly Record[]): string {
  return stringify(records as Record[], {
    header: true,
    cast: { string: (text) => guarded(visibleLines(text)) },
  });
}
