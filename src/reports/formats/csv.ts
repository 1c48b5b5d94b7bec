import { stringify } from "csv-stringify/sync";

export type Record = Readonly<{ [column: string]: string | number | null }>;

/** What a spreadsheet would take for a formula when a text starts with it. */
const formulaStart = /^[=+\-@\t\r]/;

const isNumber = (text: string) => /^-?\d+([.,]\d+)?$/.test(text);

/** Records as CSV, numbers in full precision; a text that a spreadsheet would run as a formula gets a leading quote. */
export function renderCsv(records: readonly Record[]): string {
  return stringify(records as Record[], {
    header: true,
    cast: { string: (text) => (formulaStart.test(text) && !isNumber(text) ? `'${text}` : text) },
  });
}
